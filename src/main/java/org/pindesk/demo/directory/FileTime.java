package org.pindesk.demo.directory;

import java.time.Duration;
import java.time.Instant;

/** Times and spans as Active Directory writes them: units of 100 ns, times since 1601, spans negative. */
final class FileTime {
    static final long NEVER = Long.MAX_VALUE;
    private static final long OFFSET_MILLIS = 11_644_473_600_000L;
    private static final int UNITS_PER_MILLI = 10_000;

    private FileTime() {}

    static long of(Instant at) {
        return (at.toEpochMilli() + OFFSET_MILLIS) * UNITS_PER_MILLI;
    }

    static Instant at(long fileTime) {
        return Instant.ofEpochMilli(fileTime / UNITS_PER_MILLI - OFFSET_MILLIS);
    }

    /**
     * @param whenZero what stands for a span of zero: 0, or {@link Long#MIN_VALUE} where zero means for ever
     */
    static long span(Duration span, long whenZero) {
        return span.isZero() ? whenZero : -units(span);
    }

    static long units(Duration span) {
        return Math.multiplyExact(span.toMillis(), UNITS_PER_MILLI);
    }
}
