package org.pindesk.usecase;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.pindesk.authorization.Action;
import org.pindesk.diagnosis.Fix;

/** How what mends a sign-in stands in buttons, texts and audit rows, and which permission it takes. */
final class FixWords {
    private FixWords() {}

    /** A button's value. */
    static String value(Fix fix, String caseId) {
        return caseId + "_" + word(fix);
    }

    static Action permission(Fix fix) {
        return switch (fix) {
            case OFFER_PIN -> Action.PIN_RESET;
            case UNLOCK_PIN -> Action.PIN_UNLOCK;
            // whether this person's may be offered is asked with the offer
            case RESET_DIRECTORY_PASSWORD -> Action.PASSWORD_RESET;
            case UNLOCK_ACCOUNT, ADD_TO_PORTAL_GROUP -> Action.MEND;
        };
    }

    static String word(Fix fix) {
        return fix.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Fix> fix(String value) {
        return Arrays.stream(Fix.values())
                .filter(fix -> value.endsWith("_" + word(fix)))
                .findFirst();
    }
}
