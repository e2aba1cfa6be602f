package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/** Somebody whom no helpdesk tool may touch. */
final class PrivilegedPerson implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        return evidence.person().privileged()
                ? Optional.of(Finding.of(Cause.PRIVILEGED_PERSON, false))
                : Optional.empty();
    }
}
