package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.port.Store;

/** Systems that hang and a database that is away: people are answered at once, and truly. */
class UnderPressureTest {
    private static final Fault HANG = new Fault(Fault.Kind.HANG, Duration.ZERO, 0);

    @Test
    void everyCommandIsAcknowledgedAtOnceWhileEverythingHangsAndAnsweredHonestlyAfterwards() throws Exception {
        try (Desk desk = Desk.open()) {
            desk.as("bob").types("/pindesk help");
            desk.cucm.misbehave(HANG);
            desk.directory.misbehave(HANG);
            List<String> people =
                    List.of("hana", "heinz", "alice", "bob", "dora", "anna", "max", "nora", "carl", "leo");
            int before = acknowledged(desk);
            long began = System.nanoTime();
            people.forEach(who -> desk.slack.command(who, "/pin", "reset"));
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> acknowledged(desk) >= before + people.size());
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(took).as("all acknowledged").isLessThan(Duration.ofSeconds(3));
            desk.settle();
            for (String who : people) {
                Shown last = desk.as(who).seesLast();
                assertThat(last.outcome()).as(who).isEqualTo("unreachable");
                assertThat(last.text()).contains("Nothing was changed");
            }
            desk.directory.misbehave(Fault.UP);
            desk.cucm.misbehave(Fault.UP);
            assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        }
    }

    private static int acknowledged(Desk desk) {
        return (int) List.of("hana", "heinz", "alice", "bob", "dora", "anna", "max", "nora", "carl", "leo").stream()
                .flatMap(who -> desk.as(who).sees().stream())
                .filter(shown -> shown.text().contains("One moment, I am on it"))
                .count();
    }

    @Test
    void withoutADatabaseNothingIsTakenAndNothingIsDone() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        try (Desk desk = new Desk()) {
            desk.around(store -> refusing(store, away));
            desk.start();
            away.set(true);
            desk.as("alice");
            desk.slack.command("alice", "/pin", "reset");
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> desk.as("alice").sees().stream()
                            .anyMatch(shown -> shown.text().contains("Not taken, and nothing was done")));
            away.set(false);
            desk.settle();
            assertThat(desk.as("alice").secrets()).isEmpty();
            assertThat(desk.phone("alice", Company.START_PIN)).isEqualTo("signed in");
            desk.as("alice").types("/pin reset");
            assertThat(desk.phone("alice", desk.as("alice").secret())).isEqualTo("signed in");
        }
    }

    @Test
    void aDatabaseThatCommitsTooLateHasNotTakenTheCommand() throws Exception {
        isNotTakenAndNotDone(UnderPressureTest::delaying);
    }

    @Test
    void aCommandWhoseCommitIsToldTooLateIsNotDoneEither() throws Exception {
        isNotTakenAndNotDone(UnderPressureTest::tellingLate);
    }

    /** Makes a store that is late for the accepting threads while {@code slow}, until told to go on. */
    private interface Late {
        Store of(Store store, AtomicBoolean slow, CountDownLatch goOn);
    }

    private static void isNotTakenAndNotDone(Late late) throws Exception {
        AtomicBoolean slow = new AtomicBoolean();
        CountDownLatch goOn = new CountDownLatch(1);
        try (Desk desk = new Desk()) {
            desk.around(store -> late.of(store, slow, goOn));
            desk.start();
            slow.set(true);
            desk.slack.command("alice", "/pin", "reset");
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> desk.as("alice").sees().stream()
                            .anyMatch(shown -> shown.text().contains("Not taken, and nothing was done")));
            slow.set(false);
            goOn.countDown();
            desk.settle();
            assertThat(desk.as("alice").secrets()).isEmpty();
            assertThat(desk.cucm.pinsHeld("alice")).isEqualTo(1);
        }
    }

    @Test
    void peopleLearnTheirPlaceInTheLineAndNobodyIsLost() throws Exception {
        List<String> people = List.of("alice", "bob", "hana", "heinz");
        try (Desk desk = Desk.open()) {
            desk.cucm.misbehave(new Fault(Fault.Kind.THROTTLE, Duration.ZERO, 100));
            desk.slack.command(people.get(0), "/pin", "reset");
            // the first one is in the line once the system has turned her away
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> desk.cucm.journal().stream().anyMatch(received -> received.status() == 503));
            people.stream().skip(1).forEach(who -> desk.slack.command(who, "/pin", "reset"));
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> people.stream()
                            .flatMap(who -> desk.as(who).sees().stream())
                            .anyMatch(shown -> shown.text().contains("People before you: ")));
            desk.cucm.misbehave(Fault.UP);
            desk.settle();
            for (String who : people) {
                assertThat(desk.phone(who, desk.as(who).secret())).as(who).isEqualTo("signed in");
                assertThat(desk.cucm.pinsHeld(who)).as(who).isEqualTo(2);
            }
        }
    }

    /** Commits at once, and holds back the news of it from the accepting threads until told to go on. */
    private static Store tellingLate(Store store, AtomicBoolean slow, CountDownLatch goOn) {
        return new Store() {
            @Override
            public <T> T tx(Function<Tx, T> work) {
                T result = store.tx(work);
                if (slow.get() && Thread.currentThread().getName().contains("accept")) {
                    try {
                        assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                return result;
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    private static Store refusing(Store store, AtomicBoolean away) {
        return new Store() {
            @Override
            public <T> T tx(Function<Tx, T> work) {
                if (away.get()) {
                    throw new PindeskException(Problem.STORE_DOWN, "switched off by the test");
                }
                return store.tx(work);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    /** Holds back transactions of the accepting threads until told to go on. */
    private static Store delaying(Store store, AtomicBoolean slow, CountDownLatch goOn) {
        return new Store() {
            @Override
            public <T> T tx(Function<Tx, T> work) {
                if (slow.get() && Thread.currentThread().getName().contains("accept")) {
                    try {
                        assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                return store.tx(work);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }
}
