package org.pindesk.core;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Optional;

/**
 * The hours of the week in which a directory account may sign in.
 *
 * @param week 168 bits, bit 0 = Sunday 00:00 to 01:00 UTC (Active Directory's {@code logonHours}, least significant bit first)
 */
public record LogonHours(BitSet week) {
    public static final int HOURS = 168;

    public LogonHours {
        week = (BitSet) week.clone();
    }

    @Override
    public BitSet week() {
        return (BitSet) week.clone();
    }

    /** Whether signing in is allowed at this moment. */
    public boolean allow(Instant at) {
        return week.get(hourOfWeek(at));
    }

    /** The next moment from {@code at} on at which signing in is allowed; empty when there is none in the week. */
    public Optional<Instant> next(Instant at) {
        if (allow(at)) {
            return Optional.of(at);
        }
        Instant hour = at.truncatedTo(ChronoUnit.HOURS);
        for (int i = 1; i <= HOURS; i++) {
            Instant candidate = hour.plus(Duration.ofHours(i));
            if (allow(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static int hourOfWeek(Instant at) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        int day =
                utc.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : utc.getDayOfWeek().getValue();
        return day * 24 + utc.getHour();
    }
}
