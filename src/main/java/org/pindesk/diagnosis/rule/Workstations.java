package org.pindesk.diagnosis.rule;

import java.util.Optional;
import java.util.stream.Collectors;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/**
 * The account may be used at certain computers only. Whether the one in question is among them cannot be seen, and for a telephone
 * system it is the directory server that would have to be.
 */
final class Workstations implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        if (directory.workstations().isEmpty()) {
            return Optional.empty();
        }
        String names = directory.workstations().stream().sorted().collect(Collectors.joining(", "));
        return Optional.of(Finding.of(Cause.WORKSTATIONS, evidence.asksDirectoryPassword(), names));
    }
}
