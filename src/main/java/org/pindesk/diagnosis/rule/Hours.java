package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LogonHours;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/** The account may not sign in at this hour, or at none. */
final class Hours implements Rule {
    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        LogonHours hours = directory.hours();
        if (hours == null || hours.allow(evidence.now())) {
            return Optional.empty();
        }
        boolean here = evidence.asksDirectoryPassword();
        return Optional.of(hours.next(evidence.now())
                .map(next -> Finding.of(Cause.OUTSIDE_HOURS, here, next))
                .orElseGet(() -> Finding.of(Cause.NO_HOURS_ALLOWED, here)));
    }
}
