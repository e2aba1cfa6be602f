package org.pindesk.adapter.wire;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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

    /** Time by a clock; letting some pass is real. */
    static Pause by(Clock clock) {
        return new Pause() {
            @Override
            public long nanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public void await(Duration time) {
                REAL.await(time);
            }
        };
    }

    /** Nanoseconds since some moment; only differences mean something. */
    long nanos();

    /** Lets the time pass; returns early when the thread is interrupted, which it stays then. */
    void await(Duration time);
}
