package org.pindesk.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.adapter.totp.TimeBasedCodes;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Secret;
import org.pindesk.demo.MovableClock;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.directory.DirectorySimulator;
import org.pindesk.demo.slack.SlackSimulator;
import org.pindesk.testing.SettableClock;
import org.slf4j.LoggerFactory;

/** {@code pindesk authenticator}, in this process, with a terminal of the test's own. */
@Timeout(60)
class EnrolmentTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Pattern ADDRESS = Pattern.compile("secret=([A-Z2-7]{32})&");
    private static DirectorySimulator directory;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final Screen screen = new Screen();

    @BeforeAll
    static void start() {
        directory = new DirectorySimulator(new MovableClock(), Company.people());
    }

    @AfterAll
    static void stop() {
        directory.close();
    }

    @Test
    void somebodyIsShownConfirmedEnrolledAndProvedAndTheKeyIsOnTheScreenAlone() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        List<String> audit;
        try {
            screen.types("yes").types("000000x").types(this::code);
            assertThat(run(enrolment -> enrolment.add("lena"))).isTrue();
            audit = audit();
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }

        assertThat(screen.all()).contains("Lena Lorenz (lena, Logistics)", "Has no authenticator.", "\u2580");
        assertThat(screen.all().indexOf("Is this the person"))
                .isLessThan(screen.all().indexOf("otpauth://"));
        assertThat(screen.lines.indexOf("\u001b[H\u001b[2J\u001b[3J"))
                .as("the screen is wiped after the key was on it")
                .isGreaterThan(screen.lines.indexOf(address()));
        assertThat(screen.lines.get(screen.lines.size() - 1)).startsWith("Lena Lorenz has an authenticator now.");
        assertThat(audit)
                .hasSize(1)
                .allSatisfy(row -> assertThat(row)
                        .contains(
                                "\"authenticator.add\"",
                                "\"enrolled\"",
                                "\"os:" + System.getProperty("user.name") + "\"")
                        .contains("\"sudo-user\"", "\"admin1\""));
        String key = screen.key();
        assertThat(audit.toString()).doesNotContain(key);
        assertThat(log.list)
                .noneSatisfy(event -> assertThat(event.getFormattedMessage()).contains(key));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList())
                    .anySatisfy(file -> assertThat(file.toString()).endsWith(".mv.db"))
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(key)
                            .doesNotContain(key.substring(0, 16)));
        }
    }

    @Test
    void withoutACodeThatProvesItNothingIsStored() {
        screen.types("yes").types("1").types("").types(() -> "123");
        assertThat(run(enrolment -> enrolment.add("lena"))).isFalse();
        screen.types("yes");
        assertThat(run(enrolment -> enrolment.add("lena"))).as("the input ends").isFalse();

        assertThat(enrolled()).isZero();
        assertThat(audit()).hasSize(2).allSatisfy(row -> assertThat(row).contains("\"not-proved\""));
        assertThat(screen.all()).contains("Nothing was stored");
    }

    @Test
    void whoIsNotConfirmedOrNotThereGetsNoKey() {
        screen.types("no");
        assertThat(run(enrolment -> enrolment.add("lena"))).isFalse();
        assertThat(run(enrolment -> enrolment.add("nobody.at.all"))).isFalse();

        assertThat(screen.all())
                .contains("Nothing was changed.", "Nobody in the directory has this login")
                .doesNotContain("otpauth://");
        assertThat(enrolled()).isZero();
    }

    @Test
    void withoutATerminalItNeedsToBeSaidThatThisIsMeant() {
        screen.interactive = false;
        assertThat(run(enrolment -> enrolment.add("lena"))).isFalse();
        assertThat(run(enrolment -> enrolment.remove("lena"))).isFalse();
        assertThat(screen.all()).contains("no terminal").doesNotContain("otpauth://");

        screen.types(this::code);
        try (Enrolment sure = Enrolment.open(environment(), clock, screen, true)) {
            assertThat(sure.add("lena")).isTrue();
        }
        assertThat(screen.all()).contains("otpauth://").doesNotContain("\u2580", "\u001b");
        assertThat(enrolled()).isOne();
    }

    @Test
    void theCodeThatProvedItIsUsedUp() {
        screen.types("yes").types(this::code);
        run(enrolment -> enrolment.add("lena"));
        long step = clock.instant().getEpochSecond() / 30;

        assertThat(run(enrolment -> enrolment.store().tx(tx -> {
                    var id = tx.authenticators().all().get(0).person();
                    return tx.authenticators().use(id, step, "e1");
                })))
                .isFalse();
    }

    @Test
    void aSecondEnrolmentReplacesTheFirstAndSaysThatThereIsOne() {
        screen.types("yes").types(this::code);
        run(enrolment -> enrolment.add("lena"));
        String first = screen.key();
        clock.advance(Duration.ofDays(1));
        screen.types("yes").types(this::code);
        assertThat(run(enrolment -> enrolment.add("lena"))).isTrue();

        assertThat(screen.all()).contains("Has an authenticator since 2026-11-22");
        assertThat(screen.key()).isNotEqualTo(first);
        assertThat(enrolled()).isOne();
    }

    @Test
    void itIsListedAndRemovedAlsoFromSomebodyWhoIsGone() {
        screen.types("yes").types(this::code).types("yes").types(this::code);
        run(enrolment -> enrolment.add("lena") && enrolment.add("anna"));
        run(enrolment -> enrolment.store().tx(tx -> {
            tx.authenticators().enrol(new org.pindesk.core.PersonId("0123abcd"), Secret.of("KEY"), 1, clock.instant());
            return true;
        }));
        run(enrolment -> {
            enrolment.list();
            return true;
        });
        assertThat(screen.all())
                .contains("lena  Lena Lorenz  since 2026-11-22", "anna  Anna Arndt  since")
                .contains("0123abcd  (no longer in the directory");

        screen.types("yes").types("yes").types("yes");
        assertThat(run(enrolment -> enrolment.remove("lena"))).isTrue();
        assertThat(run(enrolment -> enrolment.remove("0123abcd"))).isTrue();
        assertThat(run(enrolment -> enrolment.remove("lena")))
                .as("there is none any more")
                .isFalse();
        assertThat(enrolled()).isOne();
        assertThat(audit())
                .filteredOn(row -> row.contains("\"authenticator.remove\""))
                .hasSize(3);
        assertThat(audit())
                .filteredOn(row -> row.contains("\"authenticator.list\""))
                .hasSize(1);
    }

    /** Within one process H2 shares its file, so the lock of another process is set by hand. */
    @Test
    void aFileThatTheBotHasOpenIsExplainedInWords() throws IOException {
        assertThat(enrolled()).isZero();
        try (FileChannel bot = FileChannel.open(folder.resolve("pindesk.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = bot.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> Enrolment.open(environment(), clock, screen, true))
                    .isInstanceOf(PindeskException.class)
                    .hasMessageStartingWith("PD-202")
                    .hasMessageContaining("Stop the bot for the moment")
                    .hasMessageContaining("PostgreSQL");
        }
        assertThat(enrolled()).isZero();
    }

    // steps

    private interface Work {
        boolean on(Enrolment enrolment);
    }

    private boolean run(Work work) {
        try (Enrolment enrolment = Enrolment.open(environment(), clock, screen, false)) {
            return work.on(enrolment);
        }
    }

    private String code() {
        return TimeBasedCodes.codeAt(Secret.of(screen.key()), clock.instant()).open();
    }

    private String address() {
        return screen.lines.stream()
                .filter(line -> line.startsWith("otpauth://"))
                .findFirst()
                .orElseThrow();
    }

    private int enrolled() {
        List<Integer> count = new ArrayList<>();
        run(enrolment ->
                count.add(enrolment.store().tx(tx -> tx.authenticators().all().size())));
        return count.get(0);
    }

    private List<String> audit() {
        List<String> lines = new ArrayList<>();
        run(enrolment -> enrolment.store().tx(tx -> {
            tx.audit().export(lines::add);
            return true;
        }));
        return lines;
    }

    private Map<String, String> environment() {
        Map<String, String> keys = new HashMap<>();
        keys.put("SUDO_USER", "admin1");
        keys.put("SLACK_BOT_TOKEN", SlackSimulator.BOT_TOKEN);
        keys.put("SLACK_APP_TOKEN", SlackSimulator.APP_TOKEN);
        keys.put("SLACK_MAIL_IS_SSO", "true");
        keys.put("SMTP_URL", "smtp+plain://127.0.0.1:9");
        keys.put("MAIL_FROM", "helpdesk@example.com");
        keys.put("LDAP_URLS", directory.ldapsUrl());
        keys.put("LDAP_BIND_DN", DirectorySimulator.SERVICE_DN);
        keys.put("LDAP_BIND_PASSWORD", DirectorySimulator.servicePassword().open());
        keys.put("LDAP_BASE_DNS", Company.BASE_DN);
        keys.put("LDAP_CA_FILE", directory.caPem().toString());
        keys.put("PBX", "hq");
        keys.put("PBX_HQ_KIND", "cucm");
        keys.put("PBX_HQ_URL", "https://cucm.example:8443");
        keys.put("PBX_HQ_USER", "reader");
        keys.put("PBX_HQ_PASSWORD", "reader-password");
        keys.put("PBX_HQ_CERT_SHA256", "ab".repeat(32));
        keys.put("ROLE_HELPDESK_GROUP", Company.HELPDESK_GROUP);
        keys.put("DATABASE_URL", "jdbc:h2:file:" + folder.resolve("pindesk"));
        keys.put("ENCRYPTION_KEYS", "test:" + KEY);
        keys.put("AUDIT_KEY", KEY);
        return keys;
    }

    /** A terminal whose human types what the test says. */
    private static final class Screen implements Terminal {
        private final List<String> lines = new ArrayList<>();
        private final Deque<Supplier<String>> typed = new ArrayDeque<>();
        private boolean interactive = true;

        Screen types(String line) {
            return types(() -> line);
        }

        Screen types(Supplier<String> line) {
            typed.add(line);
            return this;
        }

        String all() {
            return String.join("\n", lines);
        }

        /** The key that was shown last. */
        String key() {
            Matcher matcher = ADDRESS.matcher(all());
            String last = "";
            while (matcher.find()) {
                last = matcher.group(1);
            }
            return last;
        }

        @Override
        public boolean interactive() {
            return interactive;
        }

        @Override
        public void say(String line) {
            lines.add(line);
        }

        @Override
        public @Nullable String ask(String question) {
            lines.add(question);
            Supplier<String> next = typed.poll();
            return next == null ? null : next.get();
        }
    }
}
