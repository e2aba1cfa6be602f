package org.pindesk.diagnosis.rule;

import java.util.Optional;
import java.util.Set;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;

/** No profile to sign in with at a desk phone: the account shows none, or the phone says so (12, 205). */
final class PhoneProfile implements AccountRule {
    private static final Set<Integer> SAID = Set.of(12, 205);

    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        boolean phoneSays = evidence.phoneCode().stream().anyMatch(SAID::contains);
        return phoneSays || Boolean.FALSE.equals(telephone.phoneProfile())
                ? Optional.of(Finding.at(system, Cause.NO_PHONE_PROFILE, evidence.at(LoginPlace.DESK_PHONE)))
                : Optional.empty();
    }
}
