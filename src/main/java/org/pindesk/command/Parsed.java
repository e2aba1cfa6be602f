package org.pindesk.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command as it was understood. But for {@code person} and {@code code} nothing in it is what was typed: only masked words, ids of chat accounts and
 * words of ours.
 *
 * @param name {@code pin.reset}, {@code pindesk.help} or {@code unknown}
 * @param person a mail address, account name or extension as it was typed, null for none: it may be anything,
 *     so it is sealed before it is stored
 * @param args {@code target} (chat id of the mentioned person), {@code reason} (masked words), {@code masked} ({@code yes} when
 *     something of the reason was hidden), {@code on} (id of a configured system, or {@link org.pindesk.core.Leg#DIRECTORY}), {@code via} ({@code manager}),
 *     {@code suggestion} (a command of ours, with
 *     {@code unknown}), {@code dry-run} ({@code yes}), {@code named-by}
 *     ({@code digits} or {@code name}, with a person), {@code where} (a {@link org.pindesk.core.LoginPlace#word()}),
 *     {@code save} (a {@link org.pindesk.core.SaveOption#word()}), {@code options} ({@code yes}: a form is wanted),
 *     {@code said} (masked words), {@code code} (a telephone's error code), and {@code problem} (a {@link Trouble#word()}): with a problem there is nothing else but a suggestion
 * @param code what was typed as a one-time code, null for none; sealed too
 */
public record Parsed(
        String name,
        Map<String, String> args,
        @Nullable String person,
        @Nullable String code) {
    public static final String RESET = "pin.reset";
    public static final String RESET_PASSWORD = "password.reset";
    public static final String STATUS = "pin.status";
    public static final String UNLOCK = "pin.unlock";
    public static final String WHOIS = "helpdesk.whois";
    public static final String STOP = "helpdesk.stop";
    public static final String RESUME = "helpdesk.resume";
    public static final String FREEZE = "helpdesk.freeze";
    public static final String UNFREEZE = "helpdesk.unfreeze";
    public static final String VERIFY = "helpdesk.verify";
    public static final String LOGIN_HELP = "login-help";
    public static final String QUEUE = "helpdesk.queue";
    public static final String LINK = "link";
    public static final String UNLINK = "unlink";
    public static final String VOUCH = "helpdesk.link";
    public static final String UNLINK_OTHER = "helpdesk.unlink";
    public static final String APPROVALS = "helpdesk.approvals";
    public static final String HELP = "pindesk.help";
    public static final String SHORTCUT_RESET = "shortcut.reset-pin";
    public static final String SHORTCUT_NOBODY = "shortcut.nobody";
    /** A direct message in plain words, with {@code topic} where it is clear. */
    public static final String MESSAGE = "message";

    public static final String UNKNOWN = "unknown";

    public Parsed {
        args = Map.copyOf(args);
    }

    Parsed(String name, Map<String, String> args) {
        this(name, args, null, null);
    }

    Parsed(String name, Map<String, String> args, @Nullable String person) {
        this(name, args, person, null);
    }

    /** Without the person and the code as typed. */
    @Override
    public String toString() {
        return name + " " + args + (person == null && code == null ? "" : " ***");
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
        UNKNOWN_SYSTEM,
        /** {@code where:} names no place that we know, or two. */
        UNKNOWN_PLACE,
        /** {@code mail:} names no way to save a password that we know, or two, or stands beside {@code options}. */
        UNKNOWN_MAIL;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
