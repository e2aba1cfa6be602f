package org.pindesk.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a telephone system shows of one account that bears on signing in. What it did not show is null here and named in {@code unseen}:
 * "not seen" is never "fine".
 *
 * @param account the account
 * @param active false when it came from the directory and is no longer found there
 * @param passwordHome who keeps the password that its portal and programs ask for
 * @param directoryBase area of the directory in which its sign-in looks for people, a distinguished name; null where there is none
 * @param loginAttribute directory attribute that people sign in with there, for example {@code sAMAccountName}; null where not shown
 * @param mayUsePortal whether the account holds the role that the portal asks for
 * @param phoneProfile whether it has a profile to sign in with at a desk phone
 * @param pin state of the PIN; null where the system has none
 * @param password state of a password that the system keeps itself; null where the directory keeps it or it could not be seen
 * @param portalUrl address of the portal; null where it has none
 * @param cachedFor how many seconds it may go on refusing or taking a secret that was just changed; 0 = not at all
 * @param unseen what could not be seen and why, for operators; empty when all was seen
 */
public record TelephoneEvidence(
        Account account,
        @Nullable Boolean active,
        PasswordHome passwordHome,
        @Nullable String directoryBase,
        @Nullable String loginAttribute,
        @Nullable Boolean mayUsePortal,
        @Nullable Boolean phoneProfile,
        @Nullable CredentialState pin,
        @Nullable CredentialState password,
        @Nullable String portalUrl,
        int cachedFor,
        List<String> unseen) {
    /** Who keeps the password that a telephone system's portal asks for. */
    public enum PasswordHome {
        /** The system itself. */
        OWN,
        /** The directory: it is the Windows, or directory, password. */
        DIRECTORY,
        UNSEEN
    }

    public TelephoneEvidence {
        unseen = List.copyOf(unseen);
    }

    /** When the PIN or the own password was changed last, whichever is later; null when neither is known. */
    public @Nullable Instant lastChange() {
        Instant first = pin == null ? null : pin.changedAt();
        Instant second = password == null ? null : password.changedAt();
        return first == null ? second : second == null || first.isAfter(second) ? first : second;
    }
}
