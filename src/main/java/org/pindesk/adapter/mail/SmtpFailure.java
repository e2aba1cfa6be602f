package org.pindesk.adapter.mail;

import jakarta.mail.AuthenticationFailedException;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.mail.SmtpSettings.Security;
import org.pindesk.adapter.mail.SmtpSettings.Server;
import org.pindesk.adapter.mail.Submission.Step;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

/**
 * What a failure means, in words for the operator. Of the server's answer only code and words are shown, bounded, and without what is
 * secret or somebody's address; the library's exceptions repeat commands and answers and are not kept as a cause.
 *
 * <p>Codes as in RFC 5321, 4954 (AUTH), 3207 (STARTTLS) and 3463 (the three numbers that many servers put first).
 */
final class SmtpFailure {
    static final String SYSTEM = "mail";

    private static final int LONGEST = 200;
    private static final int MAX_CAUSES = 20;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@]+@[^\\s<>@]+");
    /** Security or policy, RFC 3463: not about the address. */
    private static final Pattern POLICY = Pattern.compile("^5\\d\\d[ -]5\\.7\\.\\d+\\b");

    private final Server server;
    private final List<Secret> secrets;

    /**
     * @param secrets that the server was told, or may be
     */
    SmtpFailure(Server server, List<Secret> secrets) {
        this.server = server;
        this.secrets = List.copyOf(secrets);
    }

    /** Before a word was said. */
    BackendException connecting(Exception e, boolean late) {
        return late
                ? failure(Problem.UNREACHABLE, " did not take the connection in time")
                : transport(Problem.UNREACHABLE, true, e, " cannot be reached, or ended the connection at once");
    }

    /** While something was said. The password was refused where this is {@link Problem#BAD_CREDENTIALS}. */
    BackendException talking(Submission talk, Exception e, boolean late) {
        int code = talk.getLastReturnCode();
        String answer = talk.getLastServerResponse();
        boolean answered = code >= 400 && code <= 599 && answer != null && !answer.isEmpty();
        if (answered) {
            return refused(talk.step(), e instanceof AuthenticationFailedException, code, words(answer));
        }
        Problem lost = talk.step() == Step.CONTENT ? Problem.NO_ANSWER : Problem.UNREACHABLE;
        if (late) {
            return failure(lost, " did not answer in time, " + whether(lost));
        }
        if (code == -1 && answer != null && !answer.isEmpty() && !answer.equals("[EOF]")) {
            return failure(
                    lost == Problem.NO_ANSWER ? lost : Problem.WRONG_ENDPOINT,
                    " answers something that is not SMTP: is this the port for mail submission?");
        }
        if (unprotected(talk, code)) {
            return failure(
                    Problem.UNTRUSTED_TLS,
                    " does not offer STARTTLS, so nothing was said to it: wrong port, or somebody in between takes the offer away."
                            + " smtps:// is for servers that begin with TLS");
        }
        return transport(lost, talk.step() == Step.STARTTLS, e, " ended the connection, " + whether(lost));
    }

    /** The server would take mail without knowing from whom, or does so elsewhere: the password was not sent. */
    BackendException noSignIn() {
        return failure(
                Problem.WRONG_ENDPOINT,
                " offers no sign-in by PLAIN or LOGIN: is this the port for mail submission? If it needs none, leave out SMTP_USER");
    }

    private BackendException refused(Step step, boolean signIn, int code, String words) {
        if (code < 500) {
            return failure(Problem.BUSY, " asks for patience: " + words);
        }
        if (signIn) {
            return failure(
                    Problem.BAD_CREDENTIALS,
                    " refused the service account: " + words
                            + ". No further sign-in is tried, so that the account is not locked: correct the account, and change"
                            + " SMTP_PASSWORD");
        }
        switch (step) {
            case RECIPIENT:
                return code == 530 || code == 503 || POLICY.matcher(words).find()
                        ? failure(
                                Problem.NOT_PERMITTED,
                                " does not take mail for this address from us, by its own rules: " + words)
                        : failure(Problem.REFUSED, " does not take mail for this address: " + words);
            case SENDER:
                return failure(Problem.NOT_PERMITTED, " does not take mail from MAIL_FROM: " + words);
            case STARTTLS:
                return failure(Problem.UNTRUSTED_TLS, " does not begin TLS, so nothing was said to it: " + words);
            case DATA:
            case CONTENT:
                return failure(Problem.NOT_PERMITTED, " did not take the mail, for no reason of the address: " + words);
            default:
                return failure(Problem.NOT_PERMITTED, " does not talk to us: " + words);
        }
    }

    private boolean unprotected(Submission talk, int code) {
        return server.security() == Security.STARTTLS
                && talk.step() == Step.GREETING
                && code >= 200
                && code < 300
                && !talk.supportsExtension("STARTTLS");
    }

    private BackendException transport(Problem otherwise, boolean handshaking, Exception e, String words) {
        Throwable root = fault(e);
        if (root instanceof CertificateException) {
            return failure(Problem.UNTRUSTED_TLS, " is not trusted: " + bounded(String.valueOf(root.getMessage())));
        }
        if (root instanceof SSLException && handshaking) {
            return failure(
                    Problem.WRONG_ENDPOINT,
                    " does not complete a TLS handshake: smtps:// is for servers that begin with TLS (port 465), smtp:// for"
                            + " STARTTLS (port 587)");
        }
        if (root instanceof UnknownHostException) {
            return failure(Problem.UNREACHABLE, ": no such host is known");
        }
        return failure(otherwise, words);
    }

    /** The certificate's fault behind the failure, else another one of TLS or the network; null when there is none. */
    private static @Nullable Throwable fault(Throwable e) {
        Throwable found = null;
        int depth = 0;
        for (Throwable t = e; t != null && depth < MAX_CAUSES; t = t.getCause(), depth++) {
            if (t instanceof CertificateException) {
                return t;
            }
            if (t instanceof SocketException
                    || t instanceof SocketTimeoutException
                    || t instanceof EOFException
                    || t instanceof UnknownHostException) {
                return t;
            }
            if (t instanceof SSLException) {
                found = t;
            }
        }
        return found;
    }

    private static String whether(Problem lost) {
        return lost == Problem.NO_ANSWER
                ? "after it was given the mail: it may have taken it"
                : "before it was given the mail";
    }

    private String words(String answer) {
        String clean = answer;
        for (Secret secret : secrets) {
            clean = secret.scrub(clean);
        }
        return bounded(ADDRESS.matcher(clean).replaceAll(Matcher.quoteReplacement("(address)")));
    }

    private static String bounded(String words) {
        String line = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.substring(0, Math.min(line.length(), LONGEST));
    }

    private BackendException failure(Problem problem, String words) {
        return new BackendException(problem, SYSTEM, server + words);
    }
}
