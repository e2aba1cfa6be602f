package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.Rule;

/** Locked again and again: mostly something still signs in with the old secret. */
final class RepeatedLocks implements Rule {
    private static final int OFTEN = 2;

    @Override
    public Optional<Finding> look(Evidence evidence) {
        return evidence.repeatedLocks() >= OFTEN
                ? Optional.of(Finding.of(Cause.REPEATED_LOCKS, false, evidence.repeatedLocks()))
                : Optional.empty();
    }
}
