package org.pindesk.demo.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one person's client shows points in time: in that person's zone and language, as Slack describes the words in braces of a
 * {@code date} element. Knows those that such a bot uses.
 *
 * @param now what "today" is measured by
 */
record Reader(ZoneId zone, Locale locale, Instant now) {
    private static final Pattern TOKEN = Pattern.compile("\\{([a-z_]+)}");

    /** Yesterday, today, tomorrow. */
    private static final Map<String, String[]> DAYS = Map.of(
            "de", new String[] {"gestern", "heute", "morgen"}, "en", new String[] {"yesterday", "today", "tomorrow"});

    /** The words for a {@code date} element; its fallback for a format that holds a token unknown to Slack. */
    String shows(JsonNode date) {
        ZonedDateTime at =
                Instant.ofEpochSecond(date.path("timestamp").asLong()).atZone(zone);
        Matcher matcher = TOKEN.matcher(date.path("format").asText());
        StringBuilder words = new StringBuilder();
        while (matcher.find()) {
            String word = word(matcher.group(1), at);
            if (word.isEmpty()) {
                return date.path("fallback").asText();
            }
            matcher.appendReplacement(words, Matcher.quoteReplacement(word));
        }
        return matcher.appendTail(words).toString();
    }

    /** Empty for a token that Slack does not know. */
    private String word(String token, ZonedDateTime at) {
        return switch (token) {
            case "date_short" ->
                at.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale));
            case "date_short_pretty" -> pretty(at);
            case "time" ->
                at.format(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale));
            default -> "";
        };
    }

    private String pretty(ZonedDateTime at) {
        LocalDate today = now.atZone(zone).toLocalDate();
        String[] days = DAYS.getOrDefault(locale.getLanguage(), new String[] {"yesterday", "today", "tomorrow"});
        for (int i = 0; i < days.length; i++) {
            if (at.toLocalDate().equals(today.plusDays(i - 1L))) {
                return days[i];
            }
        }
        return word("date_short", at);
    }
}
