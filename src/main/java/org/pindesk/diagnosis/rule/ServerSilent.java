package org.pindesk.diagnosis.rule;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/** Directory servers that did not answer while others did: what they count is not known. */
final class ServerSilent implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        List<DirectoryEvidence.Server> silent = directory.servers().stream()
                .filter(server -> server.silent() != null)
                .toList();
        if (silent.isEmpty()) {
            return Optional.empty();
        }
        String names = silent.stream().map(DirectoryEvidence.Server::name).collect(Collectors.joining(", "));
        String codes = silent.stream()
                .map(server -> Objects.requireNonNull(server.silent()))
                .distinct()
                .collect(Collectors.joining(", "));
        return Optional.of(Finding.of(Cause.SERVER_SILENT, false, names, codes));
    }
}
