package org.pindesk.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.command.Parsed.Trouble;
import org.pindesk.core.EditDistance;
import org.pindesk.core.Leg;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.SaveOption;

/**
 * Understands what people type after a slash command, and keeps of it only what is safe to store.
 *
 * <pre>
 * /pin reset|status|unlock [who] [reason:free words] [on:system] [dry-run]     German: zurücksetzen, entsperren, grund:, auf:, probe
 * /password reset [who] [reason:free words] [on:system|windows] [mail:new-account|new-password|none] [dry-run]
 * /password reset who options [reason:free words] [on:system|windows]      German: optionen, mail:neues-konto, neues-passwort, ohne
 * both resets with who: [via:manager]                                       German: über:leitung
 * /helpdesk whois who | stop | resume                                        German: werist, stopp, weiter
 * /helpdesk verify [who] [reason:free words]                                German: prüfen
 * /helpdesk queue                                                           German: warteschlange
 * /helpdesk link @account who:login | unlink who                            German: verknüpfen, wer:, trennen
 * /link [who:login or mail] [code:digits] | /unlink                          German: wer:
 * /helpdesk approvals                                                       German: freigaben
 * /login-help [who] [where:place] [said:free words]                         German: wo:, meldung:
 * /pindesk help                                                             German: hilfe
 * </pre>
 *
 * Options stand in any order. A mention counts wherever it stands, also among the words of a reason: taking a request that names
 * somebody for one about oneself would reset the wrong telephone. Nothing typed is ever echoed: a suggestion is one of our own words.
 */
public final class Words {
    /** What can be said after each command, English and German. */
    private static final Map<String, Map<String, String>> VERBS = Map.of(
            "pin",
            Map.of(
                    "reset", Parsed.RESET,
                    "zurücksetzen", Parsed.RESET,
                    "zuruecksetzen", Parsed.RESET,
                    "status", Parsed.STATUS,
                    "unlock", Parsed.UNLOCK,
                    "entsperren", Parsed.UNLOCK,
                    "help", Parsed.HELP,
                    "hilfe", Parsed.HELP),
            "password",
            Map.of(
                    "reset", Parsed.RESET_PASSWORD,
                    "zurücksetzen", Parsed.RESET_PASSWORD,
                    "zuruecksetzen", Parsed.RESET_PASSWORD,
                    "help", Parsed.HELP,
                    "hilfe", Parsed.HELP),
            "helpdesk",
            Map.ofEntries(
                    Map.entry("whois", Parsed.WHOIS),
                    Map.entry("werist", Parsed.WHOIS),
                    Map.entry("stop", Parsed.STOP),
                    Map.entry("stopp", Parsed.STOP),
                    Map.entry("resume", Parsed.RESUME),
                    Map.entry("weiter", Parsed.RESUME),
                    Map.entry("link", Parsed.VOUCH),
                    Map.entry("verknüpfen", Parsed.VOUCH),
                    Map.entry("verknuepfen", Parsed.VOUCH),
                    Map.entry("unlink", Parsed.UNLINK_OTHER),
                    Map.entry("trennen", Parsed.UNLINK_OTHER),
                    Map.entry("approvals", Parsed.APPROVALS),
                    Map.entry("freigaben", Parsed.APPROVALS),
                    Map.entry("queue", Parsed.QUEUE),
                    Map.entry("warteschlange", Parsed.QUEUE),
                    Map.entry("help", Parsed.HELP),
                    Map.entry("hilfe", Parsed.HELP),
                    Map.entry("freeze", Parsed.FREEZE),
                    Map.entry("einfrieren", Parsed.FREEZE),
                    Map.entry("unfreeze", Parsed.UNFREEZE),
                    Map.entry("auftauen", Parsed.UNFREEZE),
                    Map.entry("verify", Parsed.VERIFY),
                    Map.entry("prüfen", Parsed.VERIFY),
                    Map.entry("pruefen", Parsed.VERIFY)),
            "pindesk",
            Map.of("help", Parsed.HELP, "hilfe", Parsed.HELP));

