package org.pindesk.diagnosis.rule;

import java.util.Optional;
import java.util.Set;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;

/**
 * The name to type at the telephone system is not the one that the person uses elsewhere, or the phone says that the name is wrong and
 * people may have typed their mail address.
 */
final class LoginName implements AccountRule {
    private static final Set<Integer> NAME_REFUSED = Set.of(2, 9, 23, 201);

    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        if (!evidence.atTelephoneSystem() || system.voicemail()) {
            return Optional.empty();
        }
        String userId = telephone.account().userId();
        String mail = evidence.person().mail();
        boolean differs = !userId.equalsIgnoreCase(evidence.person().login());
        boolean refused = evidence.phoneCode().stream().anyMatch(NAME_REFUSED::contains);
        return differs || refused && mail != null && !mail.equalsIgnoreCase(userId)
                ? Optional.of(Finding.at(system, Cause.LOGIN_NAME, false, userId))
                : Optional.empty();
    }
}
