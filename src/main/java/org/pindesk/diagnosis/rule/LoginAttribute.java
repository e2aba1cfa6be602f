package org.pindesk.diagnosis.rule;

import java.util.Locale;
import java.util.Optional;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;

/**
 * The telephone system signs people in by a directory attribute whose value is not the name that it has for the account, so the
 * directory will not find it: mostly renamed, and not synchronised since.
 */
final class LoginAttribute implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        DirectoryEvidence directory = evidence.directory();
        String attribute = telephone.loginAttribute();
        if (directory == null
                || attribute == null
                || telephone.passwordHome() != TelephoneEvidence.PasswordHome.DIRECTORY) {
            return Optional.empty();
        }
        String value = switch (attribute.toLowerCase(Locale.ROOT)) {
            case "samaccountname", "uid" -> directory.login();
            case "userprincipalname" -> directory.principal();
            case "mail" -> directory.mail();
            default -> null;
        };
        String userId = telephone.account().userId();
        return value == null || value.equalsIgnoreCase(userId)
                ? Optional.empty()
                : Optional.of(Finding.at(
                        system,
                        Cause.LOGIN_ATTRIBUTE_DIFFERS,
                        evidence.at(LoginPlace.PORTAL, LoginPlace.SOFTPHONE),
                        userId,
                        value));
    }
}
