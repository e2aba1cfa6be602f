package org.pindesk.adapter.ucware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.ucware.UcwareWorld.person;
import static org.pindesk.adapter.ucware.UcwareWorld.uwe;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.core.BackendException;
import org.pindesk.core.Secret;
import org.pindesk.demo.ucware.BrokenUcware;
import org.pindesk.demo.ucware.UcwareSimulator;
import org.slf4j.LoggerFactory;

/** What the contract looks for with a password, looked for with a token: no secret stands in any log, exception or detail. */
class UcwareSecrecyTest {
    private static final String CANARY = "73091586204917305860";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger server = context.getLogger("org.eclipse.jetty");
    private final Level before = root.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final StringWriter seen = new StringWriter();

    @BeforeEach
    void listen() {
        server.setLevel(Level.WARN); // the simulator's web server is no part of the product and prints what it reads
        root.setLevel(Level.DEBUG);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void restore() {
        root.detachAppender(log);
        root.setLevel(before);
    }

    @Test
    void noSecretIsSaidAnywhere() {
        try (UcwareWorld world = new UcwareWorld()) {
            world.reader = UcwareWorld.BEARER;
            world.writer = world.reader;
            world.deadline = Duration.ofMillis(500);
            everything(world.pbx());
            for (String quirk : List.of(
                    "LOGIN_PAGE",
                    "REDIRECT",
                    "FORBIDDEN",
                    "RESULT_FALSE",
                    "ERROR",
                    "ERROR_PAGE",
                    "INTERNAL_ERROR",
                    "EMPTY",
                    "TRUNCATED",
                    "WRONG_ID",
                    "TEXT_RESULT",
                    "STALLED_BODY")) {
                BrokenUcware.answers(world.simulator, quirk);
                everything(world.pbx());
            }
            BrokenUcware.answers(world.simulator, "NONE");
            for (String fault : List.of("wrong-password", "throttle 100%", "drop-after-write", "hang", "down")) {
                world.world(fault);
                everything(world.pbx());
            }
        }
        List<String> lines = new ArrayList<>();
        for (ILoggingEvent event : new ArrayList<>(log.list)) {
            lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        assertThat(lines).as("the log was listened to").anyMatch(line -> line.contains("WRITE POST"));
        assertThat(seen.toString()).as("users were read").contains("4711");
        String all = String.join("\n", lines) + seen;
        for (String secret : List.of(
                CANARY,
                UcwareWorld.PASSWORD.open(),
                UcwareSimulator.API_PASSWORD,
                UcwareSimulator.API_TOKEN,
                BrokenUcware.barringPin(),
                basic(UcwareSimulator.API_USER, UcwareSimulator.API_PASSWORD))) {
            assertThat(all.contains(secret)).as("a secret was said").isFalse();
        }
    }

    private void everything(UcwarePbx pbx) {
        try {
            seen.append(pbx.find(person("uwe")).toString());
            seen.append(pbx.find(person("nobody")).toString());
        } catch (BackendException e) {
            e.printStackTrace(new PrintWriter(seen, true));
        }
        try {
            seen.append(pbx.evidence(person("uwe")).toString());
            seen.append(pbx.passwordKeeper(uwe()).toString());
        } catch (BackendException e) {
            e.printStackTrace(new PrintWriter(seen, true));
        }
        seen.append(pbx.resetPin(uwe(), Secret.of(CANARY)).toString());
        seen.append(pbx.resetLocalPassword(uwe(), UcwareWorld.PASSWORD).toString());
    }

    private static String basic(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
