package org.pindesk.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a telephone system shows of a PIN, or of a password that it keeps itself. What it did not show is null here and named in {@code
 * unseen}: "not seen" is never "fine".
 *
 * @param lock whether and why it is locked
 * @param lockedSince when the lock began; null when there is none or it was not shown
 * @param lockEnds when the lock ends by itself; null when it does not, or that was not shown
 * @param failedSignIns failed sign-ins counted at the moment
 * @param lastFailure when the last one was
 * @param changedAt when it was set last
 * @param mustChange whether it must be changed at the next sign-in
 * @param expires when it expires; null when never, or not shown
 * @param neverExpires whether it never expires
 * @param policy name of the credential policy
 * @param unseen what could not be seen and why, in words of that system, for operators; empty when all was seen
 */
public record CredentialState(
        Lock lock,
        @Nullable Instant lockedSince,
        @Nullable Instant lockEnds,
        @Nullable Integer failedSignIns,
        @Nullable Instant lastFailure,
        @Nullable Instant changedAt,
        @Nullable Boolean mustChange,
        @Nullable Instant expires,
        @Nullable Boolean neverExpires,
        @Nullable String policy,
        List<String> unseen) {
    /** Whether a PIN is locked. */
    public enum Lock {
        /** Not locked. */
        OPEN,
        /** Too many failed sign-ins. */
        FAILED_SIGN_INS,
        /** An administrator locked it; never lifted through Pindesk. */
        ADMINISTRATOR,
        /** Not used for too long. */
        INACTIVITY,
        /** The system did not show it. */
        UNSEEN
    }

    public CredentialState {
        unseen = List.copyOf(unseen);
    }
}
