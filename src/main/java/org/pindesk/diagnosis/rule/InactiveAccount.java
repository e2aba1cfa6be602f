package org.pindesk.diagnosis.rule;

import java.util.Optional;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;

/** The account came from the directory and is no longer found there; a clean-up deletes it after a day. */
final class InactiveAccount implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        return Boolean.FALSE.equals(telephone.active())
                ? Optional.of(Finding.at(system, Cause.TELEPHONE_ACCOUNT_INACTIVE, evidence.atTelephoneSystem()))
                : Optional.empty();
    }
}
