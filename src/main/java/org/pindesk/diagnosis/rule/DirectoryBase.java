package org.pindesk.diagnosis.rule;

import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.diagnosis.AccountRule;
import org.pindesk.diagnosis.Cause;
import org.pindesk.diagnosis.Evidence;
import org.pindesk.diagnosis.Finding;
import org.pindesk.diagnosis.SystemEvidence;

/** The telephone system looks for people in an area of the directory that does not hold this entry. */
final class DirectoryBase implements AccountRule {
    @Override
    public Optional<Finding> look(Evidence evidence, SystemEvidence system, TelephoneEvidence telephone) {
        DirectoryEvidence directory = evidence.directory();
        String base = telephone.directoryBase();
        if (directory == null
                || base == null
                || telephone.passwordHome() != TelephoneEvidence.PasswordHome.DIRECTORY
                || !certainlyOutside(directory.distinguishedName(), base)) {
            return Optional.empty();
        }
        return Optional.of(Finding.at(
                system, Cause.OUTSIDE_DIRECTORY_BASE, evidence.at(LoginPlace.PORTAL, LoginPlace.SOFTPHONE), base));
    }

    /** Names are compared part by part and without case; one that cannot be read proves nothing. */
    private static boolean certainlyOutside(String entry, String base) {
        try {
            return !new LdapName(entry).startsWith(new LdapName(base));
        } catch (InvalidNameException e) {
            return false;
        }
    }
}