    /** Commands that are about a person. */
    private static final Set<String> ABOUT_SOMEBODY = Set.of(
            Parsed.RESET,
            Parsed.RESET_PASSWORD,
            Parsed.STATUS,
            Parsed.UNLOCK,
            Parsed.WHOIS,
            Parsed.FREEZE,
            Parsed.UNFREEZE,
            Parsed.VERIFY,
            Parsed.VOUCH,
            Parsed.UNLINK_OTHER,
            Parsed.LOGIN_HELP);

    /** What {@code on:} may name beside the systems, where a password is meant. */
    private static final Set<String> DIRECTORY = Set.of("windows", Leg.DIRECTORY);

    /** Who can be named as handing a secret over. */
    private static final Set<String> MANAGER = Set.of("manager", "leitung");

    /** How somebody is written without a mention: a mail address, an account name, or an extension of two to five digits. */
    private static final Pattern TYPED_PERSON = Pattern.compile(
            "@?[\\p{L}\\p{N}._+-]{1,64}@[A-Za-z0-9.-]{3,100}|@?\\p{L}[\\p{L}\\p{N}._-]{1,31}|[0-9]{2,5}");

    /** What {@code mail:} may say, English and German. */
    private static final Map<String, SaveOption> MAILS = Map.of(
            "new-account", SaveOption.NEW_ACCOUNT,
            "neues-konto", SaveOption.NEW_ACCOUNT,
            "new-password", SaveOption.NEW_PASSWORD,
            "neues-passwort", SaveOption.NEW_PASSWORD,
            "none", SaveOption.NONE,
            "ohne", SaveOption.NONE);

