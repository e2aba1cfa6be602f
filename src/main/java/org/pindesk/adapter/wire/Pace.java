package org.pindesk.adapter.wire;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * The speed at which one system takes writes. While it does not complain, everybody goes at once. After a complaint writes go one
 * after another in the order they came, with a distance that doubles at each complaint and halves at each success.
 */
final class Pace {
    private final GuardSettings settings;
    private final Pause pause;
    private final DoubleSupplier chance;
    private final Semaphore turn = new Semaphore(1, true);
    private final AtomicInteger inLine = new AtomicInteger();
    private final Object lock = new Object();
    private long distance;
    private long earliest;

    /**
     * @param chance from 0 to 1, so that several copies of the bot do not write in step
     */
    Pace(GuardSettings settings, Pause pause, DoubleSupplier chance) {
        this.settings = settings;
        this.pause = pause;
        this.chance = chance;
    }

    /** Whether a new write has to stand in line. */
    boolean slow() {
        synchronized (lock) {
            return inLine.get() > 0 || (distance > 0 && pause.nanos() - earliest < 0);
        }
    }

    /** Writes in line, the one whose turn it is included. */
    int waiting() {
        return inLine.get();
    }

    /**
     * Stands in line until it is this write's turn.
     *
     * @param until moment of {@link Pause#nanos()}
     * @return false when it did not come to that; the write is not in line then
     */
    boolean join(long until) {
        inLine.incrementAndGet();
        boolean reached = false;
        try {
            reached = turn.tryAcquire(Math.max(0, until - pause.nanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!reached) {
                inLine.decrementAndGet();
            }
        }
        return reached;
    }

    void leave() {
        inLine.decrementAndGet();
        turn.release();
    }

    /**
     * Keeps the distance to the write before. For the write whose turn it is.
     *
     * @return false when that would last beyond {@code until}, or the thread was interrupted: then nothing may be sent
     */
    boolean keepDistance(long until) {
        long wait;
        synchronized (lock) {
            wait = distance == 0 ? 0 : earliest - pause.nanos();
        }
        if (wait > 0) {
            if (pause.nanos() + wait - until >= 0) {
                return false;
            }
            pause.await(Duration.ofNanos(wait));
        }
        return !Thread.currentThread().isInterrupted();
    }

    void complained() {
        synchronized (lock) {
            distance = Math.min(
                    Math.max(settings.firstPause().toNanos(), distance * 2),
                    settings.longestPause().toNanos());
            setEarliest();
        }
    }

    void succeeded() {
        synchronized (lock) {
            distance = distance / 2 < settings.firstPause().toNanos() / 4 ? 0 : distance / 2;
            setEarliest();
        }
    }

    private void setEarliest() {
        earliest = pause.nanos() + jittered(distance, chance);
    }

    /** Three quarters to five quarters of the time. */
    static long jittered(long nanos, DoubleSupplier chance) {
        return (long) (nanos * (0.75 + chance.getAsDouble() / 2));
    }
}
