package org.pindesk.command;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.command.Parsed.Trouble;

/**
 * Understands what people type after a slash command, and keeps of it only what is safe to store.
 *
 * <pre>
 * /pin reset [&lt;@ID&gt;] [reason:free words] [on:system]     German: zurücksetzen, grund:, auf:
 * /pindesk help                                         German: hilfe
 * </pre>
 *
 * Options stand in any order. A mention counts wherever it stands, also among the words of a reason: taking a request that names
 * somebody for one about oneself would reset the wrong telephone. Nothing typed is ever echoed: a suggestion is one of our own words.
 */
public final class Words {
    private static final Map<String, String> VERBS = Map.of(
            "reset", Parsed.RESET,
            "zurücksetzen", Parsed.RESET,
            "zuruecksetzen", Parsed.RESET,
            "help", Parsed.HELP,
            "hilfe", Parsed.HELP);

    private static final int LONGEST_TYPO = 20;

    private final Set<String> systems;

    /**
     * @param systems ids that {@code on:} may name
     */
    public Words(Set<String> systems) {
        this.systems = systems.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param command the command's name without the slash
     * @param text what was typed after it; mentions as {@code <@ID>}
     */
    public Parsed parse(String command, String text) {
        Sections typed = Sections.of(text);
        return switch (command) {
            case "pin" -> pin(typed);
            case "pindesk" -> pindesk(typed);
            default -> Parsed.of(Parsed.UNKNOWN);
        };
    }

    private Parsed pin(Sections typed) {
        List<String> free = typed.free();
        boolean nothing = free.isEmpty()
                && typed.mentions().isEmpty()
                && typed.reasons().isEmpty()
                && typed.systems().isEmpty();
        String verb = free.isEmpty() ? null : verb(free.get(0));
        if (nothing || Parsed.HELP.equals(verb)) {
            return Parsed.of(Parsed.HELP);
        }
        if (Parsed.RESET.equals(verb)) {
            return reset(typed, free.subList(1, free.size()));
        }
        if (anyLooksLikeAPin(free)) {
            return Parsed.troubled(Parsed.UNKNOWN, Trouble.LOOKS_LIKE_A_PIN);
        }
        return unknown(free.isEmpty() ? "/pin reset" : suggestion("pin", free.get(0)));
    }

    private Parsed pindesk(Sections typed) {
        List<String> free = typed.free();
        if (free.isEmpty() || Parsed.HELP.equals(verb(free.get(0)))) {
            return Parsed.of(Parsed.HELP);
        }
        if (anyLooksLikeAPin(free)) {
            return Parsed.troubled(Parsed.UNKNOWN, Trouble.LOOKS_LIKE_A_PIN);
        }
        return unknown(suggestion("pindesk", free.get(0)));
    }

    private Parsed reset(Sections typed, List<String> stray) {
        Optional<Trouble> trouble = trouble(typed, stray);
        if (trouble.isPresent()) {
            return Parsed.troubled(Parsed.RESET, trouble.get());
        }
        Map<String, String> args = new LinkedHashMap<>();
        typed.mentions().forEach(id -> args.put("target", id));
        typed.systems().forEach(system -> args.put("on", system.toLowerCase(Locale.ROOT)));
        Masking.Masked reason = Masking.words(String.join(" ", typed.reasons()));
        if (!reason.text().isEmpty()) {
            args.put("reason", reason.text());
        }
        if (reason.masked()) {
            args.put("masked", "yes");
        }
        return new Parsed(Parsed.RESET, args);
    }

    private Optional<Trouble> trouble(Sections typed, List<String> stray) {
        Set<Trouble> all = new LinkedHashSet<>();
        if (anyLooksLikeAPin(stray) || namesUnknownSystem(typed.systems()) && anyLooksLikeAPin(typed.systems())) {
            all.add(Trouble.LOOKS_LIKE_A_PIN);
        }
        if (typed.mentions().size() > 1) {
            all.add(Trouble.TWO_TARGETS);
        }
        if (typed.mentions().isEmpty() && typed.namesSomebody()) {
            all.add(Trouble.TARGET_NOT_MENTION);
        }
        if (!stray.isEmpty()) {
            all.add(aboutStrayWords(typed, stray));
        }
        if (namesUnknownSystem(typed.systems())) {
            all.add(Trouble.UNKNOWN_SYSTEM);
        }
        return all.stream().min(Enum::compareTo);
    }

    private static Trouble aboutStrayWords(Sections typed, List<String> stray) {
        if (stray.stream().anyMatch(word -> word.startsWith("-") || word.indexOf(':') > 0 || isDryRun(word))) {
            return Trouble.UNKNOWN_OPTION;
        }
        return typed.mentions().isEmpty() ? Trouble.TARGET_NOT_MENTION : Trouble.STRAY_WORDS;
    }

    /** Announced for later: it must not be read as a name, and never be passed over. */
    private static boolean isDryRun(String word) {
        return word.equalsIgnoreCase("dry-run");
    }

    private boolean namesUnknownSystem(List<String> named) {
        Set<String> lower =
                named.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return lower.size() > 1 || !systems.containsAll(lower);
    }

    /** Digits without a letter, in whatever dress: 4711, 47-11, (4711). */
    private static boolean anyLooksLikeAPin(List<String> words) {
        return words.stream()
                .anyMatch(word -> word.codePoints().anyMatch(Character::isDigit)
                        && word.codePoints().noneMatch(Character::isLetter));
    }

    private static @Nullable String verb(String typed) {
        return VERBS.get(bare(typed));
    }

    private static Parsed unknown(@Nullable String suggestion) {
        return suggestion == null
                ? Parsed.of(Parsed.UNKNOWN)
                : new Parsed(Parsed.UNKNOWN, Map.of("suggestion", suggestion));
    }

    /** The nearest of our own words, when the typed one is a slip of it. */
    private static @Nullable String suggestion(String command, String typed) {
        String word = bare(typed);
        if (word.length() > LONGEST_TYPO) {
            return null;
        }
        return VERBS.keySet().stream()
                .filter(verb -> !(command.equals("pindesk") && Parsed.RESET.equals(VERBS.get(verb))))
                .filter(verb -> EditDistance.of(word, verb) <= (verb.length() < 5 ? 1 : 2))
                .min(java.util.Comparator.<String>comparingInt(verb -> EditDistance.of(word, verb))
                        .thenComparing(java.util.Comparator.naturalOrder()))
                .map(verb -> "/" + (Parsed.HELP.equals(VERBS.get(verb)) ? "pindesk" : command) + " " + verb)
                .orElse(null);
    }

    private static String bare(String typed) {
        return typed.replaceAll("^[\"'/]+|[\"'.,;!?]+$", "").toLowerCase(Locale.ROOT);
    }
}
