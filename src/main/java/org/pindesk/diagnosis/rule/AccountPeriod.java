package org.pindesk.diagnosis.rule;

import java.time.Instant;
import java.util.Optional;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/** The time in which the directory account is valid: not begun, over, or over soon. */
final class AccountPeriod implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        Instant from = directory.validFrom();
        Instant until = directory.validUntil();
        if (until != null && !until.isAfter(evidence.now())) {
            return Optional.of(Finding.of(Cause.ACCOUNT_EXPIRED, true, until));
        }
        if (from != null && from.isAfter(evidence.now())) {
            return Optional.of(Finding.of(Cause.ACCOUNT_NOT_YET_VALID, true, from));
        }
        return until != null && until.isBefore(evidence.now().plus(Soon.SOON))
                ? Optional.of(Finding.of(Cause.ACCOUNT_EXPIRES_SOON, false, until))
                : Optional.empty();
    }
}
