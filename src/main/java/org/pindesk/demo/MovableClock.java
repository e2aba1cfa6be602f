package org.pindesk.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs like the system's, and can be moved forward: the demo's stand-in for waiting. */
public final class MovableClock extends Clock {
    private final Clock base = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    /** Moves time forward. */
    public synchronized void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    /** How far this clock is ahead of the system's. */
    public Duration ahead() {
        return ahead;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }
}
