package org.pindesk.diagnosis.rule;

import java.time.Duration;
import java.util.Optional;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/**
 * Kerberos refuses clocks that differ by more than five minutes. Only the server's clock can be seen, not that of the person's computer.
 */
final class ClockSkew implements Rule {
    private static final Duration MOST = Duration.ofMinutes(5);

    @Override
    public Optional<Finding> look(Evidence evidence) {
        DirectoryEvidence directory = evidence.directory();
        if (directory == null) {
            return Optional.empty();
        }
        Duration skew = directory.clockSkew();
        return skew != null && skew.abs().compareTo(MOST) > 0
                ? Optional.of(Finding.of(
                        Cause.CLOCK_SKEW, false, Math.toIntExact(skew.abs().toMinutes())))
                : Optional.empty();
    }
}
