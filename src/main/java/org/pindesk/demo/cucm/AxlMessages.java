package org.pindesk.demo.cucm;

import static org.pindesk.demo.cucm.AxlXml.tag;

import org.jspecify.annotations.Nullable;
import org.pindesk.demo.cucm.EndUser.SignIn;

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

    String user(EndUser user) {
        return response("getUser", UserAnswer.of(user, version));
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
