package org.pindesk.adapter.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pindesk.authorization.Limit;

/** How single values are written. Every method throws {@link IllegalArgumentException} or another unchecked exception for anything else. */
final class Forms {
    static final String DURATION = "a number with s, m, h or d, such as 30m, 24h or 7d";
    static final String LIMIT = "a number per time, such as '20 per 1h'";
    static final String TIME = "a time of day in quotes, such as \"07:30\"";
    static final String DAYS = "mon, tue, wed, thu, fri, sat, sun, or mon-fri";

    private static final Pattern TIMES = Pattern.compile("([1-9][0-9]{0,5})([smhd])");
    private static final Pattern LIMITS = Pattern.compile("([1-9][0-9]{0,5}) +per +(\\S+)");
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Duration LONGEST = Duration.ofDays(366);

    private Forms() {}

    static Duration duration(String text) {
        Matcher form = TIMES.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        long number = Long.parseLong(form.group(1));
        Duration time = switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(text);
        }
        return time;
    }

    static Limit limit(String text) {
        Matcher form = LIMITS.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new Limit(Integer.parseInt(form.group(1)), duration(form.group(2)));
    }

    static LocalTime time(String text) {
        return LocalTime.parse(text, CLOCK);
    }

    /** One day, or all from one to another. */
    static Set<DayOfWeek> days(String text) {
        String[] ends = text.toLowerCase(Locale.ROOT).split("-", -1);
        if (ends.length > 2) {
            throw new IllegalArgumentException(text);
        }
        DayOfWeek last = day(ends[ends.length - 1]);
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek each = day(ends[0]); !each.equals(last); each = each.plus(1)) {
            days.add(each);
        }
        days.add(last);
        return days;
    }

    private static DayOfWeek day(String word) {
        List<DayOfWeek> found = EnumSet.allOf(DayOfWeek.class).stream()
                .filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(word) && word.length() == 3)
                .toList();
        return found.get(0);
    }
}
