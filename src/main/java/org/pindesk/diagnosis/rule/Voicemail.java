package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.core.LoginPlace;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;
import org.pindesk.diagnosis.SystemEvidence;

/** The person tried voicemail, and no voicemail system is configured that could be looked at. */
final class Voicemail implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        return evidence.place() == LoginPlace.VOICEMAIL
                        && evidence.systems().stream().noneMatch(SystemEvidence::voicemail)
                ? Optional.of(Finding.of(Cause.NO_VOICEMAIL_SYSTEM, true))
                : Optional.empty();
    }
}
