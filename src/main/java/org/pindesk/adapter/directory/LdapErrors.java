package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

/**
 * What an LDAP failure means, in words for the operator. Only result codes and the server's own diagnostic text are used: the
 * library's exception messages repeat the request, so they are neither shown nor kept as a cause.
 */
final class LdapErrors {
    static final String SYSTEM = "directory";

    /** The configuration key that is the remedy for a refused password. */
    static final String PASSWORD_KEY = "LDAP_BIND_PASSWORD";

    /** The same for the account for changes. */
    static final String WRITE_PASSWORD_KEY = "LDAP_WRITE_BIND_PASSWORD";

    /** {@code 80090308: LdapErr: DSID-..., comment: AcceptSecurityContext error, data 775, v1db1}: see MS-ADTS; measured on Samba. */
    private static final Pattern SUB_CODE = Pattern.compile("\\bdata ([0-9a-f]+)\\b", Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> SUB_CODES = Map.ofEntries(
            Map.entry("525", "no such account"),
            Map.entry("52e", "wrong name or password"),
            Map.entry("52f", "account restriction, often membership in Protected Users"),
            Map.entry("530", "outside its logon hours"),
            Map.entry("531", "not allowed to log on at this workstation"),
            Map.entry("532", "its password has expired"),
            Map.entry("533", "the account is disabled"),
            Map.entry("568", "it is in too many groups"),
            Map.entry("701", "the account has expired"),
            Map.entry("773", "it must change its password first"),
            Map.entry("775", "the account is locked"));

    private LdapErrors() {}

    /**
     * Why a server did not take our connection and sign-in.
     *
     * @param password the one that was sent; null when none was
     * @param key the configuration key of the password
     */
    static BackendException atSignIn(Server server, LDAPException e, @Nullable Secret password, String key) {
        ResultCode code = e.getResultCode();
        if (isSignInRefusal(code)) {
            return new BackendException(
                    Problem.BAD_CREDENTIALS,
                    SYSTEM,
                    server + " refused the service account: " + refusal(e, password)
                            + ". No further sign-in is tried, so that the account is not locked: correct the account, and change "
                            + key);
        }
        if (code.equals(ResultCode.STRONG_AUTH_REQUIRED) || code.equals(ResultCode.CONFIDENTIALITY_REQUIRED)) {
            return failure(Problem.NOT_PERMITTED, server + " demands a protected connection: use ldaps:// or StartTLS");
        }
        Throwable root = tlsFault(e);
        if (root instanceof SSLPeerUnverifiedException) {
            return failure(
                    Problem.UNTRUSTED_TLS,
                    server + " has a certificate for another host name: use the name that stands in the certificate");
        }
        if (root instanceof GeneralSecurityException) {
            return failure(
                    Problem.UNTRUSTED_TLS,
                    server
                            + " has a certificate that does not lead to the configured CA, or is out of date: look at its"
                            + " certificate and at the CA file");
        }
        if (root != null) {
            return failure(
                    Problem.WRONG_ENDPOINT,
                    server + " does not complete a TLS handshake: is this the port for ldaps, or one for StartTLS?");
        }
        if (code.equals(ResultCode.TIMEOUT)) {
            return failure(Problem.UNREACHABLE, server + " took the connection but did not answer the sign-in in time");
        }
        if (isOverload(code)) {
            return failure(Problem.BUSY, server + " is overloaded: " + answer(e, password));
        }
        if (code.equals(ResultCode.CONNECT_ERROR) || code.equals(ResultCode.SERVER_DOWN)) {
            return failure(Problem.UNREACHABLE, server + " cannot be reached, or ended the connection at once");
        }
        return failure(Problem.UNREACHABLE, server + " did not take the sign-in: " + answer(e, password));
    }

    /** Why an operation on a connection that was signed in failed. */
    static BackendException duringCall(String where, LDAPException e, @Nullable Secret password) {
        ResultCode code = e.getResultCode();
        if (code.equals(ResultCode.TIMEOUT)) {
            return failure(Problem.NO_ANSWER, where + " did not answer in time");
        }
        if (code.equals(ResultCode.SERVER_DOWN) || code.equals(ResultCode.CONNECT_ERROR)) {
            return failure(Problem.NO_ANSWER, where + " ended the connection before it had answered");
        }
        if (code.equals(ResultCode.DECODING_ERROR)
                || code.equals(ResultCode.ENCODING_ERROR)
                || code.equals(ResultCode.PROTOCOL_ERROR)
                || code.equals(ResultCode.LOCAL_ERROR)) {
            return failure(
                    Problem.GARBLED, where + " sent something that is not LDAP as we know it: " + answer(e, password));
        }
        if (code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
            return failure(
                    Problem.NOT_PERMITTED,
                    where + ": the service account may not do this, or must change its password first: "
                            + answer(e, password));
        }
        if (isOverload(code)) {
            return failure(Problem.BUSY, where + " is overloaded: " + answer(e, password));
        }
        if (code.equals(ResultCode.NO_SUCH_OBJECT) || code.equals(ResultCode.REFERRAL)) {
            return failure(
                    Problem.CONFIGURATION,
                    where + " does not hold the base DN, or hides it from the service account: " + answer(e, password));
        }
        return failure(Problem.REFUSED, where + " refused: " + answer(e, password));
    }

    static BackendException garbled(String text) {
        return failure(Problem.GARBLED, text);
    }

    private static BackendException failure(Problem problem, String text) {
        return new BackendException(problem, SYSTEM, text);
    }

    /** Every answer that says no to the account itself; asking again would only add a bad sign-in. */
    private static boolean isSignInRefusal(ResultCode code) {
        return code.equals(ResultCode.INVALID_CREDENTIALS)
                || code.equals(ResultCode.INVALID_DN_SYNTAX)
                || code.equals(ResultCode.INAPPROPRIATE_AUTHENTICATION)
                || code.equals(ResultCode.NO_SUCH_OBJECT)
                || code.equals(ResultCode.UNWILLING_TO_PERFORM)
                || code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }

    /** The sub-code of a refused sign-in, {@code 775}; empty where there is none. */
    static String subCode(@Nullable String diagnostic) {
        Matcher matcher = SUB_CODE.matcher(diagnostic == null ? "" : diagnostic);
        return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static String refusal(LDAPException e, @Nullable Secret password) {
        String subCode = subCode(e.getDiagnosticMessage());
        if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS) && !subCode.isEmpty()) {
            return SUB_CODES.getOrDefault(subCode, "sub-code " + subCode) + " (49, data " + subCode + ")";
        }
        return e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)
                ? "wrong name or password, or the account is locked (49)"
                : answer(e, password);
    }

    private static String answer(LDAPException e, @Nullable Secret password) {
        return answer(e.getResultCode(), e.getDiagnosticMessage(), password);
    }

    /** A result in the server's own words, without the secret and bounded. */
    static String answer(ResultCode code, @Nullable String diagnostic, @Nullable Secret secret) {
        String words = diagnostic == null ? "" : diagnostic;
        words = (secret == null ? words : secret.scrub(words))
                .replaceAll("\\p{Cntrl}", " ")
                .trim();
        return "result " + code.intValue() + " (" + code.getName() + ")"
                + (words.isEmpty() ? "" : ", " + words.substring(0, Math.min(words.length(), 200)));
    }

    static boolean isOverload(ResultCode code) {
        return code.equals(ResultCode.BUSY)
                || code.equals(ResultCode.UNAVAILABLE)
                || code.equals(ResultCode.ADMIN_LIMIT_EXCEEDED)
                || code.equals(ResultCode.TIME_LIMIT_EXCEEDED);
    }

    /** The certificate fault behind the failure, else another fault of TLS, null when the connection itself failed. */
    private static @Nullable Throwable tlsFault(LDAPException e) {
        Throwable found = null;
        int depth = 0;
        for (Throwable t = e; t != null && depth < 20; t = t.getCause(), depth++) {
            if (t instanceof GeneralSecurityException || t instanceof SSLPeerUnverifiedException) {
                return t;
            }
            if (t instanceof SocketException || t instanceof SocketTimeoutException || t instanceof EOFException) {
                return null;
            }
            if (t instanceof SSLException) {
                found = t;
            }
        }
        return found;
    }
}
