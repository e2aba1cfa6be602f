package org.pindesk.authorization;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Some hours of some days.
 *
 * @param from begins at it
 * @param to ends before it; before {@code from} for hours that go past midnight, which then count to the day that they began on
 */
public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    public Hours {
        days = Collections.unmodifiableSet(new TreeSet<>(days));
    }

    /** Whether this moment, in its own time zone, lies within. */
    public boolean cover(ZonedDateTime moment) {
        LocalTime time = moment.toLocalTime();
        DayOfWeek day = moment.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
        }
        return days.contains(day) && !time.isBefore(from) || days.contains(day.minus(1)) && time.isBefore(to);
    }
}
