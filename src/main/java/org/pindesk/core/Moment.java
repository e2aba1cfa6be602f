package org.pindesk.core;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A point in time within the words of a {@link Reply}. Platforms that can show times in the reader's own zone do so with their own markup;
 * everywhere else its words are shown. In a text it is written between private-use characters and with a key that is drawn anew with
 * each start, so that no name and no words of a system can forge one: what lacks the key is words, without those characters. Texts that
 * hold one are therefore shown at once and never stored.
 */
public final class Moment {
    private static final char BEGIN = '\uE000';
    private static final char BETWEEN = '\uE001';
    private static final char END = '\uE002';
    private static final String KEY = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    private static final Pattern IN_TEXT =
            Pattern.compile(BEGIN + KEY + "(-?[0-9]{1,12})" + BETWEEN + "([^" + BEGIN + BETWEEN + END + "]*)" + END);

    private Moment() {}

    /**
     * A part of a text: words, and the point in time that they say, null where they say none.
     *
     * @param at to the second
     */
    public record Part(String words, @Nullable Instant at) {}

    /**
     * How a point in time stands in a text.
     *
     * @param words the same in words, for those who cannot be shown more
     */
    public static String in(Instant at, String words) {
        return BEGIN + KEY + at.getEpochSecond() + BETWEEN + literal(words) + END;
    }

    /** The text in parts, in order; their words together are {@link #plain}. */
    public static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = IN_TEXT.matcher(text);
        int from = 0;
        while (matcher.find()) {
            add(parts, text.substring(from, matcher.start()));
            parts.add(new Part(matcher.group(2), Instant.ofEpochSecond(Long.parseLong(matcher.group(1)))));
            from = matcher.end();
        }
        add(parts, text.substring(from));
        return parts;
    }

    /** Whether a point in time stands in this text. */
    public static boolean isIn(String text) {
        return IN_TEXT.matcher(text).find();
    }

    /** The text in words alone. */
    public static String plain(String text) {
        StringBuilder words = new StringBuilder();
        parts(text).forEach(part -> words.append(part.words()));
        return words.toString();
    }

    /** Words from outside, without the characters that mark a point in time. */
    public static String literal(String words) {
        return words.replace(String.valueOf(BEGIN), "")
                .replace(String.valueOf(BETWEEN), "")
                .replace(String.valueOf(END), "");
    }

    private static void add(List<Part> parts, String words) {
        String literal = literal(words);
        if (!literal.isEmpty()) {
            parts.add(new Part(literal, null));
        }
    }
}
