package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.store.Keys;
import org.pindesk.adapter.store.StoreSettings;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.core.BackendException;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.directory.DirectorySimulator;
import org.pindesk.port.AuthLatch;
import org.slf4j.LoggerFactory;

@Timeout(30)
class LdapDirectoryFailureTest {
    private final MovableClock clock = new MovableClock();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private DirectorySimulator first;
    private DirectorySimulator second;

    @BeforeEach
    void start() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        first = new DirectorySimulator(clock, Company.people());
        second = new DirectorySimulator(clock, Company.people());
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        root.setLevel(level);
        first.close();
        second.close();
    }

    @Test
    void goesToTheNextServerWhenTheFirstIsDown() throws IOException {
        try (LdapDirectory directory = both()) {
            first.misbehave(Fault.UP);
            first.misbehave(fault("down"));
            assertThat(only(directory.byLogin("bob")).login()).isEqualTo("bob");
            assertThat(second.operations().binds()).isEqualTo(1);
        }
    }

    @Test
    void goesToTheNextServerWhenTheFirstEndsInTheMiddle() throws IOException {
        try (LdapDirectory directory = both()) {
            only(directory.byLogin("bob"));
            first.misbehave(fault("down"));

            assertThat(only(directory.byLogin("bob")).login()).isEqualTo("bob");
            assertThat(second.operations().searches()).isPositive();
        }
    }

    @Test
    void goesToTheNextServerWhenTheFirstIsSilent() throws IOException {
        try (LdapDirectory directory = both()) {
            first.misbehave(fault("hang"));
            assertThat(only(directory.byLogin("bob")).login())
                    .as("silent at sign-in")
                    .isEqualTo("bob");
        }
        first.misbehave(Fault.UP);
        try (LdapDirectory directory = both()) {
            only(directory.byLogin("bob"));
            first.misbehave(fault("hang"));
            assertThat(only(directory.byLogin("bob")).login())
                    .as("silent later")
                    .isEqualTo("bob");
            long before = second.operations().searches();
            only(directory.byLogin("bob"));
            assertThat(second.operations().searches() - before)
                    .as("stays there")
                    .isEqualTo(3);
        }
    }

    @RepeatedTest(8)
    void comesBackAfterARestartWithoutAnError() {
        try (LdapDirectory directory = one()) {
            only(directory.byLogin("bob"));
            first.misbehave(fault("down"));
            assertThat(failure(() -> directory.byLogin("bob")).problem()).isEqualTo(Problem.UNREACHABLE);

            first.misbehave(Fault.UP);
            assertThat(only(directory.byLogin("bob")).login()).isEqualTo("bob");
            first.dropConnections();
            assertThat(only(directory.byLogin("bob")).login()).isEqualTo("bob");
        }
    }

    @Test
    void saysWhenNothingAnswersInTime() {
        try (LdapDirectory directory = one()) {
            only(directory.byLogin("bob"));
            first.misbehave(fault("hang"));

            BackendException failure = failure(() -> directory.byLogin("bob"));
            assertThat(failure.problem()).isEqualTo(Problem.NO_ANSWER);
            assertThat(failure.system()).isEqualTo("directory");
            assertThat(failure(() -> directory.byLogin("bob")).problem())
                    .as("at sign-in")
                    .isEqualTo(Problem.UNREACHABLE);
        }
    }

    @Test
    void waitsForASlowServer() {
        try (LdapDirectory directory = new LdapDirectory(
                SimulatedDirectory.settings(first)
                        .withLimits(new DirectorySettings.Limits(Duration.ofSeconds(3), Duration.ofSeconds(5), 2)),
                clock,
                AuthLatch.NONE)) {
            only(directory.byLogin("bob"));
            first.misbehave(fault("slow 1s"));
            assertThat(directory.byMail("eve@beispiel.example").matches()).isZero();
        }
    }

    @Test
    void evidenceTakesAsLongAsOneCallThoughAControllerIsDead() {
        DirectorySettings settings = trustingBoth(
                        SimulatedDirectory.settings(first, first.ldapsUrl(), second.ldapsUrl()))
                .withLimits(new DirectorySettings.Limits(Duration.ofSeconds(3), Duration.ofSeconds(5), 4));
        try (LdapDirectory directory = new LdapDirectory(settings, clock, AuthLatch.NONE)) {
            PersonId bob = only(directory.byLogin("bob")).id();
            second.misbehave(fault("down"));
            DirectoryEvidence warm = directory.evidence(bob);
            assertThat(warm.login()).isEqualTo("bob");
            assertThat(warm.servers()).extracting(row -> row.silent() == null).containsExactly(true, false);

            first.misbehave(fault("slow 1s"));
            long start = System.nanoTime();
            directory.evidence(bob);
            long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
            System.out.println("evidence with one controller dead and calls of 1000 ms: " + took + " ms");
            assertThat(took).isBetween(1000L, 1220L);
        }
    }

    @Test
    void saysWhenTheServerIsBusy() {
        try (LdapDirectory directory = one()) {
            only(directory.byLogin("bob"));
            first.misbehave(fault("throttle 100%"));

            assertThat(failure(() -> directory.byLogin("bob")).problem()).isEqualTo(Problem.BUSY);
        }
    }

    @Test
    void aServerThatTakesConnectionsAndSaysNothingDoesNotHoldUpForLong() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                LdapDirectory directory = new LdapDirectory(
                        SimulatedDirectory.settings(
                                first, "ldaps://127.0.0.1:" + deaf.getLocalPort(), first.ldapsUrl()),
                        clock,
                        AuthLatch.NONE)) {
            assertThat(only(directory.byLogin("bob")).login()).isEqualTo("bob");
            assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
                    .anyMatch(line -> line.contains(deaf.getLocalPort() + " cannot be reached"));
        }
    }

    @Test
    void refusesACertificateFromAnotherAuthority() {
        try (LdapDirectory directory =
                new LdapDirectory(SimulatedDirectory.settings(first).withCa(second.caPem()), clock, AuthLatch.NONE)) {
            BackendException failure = failure(directory::check);
            assertThat(failure.problem()).isEqualTo(Problem.UNTRUSTED_TLS);
            assertThat(failure).hasMessageContaining("does not lead to the configured CA");
        }
        assertThat(first.operations().binds()).as("no password sent").isZero();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void refusesACertificateForAnotherHost(boolean startTls) {
        try (DirectorySimulator other = new DirectorySimulator(clock, Company.people(), List.of("dc9.other.example"))) {
            // the library takes every certificate for a numeric loopback address, hence the name
            String url = (startTls ? other.ldapUrl() : other.ldapsUrl()).replace("127.0.0.1", "localhost");
            try (LdapDirectory directory =
                    new LdapDirectory(SimulatedDirectory.settings(other, url), clock, AuthLatch.NONE)) {
                BackendException failure = failure(directory::check);
                assertThat(failure.problem()).isEqualTo(Problem.UNTRUSTED_TLS);
                assertThat(failure).hasMessageContaining("another host name");
            }
            assertThat(other.operations().binds()).as("no password sent").isZero();
        }
    }

    @Test
    void takesACertificateForTheRightHostAndStartTls() {
        for (String url : List.of(first.ldapsUrl(), first.ldapUrl())) {
            String named = url.replace("127.0.0.1", "localhost");
            try (LdapDirectory directory =
                    new LdapDirectory(SimulatedDirectory.settings(first, named), clock, AuthLatch.NONE)) {
                assertThat(only(directory.byLogin("bob")).login()).isEqualTo("bob");
            }
        }
    }

    @Test
    void saysWhenThePortIsNotForTls() {
        try (LdapDirectory directory = new LdapDirectory(
                SimulatedDirectory.settings(first, first.ldapUrl().replace("ldap:", "ldaps:")),
                clock,
                AuthLatch.NONE)) {
            assertThat(failure(directory::check).problem()).isEqualTo(Problem.WRONG_ENDPOINT);
        }
    }

    @Test
    void aWrongServicePasswordIsTriedExactlyOnce() throws Exception {
        Secret wrong = Secret.of("Wrong-canary-5519");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (LdapDirectory directory = new LdapDirectory(withPassword(wrong.open()), clock, AuthLatch.NONE)) {
            List<Future<BackendException>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(threads.submit(() -> failure(() -> directory.byLogin("bob"))));
            }
            for (Future<BackendException> answer : answers) {
                assertThat(answer.get().problem()).isEqualTo(Problem.BAD_CREDENTIALS);
                assertThat(answer.get())
                        .hasMessageContaining("wrong name or password")
                        .hasMessageContaining("52e");
            }
            assertThat(first.operations().binds() + second.operations().binds()).isEqualTo(1);

            directory.signInAgain();
            failure(() -> directory.byLogin("bob"));
            assertThat(first.operations().binds() + second.operations().binds()).isEqualTo(2);
        } finally {
            threads.shutdownNow();
        }
        assertNothingLogged(wrong.open());
    }

    @Test
    void aWrongPasswordIsNotTriedAgainByAnotherCopyOrAfterARestart(@TempDir Path folder) {
        Secret right = DirectorySimulator.servicePassword();
        for (int run = 0; run < 3; run++) {
            try (JdbcStore store = store(folder)) {
                for (int copy = 0; copy < 2; copy++) {
                    try (LdapDirectory directory =
                            new LdapDirectory(withPassword("Wrong-canary-5519"), clock, store.authLatch())) {
                        BackendException failure = failure(() -> directory.byLogin("bob"));
                        assertThat(failure.problem()).isEqualTo(Problem.BAD_CREDENTIALS);
                        assertThat(failure).hasMessageContaining("LDAP_BIND_PASSWORD");
                    }
                }
            }
        }
        assertThat(first.operations().failedBinds() + second.operations().failedBinds())
                .isEqualTo(1);
        try (JdbcStore store = store(folder);
                LdapDirectory directory = new LdapDirectory(withPassword(right.open()), clock, store.authLatch())) {
            assertThat(only(directory.byLogin("bob")).login())
                    .as("another password")
                    .isEqualTo("bob");
        }
        assertNothingLogged("Wrong-canary-5519");
    }

    private DirectorySettings withPassword(String password) {
        DirectorySettings settings = SimulatedDirectory.settings(first, first.ldapsUrl(), second.ldapsUrl());
        return trustingBoth(new DirectorySettings(
                settings.servers(),
                settings.caPem(),
                settings.bindName(),
                Secret.of(password),
                settings.kind(),
                settings.baseDns(),
                settings.watchedGroups(),
                settings.roleGroups(),
                settings.ownAccounts(),
                null,
                null,
                settings.limits()));
    }

    private JdbcStore store(Path folder) {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        return JdbcStore.open(
                StoreSettings.file(
                        folder.resolve("pindesk"),
                        Keys.parse(Secret.of("test:" + key)),
                        AuditKey.parse(Secret.of(key))),
                clock);
    }

    @Test
    void theBreakerKeepsBindsAwayFromASilentDirectory() {
        try (LdapDirectory directory = new LdapDirectory(
                SimulatedDirectory.settings(first),
                clock,
                AuthLatch.NONE,
                Guard.of(
                        "directory",
                        Ldap.guarding(SimulatedDirectory.settings(first)).withRest(3, Duration.ofSeconds(60))))) {
            first.misbehave(fault("down"));
            for (int i = 0; i < 3; i++) {
                failure(() -> directory.byLogin("bob"));
            }
            first.misbehave(Fault.UP);
            BackendException failure = failure(() -> directory.byLogin("bob"));
            assertThat(failure.problem()).isEqualTo(Problem.UNREACHABLE);
            assertThat(failure).hasMessageContaining("not tried");
            assertThat(first.operations().binds()).isZero();
        }
    }

    @Test
    void aPasswordThatIsNoLongerTakenIsTriedExactlyOnce() {
        try (LdapDirectory directory = one()) {
            only(directory.byLogin("bob"));
            first.misbehave(fault("wrong-password"));

            assertThat(failure(() -> directory.byLogin("bob")).problem()).isEqualTo(Problem.BAD_CREDENTIALS);
            assertThat(failure(() -> directory.byMail("bob@beispiel.example")).problem())
                    .isEqualTo(Problem.BAD_CREDENTIALS);
            assertThat(first.operations().failedBinds()).isEqualTo(1);

            first.misbehave(Fault.UP);
            directory.signInAgain();
            assertThat(only(directory.byLogin("bob")).login()).isEqualTo("bob");
        }
        assertNothingLogged(DirectorySimulator.servicePassword().open());
    }

    @Test
    void saysWhichFaultTheServiceAccountHas() {
        String service = DirectorySimulator.SERVICE_LOGIN;
        first.lock(service, true);
        assertThat(refusal()).contains("the account is locked");
        first.lock(service, false);
        first.disable(service, true);
        assertThat(refusal()).contains("the account is disabled");
        first.disable(service, false);
        first.expireAccount(service, clock.instant().minusSeconds(60));
        assertThat(refusal()).contains("the account has expired");
        first.expireAccount(service, null);
        first.expirePassword(service, true);
        assertThat(refusal()).contains("its password has expired");
        first.demandPasswordChange(service);
        assertThat(refusal()).contains("it must change its password");
    }

    @Test
    void noSecretInAnyLog() {
        try (LdapDirectory directory = one()) {
            only(directory.byLogin("bob"));
            first.misbehave(fault("down"));
            failure(() -> directory.byLogin("bob"));
        }
        try (LdapDirectory directory = both()) {
            only(directory.byLogin("bob"));
        }
        assertThat(log.list).as("something was logged at all").isNotEmpty();
        assertNothingLogged(DirectorySimulator.servicePassword().open());
    }

    private String refusal() {
        try (LdapDirectory directory = one()) {
            BackendException failure = failure(directory::check);
            assertThat(failure.problem()).isEqualTo(Problem.BAD_CREDENTIALS);
            return String.valueOf(failure.getMessage());
        }
    }

    private void assertNothingLogged(String secret) {
        for (ILoggingEvent event : log.list) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            assertThat((event.getFormattedMessage() + trace).contains(secret))
                    .as("the secret in a log line of %s", event.getLoggerName())
                    .isFalse();
        }
    }

    private LdapDirectory one() {
        return new LdapDirectory(SimulatedDirectory.settings(first), clock, AuthLatch.NONE);
    }

    private LdapDirectory both() {
        return new LdapDirectory(
                trustingBoth(SimulatedDirectory.settings(first, first.ldapsUrl(), second.ldapsUrl())),
                clock,
                AuthLatch.NONE);
    }

    private DirectorySettings trustingBoth(DirectorySettings settings) {
        try {
            java.nio.file.Path together = java.nio.file.Files.createTempFile("pindesk-two-cas", ".pem");
            together.toFile().deleteOnExit();
            java.nio.file.Files.writeString(
                    together,
                    java.nio.file.Files.readString(first.caPem()) + java.nio.file.Files.readString(second.caPem()));
            return settings.withCa(together);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Fault fault(String words) {
        return Optional.of(words).flatMap(Fault::parse).orElseThrow();
    }

    private static BackendException failure(Runnable call) {
        BackendException failure = catchThrowableOfType(BackendException.class, call::run);
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.getCause()).as("no cause that repeats the request").isNull();
        return failure;
    }
}
