package org.pindesk.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.mail.MailWorld.letter;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.core.BackendException;
import org.pindesk.demo.mail.BrokenMail;
import org.pindesk.demo.mail.MailSimulator;
import org.slf4j.LoggerFactory;

/** The service password and a door's ticket through every trouble, with every logger as talkative as it can be told to be. */
@Timeout(120)
class SmtpSecrecyTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final java.util.logging.Logger javaRoot = java.util.logging.Logger.getLogger("");
    private final java.util.logging.Level javaBefore = javaRoot.getLevel();
    private final Kept kept = new Kept();
    private final StringWriter seen = new StringWriter();

    @BeforeEach
    void listen() {
        root.setLevel(Level.DEBUG);
        log.start();
        root.addAppender(log);
        // the library logs through java.util.logging
        javaRoot.setLevel(java.util.logging.Level.ALL);
        javaRoot.addHandler(kept);
    }

    @AfterEach
    void restore() {
        root.detachAppender(log);
        root.setLevel(before);
        javaRoot.removeHandler(kept);
        javaRoot.setLevel(javaBefore);
    }

    @Test
    void neitherPasswordNorTicketIsSaidAnywhere() {
        try (MailWorld world = new MailWorld()) {
            send(world);
            world.deadline = Duration.ofMillis(700);
            for (String quirk : List.of(
                    "NO_STARTTLS",
                    "NO_AUTH",
                    "AUTH_LATER",
                    "NOT_SMTP",
                    "CUT_AT_RECIPIENT",
                    "CUT_IN_CONTENT",
                    "SENDER_REFUSED",
                    "CONTENT_REFUSED",
                    "SILENT_AFTER_CONTENT")) {
                BrokenMail.answers(world.server, quirk);
                send(world);
            }
            BrokenMail.answers(world.server, "NONE");
            for (String fault : List.of("wrong-password", "refuse trivial", "drop-after-write", "hang", "down")) {
                world.world(fault);
                send(world);
            }
            seen.append(world.settings().toString()).append(letter("bob").toString());
        }
        List<String> lines = new ArrayList<>();
        for (ILoggingEvent event : new ArrayList<>(log.list)) {
            lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        assertThat(lines).as("the log was listened to").anyMatch(line -> line.contains("took a letter"));
        assertThat(seen.toString())
                .as("answers of the server were shown, without what they repeat")
                .contains("did not take the mail")
                .contains("/p/***");
        String all = String.join("\n", lines) + String.join("\n", kept.lines) + seen;
        for (String secret : List.of(
                MailWorld.TICKET,
                MailSimulator.PASSWORD,
                base64(MailSimulator.PASSWORD),
                base64(MailSimulator.USER + "\0" + MailSimulator.USER + "\0" + MailSimulator.PASSWORD),
                base64("\0" + MailSimulator.USER + "\0" + MailSimulator.PASSWORD))) {
            assertThat(all.contains(secret)).as("a secret was said").isFalse();
        }
        assertThat(all.contains("bob@beispiel.example") && !seen.toString().contains("bob@beispiel.example"))
                .as("somebody's address was logged")
                .isFalse();
    }

    private void send(MailWorld world) {
        try (SmtpMail mail = world.mail()) {
            mail.send(letter("bob"));
        } catch (BackendException e) {
            e.printStackTrace(new PrintWriter(seen, true));
        }
    }

    private static String base64(String clear) {
        return Base64.getEncoder().encodeToString(clear.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Kept extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
            lines.add(formatter.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
