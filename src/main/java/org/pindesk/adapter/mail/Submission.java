package org.pindesk.adapter.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;

/** The library's SMTP conversation, which remembers how far it came: what a failure means depends on that. */
final class Submission extends SMTPTransport {
    /** What was being done. */
    enum Step {
        /** Greeting and EHLO. */
        GREETING,
        STARTTLS,
        SENDER,
        RECIPIENT,
        /** DATA was said and not yet answered. */
        DATA,
        /** The mail itself: only now may the server have taken it. */
        CONTENT
    }

    private final @Nullable String user;
    private final @Nullable Secret password;
    private Step step = Step.GREETING;

    /**
     * @param password of {@code user}; both null for no sign-in. It never reaches the library's own fields
     */
    Submission(Session session, @Nullable String user, @Nullable Secret password) {
        super(session, new URLName("smtp", null, -1, null, null, null));
        this.user = user;
        this.password = password;
    }

    Step step() {
        return step;
    }

    @Override
    // the library takes null for "no sign-in"
    @SuppressWarnings("NullAway")
    protected synchronized boolean protocolConnect(String host, int port, String ignored, String none)
            throws MessagingException {
        return super.protocolConnect(host, port, user, password == null ? null : password.open());
    }

    @Override
    protected void startTLS() throws MessagingException {
        step = Step.STARTTLS;
        super.startTLS();
        step = Step.GREETING;
    }

    @Override
    protected void mailFrom() throws MessagingException {
        step = Step.SENDER;
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        step = Step.RECIPIENT;
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        step = Step.DATA;
        OutputStream content = super.data();
        step = Step.CONTENT;
        return content;
    }
}
