package org.pindesk.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person's account on a telephone system.
 *
 * @param system id of the system as configured
 * @param userId user id there
 * @param uuid the system's immutable id of the account, null where it has none
 * @param extension primary extension, null where there is none
 * @param policyName credential policy of the PIN, null where the system did not say
 * @param avoid digit strings that a PIN there must not hold: extensions, numbers, numeric ids
 * @param names names that a PIN there must not spell on the keypad
 * @param barred why nobody may change this account through Pindesk (an administrator role, the bot's own account), null where
 *     nothing bars it; in words of that system, for operators
 */
public record Account(
        String system,
        String userId,
        @Nullable String uuid,
        @Nullable String extension,
        @Nullable String policyName,
        Set<String> avoid,
        Set<String> names,
        @Nullable String barred) {
    public Account {
        avoid = Set.copyOf(avoid);
        names = Set.copyOf(names);
    }
}
