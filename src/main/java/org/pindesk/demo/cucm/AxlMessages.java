package org.pindesk.demo.cucm;

import static org.pindesk.demo.cucm.AxlXml.tag;

import org.pindesk.demo.company.Employee;
import org.pindesk.demo.cucm.EndUser.SignIn;

/** Answers of AXL, each in the order of the schema. */
final class AxlMessages {
    private final String version;
    private final FaultShape shape;

    AxlMessages(String version, FaultShape shape) {
        this.version = version;
        this.shape = shape;
    }

    /** {@code password} and {@code pin} come back empty, as from CUCM. */
    String user(EndUser user) {
        Employee person = user.employee();
        StringBuilder groups = new StringBuilder();
        for (AccessGroup group : user.groups()) {
            StringBuilder roles = new StringBuilder();
            group.roles().forEach(role -> roles.append(tag("userRole", role)));
            groups.append("<userGroup>")
                    .append(tag("name", group.name()))
                    .append("<userRoles>")
                    .append(roles)
                    .append("</userRoles></userGroup>");
        }
        return response(
                "getUser",
                "<user uuid=\"" + user.uuid() + "\">"
                        + tag("firstName", person.givenName())
                        + tag("displayName", person.fullName())
                        + tag("middleName", "")
                        + tag("lastName", person.surname())
                        + tag("userid", person.account())
                        + "<password/><pin/>"
                        + tag("mailid", person.mail())
                        + tag("department", person.department())
                        + "<manager/><associatedDevices>"
                        + tag("device", "SEP00000000" + user.extension())
                        + "</associatedDevices><primaryExtension>"
                        + tag("pattern", user.extension())
                        + tag("routePartitionName", "PT-INTERNAL")
                        + "</primaryExtension><associatedPc/><associatedGroups>" + groups + "</associatedGroups>"
                        + tag("enableCti", "true")
                        + "<pinCredentials>"
                        + tag("pinCredPolicyName", CredentialPolicy.DEFAULT.name())
                        + tag("pinCredUserCantChange", "false")
                        + tag("pinCredUserMustChange", "" + user.mustChange())
                        + tag("pinCredDoesNotExpire", "false")
                        + tag("pinCredLockedByAdministrator", "" + user.lockedByAdministrator())
                        + "</pinCredentials>"
                        + tag("status", "1")
                        + tag("numericUserId", "")
                        + tag("homeCluster", "true")
                        + tag("telephoneNumber", user.telephoneNumber())
                        + tag("selfService", user.extension())
                        + tag("ldapDirectoryName", "")
                        + "</user>");
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
                        + tag("credExpiresAfter", "180")
                        + tag("minCredLength", "" + policy.minCredLength())
                        + tag("prevCredStoredNum", "" + policy.prevCredStoredNum())
                        + tag("inactiveDaysAllowed", "0")
                        + tag("expiryWarningDays", "0")
                        + tag("trivialCredCheck", "" + policy.trivialCredCheck())
                        + tag("minCharsToChange", "1")
                        + "</credentialPolicy>");
    }

    /** The meaning of {@code code} is documented nowhere: 0 for yes and 1 for no are inventions, and so is yes where a change is due. */
    String authenticated(SignIn how) {
        boolean yes = how == SignIn.OK || how == SignIn.MUST_CHANGE;
        return response("doAuthenticateUser", tag("userAuthenticated", "" + yes) + tag("code", yes ? "0" : "1"));
    }

    String updated(String uuid) {
        return response("updateUser", uuid);
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
