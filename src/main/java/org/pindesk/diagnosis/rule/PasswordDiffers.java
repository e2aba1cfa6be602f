package org.pindesk.diagnosis.rule;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/** Some directory servers do not have the newest password yet. */
final class PasswordDiffers implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        Instant newest = directory.servers().stream()
                .map(DirectoryEvidence.Server::passwordSet)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        String behind = directory.servers().stream()
                .filter(server ->
                        server.passwordSet() != null && !server.passwordSet().equals(newest))
                .map(DirectoryEvidence.Server::name)
                .collect(Collectors.joining(", "));
        return behind.isEmpty() ? Optional.empty() : Optional.of(Finding.of(Cause.PASSWORD_DIFFERS, false, behind));
    }
}
