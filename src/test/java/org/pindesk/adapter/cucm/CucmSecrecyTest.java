package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.cucm.CucmWorld.bob;
import static org.pindesk.adapter.cucm.CucmWorld.person;

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
import org.pindesk.demo.cucm.BrokenCucm;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.port.Written;
import org.slf4j.LoggerFactory;

/** A long planted PIN and the service passwords, through every trouble at DEBUG: they stand in no log, no exception, no detail. */
class CucmSecrecyTest {
    private static final String CANARY = "73091586204917305860";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger server = context.getLogger("org.eclipse.jetty");
    private final Level before = root.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final StringWriter seen = new StringWriter();
    private int drawn = 20;

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
        try (CucmWorld world = new CucmWorld()) {
            CucmPbx pbx = world.hasty(Duration.ofMillis(500));
            everything(pbx);
            for (String quirk : List.of(
                    "LOGIN_PAGE",
                    "REDIRECT",
                    "FORBIDDEN",
                    "OLD_RELEASE",
                    "ERROR_PAGE",
                    "TRUNCATED",
                    "XXE",
                    "EMPTY",
                    "OVERSIZED",
                    "OTHER_ANSWER",
                    "STALLED_BODY")) {
                BrokenCucm.answers(world.simulator, quirk);
                everything(pbx);
            }
            BrokenCucm.answers(world.simulator, "NONE");
            for (String fault : List.of("wrong-password", "throttle 100%", "drop-after-write", "hang", "down")) {
                world.world(fault);
                everything(pbx);
            }
        }
        List<String> lines = new ArrayList<>();
        for (ILoggingEvent event : new ArrayList<>(log.list)) {
            lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        assertThat(lines).as("the log was listened to").anyMatch(line -> line.contains("WRITE POST"));
        String all = String.join("\n", lines) + seen;
        for (String secret : List.of(
                CANARY,
                CucmSimulator.READER_PASSWORD,
                CucmSimulator.WRITER_PASSWORD,
                BrokenCucm.bindPassword(),
                basic(CucmWorld.READER.user(), CucmSimulator.READER_PASSWORD),
                basic(CucmWorld.WRITER.user(), CucmSimulator.WRITER_PASSWORD))) {
            assertThat(all.contains(secret)).as("a secret was said").isFalse();
        }
    }

    private void everything(CucmPbx pbx) {
        Secret pin = Secret.of(CANARY + ++drawn); // a fresh one, or the history would refuse it
        try {
            pbx.find(person("bob"));
        } catch (BackendException e) {
            e.printStackTrace(new PrintWriter(seen, true));
        }
        try {
            pbx.pinPolicy(bob());
        } catch (BackendException e) {
            e.printStackTrace(new PrintWriter(seen, true));
        }
        try {
            seen.append(pbx.evidence(person("bob")).toString());
            seen.append(pbx.portalGroup().toString());
        } catch (BackendException e) {
            e.printStackTrace(new PrintWriter(seen, true));
        }
        seen.append(pbx.addToPortalGroup(bob()).toString());
        Written written = pbx.resetPin(bob(), pin);
        seen.append(written.toString());
        seen.append(pbx.signsIn(bob(), pin).toString());
    }

    private static String basic(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
