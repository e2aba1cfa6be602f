package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Fix;
import org.pindesk.diagnosis.Rule;

/**
 * What a desk phone said. The numbers up to 30 are those of the service behind it, those from 201 on its own (CUCM troubleshooting guide
 * and Extension Mobility API; 215 and 216 in the feature guide, 209 from a third party's article). "Name or PIN wrong" is no finding:
 * see the remainder.
 */
final class PhoneCode implements Rule {
    private static final int NONE = -1;

    @Override
    public Optional<Finding> look(Evidence evidence) {
        if (evidence.phoneSaid("host not found")) {
            return Optional.of(Finding.of(Cause.PHONE_SERVICE_DOWN, true));
        }
        return switch (evidence.phoneCode().orElse(NONE)) {
            case 3, 10, 11, 28, 207, 215 -> Optional.of(Finding.of(Cause.PHONE_MISCONFIGURED, true));
            case 5, 22 -> Optional.of(Finding.of(Cause.PHONE_LOGIN_DISABLED, true));
            case 6, 26, 29, 208, 503 -> Optional.of(Finding.of(Cause.PHONE_SERVICE_DOWN, true));
            case 18 -> Optional.of(Finding.of(Cause.PHONE_TAKEN, true));
            case 23 -> Optional.of(Finding.of(Cause.PHONE_SAYS_UNKNOWN_NAME, true));
            case 25 -> Optional.of(Finding.of(Cause.SIGNED_IN_ELSEWHERE, true));
            case 202 -> Optional.of(Finding.of(Cause.PHONE_SAYS_EMPTY, true));
            case 216 -> Optional.of(Finding.of(Cause.EXTENSION_SHARED, true));
            case 27, 209 ->
                evidence.systems().stream().anyMatch(system -> PinState.toChange(system.telephone(), evidence.now()))
                        ? Optional.empty()
                        : Optional.of(
                                Finding.of(Cause.PHONE_SAYS_CHANGE_PIN, true).mendedBy(Fix.OFFER_PIN));
            default -> Optional.empty();
        };
    }
}
