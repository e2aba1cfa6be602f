package org.pindesk.adapter.ucware;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.ucware.UserReads.Administrators;

/** Whom nobody may change through Pindesk: administrators and its own accounts. Unclear counts as barred. */
final class Barring {
    private final UcwareSettings settings;
    private final UserReads reads;

    Barring(UcwareSettings settings, UserReads reads) {
        this.settings = settings;
        this.reads = reads;
    }

    /**
     * Why nobody may change the user; null where nothing bars it.
     *
     * @throws org.pindesk.core.BackendException when the administrators cannot be read
     */
    @Nullable
    String of(UserRecord user) {
        if (settings.isOwnAccount(user.username())) {
            return "a service account of Pindesk";
        }
        Administrators administrators = reads.administrators();
        Set<Long> groups = user.groups();
        if (groups == null) {
            return "the system does not show its groups, so it may be an administrator";
        }
        return groups.stream().anyMatch(administrators.groups()::contains)
                        || (user.id() != null && administrators.members().contains(user.id()))
                ? "an administrator: member of " + String.join(" or ", settings.adminGroups())
                : null;
    }
}
