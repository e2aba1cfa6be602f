package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.core.CredentialState;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;

/** Wrong PINs are counted. Nothing while they lock the PIN: then the lock says it. */
final class BadPins implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        CredentialState pin = telephone.pin();
        Integer failures = pin == null ? null : pin.failedSignIns();
        return pin == null || failures == null || failures == 0 || pin.lock() == CredentialState.Lock.FAILED_SIGN_INS
                ? Optional.empty()
                : Optional.of(
                        Finding.at(system, Cause.BAD_PINS_COUNTED, false, failures, Finding.shown(pin.lastFailure())));
    }
}
