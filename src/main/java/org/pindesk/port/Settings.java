package org.pindesk.port;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pindesk.core.Secret;

/**
 * The configured keys of one part, for example of one telephone system: {@code text("URL", …)} reads {@code PBX_HQ_URL}. Each part
 * reads its own keys and nobody else needs to know them: a key that nobody reads is reported as unknown. What is missing or wrong is
 * noted, not thrown, so that all of it can be told at once; an empty answer to a needed key means that it has been noted. A key with
 * an empty value counts as absent. Problems never hold the value.
 */
public interface Settings {
    /**
     * What to tell somebody who has to set a key.
     *
     * @param form how the value looks, best by example
     * @param where where to get it
     */
    record Hint(String form, String where) {}

    /** The whole name of a key, for messages: {@code URL} becomes {@code PBX_HQ_URL}. */
    String key(String name);

    /**
     * An optional value.
     *
     * @param reader gives the value its type; throws {@link RuntimeException} when the form is wrong
     */
    <T> Optional<T> find(String name, Hint hint, Function<String, T> reader);

    /** A needed value; empty when it is missing or wrong, which is noted then. */
    <T> Optional<T> need(String name, Hint hint, Function<String, T> reader);

    /**
     * An optional secret, from {@code NAME} or from the file that {@code NAME_FILE} names.
     *
     * @param form whether the clear value looks right
     */
    Optional<Secret> findSecret(String name, Hint hint, Predicate<String> form);

    /** A needed secret; empty when it is missing or wrong, which is noted then. */
    Optional<Secret> needSecret(String name, Hint hint, Predicate<String> form);

    /** Notes what only its part can know, for example that two keys exclude each other. */
    void problem(String name, String what);

    /** Whether nothing was noted so far. */
    boolean sound();

    default Optional<String> text(String name, Hint hint) {
        return need(name, hint, Function.identity());
    }

    default String text(String name, Hint hint, String fallback) {
        return find(name, hint, Function.identity()).orElse(fallback);
    }

    /** One of some words, in any case; the first option is the default. */
    default String choice(String name, String where, String... options) {
        Hint hint = new Hint("one of " + String.join(", ", options), where);
        Optional<String> chosen = find(
                name,
                hint,
                value -> Arrays.stream(options)
                        .filter(value::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
        return chosen.orElse(options[0]);
    }

    default boolean flag(String name, String where, boolean fallback) {
        return find(name, new Hint("true or false", where), value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException();
                })
                .orElse(fallback);
    }

    /** A whole number within bounds, both included. */
    default int number(String name, String where, int least, int most, int fallback) {
        return find(name, new Hint("a number from " + least + " to " + most, where), value -> {
                    int number = Integer.parseInt(value);
                    if (number < least || number > most) {
                        throw new IllegalArgumentException();
                    }
                    return number;
                })
                .orElse(fallback);
    }

    /** A time span such as {@code 500ms}, {@code 10s}, {@code 2m}; above zero, at most {@code most}. */
    default Duration duration(String name, String where, Duration most, Duration fallback) {
        Hint hint = new Hint("a time such as 500ms, 10s or 2m, at most " + most.toSeconds() + "s", where);
        return find(name, hint, value -> {
                    Matcher matcher = Pattern.compile("(\\d{1,6})(ms|s|m)").matcher(value);
                    if (!matcher.matches()) {
                        throw new IllegalArgumentException();
                    }
                    long count = Long.parseLong(matcher.group(1));
                    Duration duration = switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "s" -> Duration.ofSeconds(count);
                        default -> Duration.ofMinutes(count);
                    };
                    if (duration.isZero() || duration.compareTo(most) > 0) {
                        throw new IllegalArgumentException();
                    }
                    return duration;
                })
                .orElse(fallback);
    }

    /** Takes a value apart; blank elements are left out. */
    static List<String> split(String value, String separator) {
        return Arrays.stream(value.split(Pattern.quote(separator)))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
