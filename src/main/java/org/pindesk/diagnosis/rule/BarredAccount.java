package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;

/** An account that nobody may change through Pindesk. */
final class BarredAccount implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        String why = telephone.account().barred();
        return why == null ? Optional.empty() : Optional.of(Finding.at(system, Cause.BARRED_ACCOUNT, false, why));
    }
}
