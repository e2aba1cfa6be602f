package org.pindesk.demo.discord;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as Discord's client shows it: marks gone, escapes undone, times in the reader's zone and language, people by name. Which marks there
 * are follows the reference ("Message Formatting") and the help page "Markdown Text 101"; nested and broken ones are only approximated.
 */
final class Markdown {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Pattern TIME = Pattern.compile("<t:(-?[0-9]{1,12})(?::([tTdDfFR]))?>");
    private static final Pattern PERSON = Pattern.compile("<@!?([0-9]{17,20})>");
    private static final Pattern LINE_MARK = Pattern.compile("(?m)^(?:#{1,3} |-# |> )");
    private static final String[] MARKS = {"***", "**", "__", "~~", "||", "*", "_"};

    private final String text;
    private final Locale language;
    private final Instant now;
    private final UnaryOperator<String> names;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private Markdown(String text, Locale language, Instant now, UnaryOperator<String> names) {
        this.text = text;
        this.language = language;
        this.now = now;
        this.names = names;
    }

    /**
     * @param names the display name of a user id
     */
    static String read(String text, Locale language, Instant now, UnaryOperator<String> names) {
        String lines = LINE_MARK.matcher(text).replaceAll("");
        return new Markdown(lines, language, now, names).read();
    }

    private String read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && isMark(text.charAt(at + 1))) {
                out.append(text.charAt(at + 1));
                at += 2;
            } else if (!(c == '`' && code()) && !(c == '<' && (time() || person())) && !mark()) {
                if (c != '\u200b') {
                    out.append(c);
                }
                at++;
            }
        }
        return out.toString();
    }

    /** What a backslash makes plain: any ASCII punctuation. */
    private static boolean isMark(char c) {
        return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
    }

    private boolean code() {
        int ticks = text.startsWith("```", at) ? 3 : text.startsWith("``", at) ? 2 : 1;
        String fence = "`".repeat(ticks);
        int end = text.indexOf(fence, at + ticks);
        if (end < 0) {
            return false;
        }
        String inside = text.substring(at + ticks, end);
        out.append(ticks == 3 ? inside.strip() : inside);
        at = end + ticks;
        return true;
    }

    private boolean time() {
        Matcher time = TIME.matcher(text).region(at, text.length());
        if (!time.lookingAt()) {
            return false;
        }
        Instant instant = Instant.ofEpochSecond(Long.parseLong(time.group(1)));
        out.append(shown(instant, time.group(2) == null ? "f" : time.group(2)));
        at = time.end();
        return true;
    }

    private String shown(Instant instant, String style) {
        boolean german = language.getLanguage().equals("de");
        String day = german ? "d. MMMM yyyy" : "d MMMM yyyy";
        String pattern = switch (style) {
            case "t" -> "HH:mm";
            case "T" -> "HH:mm:ss";
            case "d" -> german ? "dd.MM.yyyy" : "dd/MM/yyyy";
            case "D" -> day;
            case "F" -> (german ? "EEEE, " : "EEEE, ") + day + " HH:mm";
            case "R" -> "";
            default -> day + " HH:mm";
        };
        if (pattern.isEmpty()) {
            long minutes = Math.round((instant.getEpochSecond() - now.getEpochSecond()) / 60.0);
            String many = Math.abs(minutes) + (german ? " Minuten" : " minutes");
            return minutes < 0 ? (german ? "vor " + many : many + " ago") : "in " + many;
        }
        return DateTimeFormatter.ofPattern(pattern, language).withZone(ZONE).format(instant);
    }

    private boolean person() {
        Matcher person = PERSON.matcher(text).region(at, text.length());
        if (!person.lookingAt()) {
            return false;
        }
        out.append('@').append(names.apply(person.group(1)));
        at = person.end();
        return true;
    }

    /** A pair of marks around words: both go, and what is between is read on. */
    private boolean mark() {
        for (String mark : MARKS) {
            if (!text.startsWith(mark, at)) {
                continue;
            }
            int end = closing(mark);
            if (end > 0) {
                String inside = text.substring(at + mark.length(), end);
                out.append(new Markdown(inside, language, now, names).read());
                at = end + mark.length();
                return true;
            }
        }
        return false;
    }

    /** Where the mark that starts here is closed, -1 when it is none. */
    private int closing(String mark) {
        int begin = at + mark.length();
        boolean single = mark.length() == 1;
        if (begin >= text.length() || Character.isWhitespace(text.charAt(begin))) {
            return -1;
        }
        if (mark.equals("_") && at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
            return -1;
        }
        for (int i = begin; i <= text.length() - mark.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.startsWith(mark, i) && i > begin && !(single && text.startsWith(mark + mark, i))) {
                boolean inWord =
                        mark.equals("_") && i + 1 < text.length() && Character.isLetterOrDigit(text.charAt(i + 1));
                if (!inWord && !Character.isWhitespace(text.charAt(i - 1))) {
                    return i;
                }
            }
        }
        return -1;
    }
}
