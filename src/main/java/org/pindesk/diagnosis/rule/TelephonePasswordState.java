package org.pindesk.diagnosis.rule;

import java.time.Instant;
import java.util.Optional;
import org.pindesk.core.CredentialState;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;

/** A password that the telephone system keeps itself must be changed, has expired, or expires soon. */
final class TelephonePasswordState implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        CredentialState password = telephone.password();
        if (password == null || telephone.passwordHome() != TelephoneEvidence.PasswordHome.OWN) {
            return Optional.empty();
        }
        boolean here = evidence.at(LoginPlace.PORTAL, LoginPlace.SOFTPHONE);
        if (Boolean.TRUE.equals(password.mustChange())) {
            return Optional.of(Finding.at(system, Cause.TELEPHONE_PASSWORD_MUST_CHANGE, here));
        }
        Instant expires = password.expires();
        if (expires == null || Boolean.TRUE.equals(password.neverExpires())) {
            return Optional.empty();
        }
        return Soon.past(expires, evidence.now())
                ? Optional.of(Finding.at(system, Cause.TELEPHONE_PASSWORD_EXPIRED, here, expires))
                : Soon.soon(expires, evidence.now())
                        .map(when -> Finding.at(system, Cause.TELEPHONE_PASSWORD_EXPIRES_SOON, false, when));
    }
}
