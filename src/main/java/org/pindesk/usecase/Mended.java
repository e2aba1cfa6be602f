package org.pindesk.usecase;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.CredentialState;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Fix;
import org.pindesk.diagnosis.SystemEvidence;
import org.pindesk.port.Written;

/** What the state that was seen says of a fix: whether it took, and whether it is needed at all. What was not seen proves nothing. */
final class Mended {
    private Mended() {}

    /**
     * Whether the state shows that a fix took; null when it could not be seen.
     *
     * @param system where it was done, {@link Leg#DIRECTORY} for the directory
     */
    static @Nullable Boolean took(Fix fix, String system, Evidence seen) {
        if (system.equals(Leg.DIRECTORY)) {
            return inDirectory(fix, seen.directory());
        }
        return seen.systems().stream()
                .filter(each -> each.id().equals(system))
                .findFirst()
                .map(each -> onSystem(fix, each))
                .orElse(null);
    }

    private static @Nullable Boolean inDirectory(Fix fix, @Nullable DirectoryEvidence seen) {
        if (seen == null) {
            return null;
        }
        if (fix == Fix.RESET_DIRECTORY_PASSWORD) {
            return seen.password().state() == DirectoryEvidence.Password.State.UNSEEN
                    ? null
                    : seen.password().state() == DirectoryEvidence.Password.State.USABLE;
        }
        return seen.lock().state() == DirectoryEvidence.Lock.State.UNSEEN
                ? null
                : seen.lock().state() != DirectoryEvidence.Lock.State.FAILED_SIGN_INS;
    }

    private static @Nullable Boolean onSystem(Fix fix, SystemEvidence system) {
        TelephoneEvidence telephone = system.telephone();
        if (telephone == null) {
            return null;
        }
        if (fix == Fix.ADD_TO_PORTAL_GROUP) {
            return telephone.mayUsePortal();
        }
        CredentialState pin = telephone.pin();
        return pin == null || pin.lock() == CredentialState.Lock.UNSEEN
                ? null
                : pin.lock() == CredentialState.Lock.OPEN;
    }

    /** Whether everything that the fix could mend was seen: only then its absence means that nothing is to mend. */
    static boolean allSeen(Fix fix, Evidence seen) {
        if (fix == Fix.UNLOCK_ACCOUNT || fix == Fix.RESET_DIRECTORY_PASSWORD) {
            return inDirectory(fix, seen.directory()) != null;
        }
        return seen.systems().stream()
                .allMatch(system -> system.silent() == null && (!system.found() || known(fix, system)));
    }

    private static boolean known(Fix fix, SystemEvidence system) {
        return onSystem(fix, system) != null;
    }

    /** The proof is the state after the write; a lost answer is settled by it too. */
    static Outcome outcome(Written written, @Nullable Boolean took) {
        return switch (written.kind()) {
            case NOT_SENT -> Outcome.UNREACHABLE;
            case REFUSED, POLICY_REFUSED -> Outcome.REFUSED;
            case ACCEPTED, NO_ANSWER -> Boolean.TRUE.equals(took) ? Outcome.APPLIED : Outcome.UNKNOWN;
        };
    }

    /** Stands for the finding that an earlier try of an event began to mend, when it is no longer seen. */
    static Finding begun(Fix fix, String system) {
        Cause cause = switch (fix) {
            case ADD_TO_PORTAL_GROUP -> Cause.PORTAL_GROUP_MISSING;
            case UNLOCK_PIN, OFFER_PIN -> Cause.PIN_LOCKED;
            case UNLOCK_ACCOUNT -> Cause.ACCOUNT_LOCKED;
            case RESET_DIRECTORY_PASSWORD -> Cause.PASSWORD_EXPIRED;
        };
        return new Finding(cause, system.equals(Leg.DIRECTORY) ? null : system, List.of(), true, List.of(fix));
    }
}
