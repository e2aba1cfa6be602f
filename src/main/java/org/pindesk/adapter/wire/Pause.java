package org.pindesk.adapter.wire;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time as the guard needs it: how much has passed, and letting some pass. Tests put their own in. */
public interface Pause {
    /** The time of this machine, never running backwards. */
    Pause REAL = new Pause() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void await(Duration time) {
            long end = System.nanoTime() + time.toNanos();
            for (long left = time.toNanos();
                    left > 0 && !Thread.currentThread().isInterrupted();
                    left = end - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
        }
    };

    /**
     * This machine's time, and what a clock is put forward beside it: what waits for its moment by that clock then finds no rest that has
     * not passed. A clock that is put back changes nothing.
     */
    static Pause by(Clock clock) {
        return new ClockedPause(clock);
    }

    /** Nanoseconds since some moment; only differences mean something. */
    long nanos();

    /** Lets the time pass; returns early when the thread is interrupted, which it stays then. */
    void await(Duration time);
}
