package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/** More groups than fit into a Windows token (ERROR_TOO_MANY_CONTEXT_IDS). */
final class TooManyGroups implements Rule {
    private static final int MOST = 1015;

    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        Integer groups = directory.tokenGroups();
        return groups != null && groups > MOST
                ? Optional.of(Finding.of(Cause.TOO_MANY_GROUPS, evidence.asksDirectoryPassword(), groups))
                : Optional.empty();
    }
}
