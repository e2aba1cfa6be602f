package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.cucm.CucmWorld.PIN;
import static org.pindesk.adapter.cucm.CucmWorld.bob;
import static org.pindesk.adapter.cucm.CucmWorld.person;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.store.Keys;
import org.pindesk.adapter.store.StoreSettings;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.demo.cucm.AxlJournal.Received;
import org.pindesk.gateway.PinMaker;
import org.pindesk.port.Pbx.Match;
import org.pindesk.port.Written;

/** What the cluster gets to feel of the connector, counted at the cluster. */
@Timeout(120)
class CucmGuardTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final CucmWorld world = new CucmWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aWrongPasswordCostsOneBadSignInOverThreadsAndRestarts() throws Exception {
        world.world("wrong-password");
        try (JdbcStore store = store()) {
            world.latch = store.authLatch();
            CucmPbx pbx = world.pbx("12.5");
            List<Problem> problems = together(8, () -> problemOf(pbx));
            assertThat(problems).containsOnly(Problem.BAD_CREDENTIALS);
            assertThat(problemOf(world.pbx("12.5"))).as("another copy").isEqualTo(Problem.BAD_CREDENTIALS);
        }
        try (JdbcStore store = store()) {
            world.latch = store.authLatch();
            BackendException failure = catchThrowableOfType(
                    BackendException.class, () -> world.pbx("12.5").find(person("bob")));
            assertThat(failure)
                    .hasMessageContaining("password of account pindesk-read was refused at")
                    .hasMessageContaining("until PBX_HQ_PASSWORD is changed");
            assertThat(badSignIns()).as("in total").isEqualTo(1);

            assertThat(world.pbx("12.5").resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
            assertThat(world.pbx("12.5").resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
            assertThat(badSignIns()).as("one of each account").isEqualTo(2);
        }
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void eightThreadsWithEndedSessionsCostOneBadSignInToo() throws Exception {
        CucmPbx pbx = world.pbx("12.5");
        together(8, () -> pbx.find(person("bob")).kind());
        assertThat(world.simulator.journal().stream().filter(each -> !each.session()))
                .as("sign-ins while all is well")
                .hasSize(1);
        world.world("wrong-password");
        world.operations();

        assertThat(together(8, () -> problemOf(pbx))).containsOnly(Problem.BAD_CREDENTIALS);
        assertThat(badSignIns()).isEqualTo(1);
    }

    @Test
    void anotherPasswordIsTriedAtOnceAndTheOldOneStaysRefused() {
        try (JdbcStore store = store()) {
            world.latch = store.authLatch();
            assertThat(problemOf(withReaderPassword("old-and-wrong"))).isEqualTo(Problem.BAD_CREDENTIALS);
            assertThat(withReaderPassword(CucmWorld.READER.password().open())
                            .find(person("bob"))
                            .kind())
                    .isEqualTo(Match.Kind.FOUND);
            assertThat(badSignIns()).isEqualTo(1);
            assertThat(problemOf(withReaderPassword("old-and-wrong"))).isEqualTo(Problem.BAD_CREDENTIALS);
            assertThat(badSignIns()).isEqualTo(1);
        }
    }

    @Test
    void throttledWritesAreMadeExactlyOnceEach() throws Exception {
        world.guarding =
                GuardSettings.DEFAULT.withPacing(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(60));
        CucmPbx pbx = world.pbx("12.5");
        pbx.find(person("bob"));
        world.world("throttle 30%");
        world.operations();
        List<String> people = List.of("bob", "alice", "hana");
        List<Account> accounts = new ArrayList<>();
        for (String who : people) {
            accounts.add(CucmWorld.account(pbx, who));
        }
        List<Callable<Written.Kind>> writes = new ArrayList<>();
        PinMaker pins = new PinMaker(new SecureRandom());
        List<Secret> made = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Account account = accounts.get(i % accounts.size());
            Secret pin = pins.make(pbx.pinPolicy(account), account, made);
            made.add(pin);
            writes.add(() -> pbx.resetPin(account, pin).kind());
        }
        int[] longest = {0};
        ExecutorService threads = Executors.newFixedThreadPool(60);
        try {
            List<Future<Written.Kind>> all =
                    writes.stream().map(threads::submit).toList();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        longest[0] = Math.max(longest[0], pbx.waitingWrites());
                        return all.stream().allMatch(Future::isDone);
                    });
            for (Future<Written.Kind> each : all) {
                assertThat(each.get()).isEqualTo(Written.Kind.ACCEPTED);
            }
        } finally {
            threads.shutdownNow();
        }
        List<Received> updates = world.simulator.journal().stream()
                .filter(each -> each.operation().equals("updateUser") && each.status() != 404)
                .toList();
        assertThat(updates.stream().filter(each -> each.status() == 200)).hasSize(60);
        assertThat(updates.stream().filter(each -> each.status() == 503).count())
                .as("turned away: three of ten tries")
                .isBetween(20L, 30L);
        int held = people.stream().mapToInt(world.simulator::pinsHeld).sum();
        assertThat(held).as("each new PIN once, and the first ones").isEqualTo(60 + people.size());
        assertThat(longest[0]).as("people in line could be told").isGreaterThan(10);
        assertThat(pbx.waitingWrites()).isZero();
    }

    @Test
    void noMoreRequestsAtOnceThanThereArePlaces() throws Exception {
        world.guarding = GuardSettings.DEFAULT.withPlaces(3);
        CucmPbx pbx = world.pbx("12.5");
        pbx.find(person("bob"));
        world.world("hang");
        world.operations();
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<Problem>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.add(threads.submit(() -> problemOf(pbx)));
            }
            Awaitility.await().until(() -> world.simulator.journal().size() >= 3);
            Awaitility.await()
                    .during(Duration.ofMillis(500))
                    .until(() -> world.simulator.journal().size() == 3);
            world.world("up");
            for (Future<Problem> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theBreakerKeepsRequestsAwayAndHeals() {
        world.guarding = GuardSettings.DEFAULT.withRest(3, Duration.ofMillis(1500));
        CucmPbx pbx = world.pbx("12.5");
        pbx.find(person("bob"));
        world.world("down");
        for (int i = 0; i < 3; i++) {
            assertThat(problemOf(pbx)).isEqualTo(Problem.UNREACHABLE);
        }
        world.world("up");
        world.operations();

        Written written = pbx.resetPin(bob(), PIN);
        assertThat(written.kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(written.detail()).contains("not tried: the last 3 calls");
        assertThat(world.operations()).as("nothing was sent").isEmpty();

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> problemOf(pbx) != Problem.UNREACHABLE);
        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
    }

    private CucmPbx withReaderPassword(String password) {
        CucmSettings like = CucmSettings.withDefaults(
                "hq",
                "head office telephones",
                world.simulator.url(),
                new ServiceAccount(CucmWorld.READER.user(), Secret.of(password)),
                null,
                org.pindesk.adapter.wire.TlsTrust.pem(world.simulator.caPem()));
        return new CucmPbx(like, world.clock, world.latch);
    }

    private JdbcStore store() {
        return JdbcStore.open(
                StoreSettings.file(
                        folder.resolve("pindesk"),
                        Keys.parse(Secret.of("test:" + KEY)),
                        AuditKey.parse(Secret.of(KEY))),
                world.clock);
    }

    private long badSignIns() {
        return world.simulator.journal().stream()
                .filter(each -> each.status() == 401)
                .count();
    }

    private static Problem problemOf(CucmPbx pbx) {
        BackendException failure = catchThrowableOfType(BackendException.class, () -> pbx.find(person("bob")));
        return failure == null ? Problem.INTERNAL : failure.problem();
    }

    private static <T> List<T> together(int number, Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        try {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                all.add(threads.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : all) {
                results.add(each.get(LONG.toSeconds(), TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
