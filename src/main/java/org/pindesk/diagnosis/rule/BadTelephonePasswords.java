package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.core.CredentialState;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;

/** Wrong passwords are counted by the telephone system that keeps the password itself. */
final class BadTelephonePasswords implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        CredentialState password = telephone.password();
        if (password == null || telephone.passwordHome() != TelephoneEvidence.PasswordHome.OWN) {
            return Optional.empty();
        }
        Integer failures = password.failedSignIns();
        return failures == null || failures == 0 || password.lock() == CredentialState.Lock.FAILED_SIGN_INS
                ? Optional.empty()
                : Optional.of(Finding.at(
                        system,
                        Cause.BAD_TELEPHONE_PASSWORDS_COUNTED,
                        false,
                        failures,
                        Finding.shown(password.lastFailure())));
    }
}
