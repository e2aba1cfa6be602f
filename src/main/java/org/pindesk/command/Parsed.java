package org.pindesk.command;

import java.util.Map;

/**
 * A command as it may be stored: nothing in it is what a person typed, but masked words, ids of chat accounts and words of ours.
 *
 * @param name {@code pin.reset}, {@code pindesk.help} or {@code unknown}
 * @param args {@code target} (chat id of the mentioned person), {@code reason} (masked words), {@code masked} ({@code yes} when
 *     something of the reason was hidden), {@code on} (id of a configured system), {@code suggestion} (a command of ours, with
 *     {@code unknown}), and {@code problem} (a {@link Trouble#word()}): with a problem there is nothing else but a suggestion
 */
public record Parsed(String name, Map<String, String> args) {
    public static final String RESET = "pin.reset";
    public static final String HELP = "pindesk.help";
    public static final String UNKNOWN = "unknown";

    public Parsed {
        args = Map.copyOf(args);
    }

    static Parsed of(String name) {
        return new Parsed(name, Map.of());
    }

    static Parsed troubled(String name, Trouble trouble) {
        return new Parsed(name, Map.of("problem", trouble.word()));
    }

    /** Why a command cannot be followed as typed, worst first. A text {@code problem.WORD} exists for each. */
    public enum Trouble {
        /** Digits where none belong: it may be a secret that is now on somebody's screen. */
        LOOKS_LIKE_A_PIN,
        /** Two different people are mentioned. */
        TWO_TARGETS,
        /** A name, login or address was typed instead of a mention. */
        TARGET_NOT_MENTION,
        /** Words after the mention that no option introduces. */
        STRAY_WORDS,
        /** An option that does not exist. */
        UNKNOWN_OPTION,
        /** {@code on:} names no configured system, or two. */
        UNKNOWN_SYSTEM;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
