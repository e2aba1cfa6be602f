package org.pindesk.diagnosis.rule;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Fix;
import org.pindesk.diagnosis.Rule;

/** State of the directory password. */
final class DirectoryPassword implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        DirectoryEvidence.Password password = directory.password();
        boolean here = evidence.asksDirectoryPassword();
        Instant expires = password.expires();
        return switch (password.state()) {
            case UNSEEN -> Optional.empty();
            case EXPIRED -> Optional.of(expired(here, expires));
            case MUST_CHANGE ->
                Optional.of(Finding.of(Cause.PASSWORD_MUST_CHANGE, here).mendedBy(Fix.RESET_DIRECTORY_PASSWORD));
            case NEVER_SET ->
                Optional.of(Finding.of(Cause.PASSWORD_NEVER_SET, here).mendedBy(Fix.RESET_DIRECTORY_PASSWORD));
            case GRACE ->
                Optional.of(Finding.of(
                        Cause.PASSWORD_GRACE, false, Finding.shown(expires), Finding.shown(password.graceLeft())));
            case USABLE -> {
                if (Soon.past(expires, evidence.now())) {
                    yield Optional.of(expired(here, expires));
                }
                yield Soon.soon(expires, evidence.now())
                        .map(when -> Finding.of(Cause.PASSWORD_EXPIRES_SOON, false, when));
            }
        };
    }

    private static Finding expired(boolean here, @Nullable Instant when) {
        return Finding.of(Cause.PASSWORD_EXPIRED, here, Finding.shown(when)).mendedBy(Fix.RESET_DIRECTORY_PASSWORD);
    }

    /** Whether a reset would mend it: it expired, must be changed, or was never set. */
    static boolean unusable(DirectoryEvidence.Password password, Instant now) {
        return switch (password.state()) {
            case EXPIRED, MUST_CHANGE, NEVER_SET -> true;
            case USABLE -> Soon.past(password.expires(), now);
            case GRACE, UNSEEN -> false;
        };
    }
}
