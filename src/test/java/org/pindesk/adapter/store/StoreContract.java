package org.pindesk.adapter.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pindesk.adapter.store.Samples.BOB;
import static org.pindesk.adapter.store.Samples.HANA;
import static org.pindesk.adapter.store.Samples.START;
import static org.pindesk.adapter.store.Samples.event;
import static org.pindesk.adapter.store.Samples.keys;
import static org.pindesk.adapter.store.Samples.notice;
import static org.pindesk.adapter.store.Samples.request;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.core.Ending;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Outcome;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Proof;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.port.AuditLog;
import org.pindesk.port.AuthLatch;
import org.pindesk.testing.SettableClock;

/** What every database must do alike. Each test has a database of its own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class StoreContract
        implements ApprovalsContract,
                AuthenticatorsContract,
                CasesContract,
                FreezesContract,
                IncidentsContract,
                KnownPeopleContract,
                LinksContract,
                LongValuesContract,
                TicketsContract,
                VerificationsContract {
    static final int THREADS = 8;
    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    final SettableClock clock = new SettableClock(START);
    JdbcStore store;

    /** Settings of this test's own, empty database. */
    abstract StoreSettings settings();

    @Override
    public JdbcStore store() {
        return store;
    }

    @Override
    public SettableClock clock() {
        return clock;
    }

    @Override
    public JdbcStore copy() {
        return JdbcStore.open(settings(), clock);
    }

    @BeforeEach
    void openStore() {
        store = JdbcStore.open(settings(), clock);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    // the authentication latch

    @Test
    void aRefusedPasswordIsRememberedOverRestartsAndOnlyExactlyThatOne() {
        Secret refused = Secret.of("Canary-Latch-4711");
        AuthLatch latch = store.authLatch();
        assertThat(latch.refusedSince("hq", "svc", refused)).isEmpty();
        latch.refused("hq", "svc", refused);
        latch.refused("hq", "svc", refused);
        store.close();
        store = JdbcStore.open(settings(), clock);
        latch = store.authLatch();

        assertThat(latch.refusedSince("hq", "svc", refused)).contains(START);
        assertThat(latch.refusedSince("hq", "other", refused)).isEmpty();
        assertThat(latch.refusedSince("branch", "svc", refused)).isEmpty();
        assertThat(latch.refusedSince("hq", "svc", Secret.of("changed"))).isEmpty();

        latch.refused("hq", "svc", Secret.of("changed"));
        assertThat(latch.refusedSince("hq", "svc", Secret.of("changed"))).contains(START);
        assertThat(latch.refusedSince("hq", "svc", refused)).isEmpty();
        latch.forget("hq", "svc");
        assertThat(latch.refusedSince("hq", "svc", Secret.of("changed"))).isEmpty();
    }

    @Test
    void theLatchHoldsNoPassword() {
        store.authLatch().refused("hq", "svc", Secret.of("Canary-Latch-4711"));
        List<String> kept =
                store.sql(sql -> sql.query("select fingerprint from auth_latch", row -> row.getString("fingerprint")));

        assertThat(kept).hasSize(1).allSatisfy(print -> assertThat(print).matches("[0-9a-f]{64}"));
    }

    @Test
    void severalCopiesCloseTheLatchTogether() throws Exception {
        inParallel(8, number -> {
            store.authLatch().refused("hq", "svc", Secret.of("Canary-Latch-4711"));
            return true;
        });
        assertThat(store.authLatch().refusedSince("hq", "svc", Secret.of("Canary-Latch-4711")))
                .isPresent();
    }

    // transactions

    @Test
    void whatThrowsLeavesNothingBehind() {
        assertThatThrownBy(() -> store.tx(tx -> {
                    tx.queue().add(event("e1", START));
                    tx.audit().append(Samples.audit("pin.reset", "text"), START);
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(open()).isZero();
        assertThat(export()).isEmpty();
    }

    @Test
    void aSwallowedFailureOfTheDatabaseIsNotCommitted() {
        String tooLong = "x".repeat(500);

        assertThatThrownBy(() -> store.tx(tx -> {
                    tx.queue().add(event("e1", START));
                    try {
                        tx.requests().add(request(tooLong, BOB, RequestState.OFFERED, "hq"));
                    } catch (PindeskException e) {
                        return "swallowed";
                    }
                    return "";
                }))
                .asInstanceOf(InstanceOfAssertFactories.type(PindeskException.class))
                .extracting(PindeskException::problem)
                .isEqualTo(Problem.INTERNAL);
        assertThat(open()).isZero();
    }

    @Test
    void workIsRunAgainFromItsStartAfterADeadlock() throws Exception {
        store.tx(tx -> tx.requests().add(request("r1", BOB, RequestState.OFFERED, "hq")));
        store.tx(tx -> tx.requests().add(request("r2", HANA, RequestState.OFFERED, "hq")));
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        CountDownLatch runs = new CountDownLatch(3);

        List<Boolean> results = inParallel(
                2,
                number -> store.tx(tx -> {
                    runs.countDown();
                    boolean first = tx.requests().lease(number == 0 ? "r1" : "r2", "me", START, START.plus(LEASE));
                    if (runs.getCount() > 0) {
                        meet(bothHoldOne);
                    }
                    return first && tx.requests().lease(number == 0 ? "r2" : "r1", "me", START, START.plus(LEASE));
                }));

        assertThat(results).containsExactly(true, true);
        assertThat(runs.getCount()).as("one of the two was run again").isZero();
    }

    @Test
    void aRowHeldBySomebodyElseIsNotWaitedForWithoutEnd() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService holder = Executors.newSingleThreadExecutor();
        try {
            Future<?> holding = holder.submit(() -> store.tx(tx -> {
                tx.audit().append(Samples.audit("holds", null), START);
                held.countDown();
                meet(done);
                return true;
            }));
            assertThat(held.await(10, SECONDS)).isTrue();
            long began = System.nanoTime();

            assertThatThrownBy(() -> append("waits", null))
                    .asInstanceOf(InstanceOfAssertFactories.type(PindeskException.class))
                    .extracting(PindeskException::problem)
                    .isEqualTo(Problem.STORE_DOWN);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
            done.countDown();
            holding.get(10, SECONDS);
        } finally {
            done.countDown();
            holder.shutdownNow();
        }
        append("next", null);
        assertThat(export()).hasSize(2);
    }

    @Test
    void interruptsLeaveNoHalfWorkAndTheDatabaseAlive() throws Exception {
        for (int round = 0; round < 30; round++) {
            String prefix = "round" + round + "-";
            CountDownLatch began = new CountDownLatch(1);
            Thread worker = new Thread(() -> {
                for (int i = 0; i < 10; i++) {
                    String id = prefix + i;
                    try {
                        store.tx(tx -> {
                            boolean added = tx.queue().add(event(id, START));
                            began.countDown();
                            tx.audit().append(Samples.audit(id, null), START);
                            return added;
                        });
                    } catch (PindeskException e) {
                        assertThat(e.problem()).isEqualTo(Problem.STORE_DOWN);
                        return;
                    }
                }
            });
            worker.start();
            assertThat(began.await(10, SECONDS)).isTrue();
            worker.interrupt();
            worker.join(10_000);
        }

        assertThat(open()).isGreaterThanOrEqualTo(1).isEqualTo(export().size());
        assertVerifies(export());
    }

    // queue

    @Test
    void anEventComesBackAsItWentIn() {
        Event full = event("e1", START);
        Event bare = notice("e2", START);

        assertThat(add(full)).isTrue();
        assertThat(add(bare)).isTrue();

        assertThat(claim("w1")).contains(full);
        assertThat(claim("w1")).contains(bare);
        assertThat(claim("w1")).isEmpty();
    }

    @Test
    void aRepeatedEventIsRefusedAlsoAfterItsEnd() {
        assertThat(add(event("e1", START))).isTrue();
        assertThat(add(event("e1", START.plusSeconds(1)))).isFalse();

        run(tx -> tx.queue().finish("e1"));

        assertThat(add(event("e1", START.plusSeconds(2)))).isFalse();
        assertThat(claim("w1")).isEmpty();
        assertThat(column("select payload from work where id = 'e1'")).containsOnlyNulls();
    }

    @Test
    void aFailedAddDoesNotHarmTheRestOfItsTransaction() {
        add(event("e1", START));

        boolean second = store.tx(tx -> {
            boolean repeated = tx.queue().add(event("e1", START));
            return !repeated && tx.queue().add(event("e2", START));
        });

        assertThat(second).isTrue();
        assertThat(open()).isEqualTo(2);
    }

    @Test
    void anIdIsForgottenOnceItsEndIsLongAgo() {
        add(event("e1", START));
        add(event("e2", START));
        run(tx -> tx.queue().finish("e1"));
        clock.advance(Duration.ofHours(2));

        run(tx -> tx.queue().forget(clock.instant().minus(Duration.ofHours(3))));
        assertThat(add(event("e1", START))).isFalse();

        run(tx -> tx.queue().forget(clock.instant().minus(Duration.ofHours(1))));
        assertThat(add(event("e1", START))).isTrue();
        assertThat(add(event("e2", START)))
                .as("never ended, so never forgotten")
                .isFalse();
    }

    @Test
    void aClaimHoldsUntilItsLeaseRunsOut() {
        add(event("e1", START));

        assertThat(claim("w1")).isPresent();
        assertThat(claim("w2")).isEmpty();

        clock.advance(LEASE.minusNanos(1000));
        assertThat(claim("w2")).isEmpty();
        clock.advance(Duration.ofNanos(1000));
        assertThat(claim("w2")).isPresent();
    }

    @Test
    void freeingAllClaimsLetsTheWorkBeClaimedAtOnce() {
        add(event("e1", START));
        claim("w1");

        run(tx -> tx.queue().freeAllClaims());

        assertThat(claim("w2")).isPresent();
    }

    @Test
    void aRetryCountsAndAPostponementDoesNot() {
        add(event("e1", START));
        claim("w1");
        run(tx -> tx.queue().retry("e1", START.plusSeconds(5)));
        assertThat(claim("w1")).isEmpty();

        clock.advance(Duration.ofSeconds(5));
        assertThat(claim("w1")).map(Event::attempts).contains(1);
        run(tx -> tx.queue().postpone("e1", START.plusSeconds(6)));

        clock.advance(Duration.ofSeconds(1));
        assertThat(claim("w1")).map(Event::attempts).contains(1);
    }

    @Test
    void openCountsWhatIsWorkedOnOrDueAndNotWhatWaits() {
        add(event("claimed", START));
        add(event("ended", START.plusMillis(1)));
        add(event("waits", START.plusMillis(2)));
        add(event("due", START.plusMillis(3)));
        clock.advance(Duration.ofMillis(10));
        claim("w1");
        run(tx -> tx.queue().finish("ended"));
        run(tx -> tx.queue().retry("waits", START.plusSeconds(60)));

        assertThat(open()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(60));
        assertThat(open()).isEqualTo(3);
    }

    @Test
    void theOldestDueEventComesFirst() {
        add(event("third", START.plusSeconds(2)));
        add(event("first", START));
        add(event("second", START));
        clock.advance(Duration.ofSeconds(2));

        assertThat(claim("w")).map(Event::id).contains("first");
        assertThat(claim("w")).map(Event::id).contains("second");
        assertThat(claim("w")).map(Event::id).contains("third");
    }

    @Test
    void aWithdrawnEventIsNeverClaimedEvenWhenItArrivesAfterwards() {
        add(event("stored", START));
        run(tx -> tx.queue().withdraw("stored"));
        run(tx -> tx.queue().withdraw("late"));

        assertThat(add(event("late", START))).isFalse();
        run(tx -> tx.queue().retry("stored", START));
        assertThat(claim("w1")).isEmpty();
        assertThat(open()).isZero();
    }

    @Test
    void noTwoWorkersOrCopiesClaimTheSameEvent() throws Exception {
        int events = 400;
        for (int i = 0; i < events; i++) {
            String id = "e" + i;
            add(event(id, START));
        }
        Collection<String> claimed = new ConcurrentLinkedQueue<>();
        try (JdbcStore copy = JdbcStore.open(settings(), clock)) {
            inParallel(THREADS, number -> {
                JdbcStore mine = number % 2 == 0 ? store : copy;
                while (claimed.size() < events) {
                    Optional<Event> next = mine.tx(tx -> tx.queue().claim("w" + number, START, START.plus(LEASE)));
                    next.ifPresent(event -> {
                        claimed.add(event.id());
                        if (event.id().hashCode() % 2 == 0) {
                            mine.tx(tx -> {
                                tx.queue().finish(event.id());
                                return true;
                            });
                        }
                    });
                }
                return true;
            });
        }

        assertThat(claimed).hasSize(events).doesNotHaveDuplicates();
        assertThat(claim("late")).isEmpty();
    }

    // requests

    @Test
    void aRequestComesBackAsItWentIn() {
        Request added = request("r1", BOB, RequestState.OFFERED, "hq", "branch")
                .withOffer(new MessageRef("slack", "D1", "17.1"));

        assertThat(add(added)).isTrue();

        assertThat(byId("r1")).contains(added);
        assertThat(byEvent("event-r1")).contains(added);
        assertThat(openFor(BOB, "branch")).contains(added);
        assertThat(openFor(BOB, "other")).isEmpty();
        assertThat(openFor(HANA, "hq")).isEmpty();
        assertThat(byId("r2")).isEmpty();
    }

    @Test
    void openRequestsAreFoundByTheirOwnerAndByWhoMadeThem() {
        Request first = request("r1", BOB, RequestState.OFFERED, "hq");
        add(first);
        add(request("r2", BOB, RequestState.SHOWN, "branch"));
        Request over = request("r3", BOB, RequestState.OFFERED, "other");
        add(over);
        replace(over, over.closed(Ending.CANCELLED));

        assertThat(openOf(BOB, 10)).containsExactlyInAnyOrder("r1", "r2");
        assertThat(openOf(HANA, 10)).as("who made them").containsExactlyInAnyOrder("r1", "r2");
        assertThat(openOf(HANA, 1)).hasSize(1);
        assertThat(openOf(new PersonId("somebody-else"), 10)).isEmpty();
    }

    private List<String> openOf(PersonId person, int max) {
        return store.tx(tx -> tx.requests().openOf(person, max)).stream()
                .map(Request::id)
                .toList();
    }

    @Test
    void aSecondOpenRequestOfOneOwnerInOneSystemIsRefused() {
        add(request("r1", BOB, RequestState.OFFERED, "hq"));

        assertThat(add(request("r2", BOB, RequestState.TAKING, "branch", "hq"))).isFalse();
        assertThat(byId("r2")).isEmpty();
        assertThat(openFor(BOB, "branch")).isEmpty();
        assertThat(add(request("r3", BOB, RequestState.OFFERED, "branch"))).isTrue();
        assertThat(add(request("r4", HANA, RequestState.OFFERED, "hq"))).isTrue();
    }

    @Test
    void aPinAndAPasswordOfOneOwnerInOneSystemMayBeOpenTogetherAndTwoOfAKindMayNot() {
        Request pin = request("r1", BOB, SecretKind.PIN, "hq");
        Request password = request("r2", BOB, SecretKind.PASSWORD, "hq", "branch");

        assertThat(add(pin)).isTrue();
        assertThat(add(password)).isTrue();
        assertThat(add(request("r3", BOB, SecretKind.PIN, "hq"))).isFalse();
        assertThat(add(request("r4", BOB, SecretKind.PASSWORD, "branch"))).isFalse();

        assertThat(byId("r2")).contains(password);
        assertThat(openFor(BOB, "hq", SecretKind.PIN)).contains(pin);
        assertThat(openFor(BOB, "hq", SecretKind.PASSWORD)).contains(password);
        assertThat(openFor(BOB, "branch", SecretKind.PIN)).isEmpty();
        assertThat(openFor(BOB, "branch", SecretKind.PASSWORD)).contains(password);

        assertThat(replace(pin, pin.closed(Ending.CANCELLED))).isTrue();
        assertThat(openFor(BOB, "hq", SecretKind.PASSWORD))
                .as("the end of the one leaves the other alone")
                .contains(password);
        assertThat(add(request("r5", BOB, SecretKind.PASSWORD, "hq"))).isFalse();
        assertThat(add(request("r6", BOB, SecretKind.PIN, "hq"))).isTrue();
    }

    @Test
    void outOfManyAtTheSameTimeOnePinAndOnePasswordGetTheirPlaces() throws Exception {
        for (int round = 0; round < 5; round++) {
            String name = "r" + round + "-";
            String system = "sys" + round;
            CyclicBarrier start = new CyclicBarrier(THREADS);

            List<Boolean> results = inParallel(THREADS, number -> {
                meet(start);
                SecretKind kind = number % 2 == 0 ? SecretKind.PIN : SecretKind.PASSWORD;
                return add(request(name + number, BOB, kind, system));
            });

            assertThat(results).filteredOn(Boolean::booleanValue).hasSize(2);
            for (SecretKind kind : SecretKind.values()) {
                assertThat(openFor(BOB, system, kind)).map(Request::secret).contains(kind);
            }
        }
    }

    @Test
    void aClosedRequestGivesItsPlacesBack() {
        Request first = request("r1", BOB, RequestState.OFFERED, "hq");
        add(first);

        assertThat(replace(first, first.closed(Ending.CANCELLED))).isTrue();

        assertThat(byId("r1")).contains(first.closed(Ending.CANCELLED));
        assertThat(openFor(BOB, "hq")).isEmpty();
        assertThat(add(request("r2", BOB, RequestState.OFFERED, "hq"))).isTrue();
        assertThat(replace(request("r2", BOB, RequestState.OFFERED, "hq"), closed("r2")))
                .isTrue();
        assertThat(add(request("r3", BOB, RequestState.OFFERED, "hq"))).isTrue();
    }

    @Test
    void anEventBeginsOneRequestOnly() {
        Request first = request("r1", BOB, RequestState.OFFERED, "hq");
        add(first);
        replace(first, first.closed(Ending.EXPIRED));

        assertThatThrownBy(() -> add(first)).isInstanceOf(PindeskException.class);
    }

    @Test
    void outOfManyAtTheSameTimeOneGetsTheOpenPlace() throws Exception {
        for (int round = 0; round < 15; round++) {
            String name = "r" + round + "-";
            String system = "sys" + round;
            CyclicBarrier start = new CyclicBarrier(THREADS);

            List<Boolean> results = inParallel(THREADS, number -> {
                meet(start);
                return add(
                        number % 2 == 0
                                ? request(name + number, BOB, RequestState.OFFERED, system, system + "b")
                                : request(name + number, BOB, RequestState.OFFERED, system + "b", system));
            });

            assertThat(results).containsOnlyOnce(true);
            Request winner = store.tx(tx -> tx.requests().openFor(BOB, system, SecretKind.PIN))
                    .orElseThrow();
            assertThat(openFor(BOB, system + "b")).contains(winner);
        }
    }

    @Test
    void replaceChangesOnlyWhatStandsAsBefore() {
        Request before = request("r1", BOB, RequestState.OFFERED, "hq", "branch");
        add(before);
        Request taking = before.withState(RequestState.TAKING, START.plusSeconds(700))
                .withOffer(new MessageRef("slack", "D1", "17.1"))
                .withLegs(List.of(before.legs().get(0).drawn(1), before.legs().get(1)));

        assertThat(replace(before, taking)).isTrue();
        assertThat(byId("r1")).contains(taking);

        assertThat(replace(before, closed("r1"))).as("state differs").isFalse();
        assertThat(replace(taking.withLegs(before.legs()), closed("r1")))
                .as("legs differ")
                .isFalse();
        assertThat(byId("r1")).contains(taking);

        Request settled = taking.withLegs(List.of(
                taking.legs().get(0).settled(Outcome.APPLIED, Proof.SIGNED_IN, "said\0so"),
                taking.legs().get(1)));
        assertThat(replace(taking, settled)).isTrue();
        assertThat(replace(settled, settled.withState(RequestState.SHOWN, START)))
                .as("a text that the database cannot hold as it is still compares")
                .isTrue();
        assertThat(replace(request("r9", BOB, RequestState.OFFERED, "hq"), closed("r9")))
                .isFalse();
    }

    @Test
    void outOfManyReplacementsAtTheSameTimeOneWins() throws Exception {
        Request before = request("r1", BOB, RequestState.OFFERED, "hq");
        add(before);
        CyclicBarrier start = new CyclicBarrier(THREADS);

        List<Boolean> results = inParallel(THREADS, number -> {
            meet(start);
            return replace(before, before.withState(RequestState.TAKING, START.plusSeconds(number)));
        });

        assertThat(results).containsOnlyOnce(true);
        int winner = results.indexOf(true);
        assertThat(byId("r1")).map(Request::dueAt).contains(START.plusSeconds(winner));
    }

    @Test
    void aLeaseIsForOneHolderUntilGivenBackOrOver() {
        add(request("r1", BOB, RequestState.TAKING, "hq"));

        assertThat(lease("r1", "a")).isTrue();
        assertThat(lease("r1", "a")).as("the same holder again").isTrue();
        assertThat(lease("r1", "b")).isFalse();
        run(tx -> tx.requests().release("r1", "b"));
        assertThat(lease("r1", "b")).isFalse();
        run(tx -> tx.requests().release("r1", "a"));
        assertThat(lease("r1", "b")).isTrue();
        clock.advance(LEASE);
        assertThat(lease("r1", "a")).isTrue();
        run(tx -> tx.requests().freeAllLeases());
        assertThat(lease("r1", "b")).isTrue();
        assertThat(lease("none", "b")).isFalse();
    }

    @Test
    void dueAreTheOpenOnesWhoseTimeHasComeOldestFirst() {
        add(request("late", BOB, RequestState.SHOWN, "hq"));
        Request early = request("early", HANA, RequestState.OFFERED, "hq");
        add(early);
        replace(early, early.withState(RequestState.OFFERED, START.plusSeconds(10)));
        Request over = request("over", HANA, RequestState.OFFERED, "branch");
        add(over);
        replace(over, over.closed(Ending.EXPIRED));

        assertThat(due(START.plusSeconds(9), 10)).isEmpty();
        assertThat(due(START.plusSeconds(10), 10)).containsExactly("early");
        assertThat(due(START.plusSeconds(600), 10)).containsExactly("early", "late");
        assertThat(due(START.plusSeconds(600), 1)).containsExactly("early");
    }

    @Test
    void abandonedAreTheTakingOnesThatNobodyHolds() {
        add(request("offered", BOB, RequestState.OFFERED, "a"));
        add(request("held", BOB, RequestState.TAKING, "b"));
        add(request("free", BOB, RequestState.TAKING, "c"));
        lease("held", "w1");

        assertThat(abandoned()).containsExactly("free");
        clock.advance(LEASE);
        assertThat(abandoned()).containsExactlyInAnyOrder("free", "held");
    }

    // vault

    @Test
    void aSecretOpensUntilItsTimeIsOver() {
        seal("r1", "58213");

        assertThat(opened("r1", START)).contains("58213");
        assertThat(opened("r1", START.plusSeconds(599))).contains("58213");
        assertThat(opened("r1", START.plusSeconds(600))).isEmpty();
        assertThat(opened("r2", START)).isEmpty();

        run(tx -> tx.vault().keepUntil("r1", START.plusSeconds(900)));
        assertThat(opened("r1", START.plusSeconds(600))).contains("58213");
        seal("r1", "90417");
        assertThat(opened("r1", START)).contains("90417");
        run(tx -> tx.vault().destroy("r1"));
        assertThat(opened("r1", START)).isEmpty();
    }

    @Test
    void onlyWhatIsOverIsDestroyed() {
        seal("r1", "58213");
        seal("r2", "58214");
        run(tx -> tx.vault().keepUntil("r2", START.plusSeconds(601)));

        run(tx -> tx.vault().destroyDue(START.plusSeconds(600)));

        assertThat(column("select request_id from sealed_secret")).containsExactly("r2");
    }

    @Test
    void aRowMovedToAnotherRequestDoesNotOpen() {
        seal("r1", "58213");
        execute("update sealed_secret set request_id = 'r2'");

        assertWrongKey(() -> opened("r2", START));
        assertThat(foreign()).isOne();
    }

    @Test
    void anotherOwnerCannotOpen() {
        seal("r1", "58213");

        assertWrongKey(() -> store.tx(tx -> tx.vault().open("r1", HANA, "hq", START)));
        assertThat(foreign()).isZero();
    }

    @Test
    void aChangedRowDoesNotOpen() {
        seal("r1", "58213");
        execute("update sealed_secret set sealed = sealed || nonce");
        assertWrongKey(() -> opened("r1", START));

        execute("update sealed_secret set sealed = nonce");
        assertWrongKey(() -> opened("r1", START));
        assertThat(foreign()).isOne();
    }

    @Test
    void anOlderKeyStillOpensAndAMissingOneIsNoticed() {
        seal("r1", "58213");

        reopen(keys("new", "old"));
        assertThat(foreign()).isZero();
        assertThat(opened("r1", START)).contains("58213");

        reopen(keys("new"));
        assertThat(foreign()).isOne();
        assertWrongKey(() -> opened("r1", START));
    }

    @Test
    void anotherKeyUnderTheSameIdIsNoticed() {
        seal("r1", "58213");
        String sameId = "old:" + Samples.keyEntry("other").substring("other:".length());

        reopen(Keys.parse(Secret.of(sameId)));

        assertThat(foreign()).isOne();
        assertWrongKey(() -> opened("r1", START));
    }

    // audit

    @Test
    void theChainVerifiesAndItsHeadIsTheNewestRow() throws Exception {
        assertThat(head()).isEmpty();

        append("pin.reset", "said <\"quoted\"> \0 über\nlines \ud800");
        append("secret.show", null);

        List<String> lines = export();
        assertThat(lines).hasSize(2);
        assertThat(head().map(AuditLog.Head::sequence)).contains(2L);
        assertThat(lines.get(1)).contains(head().orElseThrow().mac());
        assertThat(lines.get(0)).startsWith("{\"seq\":1,\"at\":\"2026-11-22T08:00:00.123456Z\",");
        assertVerifies(lines);
    }

    @Test
    void anErasedTextLeavesTheChainWhole() throws Exception {
        append("pin.reset", "called about a funeral");
        append("secret.show", null);
        execute("delete from audit_text where seq = 1");

        List<String> lines = export();

        assertThat(String.join("\n", lines)).doesNotContain("funeral");
        AuditVerifier.Verdict verdict = assertVerifies(lines);
        assertThat(verdict.erasedTexts()).isOne();
    }

    @Test
    void rowsOfManyWritersFormOneChain() throws Exception {
        try (JdbcStore copy = JdbcStore.open(settings(), clock)) {
            inParallel(THREADS, number -> {
                for (int i = 0; i < 80; i++) {
                    String action = "w" + number + "-" + i;
                    (number % 2 == 0 ? store : copy).tx(tx -> {
                        tx.audit().append(Samples.audit(action, null), START);
                        return true;
                    });
                }
                return true;
            });
        }

        List<String> lines = export();
        assertThat(lines).hasSize(THREADS * 80);
        assertVerifies(lines);
    }

    @Test
    void aRowChangedInTheDatabaseIsNamed() throws Exception {
        append("one", null);
        append("two", null);
        append("three", null);
        execute("update audit set result = 'denied' where seq = 2");

        AuditVerifier.Verdict verdict = verify(export());

        assertThat(verdict.finding())
                .extracting(AuditVerifier.Finding::line, AuditVerifier.Finding::fault)
                .containsExactly(2L, AuditVerifier.Fault.CHANGED);
    }

    @Test
    void rowsRemovedAtTheEndOfTheDatabaseAreNoticed() throws Exception {
        append("one", null);
        append("two", null);
        execute("delete from audit where seq = 2");

        assertThat(verify(export()).finding())
                .extracting(AuditVerifier.Finding::fault)
                .isEqualTo(AuditVerifier.Fault.CUT_OFF);
    }

    // opening

    @Test
    void whatWasCommittedIsThereAfterOpeningAnew() {
        add(event("e1", START));
        append("one", "text");

        reopen(keys("old"));

        assertThat(claim("w1")).contains(event("e1", START));
        assertThat(export()).hasSize(1);
    }

    @Test
    void anotherAuditKeyIsRefusedAtTheStart() {
        StoreSettings right = settings();
        StoreSettings wrong = new StoreSettings(
                right.location(), right.user(), right.password(), right.keys(), Samples.auditKey("other"), 2);

        assertWrongKey(() -> JdbcStore.open(wrong, clock));
    }

    @Test
    void tablesOfANewerVersionAreRefused() {
        execute("update flyway_schema_history set version = '99', script = 'V99__newer.sql' where version = '1'");

        assertThatThrownBy(() -> JdbcStore.open(settings(), clock))
                .isInstanceOf(PindeskException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("up to 1")
                .hasMessageContaining("newer Pindesk");
    }

    @Test
    void theSchedulerFindsItsTable() {
        assertThat(column("select picked_by from scheduled_tasks")).isEmpty();
    }

    // steps

    @FunctionalInterface
    interface Numbered<T> {
        T run(int number) throws Exception;
    }

    static <T> List<T> inParallel(int threads, Numbered<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                Callable<T> one = () -> work.run(number);
                futures.add(pool.submit(one));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(50, SECONDS));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void meet(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(java.util.function.Consumer<org.pindesk.port.Store.Tx> work) {
        store.tx(tx -> {
            work.accept(tx);
            return true;
        });
    }

    boolean add(Event event) {
        return store.tx(tx -> tx.queue().add(event));
    }

    boolean add(Request request) {
        return store.tx(tx -> tx.requests().add(request));
    }

    Optional<Event> claim(String owner) {
        Instant now = clock.instant();
        return store.tx(tx -> tx.queue().claim(owner, now, now.plus(LEASE)));
    }

    int open() {
        return store.tx(tx -> tx.queue().open(clock.instant()));
    }

    Optional<Request> byId(String id) {
        return store.tx(tx -> tx.requests().byId(id));
    }

    private Optional<Request> byEvent(String eventId) {
        return store.tx(tx -> tx.requests().byEvent(eventId));
    }

    private Optional<Request> openFor(PersonId owner, String system) {
        return openFor(owner, system, SecretKind.PIN);
    }

    private Optional<Request> openFor(PersonId owner, String system, SecretKind secret) {
        return store.tx(tx -> tx.requests().openFor(owner, system, secret));
    }

    boolean replace(Request before, Request after) {
        return store.tx(tx -> tx.requests().replace(before, after));
    }

    private static Request closed(String id) {
        return request(id, BOB, RequestState.OFFERED, "hq").closed(Ending.CANCELLED);
    }

    private boolean lease(String id, String holder) {
        Instant now = clock.instant();
        return store.tx(tx -> tx.requests().lease(id, holder, now, now.plus(LEASE)));
    }

    private List<String> due(Instant now, int max) {
        return store.tx(tx -> tx.requests().due(now, max)).stream()
                .map(Request::id)
                .toList();
    }

    private List<String> abandoned() {
        return store.tx(tx -> tx.requests().abandoned(clock.instant(), 10)).stream()
                .map(Request::id)
                .toList();
    }

    void seal(String requestId, String secret) {
        run(tx -> tx.vault().seal(requestId, BOB, "hq", Secret.of(secret), START.plusSeconds(600)));
    }

    private Optional<String> opened(String requestId, Instant now) {
        return store.tx(tx -> tx.vault().open(requestId, BOB, "hq", now)).map(Secret::open);
    }

    private int foreign() {
        return store.tx(tx -> tx.vault().foreign());
    }

    private static void assertWrongKey(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(PindeskException.class))
                .extracting(PindeskException::problem)
                .isEqualTo(Problem.WRONG_KEY);
    }

    void append(String action, @Nullable String text) {
        run(tx -> tx.audit().append(Samples.audit(action, text), clock.instant()));
    }

    private Optional<AuditLog.Head> head() {
        return store.tx(tx -> Optional.ofNullable(tx.audit().head()));
    }

    List<String> export() {
        return store.tx(tx -> {
            List<String> lines = new ArrayList<>();
            tx.audit().export(lines::add);
            return lines;
        });
    }

    AuditVerifier.Verdict verify(List<String> lines) throws Exception {
        return new AuditVerifier(settings().auditKey()).verify(Files.write(dir.resolve("export.jsonl"), lines));
    }

    AuditVerifier.Verdict assertVerifies(List<String> lines) throws Exception {
        AuditVerifier.Verdict verdict = verify(lines);
        assertThat(verdict.finding()).isNull();
        assertThat(verdict.rows()).isEqualTo(lines.size());
        return verdict;
    }

    @Override
    public void reopen(Keys keys) {
        store.close();
        StoreSettings with = settings();
        store = JdbcStore.open(
                new StoreSettings(
                        with.location(), with.user(), with.password(), keys, with.auditKey(), with.poolSize()),
                clock);
    }

    @Override
    public void execute(String sql) {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> column(String sql) {
        try (Connection connection = store.dataSource().getConnection()) {
            return new Sql(connection).query(sql, row -> row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
