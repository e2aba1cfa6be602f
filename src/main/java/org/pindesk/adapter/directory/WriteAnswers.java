package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;
import org.pindesk.port.Written;

/**
 * What a directory's answer to a change means. Active Directory puts a Windows error number before its words, and one LDAP result
 * stands for several of them: not every 19 or 53 is about the password policy (MS-ADTS 3.1.1.3.1.5.1; MS-ERREF; 0000052D, 00002098
 * and 0000202F measured on Samba 4.17, 00000005 inside a 19 and 0000001F known from issues of other tools).
 */
final class WriteAnswers {
    private static final Pattern WINDOWS_ERROR = Pattern.compile("^\\s*([0-9A-Fa-f]{8})\\b");

    private static final Set<DraftBeheraLDAPPasswordPolicy10ErrorType> ABOUT_THE_PASSWORD = Set.of(
            DraftBeheraLDAPPasswordPolicy10ErrorType.INSUFFICIENT_PASSWORD_QUALITY,
            DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_TOO_SHORT,
            DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_TOO_YOUNG,
            DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_IN_HISTORY);

    private WriteAnswers() {}

    /**
     * @param result as the server gave it, never one that the library made up
     * @param secret what was sent; null for none
     */
    static Written written(LDAPResult result, @Nullable Secret secret) {
        ResultCode code = result.getResultCode();
        String words = LdapErrors.answer(code, result.getDiagnosticMessage(), secret);
        if (code.equals(ResultCode.SUCCESS)) {
            return new Written(Written.Kind.ACCEPTED, "");
        }
        if (LdapErrors.isOverload(code)) {
            return new Written(Written.Kind.NOT_SENT, "the directory is overloaded: " + words);
        }
        String windows = windowsError(result.getDiagnosticMessage());
        if (isAboutThePassword(result, windows, secret)) {
            return new Written(Written.Kind.POLICY_REFUSED, "the password policy refuses this password: " + words);
        }
        String why = reason(code, windows);
        return new Written(Written.Kind.REFUSED, why.isEmpty() ? words : why + ": " + words);
    }

    private static boolean isAboutThePassword(LDAPResult result, String windows, @Nullable Secret secret) {
        if (secret == null) {
            return false;
        }
        ResultCode code = result.getResultCode();
        boolean refusal = code.equals(ResultCode.CONSTRAINT_VIOLATION) || code.equals(ResultCode.UNWILLING_TO_PERFORM);
        if (refusal && windows.equals("0000052D")) {
            return true;
        }
        // without a Windows number it is another kind of server, where 19 to a new password comes from the policy
        return (code.equals(ResultCode.CONSTRAINT_VIOLATION) && windows.isEmpty()) || ppolicySaysSo(result);
    }

    private static boolean ppolicySaysSo(LDAPResult result) {
        String oid = DraftBeheraLDAPPasswordPolicy10ResponseControl.PASSWORD_POLICY_RESPONSE_OID;
        Control control = result.getResponseControl(oid);
        if (control == null) {
            return false;
        }
        try {
            DraftBeheraLDAPPasswordPolicy10ErrorType error =
                    new DraftBeheraLDAPPasswordPolicy10ResponseControl(oid, false, control.getValue()).getErrorType();
            return error != null && ABOUT_THE_PASSWORD.contains(error);
        } catch (LDAPException e) {
            return false;
        }
    }

    private static String reason(ResultCode code, String windows) {
        if (code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS) || windows.equals("00000005")) {
            return "the account for changes may not do this: the right is not delegated to it here, or the entry is protected by"
                    + " AdminSDHolder (adminCount=1), which takes delegated rights away";
        }
        if (code.equals(ResultCode.REFERRAL)) {
            return "this server sends changes elsewhere, so it is a read-only domain controller or a replica: configure one that"
                    + " can be written to";
        }
        if (windows.equals("0000001F")
                || (code.equals(ResultCode.UNWILLING_TO_PERFORM) && windows.equals("00002077"))
                || code.equals(ResultCode.STRONG_AUTH_REQUIRED)
                || code.equals(ResultCode.CONFIDENTIALITY_REQUIRED)) {
            return "the directory takes passwords over a strongly protected connection only: use ldaps://, and look at the"
                    + " certificate of the server";
        }
        if (code.equals(ResultCode.NO_SUCH_OBJECT)) {
            return "the entry is gone, or hidden from the account for changes";
        }
        return "";
    }

    private static String windowsError(@Nullable String diagnostic) {
        Matcher matcher = WINDOWS_ERROR.matcher(diagnostic == null ? "" : diagnostic);
        return matcher.find() ? matcher.group(1).toUpperCase(Locale.ROOT) : "";
    }
}
