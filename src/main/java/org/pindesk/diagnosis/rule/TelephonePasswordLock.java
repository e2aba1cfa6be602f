package org.pindesk.diagnosis.rule;

import java.time.Instant;
import java.util.Optional;
import org.pindesk.core.CredentialState;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;

/** The lock of a password that the telephone system keeps itself. */
final class TelephonePasswordLock implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        CredentialState password = telephone.password();
        if (password == null || telephone.passwordHome() != TelephoneEvidence.PasswordHome.OWN) {
            return Optional.empty();
        }
        boolean here = evidence.at(LoginPlace.PORTAL, LoginPlace.SOFTPHONE);
        Object since = Finding.shown(password.lockedSince());
        Instant ends = password.lockEnds();
        return switch (password.lock()) {
            case OPEN, UNSEEN -> Optional.empty();
            case FAILED_SIGN_INS ->
                Optional.of(
                        ends == null
                                ? Finding.at(system, Cause.TELEPHONE_PASSWORD_LOCKED, here, since)
                                : Finding.at(system, Cause.TELEPHONE_PASSWORD_LOCKED_FOR_NOW, here, ends, since));
            case ADMINISTRATOR ->
                Optional.of(Finding.at(system, Cause.TELEPHONE_PASSWORD_LOCKED_BY_ADMINISTRATOR, here, since));
            case INACTIVITY ->
                Optional.of(Finding.at(system, Cause.TELEPHONE_PASSWORD_LOCKED_BY_INACTIVITY, here, since));
        };
    }
}
