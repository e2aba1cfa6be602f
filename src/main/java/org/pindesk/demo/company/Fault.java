package org.pindesk.demo.company;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A way in which a simulated system misbehaves, until the next one replaces it.
 *
 * @param delay for {@link Kind#SLOW}
 * @param percent for {@link Kind#THROTTLE}: how many of a hundred calls are turned away
 */
public record Fault(Kind kind, Duration delay, int percent) {
    /** The kinds of {@code world SYSTEM FAULT}. */
    public enum Kind {
        UP,
        /** Connections are refused. */
        DOWN,
        /** Connections are taken, requests read, nothing ever answered. */
        HANG,
        SLOW,
        THROTTLE,
        /** Every new secret is refused as trivial. */
        REFUSE_TRIVIAL,
        /** Writes happen, then the connection is dropped without an answer. */
        DROP_AFTER_WRITE,
        /** Writes are answered with yes and do not happen. */
        LIE,
        /** The bot's service password is no longer taken. */
        WRONG_PASSWORD
    }

    public static final Fault UP = new Fault(Kind.UP, Duration.ZERO, 0);

    public boolean is(Kind which) {
        return kind == which;
    }

    /** Reads what stands after {@code world SYSTEM}: {@code slow 3s}, {@code refuse trivial}; empty when it is none of the faults. */
    public static Optional<Fault> parse(String words) {
        String[] word = words.trim().toLowerCase(Locale.ROOT).split("\\s+");
        String first = word[0];
        String second = word.length > 1 ? word[1] : "";
        if (word.length > 2) {
            return Optional.empty();
        }
        switch (first) {
            case "slow":
                return second.matches("\\d{1,3}s")
                        ? Optional.of(
                                new Fault(Kind.SLOW, Duration.ofSeconds(Long.parseLong(second.replace("s", ""))), 0))
                        : Optional.empty();
            case "throttle":
                return second.matches("\\d{1,3}%") && Integer.parseInt(second.replace("%", "")) <= 100
                        ? Optional.of(
                                new Fault(Kind.THROTTLE, Duration.ZERO, Integer.parseInt(second.replace("%", ""))))
                        : Optional.empty();
            case "refuse":
                return second.equals("trivial")
                        ? Optional.of(new Fault(Kind.REFUSE_TRIVIAL, Duration.ZERO, 0))
                        : Optional.empty();
            case "up":
            case "down":
            case "hang":
            case "drop-after-write":
            case "lie":
            case "wrong-password":
                return second.isEmpty()
                        ? Optional.of(new Fault(
                                Kind.valueOf(first.toUpperCase(Locale.ROOT).replace('-', '_')), Duration.ZERO, 0))
                        : Optional.empty();
            default:
                return Optional.empty();
        }
    }
}
