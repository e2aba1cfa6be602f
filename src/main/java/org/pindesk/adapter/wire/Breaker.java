package org.pindesk.adapter.wire;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/**
 * Stops trying a system that gave no answer several times in a row, and lets one call try again after a while. Only silence and
 * overload count: whoever refuses or answers nonsense is at least there.
 */
final class Breaker {
    private final String system;
    private final GuardSettings settings;
    private final CircuitBreaker breaker;

    Breaker(String system, GuardSettings settings, Pause pause) {
        this.system = system;
        this.settings = settings;
        this.breaker = CircuitBreaker.of(
                system,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(settings.failures())
                        .minimumNumberOfCalls(settings.failures())
                        .failureRateThreshold(100)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(settings.rest())
                        .currentTimestampFunction(clock -> pause.nanos(), TimeUnit.NANOSECONDS)
                        .clock(new Passed(pause))
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /**
     * Lets a call through; each must be ended by one of the other methods.
     *
     * @throws BackendException {@link Problem#UNREACHABLE} when nothing is to be sent now
     */
    void enter() {
        if (!breaker.tryAcquirePermission()) {
            throw new BackendException(
                    Problem.UNREACHABLE,
                    system,
                    "not tried: the last " + settings.failures()
                            + " calls got no answer, so nothing is sent for up to "
                            + settings.rest().toSeconds() + " s. Look whether the system runs and can be reached");
        }
    }

    void answered() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** The call says nothing about whether the system is there. */
    void neither() {
        breaker.releasePermission();
    }

    void ended(BackendException trouble) {
        switch (trouble.problem()) {
            case UNREACHABLE, NO_ANSWER -> silent();
            // "too much" is counted once for all repetitions, see overloaded
            case BUSY, BAD_CREDENTIALS -> neither();
            default -> answered();
        }
    }

    /** All patience was in vain. */
    void overloaded() {
        silent();
    }

    // the library logs what it is given, so it is given nothing of the call
    private void silent() {
        breaker.onError(0, TimeUnit.NANOSECONDS, new Silence());
    }

    private static final class Silence extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Silence() {
            super("no answer", null, false, false);
        }
    }

    /** A clock for the library that tells {@link Pause}'s time. */
    private static final class Passed extends Clock {
        private final Pause pause;
        private final long start;

        Passed(Pause pause) {
            this.pause = pause;
            this.start = pause.nanos();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(pause.nanos() - start);
        }
    }
}
