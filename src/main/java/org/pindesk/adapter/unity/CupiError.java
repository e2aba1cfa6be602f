package org.pindesk.adapter.unity;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.HttpAnswer;
import org.pindesk.core.BackendException;
import org.pindesk.core.Secret;

/**
 * Why Unity Connection did not do as asked: {@code {"errors":{"code":…,"message":…}}} in JSON, {@code ErrorDetails} in XML, a page or
 * nothing at all.
 *
 * @param status of HTTP
 * @param text code and message; may echo what it was told, so scrub it before it goes anywhere; empty where there is none
 */
record CupiError(int status, String text) {
    static final String NOT_AUTHORIZED =
            "Unity Connection does not let our account change this mailbox: it does so for mailboxes of its own"
                    + " administrators, and for an account without the role Help Desk Administrator";

    private static final Set<Integer> ABOUT_THE_REQUEST = Set.of(400, 409, 412, 422);
    private static final Pattern FORBIDDEN =
            Pattern.compile("(?i)not.?authori[sz]ed|unauthori[sz]ed|permission|privilege");
    private static final Pattern ABSENT = Pattern.compile("(?i)not.?found|no such|does.?not.?exist");
    /** No source shows a refused PIN over CUPI; on the page for users it begins "Trivial passwords or PINs are not allowed". */
    private static final Pattern POLICY =
            Pattern.compile("(?i)trivial|credential|policy|length|minimum|previous|history|reuse|password|\\bpins?\\b");

    private static final Pattern NOT_PRINTABLE = Pattern.compile("\\p{Cntrl}+");
    private static final int LONGEST = 500;

    /** Of an answer that is no yes. */
    static CupiError of(String system, HttpAnswer answer) {
        return new CupiError(answer.status(), answer.html() ? "" : text(system, answer.body()));
    }

    private static String text(String system, byte[] body) {
        CupiObject object;
        try {
            object = CupiFormat.parse(system, body);
        } catch (BackendException e) {
            return "";
        }
        // XML: <ErrorDetails><errors><code/><message/></errors></ErrorDetails>, or the two right below the root
        CupiObject errors =
                object.list("errors").isEmpty() ? object : object.list("errors").get(0);
        String words = (errors.text("code") + " " + errors.text("message")).strip();
        String line = NOT_PRINTABLE.matcher(words).replaceAll(" ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }

    /** The account may not do this, whatever the status. */
    boolean notAuthorized() {
        return status == 401
                || status == 403
                || (ABOUT_THE_REQUEST.contains(status)
                        && FORBIDDEN.matcher(text).find());
    }

    /** For an answer to a new PIN: whether another one may do. */
    boolean policyRefusal() {
        return ABOUT_THE_REQUEST.contains(status)
                && !notAuthorized()
                && !ABSENT.matcher(text).find()
                && POLICY.matcher(text).find();
    }

    /** Whether this says for certain that nothing was changed: refusals do, an internal error does not. */
    boolean nothingDone() {
        return status >= 400 && status < 500;
    }

    String words() {
        return "HTTP " + status + (text.isEmpty() ? "" : ": " + text);
    }

    /** The words without what must not be read. */
    String words(@Nullable Secret secret) {
        return secret == null ? words() : secret.scrub(words());
    }
}
