package org.pindesk.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.demo.MovableClock;

/** With time of its own, where nothing needs two threads. */
@Timeout(60)
class GuardTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final GuardSettings PATIENT = GuardSettings.DEFAULT
            .withRest(3, Duration.ofSeconds(5))
            .withPacing(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(20));

    private final Passing time = new Passing();
    private final Guard guard = new Guard("hq", PATIENT, time, () -> 0.5);
    private final AtomicInteger calls = new AtomicInteger();

    /** Time that passes only while somebody waits. */
    private static final class Passing implements Pause {
        private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void await(Duration pause) {
            now.addAndGet(pause.toNanos());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Problem.class,
            names = {"UNREACHABLE", "NO_ANSWER"})
    void aReadWithoutAnAnswerIsMadeOnceMore(Problem problem) {
        assertThat(failure(Access.READ, true, failing(problem))).isEqualTo(problem);
        assertThat(calls).hasValue(2);
    }

    @Test
    void aReadThatMustNotBeAskedAgainIsRepeatedOnlyWhenItWasNotSent() {
        assertThat(failure(Access.READ, false, failing(Problem.NO_ANSWER))).isEqualTo(Problem.NO_ANSWER);
        assertThat(calls).hasValue(1);
        assertThat(failure(Access.READ, false, failing(Problem.UNREACHABLE))).isEqualTo(Problem.UNREACHABLE);
        assertThat(calls).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Problem.class,
            mode = Mode.EXCLUDE,
            names = {"BUSY"})
    void aWriteIsNeverMadeTwice(Problem problem) {
        assertThat(failure(Access.WRITE, true, failing(problem))).isEqualTo(problem);
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Problem.class,
            mode = Mode.EXCLUDE,
            names = {"BUSY", "UNREACHABLE", "NO_ANSWER"})
    void aReadThatWasAnsweredIsNotRepeated(Problem problem) {
        assertThat(failure(Access.READ, true, failing(problem))).isEqualTo(problem);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aReadIsNotRepeatedAfterItsDeadline() {
        assertThat(failure(Access.READ, true, left -> {
                    calls.incrementAndGet();
                    time.await(left);
                    throw new BackendException(Problem.NO_ANSWER, "hq", "silent");
                }))
                .isEqualTo(Problem.NO_ANSWER);
        assertThat(calls).hasValue(1);
    }

    @Test
    void afterSomeCallsWithoutAnAnswerNothingIsTriedUntilATrialHeals() {
        for (int i = 0; i < 3; i++) {
            failure(Access.WRITE, true, failing(Problem.UNREACHABLE));
        }
        calls.set(0);

        BackendException closed = catchThrowableOfType(BackendException.class, () -> write(answering("never")));
        assertThat(closed.problem()).as("surely nothing sent").isEqualTo(Problem.UNREACHABLE);
        assertThat(closed).hasMessageContaining("hq: not tried: the last 3 calls");
        assertThat(calls).hasValue(0);

        time.await(Duration.ofSeconds(6));
        failure(Access.WRITE, true, failing(Problem.NO_ANSWER));
        assertThat(calls).as("one trial").hasValue(1);
        failure(Access.WRITE, true, failing(Problem.NO_ANSWER));
        assertThat(calls).as("a failed trial closes it again").hasValue(1);

        time.await(Duration.ofSeconds(6));
        assertThat(write(answering("back"))).isEqualTo("back");
        assertThat(write(answering("again"))).isEqualTo("again");
    }

    @ParameterizedTest
    @EnumSource(
            value = Problem.class,
            names = {"REFUSED", "GARBLED", "NOT_PERMITTED", "BAD_CREDENTIALS", "WRONG_ENDPOINT"})
    void aSystemThatIsThereKeepsBeingAsked(Problem problem) {
        for (int i = 0; i < 10; i++) {
            failure(Access.READ, true, failing(problem));
        }
        assertThat(calls).hasValue(10);
    }

    @Test
    void aTrialThatNeverReachedTheSystemLeavesTheNextOne() {
        for (int i = 0; i < 3; i++) {
            failure(Access.WRITE, true, failing(Problem.UNREACHABLE));
        }
        time.await(Duration.ofSeconds(6));
        failure(Access.WRITE, true, failing(Problem.BAD_CREDENTIALS));
        assertThatThrownBy(() -> write(left -> {
                    throw new IllegalStateException("a defect");
                }))
                .hasMessage("a defect");

        assertThat(write(answering("back"))).isEqualTo("back");
    }

    @Test
    void aReadIsPatientWithinItsDeadlineWithGrowingPauses() {
        List<Long> moments = new ArrayList<>();
        long start = time.nanos();
        String last = guard.call(Access.READ, true, DEADLINE, "too much"::equals, left -> {
            moments.add(TimeUnit.NANOSECONDS.toMillis(time.nanos() - start));
            return "too much";
        });

        assertThat(last).isEqualTo("too much");
        assertThat(moments).containsExactly(0L, 1000L, 3000L, 7000L);
    }

    @Test
    void anAnswerThatIsUnderstoodLateIsMetWithPatienceToo() {
        assertThat(guard.<String>patiently(
                        DEADLINE,
                        "too much"::equals,
                        left -> guard.call(
                                Access.READ,
                                true,
                                left,
                                any -> false,
                                inner -> calls.incrementAndGet() < 3 ? "too much" : "done")))
                .isEqualTo("done");
        assertThat(calls).hasValue(3);
    }

    @Test
    void overloadThatDoesNotEndCountsOnceForEachCallAndThenGivesTheSystemARest() {
        for (int i = 0; i < 3; i++) {
            assertThat(guard.call(Access.READ, true, DEADLINE, "too much"::equals, answering("too much")))
                    .isEqualTo("too much");
        }
        int before = calls.get();
        assertThat(failure(Access.READ, true, answering("never"))).isEqualTo(Problem.UNREACHABLE);
        assertThat(calls).hasValue(before);
    }

    @Test
    void aThrottledWriteIsMadeAgainWithinTheBudgetAndThenSaysBusy() {
        long start = time.nanos();
        assertThat(write(left -> calls.incrementAndGet() < 4 ? "too much" : "done"))
                .isEqualTo("done");
        assertThat(time.nanos() - start)
                .as("1 + 2 + 4 s")
                .isEqualTo(Duration.ofSeconds(7).toNanos());

        long again = time.nanos();
        assertThat(write(answering("too much"))).isEqualTo("too much");
        assertThat(time.nanos() - again).isLessThan(Duration.ofSeconds(20).toNanos());
        assertThat(guard.waiting()).isZero();
    }

    @Test
    void writesStandInLineInOrderWhileTheSystemComplainsAndEachIsMadeOnce() throws Exception {
        Guard real = Guard.of(
                "hq", PATIENT.withPacing(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofSeconds(20)));
        CountDownLatch complained = new CountDownLatch(1);
        CountDownLatch allInLine = new CountDownLatch(1);
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger atOnce = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> all = new ArrayList<>();
            AtomicInteger first = new AtomicInteger();
            all.add(threads.submit(() -> real.call(Access.WRITE, true, DEADLINE, "too much"::equals, left -> {
                if (first.getAndIncrement() == 0) {
                    return "too much";
                }
                complained.countDown();
                awaited(allInLine);
                done.add(0);
                return "done";
            })));
            awaited(complained);
            for (int i = 1; i < 6; i++) {
                int number = i;
                all.add(threads.submit(() -> real.call(Access.WRITE, true, DEADLINE, "too much"::equals, left -> {
                    assertThat(atOnce.incrementAndGet()).as("one at a time").isEqualTo(1);
                    done.add(number);
                    atOnce.decrementAndGet();
                    return "done";
                })));
                Awaitility.await().until(() -> real.waiting() == number + 1);
            }
            assertThat(done).isEmpty();
            allInLine.countDown();
            for (Future<?> each : all) {
                each.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(done).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(real.waiting()).isZero();
    }

    @Test
    void noMoreCallsAtOnceThanThereArePlacesAndNobodyWaitsBeyondTheDeadline() throws Exception {
        Guard narrow = Guard.of("hq", PATIENT.withPlaces(2));
        CountDownLatch hold = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> held = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                held.add(threads.submit(() -> narrow.call(Access.READ, true, DEADLINE, x -> false, left -> {
                    inside.incrementAndGet();
                    awaited(hold);
                    return "done";
                })));
            }
            Awaitility.await().until(() -> inside.get() == 2);
            BackendException busy = catchThrowableOfType(
                    BackendException.class,
                    () -> narrow.call(Access.READ, true, Duration.ofMillis(100), x -> false, left -> {
                        inside.incrementAndGet();
                        return "never";
                    }));
            assertThat(busy.problem()).isEqualTo(Problem.BUSY);
            assertThat(busy).hasMessageContaining("2 calls are under way");
            assertThat(inside).hasValue(2);
            hold.countDown();
            for (Future<String> each : held) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo("done");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(narrow.<String>call(Access.READ, true, DEADLINE, x -> false, left -> "free"))
                .isEqualTo("free");
    }

    private String write(Guard.Exchange<String> exchange) {
        return guard.call(Access.WRITE, true, DEADLINE, "too much"::equals, exchange);
    }

    private Problem failure(Access access, boolean askAgain, Guard.Exchange<String> exchange) {
        BackendException failure = catchThrowableOfType(
                BackendException.class, () -> guard.call(access, askAgain, DEADLINE, "too much"::equals, exchange));
        return failure.problem();
    }

    private Guard.Exchange<String> failing(Problem problem) {
        return left -> {
            calls.incrementAndGet();
            throw new BackendException(problem, "hq", "on purpose");
        };
    }

    private Guard.Exchange<String> answering(String answer) {
        return left -> {
            calls.incrementAndGet();
            return answer;
        };
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Else a notice that is due by a clock put forward finds a breaker whose rest has not passed, and waits again. */
    @Test
    void theRestIsOverWhenTheClockIsPutForwardPastIt() {
        MovableClock clock = new MovableClock();
        Pause pause = Pause.by(clock);
        Guard by = new Guard("hq", PATIENT.withRest(1, Duration.ofHours(1)), pause, () -> 0.5);
        assertThatThrownBy(
                        () -> by.call(Access.WRITE, false, DEADLINE, "too much"::equals, failing(Problem.UNREACHABLE)))
                .isInstanceOf(BackendException.class);
        assertThatThrownBy(() -> by.call(Access.WRITE, false, DEADLINE, "too much"::equals, answering("never")))
                .hasMessageContaining("not tried");
        clock.advance(Duration.ofMinutes(-30));
        assertThat(pause.nanos()).as("never backwards").isNotNegative();
        clock.advance(Duration.ofMinutes(61));
        assertThat(by.call(Access.WRITE, false, DEADLINE, "too much"::equals, answering("back")))
                .isEqualTo("back");
    }
}
