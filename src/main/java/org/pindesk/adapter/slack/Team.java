package org.pindesk.adapter.slack;

import org.jspecify.annotations.Nullable;

/**
 * The workspace that the bot token belongs to, as {@code auth.test} names it.
 *
 * @param enterprise id of the Enterprise organisation, null outside one
 */
record Team(String id, @Nullable String enterprise) {
    /** Whether an id of a workspace, or else of its organisation, is our own. Absent ids never are. */
    boolean owns(@Nullable String team, @Nullable String itsEnterprise) {
        return id.equals(team) || (enterprise != null && !enterprise.isEmpty() && enterprise.equals(itsEnterprise));
    }
}
