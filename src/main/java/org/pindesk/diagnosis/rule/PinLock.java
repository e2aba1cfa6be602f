package org.pindesk.diagnosis.rule;

import java.time.Instant;
import java.util.Optional;
import org.pindesk.core.CredentialState;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Fix;
import org.pindesk.diagnosis.SystemEvidence;

/** The lock of the PIN. */
final class PinLock implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        CredentialState pin = telephone.pin();
        if (pin == null) {
            return Optional.empty();
        }
        boolean here = evidence.at(system.pinPlace());
        Object since = Finding.shown(pin.lockedSince());
        Instant ends = pin.lockEnds();
        return switch (pin.lock()) {
            case OPEN, UNSEEN -> Optional.empty();
            case FAILED_SIGN_INS ->
                Optional.of((ends == null
                                ? Finding.at(system, Cause.PIN_LOCKED, here, since)
                                : Finding.at(system, Cause.PIN_LOCKED_FOR_NOW, here, ends, since))
                        .mendedBy(Fix.UNLOCK_PIN, Fix.OFFER_PIN));
            case ADMINISTRATOR -> Optional.of(Finding.at(system, Cause.PIN_LOCKED_BY_ADMINISTRATOR, here, since));
            case INACTIVITY ->
                Optional.of(Finding.at(system, Cause.PIN_LOCKED_BY_INACTIVITY, here, since)
                        .mendedBy(Fix.OFFER_PIN));
        };
    }
}
