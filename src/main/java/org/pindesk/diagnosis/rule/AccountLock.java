package org.pindesk.diagnosis.rule;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Fix;
import org.pindesk.diagnosis.Rule;

/** The lock of the directory account, or that one has run out. */
final class AccountLock implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        DirectoryEvidence.Lock lock = directory.lock();
        boolean here = evidence.asksDirectoryPassword();
        Object since = Finding.shown(lock.since());
        Instant ends = lock.ends();
        return switch (lock.state()) {
            case OPEN, UNSEEN -> Optional.empty();
            case FAILED_SIGN_INS -> {
                Object servers = servers(directory);
                Finding finding = ends == null
                        ? Finding.of(Cause.ACCOUNT_LOCKED, here, since, servers)
                        : Finding.of(Cause.ACCOUNT_LOCKED_FOR_NOW, here, ends, since, servers);
                // a reset lifts the lock in the same write
                yield Optional.of(
                        DirectoryPassword.unusable(directory.password(), evidence.now())
                                ? finding.mendedBy(Fix.UNLOCK_ACCOUNT, Fix.RESET_DIRECTORY_PASSWORD)
                                : finding.mendedBy(Fix.UNLOCK_ACCOUNT));
            }
            case ADMINISTRATOR -> Optional.of(Finding.of(Cause.ACCOUNT_LOCKED_BY_ADMINISTRATOR, here, since));
            case DELAYED -> Optional.of(Finding.of(Cause.ACCOUNT_DELAYED, here, Finding.shown(ends)));
            case INACTIVITY -> Optional.of(Finding.of(Cause.ACCOUNT_UNUSED, here));
            case RAN_OUT -> Optional.of(Finding.of(Cause.LOCK_RAN_OUT, false, Finding.shown(ends)));
        };
    }

    private static Object servers(DirectoryEvidence directory) {
        String names = directory.servers().stream()
                .filter(server -> Boolean.TRUE.equals(server.locked()))
                .map(DirectoryEvidence.Server::name)
                .collect(Collectors.joining(", "));
        return Finding.shown(names.isEmpty() ? null : names);
    }
}
