package org.pindesk.adapter.wire;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** See {@link Pause#by}. Adds up by how much the clock was put forward; corrections below a second are none of its business. */
final class ClockedPause implements Pause {
    private static final Duration PUT = Duration.ofSeconds(1);

    /** More than anything rests; a clock put forward by centuries counts as this. */
    private static final Duration MOST = Duration.ofDays(1);

    private final Clock clock;
    private final Instant began;
    private final long start = System.nanoTime();
    private Duration lead = Duration.ZERO;
    private Duration drift = Duration.ZERO;

    ClockedPause(Clock clock) {
        this.clock = clock;
        this.began = clock.instant();
    }

    @Override
    public synchronized long nanos() {
        long passed = System.nanoTime() - start;
        Duration now = Duration.between(began, clock.instant()).minusNanos(passed);
        Duration step = now.minus(drift);
        if (step.abs().compareTo(PUT) >= 0) {
            drift = now;
            lead = step.isNegative() ? lead : lead.plus(step.compareTo(MOST) < 0 ? step : MOST);
        }
        return passed + lead.toNanos();
    }

    @Override
    public void await(Duration time) {
        REAL.await(time);
    }
}
