package org.pindesk.diagnosis.rule;

import java.util.Optional;
import java.util.stream.Collectors;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/** The account is locked on some directory servers and open on others. */
final class LockDiffers implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        String locked = names(directory, true);
        String open = names(directory, false);
        return locked.isEmpty() || open.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(Cause.LOCK_DIFFERS, false, locked, open));
    }

    private static String names(DirectoryEvidence directory, boolean locked) {
        return directory.servers().stream()
                .filter(server -> Boolean.valueOf(locked).equals(server.locked()))
                .map(DirectoryEvidence.Server::name)
                .collect(Collectors.joining(", "));
    }
}
