package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/** The account takes a smart card only. Told by the flag: what a bind answers differs from server to server. */
final class SmartCard implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        return directory != null && Boolean.TRUE.equals(directory.smartCardOnly())
                ? Optional.of(Finding.of(Cause.SMART_CARD_ONLY, evidence.asksDirectoryPassword()))
                : Optional.empty();
    }
}