    private static final Set<String> OPTIONS = Set.of("options", "optionen");

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
        return LinkWords.knows(command) ? LinkWords.parse(command, text) : parse(command, Sections.of(text));
    }

    /**
     * The same where the platform has told the options apart.
     *
     * @param options by name, as {@link org.pindesk.port.Inbox#options} takes them
     */
    public Parsed parse(String command, Map<String, String> options) {
        return LinkWords.knows(command) ? LinkWords.parse(command, options) : parse(command, Sections.of(options));
    }

    private Parsed parse(String command, Sections typed) {
        if (command.equals(Parsed.LOGIN_HELP)) {
            return loginHelp(typed);
        }
        Map<String, String> verbs = VERBS.get(command);
        if (verbs == null) {
            return Parsed.of(Parsed.UNKNOWN);
        }
        List<String> free = typed.free();
        boolean nothing = free.isEmpty()
                && typed.mentions().isEmpty()
                && typed.reasons().isEmpty()
                && typed.ways().isEmpty()
                && typed.systems().isEmpty();
        String name = free.isEmpty() ? null : verbs.get(bare(free.get(0)));
        if (nothing || Parsed.HELP.equals(name)) {
            return Parsed.of(Parsed.HELP);
        }
        boolean mails = typed.mails().isEmpty() || Parsed.RESET_PASSWORD.equals(name);
        if (name != null && mails && typed.places().isEmpty() && typed.said().isEmpty()) {
            return act(name, typed, free.subList(1, free.size()));
        }
        if (name != null) {
            List<String> stray = new ArrayList<>(free);
            stray.addAll(typed.places());
            stray.addAll(typed.said());
            stray.addAll(typed.mails());
            return Parsed.troubled(name, anyLooksLikeAPin(stray) ? Trouble.LOOKS_LIKE_A_PIN : Trouble.UNKNOWN_OPTION);
        }
        if (anyLooksLikeAPin(free)) {
            return Parsed.troubled(Parsed.UNKNOWN, Trouble.LOOKS_LIKE_A_PIN);
        }
        String nearest = command.equals("password") ? "/password reset" : "/pin reset";
        return unknown(free.isEmpty() ? nearest : suggestion(command, free.get(0)));
    }

    /** No verb: whom it is about and where they tried, in any order; a place may stand without {@code where:}. */
    private Parsed loginHelp(Sections typed) {
        if (!typed.mails().isEmpty()) {
            boolean pin = anyLooksLikeAPin(typed.mails());
            return Parsed.troubled(Parsed.LOGIN_HELP, pin ? Trouble.LOOKS_LIKE_A_PIN : Trouble.UNKNOWN_OPTION);
        }
        List<String> rest = new ArrayList<>(typed.free());
        if (rest.size() == 1 && Set.of("help", "hilfe").contains(bare(rest.get(0)))) {
            return Parsed.of(Parsed.HELP);
        }
        List<String> places = new ArrayList<>(typed.places());
        for (int i = 0; i < rest.size() && places.isEmpty(); i++) {
            boolean two = i + 1 < rest.size()
                    && Places.of(rest.get(i) + "-" + rest.get(i + 1)).isPresent();
            String word = two ? rest.get(i) + "-" + rest.get(i + 1) : rest.get(i);
            if (Places.of(word).isPresent()) {
                places.add(word);
                rest.subList(i, two ? i + 2 : i + 1).clear();
            }
        }
        Parsed parsed = act(Parsed.LOGIN_HELP, typed, rest);
        if (parsed.args().containsKey("problem")) {
            return parsed;
        }
        Set<LoginPlace> known =
                places.stream().flatMap(each -> Places.of(each).stream()).collect(Collectors.toSet());
        boolean strange = places.stream().anyMatch(each -> Places.of(each).isEmpty());
        if (known.size() > 1 || strange) {
            boolean pin = anyLooksLikeAPin(places);
            return Parsed.troubled(Parsed.LOGIN_HELP, pin ? Trouble.LOOKS_LIKE_A_PIN : Trouble.UNKNOWN_PLACE);
        }
        Map<String, String> args = new LinkedHashMap<>(parsed.args());
        known.forEach(place -> args.put(Fields.WHERE, place.word()));
        Fields.said(String.join(" ", typed.said()), args);
        return new Parsed(Parsed.LOGIN_HELP, args, parsed.person());
    }

    private Parsed act(String name, Sections typed, List<String> rest) {
        Map<String, String> args = new LinkedHashMap<>();
        List<String> stray = new ArrayList<>();
        for (String word : rest) {
            if (isDryRun(word)) {
                args.put("dry-run", "yes");
            } else if (name.equals(Parsed.RESET_PASSWORD) && OPTIONS.contains(word.toLowerCase(Locale.ROOT))) {
                args.put("options", "yes");
            } else {
                stray.add(word);
            }
        }
        String person = null;
        if (ABOUT_SOMEBODY.contains(name)
                && (typed.mentions().isEmpty() || name.equals(Parsed.VOUCH))
                && stray.size() == 1
                && TYPED_PERSON.matcher(stray.get(0)).matches()) {
            person = stray.remove(0).replaceFirst("^@", "");
            args.put("named-by", person.chars().allMatch(Character::isDigit) ? "digits" : "name");
        }
        boolean directory =
                name.equals(Parsed.RESET_PASSWORD) && named(typed).stream().allMatch(DIRECTORY::contains);
        boolean another = person != null || !typed.mentions().isEmpty();
        boolean handed = another
                && (name.equals(Parsed.RESET) || name.equals(Parsed.RESET_PASSWORD))
                && typed.ways().stream().allMatch(way -> MANAGER.contains(bare(way)));
        if (!handed) {
            // an option that is not for this
            typed.ways().forEach(way -> stray.add(anyLooksLikeAPin(List.of(way)) ? way : "via:" + way));
        } else if (!typed.ways().isEmpty()) {
            args.put("via", "manager");
        }
        Optional<Trouble> trouble = trouble(typed, stray, person != null, directory)
                .or(() -> aboutMails(typed, args.containsKey("options"), args.containsKey("named-by")));
        if (trouble.isPresent()) {
            return Parsed.troubled(name, trouble.get());
        }
        typed.mails().forEach(word -> args.put("save", mail(word).word()));
        typed.mentions().forEach(id -> args.put("target", id));
        named(typed).forEach(system -> args.put("on", directory ? Leg.DIRECTORY : system));
        Masking.Masked reason = Masking.words(String.join(" ", typed.reasons()));
        if (!reason.text().isEmpty()) {
            args.put("reason", reason.text());
        }
        if (reason.masked()) {
            args.put("masked", "yes");
        }
        return new Parsed(name, args, person);
    }

    /**
     * @param directory whether all that {@code on:} names is the directory, which is right here
     */
    private Optional<Trouble> trouble(Sections typed, List<String> stray, boolean named, boolean directory) {
        boolean unknownSystem = !directory && namesUnknownSystem(typed);
        Set<Trouble> all = new LinkedHashSet<>();
        if (anyLooksLikeAPin(stray) || unknownSystem && anyLooksLikeAPin(typed.systems())) {
            all.add(Trouble.LOOKS_LIKE_A_PIN);
        }
        if (typed.mentions().size() > 1) {
            all.add(Trouble.TWO_TARGETS);
        }
        if (typed.mentions().isEmpty() && !named && typed.namesSomebody()) {
            all.add(Trouble.TARGET_NOT_MENTION);
        }
        if (!stray.isEmpty()) {
            all.add(aboutStrayWords(typed, stray));
        }
        if (unknownSystem) {
            all.add(Trouble.UNKNOWN_SYSTEM);
        }
        return all.stream().min(Enum::compareTo);
    }

    /** How a password is saved is the helpdesk's choice, and one choice. */
    private static Optional<Trouble> aboutMails(Sections typed, boolean options, boolean named) {
        Set<String> words = typed.mails().stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (words.isEmpty() && !options) {
            return Optional.empty();
        }
        if (anyLooksLikeAPin(typed.mails())) {
            return Optional.of(Trouble.LOOKS_LIKE_A_PIN);
        }
        if (words.size() + (options ? 1 : 0) > 1 || !MAILS.keySet().containsAll(words)) {
            return Optional.of(Trouble.UNKNOWN_MAIL);
        }
        return typed.mentions().isEmpty() && !named ? Optional.of(Trouble.TARGET_NOT_MENTION) : Optional.empty();
    }

    private static SaveOption mail(String word) {
        return MAILS.getOrDefault(word.toLowerCase(Locale.ROOT), SaveOption.NONE);
    }

    private static Trouble aboutStrayWords(Sections typed, List<String> stray) {
        if (stray.stream().anyMatch(word -> word.startsWith("-") || word.indexOf(':') > 0)) {
            return Trouble.UNKNOWN_OPTION;
        }
        return typed.mentions().isEmpty() ? Trouble.TARGET_NOT_MENTION : Trouble.STRAY_WORDS;
    }

    private static boolean isDryRun(String word) {
        return word.equalsIgnoreCase("dry-run") || word.equalsIgnoreCase("probe");
    }

    private static Set<String> named(Sections typed) {
        return typed.systems().stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private boolean namesUnknownSystem(Sections typed) {
        Set<String> named = named(typed);
        return named.size() > 1 || !systems.containsAll(named);
    }

    /** Digits without a letter, in whatever dress: 4711, 47-11, (4711). */
    private static boolean anyLooksLikeAPin(List<String> words) {
        return words.stream()
                .anyMatch(word -> word.codePoints().anyMatch(Character::isDigit)
                        && word.codePoints().noneMatch(Character::isLetter));
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
        Map<String, String> verbs = VERBS.getOrDefault(command, Map.of());
        return verbs.keySet().stream()
                .filter(verb -> EditDistance.of(word, verb) <= (verb.length() < 5 ? 1 : 2))
                .min(java.util.Comparator.<String>comparingInt(verb -> EditDistance.of(word, verb))
                        .thenComparing(java.util.Comparator.naturalOrder()))
                .map(verb -> "/" + (Parsed.HELP.equals(verbs.get(verb)) ? "pindesk" : command) + " " + verb)
                .orElse(null);
    }

    private static String bare(String typed) {
        return typed.replaceAll("^[\"'/]+|[\"'.,;!?]+$", "").toLowerCase(Locale.ROOT);
    }
}
