package org.pindesk.diagnosis.rule;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.CredentialState;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Fix;
import org.pindesk.diagnosis.SystemEvidence;

/** The PIN must be changed, has expired, or expires soon. */
final class PinState implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        CredentialState pin = telephone.pin();
        if (pin == null) {
            return Optional.empty();
        }
        boolean here = evidence.at(system.pinPlace());
        if (Boolean.TRUE.equals(pin.mustChange())) {
            return Optional.of(Finding.at(system, Cause.PIN_MUST_CHANGE, here).mendedBy(Fix.OFFER_PIN));
        }
        Instant expires = pin.expires();
        if (expires == null || Boolean.TRUE.equals(pin.neverExpires())) {
            return Optional.empty();
        }
        return Soon.past(expires, evidence.now())
                ? Optional.of(
                        Finding.at(system, Cause.PIN_EXPIRED, here, expires).mendedBy(Fix.OFFER_PIN))
                : Soon.soon(expires, evidence.now())
                        .map(when -> Finding.at(system, Cause.PIN_EXPIRES_SOON, false, when));
    }

    /** Whether the PIN's own state shows that it has to be changed. */
    static boolean toChange(@Nullable TelephoneEvidence telephone, Instant now) {
        CredentialState pin = telephone == null ? null : telephone.pin();
        return pin != null
                && (Boolean.TRUE.equals(pin.mustChange())
                        || !Boolean.TRUE.equals(pin.neverExpires()) && Soon.past(pin.expires(), now));
    }
}
