package org.pindesk.adapter.slack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Slack's escaped command text ({@code should_escape: true}) in the neutral form: {@code <@ID>} for people, plain words for everything
 * else. What was typed literally can never become a mention: Slack escapes its angle brackets, and {@code <@} is not rebuilt from them.
 */
final class Mentions {
    private static final Pattern MARK = Pattern.compile("<([^<>]*)>");
    private static final Pattern LOOKS_LIKE_A_MENTION = Pattern.compile("<+@");
    /** Stand for the brackets of true mentions until everything else has been made harmless. */
    private static final char OPEN = '\u0001';

    private static final char CLOSE = '\u0002';
    private static final Pattern PERSON = Pattern.compile("@([UW][A-Z0-9]+)(\\|.*)?");

    private Mentions() {}

    static String neutral(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String typed = text.replace(OPEN, ' ').replace(CLOSE, ' ');
        Matcher matcher = MARK.matcher(typed);
        StringBuilder neutral = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            neutral.append(plain(typed.substring(from, matcher.start())));
            neutral.append(mark(matcher.group(1)));
            from = matcher.end();
        }
        neutral.append(plain(typed.substring(from)));
        String harmless = LOOKS_LIKE_A_MENTION.matcher(neutral).replaceAll("@");
        return harmless.replace(String.valueOf(OPEN), "<@").replace(CLOSE, '>');
    }

    private static String mark(String inside) {
        Matcher person = PERSON.matcher(inside);
        if (person.matches()) {
            return OPEN + person.group(1) + CLOSE;
        }
        int bar = inside.indexOf('|');
        return plain(bar < 0 ? inside : inside.substring(bar + 1));
    }

    private static String plain(String escaped) {
        return escaped.replace("<", "")
                .replace(">", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
