package org.pindesk.adapter.unity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.unity.UnityWorld.person;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.adapter.unity.UnitySettings.ServiceAccount;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Secret;
import org.slf4j.LoggerFactory;

/** A long planted PIN and the service passwords, through every trouble at DEBUG: they stand in no log, no exception, no detail. */
@Timeout(120)
class UnitySecrecyTest {
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
        try (UnityWorld world = new UnityWorld()) {
            UnityPbx pbx = world.hasty();
            Account bob = world.bob(world.pbx());
            everything(pbx, bob);
            for (String quirk : List.of(
                    "XML",
                    "LOGIN_PAGE",
                    "REDIRECT",
                    "FORBIDDEN",
                    "OTHER_ERROR",
                    "ERROR_PAGE",
                    "TRUNCATED",
                    "EMPTY",
                    "OVERSIZED")) {
                world.quirk(quirk, "", "");
                everything(pbx, bob);
                world.quirk(quirk, "PUT", "");
                everything(pbx, bob);
            }
            world.quirk("NONE", "", "");
            for (String fault :
                    List.of("refuse trivial", "lie", "throttle 100%", "drop-after-write", "wrong-password", "down")) {
                world.world(fault);
                everything(pbx, bob);
            }
            assertThat(world.simulator.journal().toString().contains(CANARY)).isFalse();
        }
        List<String> lines = new ArrayList<>();
        for (ILoggingEvent event : new ArrayList<>(log.list)) {
            lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        assertThat(lines).as("the log was listened to").anyMatch(line -> line.contains("WRITE PUT"));
        String all = String.join("\n", lines) + seen;
        for (ServiceAccount account : List.of(UnityWorld.READER, UnityWorld.WRITER)) {
            String password = account.password().open();
            String pair = account.user() + ":" + password;
            assertThat(all.contains(password)).as("a password was said").isFalse();
            assertThat(all.contains(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))))
                    .as("a password was said")
                    .isFalse();
        }
        assertThat(all.contains(CANARY)).as("a PIN was said").isFalse();
    }

    private void everything(UnityPbx pbx, Account bob) {
        Secret pin = Secret.of(CANARY + ++drawn); // a fresh one, or the history would refuse it
        try {
            seen.append(pbx.find(person("bob")).toString());
            seen.append(pbx.evidence(person("bob")).toString());
            seen.append(pbx.pinPolicy(bob).toString());
            seen.append(pbx.pinState(bob).toString());
        } catch (BackendException e) {
            e.printStackTrace(new PrintWriter(seen, true));
        }
        seen.append(pbx.resetPin(bob, pin).toString());
        seen.append(pbx.unlockPin(bob).toString());
    }
}
