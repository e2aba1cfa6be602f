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
    private static final Pattern PERSON = Pattern.compile("@([UW][A-Z0-9]+)(\\|.*)?");

    private Mentions() {}

    static String neutral(@Nullable String text) {
        if (text == null) {
            return "";
        }
        Matcher matcher = MARK.matcher(text);
        StringBuilder neutral = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            neutral.append(plain(text.substring(from, matcher.start())));
            neutral.append(mark(matcher.group(1)));
            from = matcher.end();
        }
        return neutral.append(plain(text.substring(from))).toString();
    }

    private static String mark(String inside) {
        Matcher person = PERSON.matcher(inside);
        if (person.matches()) {
            return "<@" + person.group(1) + ">";
        }
        int bar = inside.indexOf('|');
        return plain(bar < 0 ? inside : inside.substring(bar + 1));
    }

    private static String plain(String escaped) {
        return escaped.replace("<", "")
                .replace(">", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replace("<@", "@");
    }
}
