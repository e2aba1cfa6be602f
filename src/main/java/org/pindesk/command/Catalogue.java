package org.pindesk.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pindesk.core.CommandForm;
import org.pindesk.core.CommandForm.Kind;
import org.pindesk.core.CommandForm.Suggestion;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.SaveOption;
import org.pindesk.wording.Texts;

/** Every command that {@link Words} understands, with what it does in both languages: for platforms that list commands. */
public final class Catalogue {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    /** The options of all commands, each with one meaning wherever it stands. */
    private static final Map<String, Kind> OPTIONS = Map.ofEntries(
            Map.entry("target", Kind.PERSON),
            Map.entry("who", Kind.WORDS),
            Map.entry("reason", Kind.WORDS),
            Map.entry("on", Kind.CHOICE),
            Map.entry("where", Kind.CHOICE),
            Map.entry("said", Kind.WORDS),
            Map.entry("mail", Kind.CHOICE),
            Map.entry("via", Kind.CHOICE),
            Map.entry("options", Kind.FLAG),
            Map.entry("code", Kind.WORDS),
            Map.entry("dry-run", Kind.FLAG));

    private final Map<String, String> systems;
    private final List<CommandForm> commands;

    /**
     * @param systems what {@code on:} may name: ids with what people call them, in order
     */
    public Catalogue(Map<String, String> systems) {
        this.systems = new LinkedHashMap<>(systems);
        this.commands = List.of(
                command(
                        "pin",
                        form("pin.reset", "target", "who", "reason", "on", "via", "dry-run"),
                        form("pin.status", "target", "who", "on"),
                        form("pin.unlock", "target", "who", "on", "dry-run")),
                command(
                        "password",
                        form("password.reset", "target", "who", "reason", "on", "mail", "options", "via", "dry-run")),
                form("login-help", "target", "who", "where", "said"),
                command(
                        "helpdesk",
                        form("helpdesk.whois", "target", "who"),
                        form("helpdesk.queue"),
                        form("helpdesk.link", "target", "who", "dry-run"),
                        form("helpdesk.unlink", "target", "who", "reason"),
                        form("helpdesk.approvals"),
                        form("helpdesk.freeze", "target", "who", "reason"),
                        form("helpdesk.unfreeze", "target", "who", "reason"),
                        form("helpdesk.verify", "target", "who", "reason"),
                        form("helpdesk.stop", "reason"),
                        form("helpdesk.resume")),
                form("link", "who", "code"),
                form("unlink"),
                command("pindesk", form("pindesk.help")));
    }

    /** In the order in which help lists them. */
    public List<CommandForm> commands() {
        return commands;
    }

    /** What {@link org.pindesk.port.Inbox#suggest} says; an option means the same in every command. */
    public List<Suggestion> suggest(String option, String typed, Locale language) {
        Texts texts = Texts.in(language);
        String begun = typed.strip().toLowerCase(Locale.ROOT);
        return switch (option) {
            case "on" ->
                matching(
                        systems.entrySet().stream().map(each -> new Suggestion(each.getKey(), each.getValue())), begun);
            case "where" ->
                matching(
                        Arrays.stream(LoginPlace.values())
                                .map(place -> new Suggestion(place.word(), texts.say("place." + place.word()))),
                        begun);
            case "mail" ->
                matching(
                        Arrays.stream(SaveOption.values())
                                .filter(each -> each != SaveOption.KEEP)
                                .map(each -> new Suggestion(each.word(), texts.say("save.option." + each.word()))),
                        begun);
            case "via" -> matching(Stream.of(new Suggestion("manager", texts.say("catalogue.via.manager"))), begun);
            default -> List.of();
        };
    }

    private static List<Suggestion> matching(Stream<Suggestion> all, String begun) {
        return all.filter(each -> each.value().toLowerCase(Locale.ROOT).contains(begun)
                        || each.label().toLowerCase(Locale.ROOT).contains(begun))
                .toList();
    }

    private static CommandForm command(String name, CommandForm... subcommands) {
        return new CommandForm(name, about(name), List.of(subcommands), List.of());
    }

    private static CommandForm form(String path, String... options) {
        return new CommandForm(
                path.substring(path.indexOf('.') + 1),
                about(path),
                List.of(),
                Arrays.stream(options)
                        .map(name -> new CommandForm.Option(
                                name, Objects.requireNonNull(OPTIONS.get(name)), about("option." + name)))
                        .toList());
    }

    private static Map<Locale, String> about(String key) {
        return LANGUAGES.stream()
                .collect(Collectors.toMap(
                        Function.identity(), language -> Texts.in(language).say("catalogue." + key)));
    }
}
