package org.pindesk.demo.cucm;

import static org.pindesk.demo.cucm.AxlXml.tag;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.credential.LockableSecret.SignIn;

/** Answers of AXL, each in the order of the schema. */
final class AxlMessages {
    private final String version;
    private final FaultShape shape;

    /**
     * @param shape null = as the version has it
     */
    AxlMessages(String version, @Nullable FaultShape shape) {
        this.version = version;
        this.shape = shape == null ? FaultShape.of(version) : shape;
    }

    String user(EndUser user, List<AccessGroup> groups) {
        return response("getUser", UserAnswer.of(user, groups, version));
    }

    /**
     * A group; 7.1 does not show its roles.
     *
     * @param tags what was asked for; empty = everything
     */
    String group(AccessGroup group, Set<String> members, Set<String> tags) {
        boolean old = !Release.atLeast(version, "8.0");
        StringBuilder shown = new StringBuilder();
        if (tags.isEmpty() || tags.contains("members")) {
            shown.append("<members>");
            members.forEach(each -> shown.append("<member>" + tag("userId", each) + "</member>"));
            shown.append("</members>");
        }
        if (!old && (tags.isEmpty() || tags.contains("userRoles"))) {
            shown.append("<userRoles>");
            group.roles().forEach(each -> shown.append("<userRole>" + tag("roleName", each) + "</userRole>"));
            shown.append("</userRoles>");
        }
        String name = tags.isEmpty() || tags.contains("name") ? tag("name", group.name()) : "";
        return response("getUserGroup", "<userGroup>" + (old ? name + shown : shown + name) + "</userGroup>");
    }

    String ldapSystem(LdapUse use) {
        return response(
                "getLdapSystem",
                "<ldapSystem>" + tag("syncEnabled", "true") + tag("ldapServer", "Microsoft Active Directory")
                        + tag("userIdAttribute", use.userIdAttribute()) + "</ldapSystem>");
    }

    /** Holds a password too; whether CUCM shows its own there stands in no source. */
    String ldapAuthentication(LdapUse use) {
        return response(
                "getLdapAuthentication",
                "<ldapAuthentication>" + tag("authenticateEndUsers", "" + use.authenticates())
                        + tag("distinguishedName", "CN=cucm,OU=Service," + Company.BASE_DN)
                        + tag("ldapPassword", LdapUse.BIND_PASSWORD)
                        + tag("userSearchBase", use.searchBase())
                        + "<servers><server>" + tag("hostName", "dc1." + Company.MAIL_DOMAIN)
                        + tag("ldapPortNumber", "636") + tag("sslEnabled", "true")
                        + "</server></servers></ldapAuthentication>");
    }

    /** Each row's elements are its columns. */
    String rows(String rows) {
        return response("executeSQLQuery", rows);
    }

    String policy(CredentialPolicy policy) {
        return response(
                "getCredentialPolicy",
                "<credentialPolicy uuid=\"{5B8E5C7A-0000-4000-8000-000000000001}\">"
                        + tag("name", policy.name())
                        + tag("failedLogon", "" + policy.failedLogon())
                        + tag(
                                "resetFailedLogonAttempts",
                                "" + policy.resetFailedLogonAttempts().toMinutes())
                        + tag("lockoutDuration", "" + policy.lockoutDuration().toMinutes())
                        + tag("credChangeDuration", "0")
                        + tag("credExpiresAfter", "" + policy.credExpiresAfter().toDays())
                        + tag("minCredLength", "" + policy.minCredLength())
                        + tag("prevCredStoredNum", "" + policy.prevCredStoredNum())
                        + tag("inactiveDaysAllowed", "0")
                        + tag("expiryWarningDays", "0")
                        + tag("trivialCredCheck", "" + policy.trivialCredCheck())
                        + (Release.atLeast(version, "11.5") ? tag("minCharsToChange", "1") : "")
                        + "</credentialPolicy>");
    }

    /** The meaning of {@code code} is documented nowhere: 0 for yes and 1 for no are inventions, and so is yes where a change is due. */
    String authenticated(SignIn how) {
        boolean yes = how == SignIn.OK || how == SignIn.MUST_CHANGE;
        return response("doAuthenticateUser", tag("userAuthenticated", "" + yes) + tag("code", yes ? "0" : "1"));
    }

    String updated(String operation, String uuid) {
        return response(operation, uuid);
    }

    String fault(String operation, AxlRefusal refusal) {
        return AxlXml.envelope("<soapenv:Fault><faultcode>soapenv:Server</faultcode>"
                + tag("faultstring", refusal.message())
                + "<detail>" + shape.detail(version, operation, refusal.code(), refusal.message())
                + "</detail></soapenv:Fault>");
    }

    private String response(String operation, String content) {
        String element = operation + "Response";
        return AxlXml.envelope("<ns:" + element + " xmlns:ns=\"" + AxlXml.NAMESPACE + version + "\">" + "<return>"
                + content + "</return></ns:" + element + ">");
    }
}
