package org.pindesk.adapter.discord;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pindesk.core.Moment;

/**
 * Words as Discord shows them literally. Every character that could begin markup, a mention, an emoji or a link stands behind a backslash,
 * which Discord's clients take away (reference "Message Formatting" and help page "Markdown Text 101"; that a backslash before a colon
 * keeps an address from becoming a link is inferred from the clients' rule for escapes). Points in time are the only markup in them.
 */
final class Markup {
    /** Anywhere: emphasis, strike-through, spoilers, code, masked links, mentions, time marks, custom emoji. */
    private static final Pattern ANYWHERE = Pattern.compile("[\\\\*_~`|<>\\[\\]@]");

    /** Short names of emoji and the colon of an address; not the colon before a blank. */
    private static final Pattern COLON = Pattern.compile(":(?=\\S)");

    /** Headings, small print, quotes and lists, at the beginning of a line alone. */
    private static final Pattern LINE_START = Pattern.compile("(?m)^([ \\t]*)([#+-]|[0-9]{1,9}(?=[.)]))");

    private Markup() {}

    /** A text with its points in time as Discord's own marks, so that everybody reads them in their own zone and language. */
    static String of(String text) {
        StringBuilder marked = new StringBuilder();
        for (Moment.Part part : Moment.parts(text)) {
            if (part.at() == null) {
                marked.append(words(part.words(), marked.isEmpty() || marked.charAt(marked.length() - 1) == '\n'));
            } else {
                marked.append("<t:").append(part.at().getEpochSecond()).append(":f>");
            }
        }
        return marked.toString();
    }

    /** Words alone. */
    static String literal(String words) {
        return words(words, true);
    }

    private static String words(String words, boolean atLineStart) {
        String escaped = ANYWHERE.matcher(words).replaceAll("\\\\$0");
        escaped = COLON.matcher(escaped).replaceAll("\\\\:");
        // a part behind a point in time begins in the middle of a line
        Matcher start = LINE_START.matcher(atLineStart ? escaped : "x" + escaped);
        String result = start.replaceAll(found -> Matcher.quoteReplacement(found.group(1)
                + (Character.isDigit(found.group(2).charAt(0)) ? found.group(2) + "\\" : "\\" + found.group(2))));
        return atLineStart ? result : result.substring(1);
    }

    /**
     * At most this many characters: a text that is longer is cut at the end of a line where there is one near, and ends with an ellipsis. Never
     * within an escape or a mark.
     */
    static String cut(String marked, int limit) {
        if (marked.length() <= limit) {
            return marked;
        }
        int end = limit - 1;
        int line = marked.lastIndexOf('\n', end);
        if (line > limit * 3 / 4) {
            end = line;
        }
        int mark = marked.lastIndexOf("<t:", end);
        if (mark >= 0 && marked.indexOf('>', mark) >= end) {
            end = mark;
        }
        int slashes = 0;
        while (end - slashes > 0 && marked.charAt(end - slashes - 1) == '\\') {
            slashes++;
        }
        end -= slashes % 2;
        if (end > 0 && Character.isHighSurrogate(marked.charAt(end - 1))) {
            end--;
        }
        return marked.substring(0, end) + "\u2026";
    }

    /** A label without markup, at most this many characters. */
    static String label(String words, int limit) {
        String plain = Moment.plain(words);
        if (plain.length() <= limit) {
            return plain;
        }
        int end = Character.isHighSurrogate(plain.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return plain.substring(0, end) + "\u2026";
    }
}
