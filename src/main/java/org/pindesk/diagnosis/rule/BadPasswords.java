package org.pindesk.diagnosis.rule;

import java.util.Comparator;
import java.util.Optional;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/**
 * Failed sign-ins are counted on a directory server; the one with the most is told. Nothing while they lock the account: then the lock
 * says it.
 */
final class BadPasswords implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        if (directory.lock().state() == DirectoryEvidence.Lock.State.FAILED_SIGN_INS) {
            return Optional.empty();
        }
        DirectoryEvidence.Server worst = directory.servers().stream()
                .filter(server -> count(server) > 0)
                .max(Comparator.comparingInt(BadPasswords::count))
                .orElse(null);
        if (worst == null) {
            return Optional.empty();
        }
        Object last = Finding.shown(worst.lastFailure());
        Integer limit = directory.policy().failuresToLock();
        return Optional.of(
                limit == null || limit == 0
                        ? Finding.of(Cause.BAD_PASSWORDS_COUNTED, false, count(worst), last, worst.name())
                        : Finding.of(Cause.BAD_PASSWORDS_MOUNTING, false, count(worst), limit, last, worst.name()));
    }

    private static int count(DirectoryEvidence.Server server) {
        Integer failures = server.failures();
        return failures == null ? 0 : failures;
    }
}
