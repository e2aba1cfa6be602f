package org.pindesk.command;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands what people type after {@code /link} and {@code /unlink}: a login or a mail address, or a code. Both may be anything, so
 * both are sealed before they are stored.
 */
final class LinkWords {
    private static final Pattern OPTION = Pattern.compile("(?iu)(who|wer|code) ?:(.*)");
    private static final Pattern CODE = Pattern.compile("[0-9][0-9 -]*");
    private static final int LONGEST = 200;
    private static final Set<String> HELP = Set.of("help", "hilfe");

    private LinkWords() {}

    static boolean knows(String command) {
        return command.equals(Parsed.LINK) || command.equals(Parsed.UNLINK);
    }

    static Parsed parse(String command, String text) {
        String typed = Masking.tidy(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        if (HELP.contains(typed.toLowerCase(Locale.ROOT))) {
            return Parsed.of(Parsed.HELP);
        }
        if (command.equals(Parsed.UNLINK)) {
            return Parsed.of(Parsed.UNLINK);
        }
        Matcher option = OPTION.matcher(typed);
        if (option.matches()) {
            boolean code = option.group(1).equalsIgnoreCase("code");
            return code ? link(null, option.group(2)) : link(option.group(2), null);
        }
        return CODE.matcher(typed).matches() ? link(null, typed) : link(typed, null);
    }

    /**
     * @param options by name
     */
    static Parsed parse(String command, Map<String, String> options) {
        return command.equals(Parsed.UNLINK)
                ? Parsed.of(Parsed.UNLINK)
                : link(options.get("who"), options.get("code"));
    }

    private static Parsed link(@Nullable String who, @Nullable String code) {
        String digits = stripped(code);
        return new Parsed(Parsed.LINK, Map.of(), digits == null ? stripped(who) : null, digits);
    }

    private static @Nullable String stripped(@Nullable String typed) {
        String text = typed == null ? "" : Masking.tidy(typed).replaceAll("^[\"'@]+|[\"']+$", "");
        return text.isBlank() ? null : text.substring(0, Math.min(text.length(), LONGEST));
    }
}
