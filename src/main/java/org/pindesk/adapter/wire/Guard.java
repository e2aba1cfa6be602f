package org.pindesk.adapter.wire;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/**
 * Stands before one outside system, so that it is not hurt and nobody waits without end: bounded concurrency, a breaker, one
 * repetition of reads, patience with "too much", and writes in line while the system asks for it. Thread-safe; one for each system.
 *
 * <p>A read lasts no longer than its deadline. A write lasts no longer than its deadline and {@link GuardSettings#pacing} together,
 * and is repeated only after an answer that says that nothing was done.
 */
public final class Guard {
    private final String system;
    private final GuardSettings settings;
    private final Pause pause;
    private final DoubleSupplier chance;
    private final Semaphore places;
    private final Breaker breaker;
    private final Pace pace;

    /** An exchange with the system. */
    @FunctionalInterface
    public interface Exchange<T> {
        /**
         * Asks and waits for the answer.
         *
         * @param left time that it may take, more than zero
         */
        T run(Duration left);
    }

    /**
     * With time and chance of the caller's.
     *
     * @param system id as configured, for messages
     * @param chance numbers from 0 to 1
     */
    public Guard(String system, GuardSettings settings, Pause pause, DoubleSupplier chance) {
        this.system = system;
        this.settings = settings;
        this.pause = pause;
        this.chance = chance;
        this.places = new Semaphore(settings.places(), true);
        this.breaker = new Breaker(system, settings, pause);
        this.pace = new Pace(settings, pause, chance);
    }

    /** With real time and chance. */
    public static Guard of(String system, GuardSettings settings) {
        SecureRandom random = new SecureRandom();
        return new Guard(system, settings, Pause.REAL, () -> random.nextDouble());
    }

    /**
     * As that one, but how long a silent system is left alone goes by this clock: for what waits in the queue by the same clock, so that
     * both are over at the same time, also where somebody moves it.
     */
    public static Guard of(String system, GuardSettings settings, Clock clock) {
        SecureRandom random = new SecureRandom();
        return new Guard(system, settings, Pause.by(clock), () -> random.nextDouble());
    }

    /** How many writes stand in line because the system asked for patience; 0 while it does not. */
    public int waiting() {
        return pace.waiting();
    }

    /**
     * The whole guard around one exchange.
     *
     * @param askAgain whether a read may be repeated after no answer came; one that was certainly not sent may in any case
     * @param tooMuch tells an answer that asks for patience and promises that nothing was done; {@link Problem#BUSY} counts as one
     * @throws BackendException what the exchange threw last; {@link Problem#BUSY} when no place came free in time; {@link
     *     Problem#UNREACHABLE} while the breaker is open. Nothing was sent in the latter two cases
     */
    public <T> T call(
            Access access,
            boolean askAgain,
            Duration deadline,
            Predicate<? super T> tooMuch,
            Exchange<? extends T> exchange) {
        Result<T> result = repeated(access, deadline, tooMuch, left -> one(access, askAgain, left, tooMuch, exchange));
        if (result.tooMuch()) {
            breaker.overloaded();
        }
        return result.end();
    }

    /**
     * The patience alone, for a read that passes the guard by itself and whose answer has to be understood before anybody knows that
     * it says "too much".
     */
    public <T> T patiently(Duration deadline, Predicate<? super T> tooMuch, Exchange<? extends T> exchange) {
        Result<T> result = read(deadline, tooMuch, exchange);
        return result.end();
    }

    private <T> Result<T> repeated(
            Access access, Duration deadline, Predicate<? super T> tooMuch, Exchange<? extends T> exchange) {
        return access == Access.READ ? read(deadline, tooMuch, exchange) : write(deadline, tooMuch, exchange);
    }

    private <T> Result<T> read(Duration deadline, Predicate<? super T> tooMuch, Exchange<? extends T> exchange) {
        long until = pause.nanos() + deadline.toNanos();
        long wait = settings.firstPause().toNanos();
        while (true) {
            Result<T> result = Result.of(exchange, left(until), tooMuch);
            long jittered = Pace.jittered(wait, chance);
            if (!result.tooMuch() || pause.nanos() + jittered - until >= 0) {
                return result;
            }
            pause.await(Duration.ofNanos(jittered));
            if (Thread.currentThread().isInterrupted()) {
                return result;
            }
            wait = Math.min(2 * wait, settings.longestPause().toNanos());
        }
    }

    private <T> Result<T> write(Duration deadline, Predicate<? super T> tooMuch, Exchange<? extends T> exchange) {
        long until = pause.nanos() + settings.pacing().toNanos();
        boolean inLine = false;
        try {
            if (pace.slow()) {
                inLine = pace.join(until);
                if (!inLine || !pace.keepDistance(until)) {
                    throw new BackendException(
                            Problem.BUSY,
                            system,
                            "not tried: the system asks for patience, and " + pace.waiting()
                                    + " write(s) stood in line; nothing was sent");
                }
            }
            while (true) {
                Result<T> result = Result.of(exchange, deadline, tooMuch);
                if (!result.tooMuch()) {
                    pace.succeeded();
                    return result;
                }
                pace.complained();
                if (!inLine) {
                    inLine = pace.join(until);
                }
                if (!inLine || !pace.keepDistance(until)) {
                    return result;
                }
            }
        } finally {
            if (inLine) {
                pace.leave();
            }
        }
    }

    private <T> T one(
            Access access,
            boolean askAgain,
            Duration deadline,
            Predicate<? super T> tooMuch,
            Exchange<? extends T> exchange) {
        long until = pause.nanos() + deadline.toNanos();
        takePlace(deadline);
        try {
            breaker.enter();
            boolean told = false;
            try {
                T answer = access == Access.READ && settings.repeatReads()
                        ? twice(askAgain, until, exchange)
                        : exchange.run(left(until));
                told = true;
                if (tooMuch.test(answer)) {
                    breaker.neither();
                } else {
                    breaker.answered();
                }
                return answer;
            } catch (BackendException e) {
                told = true;
                breaker.ended(e);
                throw e;
            } finally {
                if (!told) {
                    breaker.neither();
                }
            }
        } finally {
            places.release();
        }
    }

    private <T> T twice(boolean askAgain, long until, Exchange<? extends T> exchange) {
        try {
            return exchange.run(left(until));
        } catch (BackendException e) {
            boolean again = e.problem() == Problem.UNREACHABLE || (askAgain && e.problem() == Problem.NO_ANSWER);
            if (!again || pause.nanos() - until >= 0 || Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
        return exchange.run(left(until));
    }

    private void takePlace(Duration atMost) {
        try {
            if (places.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new BackendException(
                Problem.BUSY,
                system,
                "not tried: " + settings.places() + " calls are under way and none ended in time; the system is slow");
    }

    private Duration left(long until) {
        return Duration.ofNanos(Math.max(until - pause.nanos(), 1_000_000));
    }

    /** An answer, or {@link Problem#BUSY} as it was thrown; any other trouble is thrown on at once. */
    private record Result<T>(@Nullable T answer, @Nullable BackendException busy, boolean tooMuch) {
        static <T> Result<T> of(Exchange<? extends T> exchange, Duration left, Predicate<? super T> tooMuch) {
            try {
                T answer = exchange.run(left);
                return new Result<>(answer, null, tooMuch.test(answer));
            } catch (BackendException e) {
                if (e.problem() != Problem.BUSY) {
                    throw e;
                }
                return new Result<>(null, e, true);
            }
        }

        // an answer is null only where the exchange may answer null
        @SuppressWarnings("NullAway")
        T end() {
            if (busy != null) {
                throw busy;
            }
            return answer;
        }
    }
}
