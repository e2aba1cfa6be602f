package org.pindesk.adapter.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.mail.SmtpSettings.Account;
import org.pindesk.adapter.mail.SmtpSettings.Security;
import org.pindesk.adapter.wire.Access;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.core.BackendException;
import org.pindesk.core.Letter;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Mail;
import org.pindesk.port.SignsIn;
import org.slf4j.LoggerFactory;

/**
 * Mail through one server, a connection for each letter. Behind a {@link Guard} like every other system, but nothing is ever repeated
 * here: who sends keeps the letter and tries again. Thread-safe.
 */
public final class SmtpMail implements Mail, SignsIn {
    /** Id of the system in messages, and of its account in the latch. */
    public static final String SYSTEM = SmtpFailure.SYSTEM;

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SmtpMail.class);

    /**
     * At FINEST the library writes whole conversations, tickets included, under its own names and, through {@link Submission}, under
     * that of this package. Kept here, since a level goes with its logger.
     */
    private static final List<Logger> LIBRARY = Stream.of(
                    "org.eclipse.angus.mail", "jakarta.mail", SmtpMail.class.getPackageName())
            .map(Logger::getLogger)
            .toList();

    /** Few at a time, as mail servers like it; after a silence of some seconds one letter is the trial. */
    private static final GuardSettings GUARDING = GuardSettings.DEFAULT
            .withPlaces(4)
            .withoutRepeating()
            .withPacing(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ZERO);

    private final SmtpSettings settings;
    private final Clock clock;
    private final Guard guard;
    private final Session session;
    private final @Nullable SignIn signIn;

    /** Connects at the first letter, not before. */
    public SmtpMail(SmtpSettings settings, Clock clock, AuthLatch latch) {
        this(settings, clock, latch, Guard.of(SYSTEM, GUARDING, clock));
    }

    /** As the other, with a guard of its own. */
    SmtpMail(SmtpSettings settings, Clock clock, AuthLatch latch, Guard guard) {
        LIBRARY.forEach(logger -> logger.setLevel(Level.WARNING));
        this.settings = settings;
        this.clock = clock;
        this.guard = guard;
        this.session = Session.getInstance(new SmtpProperties(settings).properties());
        Account account = settings.account();
        this.signIn = account == null
                ? null
                : new SignIn(latch, clock, SYSTEM, account.user(), account.password(), "SMTP_PASSWORD");
    }

    @Override
    public boolean hasDoors() {
        return settings.publicUrl() != null;
    }

    @Override
    public Optional<String> refuses(String address) {
        return MailAddress.fault(address);
    }

    @Override
    public void send(Letter letter) {
        refuses(letter.to()).ifPresent(why -> {
            throw new BackendException(Problem.REFUSED, SYSTEM, why);
        });
        LetterMessage message = LetterMessage.of(letter, settings, session, clock.instant());
        converse(
                Access.WRITE,
                failures(letter.doors().stream().map(Letter.Door::ticket).toList()),
                talk -> {
                    Address[] to = message.getAllRecipients();
                    talk.sendMessage(message, to);
                });
        LOG.debug("mail: {} took a letter", settings.server());
    }

    /**
     * Tries everything but a mail: connection, TLS, EHLO, sign-in, NOOP.
     *
     * @return what there is, in words
     * @throws BackendException as {@link #send}
     */
    public String check() {
        converse(Access.READ, failures(List.of()), talk -> {
            if (talk.simpleCommand("NOOP") / 100 != 2) {
                throw new MessagingException("NOOP");
            }
        });
        return (settings.server().security() == Security.PLAIN ? "answers without TLS" : "answers over TLS")
                + (signIn == null ? ", no sign-in" : ", signs in")
                + (hasDoors() ? "" : "; letters hold no links without PUBLIC_URL");
    }

    @Override
    public void signInAgain() {
        if (signIn != null) {
            signIn.allowAgain();
        }
    }

    @Override
    public void close() {
        // a connection never outlives its letter
    }

    /** What is said after the sign-in. */
    private interface Talk {
        void on(Submission talk) throws MessagingException;
    }

    private void converse(Access access, SmtpFailure failures, Talk talk) {
        // "too much" is a value here: nothing is repeated, so the guard has nothing to be patient about
        guard.<Optional<BackendException>>call(access, false, settings.deadline(), any -> false, left -> {
                    try {
                        once(left, failures, talk);
                        return Optional.empty();
                    } catch (BackendException e) {
                        if (e.problem() == Problem.BUSY) {
                            return Optional.of(e);
                        }
                        throw e;
                    }
                })
                .ifPresent(busy -> {
                    throw busy;
                });
    }

    private void once(Duration left, SmtpFailure failures, Talk talk) {
        long started = System.nanoTime();
        try (Line line = new Line(left)) {
            try {
                line.open(settings);
            } catch (IOException e) {
                throw logged(failures.connecting(e, line.late()), line.late(), e);
            }
            Submission submission = signIn == null
                    ? greeted(line, failures, new Submission(session, null, null))
                    : signedIn(line, failures, left.minusNanos(System.nanoTime() - started), signIn);
            try {
                talk.on(submission);
            } catch (MessagingException e) {
                throw logged(failures.talking(submission, e, line.late()), line.late(), e);
            } finally {
                goodbye(submission);
            }
        }
    }

    /** The turn is for the sign-in alone: whoever does not even connect holds up nobody. */
    private Submission signedIn(Line line, SmtpFailure failures, Duration left, SignIn account) {
        try (SignIn.Turn turn = account.begin(left)) {
            Submission submission = new Submission(session, account.account(), turn.password());
            try {
                greeted(line, failures, submission);
            } catch (BackendException e) {
                if (e.problem() == Problem.BAD_CREDENTIALS) {
                    refused(turn, submission.getLastReturnCode(), e);
                }
                throw e;
            }
            if (!submission.supportsExtension("AUTH") && !submission.supportsExtension("AUTH=LOGIN")) {
                goodbye(submission);
                throw failures.noSignIn();
            }
            return submission;
        }
    }

    /** 535 is about name and password (RFC 4954); other refusals may be about the mechanism or the connection. */
    private static void refused(SignIn.Turn turn, int code, BackendException why) {
        String words = String.valueOf(why.getMessage());
        if (code == 535) {
            turn.refused(words);
        } else {
            turn.refusedForNow(words);
        }
    }

    private static Submission greeted(Line line, SmtpFailure failures, Submission submission) {
        try {
            submission.connect(line.socket());
            return submission;
        } catch (MessagingException e) {
            boolean noMechanism = e instanceof AuthenticationFailedException
                    && submission.getLastReturnCode() < 400
                    && submission.getLastReturnCode() > 0;
            BackendException failure = noMechanism ? failures.noSignIn() : failures.talking(submission, e, line.late());
            throw logged(failure, line.late(), e);
        }
    }

    /** Whatever comes of it: all that matters was said before. */
    private static void goodbye(Submission submission) {
        try {
            submission.close();
        } catch (MessagingException e) {
            LOG.debug("mail: no goodbye ({})", e.getClass().getSimpleName());
        }
    }

    /** What the server was told and might repeat: the password, also as it goes over the wire, and tickets. */
    private SmtpFailure failures(List<Secret> tickets) {
        List<Secret> secrets = new ArrayList<>(tickets);
        Account account = settings.account();
        if (account != null) {
            String clear = account.password().open();
            secrets.add(account.password());
            secrets.add(base64(clear));
            secrets.add(base64(account.user() + "\0" + account.user() + "\0" + clear));
        }
        return new SmtpFailure(settings.server(), secrets);
    }

    private static Secret base64(String clear) {
        return Secret.of(Base64.getEncoder().encodeToString(clear.getBytes(StandardCharsets.UTF_8)));
    }

    private static BackendException logged(BackendException failure, boolean late, Exception cause) {
        // kinds only: the library's messages repeat what was said
        LOG.debug(
                "mail: {}{} after {}",
                failure.problem().code(),
                late ? ", cut," : "",
                cause.getClass().getSimpleName());
        return failure;
    }
}
