package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Active Directory's times and durations, counted in steps of 100 ns: times from 1601 (FILETIME), durations as negative numbers
 * (MS-ADTS 2.2.14 and 3.1.1.4.5; read on Samba 4.17).
 */
final class FileTime {
    /** Stands for "never" in accountExpires and in the computed expiry of a password; so does 0. */
    static final long NEVER = Long.MAX_VALUE;

    /** Milliseconds from 1601, where FILETIME starts, to 1970. */
    private static final long OFFSET = 11_644_473_600_000L;

    private static final long STEPS_IN_MILLIS = 10_000;

    private FileTime() {}

    /** The moment; null for "never" and for a value that is not there. */
    static @Nullable Instant instant(@Nullable Long value) {
        return value == null || value <= 0 || value == NEVER
                ? null
                : Instant.ofEpochMilli(value / STEPS_IN_MILLIS - OFFSET);
    }

    /** The duration; zero for the two values that mean "without end", null for a value that is not there. */
    static @Nullable Duration duration(@Nullable Long value) {
        if (value == null) {
            return null;
        }
        // the absolute value of MIN is negative
        return value == 0 || value == Long.MIN_VALUE
                ? Duration.ZERO
                : Duration.ofMillis(Math.abs(value) / STEPS_IN_MILLIS);
    }

    /** A number as it stands in the entry; null where it is not shown. Throws for something else than a number. */
    static @Nullable Long number(Entry entry, String attribute) {
        String value = entry.getAttributeValue(attribute);
        if (value == null) {
            return null;
        }
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw LdapErrors.garbled("the directory sent a " + attribute + " that is no number");
        }
    }

    static @Nullable Instant instant(Entry entry, String attribute) {
        return instant(number(entry, attribute));
    }

    static @Nullable Duration duration(Entry entry, String attribute) {
        return duration(number(entry, attribute));
    }

    /** A count; null where it is not shown. */
    static @Nullable Integer count(Entry entry, String attribute) {
        Long value = number(entry, attribute);
        return value == null ? null : (int) Math.max(0, Math.min(Integer.MAX_VALUE, value));
    }
}
