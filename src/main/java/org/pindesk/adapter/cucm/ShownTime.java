package org.pindesk.adapter.cucm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as CUCM shows them, read leniently: seconds since 1970 as in its own trace, {@code February 28, 2020 16:05:58 PST} as in
 * answers of getUser that people published, and Informix's datetime text, whose zone no source names: the configured one, else UTC.
 *
 * @param at null where there is no such time, or where it was not understood
 * @param understood false where there is a text that is no time
 * @param zoneUnknown whether UTC was assumed
 */
record ShownTime(@Nullable Instant at, boolean understood, boolean zoneUnknown) {
    private static final ShownTime NEVER = new ShownTime(null, true, false);
    private static final ShownTime STRANGE = new ShownTime(null, false, false);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,13}");
    private static final long FIRST_MILLIS = 100_000_000_000L;
    private static final Pattern DATETIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}:\\d{2})(?:\\.\\d{1,9})?");
    private static final DateTimeFormatter IN_WORDS =
            DateTimeFormatter.ofPattern("MMMM d, yyyy H:mm:ss z", Locale.ENGLISH);

    /**
     * @param zone of times that name none; null = not known
     */
    static ShownTime of(String shown, @Nullable ZoneId zone) {
        String text = shown.strip();
        if (text.isEmpty() || text.equals("0") || text.equals("-1") || text.equalsIgnoreCase("null")) {
            return NEVER;
        }
        try {
            if (NUMBER.matcher(text).matches()) {
                long number = Long.parseLong(text);
                return new ShownTime(
                        number < FIRST_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number),
                        true,
                        false);
            }
            Matcher datetime = DATETIME.matcher(text);
            if (datetime.matches()) {
                return new ShownTime(
                        LocalDateTime.parse(datetime.group(1) + "T" + datetime.group(2))
                                .atZone(zone == null ? ZoneOffset.UTC : zone)
                                .toInstant(),
                        true,
                        zone == null);
            }
            return new ShownTime(ZonedDateTime.parse(text, IN_WORDS).toInstant(), true, false);
        } catch (DateTimeException e) {
            return STRANGE;
        }
    }
}
