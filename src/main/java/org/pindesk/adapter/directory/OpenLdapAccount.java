package org.pindesk.adapter.directory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Password;
import org.pindesk.core.DirectoryEvidence.Policy;

/**
 * State of an account as one server has it. Both the evidence and {@link AccountState} are made from it, so that they cannot
 * contradict each other.
 *
 * @param disabled null when not shown
 * @param validityShown whether the two times after it could be seen
 * @param failures failed sign-ins that count at the moment; null when not shown
 * @param unseen what could not be seen, in words
 */
record OpenLdapAccount(
        @Nullable Boolean disabled,
        boolean validityShown,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        Lock lock,
        @Nullable Integer failures,
        @Nullable Instant lastFailure,
        Password password,
        Policy policy,
        List<String> unseen) {

    OpenLdapAccount {
        unseen = List.copyOf(unseen);
    }

    /** Whether it is locked now; null when that could not be seen. */
    @Nullable
    Boolean locked() {
        return switch (lock.state()) {
            case OPEN, RAN_OUT -> false;
            case FAILED_SIGN_INS, ADMINISTRATOR, DELAYED, INACTIVITY -> true;
            case UNSEEN -> null;
        };
    }

    boolean isOutsideValidity(Instant now) {
        return (validFrom != null && validFrom.isAfter(now)) || (validUntil != null && !validUntil.isAfter(now));
    }

    /** Unreadable as soon as one part of it could not be seen. */
    AccountState state(Instant now) {
        Boolean locked = locked();
        if (disabled == null || !validityShown || locked == null || password.state() == Password.State.UNSEEN) {
            return AccountState.UNREADABLE;
        }
        return new AccountState(
                true,
                disabled,
                isOutsideValidity(now),
                locked,
                password.state() == Password.State.EXPIRED,
                password.state() == Password.State.MUST_CHANGE);
    }
}
