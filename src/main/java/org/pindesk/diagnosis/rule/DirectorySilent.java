package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/** The directory did not answer. */
final class DirectorySilent implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        String code = evidence.directorySilent();
        return code == null
                ? Optional.empty()
                : Optional.of(Finding.of(Cause.DIRECTORY_SILENT, evidence.asksDirectoryPassword(), code));
    }
}
