package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line as the console takes it, put into a command's options as a person would in Discord's own option list: {@code @name} into the
 * option for a person, {@code key:words} into that option, a flag's name into the flag, one bare word into {@code who}. What that list would
 * not take is said in words; nothing is sent then.
 */
final class Typing {
    /** What the client says instead of sending anything. */
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1L;

        Impossible(String words) {
            super(words);
        }
    }

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String WHO = "who";
    /** German words of the same options. */
    private static final Map<String, String> ALIASES = Map.of(
            "grund", "reason",
            "auf", "on",
            "wo", "where",
            "meldung", "said",
            "über", "via",
            "ueber", "via",
            "probe", "dry-run",
            "optionen", "options");

    private static final Set<String> KEYS = Set.of("reason", "on", "where", "said", "via", "mail", "target", WHO);
    private static final Pattern MENTION =
            Pattern.compile("(?<!\\S)(?:@([\\p{L}\\p{N}_.-]+)|<@!?([0-9]{17,20})>)(?=\\s|$)");

    private final Guild guild;
    private final Payloads payloads;
    private final ObjectNode data = JSON.objectNode();
    private final Map<String, JsonNode> wanted = new LinkedHashMap<>();
    private final Map<String, JsonNode> given = new LinkedHashMap<>();
    private ArrayNode into;

    private Typing(Guild guild, Payloads payloads, JsonNode command) {
        this.guild = guild;
        this.payloads = payloads;
        data.put("id", command.path("id").asText())
                .put("name", command.path("name").asText())
                .put("type", 1);
        if (command.has("guild_id")) {
            data.put("guild_id", Guild.ID);
        }
        into = data.putArray("options");
    }

    /**
     * The data of the interaction that the line makes.
     *
     * @throws Impossible when the client would not send it
     */
    static ObjectNode read(Guild guild, Payloads payloads, JsonNode command, String line) throws Impossible {
        Typing typing = new Typing(guild, payloads, command);
        typing.put(typing.below(command, line.strip()));
        return typing.data;
    }

    /** The options that were filled in, where they are: below the command, or below what was chosen of it. */
    static ArrayNode options(ObjectNode data) {
        ArrayNode options = (ArrayNode) data.path("options");
        while (options.size() == 1 && options.get(0).path("type").asInt() <= CommandRules.GROUP) {
            options = (ArrayNode) options.get(0).path("options");
        }
        return options;
    }

    /** Walks down to what was chosen of the command; the rest of the line is for its options. */
    private String below(JsonNode node, String line) throws Impossible {
        JsonNode options = node.path("options");
        if (options.isEmpty() || options.get(0).path("type").asInt() > CommandRules.GROUP) {
            options.forEach(option -> wanted.put(option.path("name").asText(), option));
            return line;
        }
        String[] words = line.split("\\s+", 2);
        for (JsonNode option : options) {
            if (Commands.called(option, words[0])) {
                ObjectNode chosen = into.addObject();
                chosen.put("type", option.path("type").asInt())
                        .put("name", option.path("name").asText());
                into = chosen.putArray("options");
                return below(option, words.length > 1 ? words[1] : "");
            }
        }
        List<String> names = new ArrayList<>();
        options.forEach(option -> names.add(option.path("name").asText()));
        throw new Impossible("/" + data.path("name").asText() + " needs one of: " + String.join(", ", names));
    }

    private void put(String line) throws Impossible {
        String rest = person(line);
        Matcher key = keys().matcher(rest);
        int from = 0;
        String option = null;
        while (key.find()) {
            value(option, rest.substring(from, key.start()));
            option = known(key.group(1));
            from = key.end();
        }
        value(option, rest.substring(from));
        for (Map.Entry<String, JsonNode> each : wanted.entrySet()) {
            if (each.getValue().path("required").asBoolean(false) && !given.containsKey(each.getKey())) {
                throw new Impossible("This option is required: " + each.getKey());
            }
        }
        given.values().forEach(into::add);
    }

    private Pattern keys() {
        List<String> all = new ArrayList<>(KEYS);
        all.addAll(ALIASES.keySet());
        all.addAll(wanted.keySet());
        wanted.values().forEach(option -> option.path("name_localizations").forEach(name -> all.add(name.asText())));
        return Pattern.compile("(?iu)(?<!\\S)("
                + all.stream().distinct().map(Pattern::quote).collect(Collectors.joining("|")) + ") ?:");
    }

    private String known(String typed) throws Impossible {
        for (JsonNode option : wanted.values()) {
            if (Commands.called(option, typed)) {
                return option.path("name").asText();
            }
        }
        String lower = typed.toLowerCase(Locale.ROOT);
        String name = ALIASES.getOrDefault(lower, lower);
        if (!wanted.containsKey(name)) {
            throw new Impossible("There is no option \u201c" + lower + "\u201d here. Options: "
                    + String.join(", ", wanted.keySet()));
        }
        return name;
    }

    /** Takes the first mention out of the line, wherever it stands; whoever picks people picks from a list. */
    private String person(String line) throws Impossible {
        Matcher mention = MENTION.matcher(line);
        Optional<String> option = wanted.entrySet().stream()
                .filter(each -> each.getValue().path("type").asInt() == CommandRules.USER)
                .map(Map.Entry::getKey)
                .findFirst();
        if (!mention.find()) {
            return line;
        }
        String name = mention.group(1) == null ? mention.group(2) : mention.group(1);
        Optional<String> id = guild.users.containsKey(name) ? Optional.of(name) : guild.byAccount(name);
        if (id.isEmpty()) {
            throw new Impossible("Nobody here is called @" + name);
        }
        if (option.isEmpty()) {
            throw new Impossible("There is no option for a person here.");
        }
        give(option.get(), CommandRules.USER, JSON.textNode(id.get()));
        payloads.resolve(data, id.get());
        String rest = line.substring(0, mention.start()) + line.substring(mention.end());
        if (MENTION.matcher(rest).find()) {
            throw new Impossible("Only one person can be chosen.");
        }
        return rest.strip();
    }

    /**
     * @param option null for words outside of any option
     */
    private void value(@Nullable String option, String words) throws Impossible {
        String rest = words.strip();
        if (option == null) {
            free(rest);
            return;
        }
        if (rest.startsWith("\"") && rest.indexOf('"', 1) > 0) {
            int end = rest.indexOf('"', 1);
            take(option, rest.substring(1, end));
            free(rest.substring(end + 1).strip());
            return;
        }
        JsonNode wants = wanted.get(option);
        boolean choice = wants != null
                && (wants.path("autocomplete").asBoolean(false)
                        || wants.path("choices").size() > 0);
        // what is chosen from a list ends before a flag; a reason's words may be anything
        for (String flag = choice ? lastFlag(rest) : null; flag != null; flag = lastFlag(rest)) {
            free(flag);
            rest = rest.substring(0, rest.length() - flag.length()).strip();
        }
        take(option, rest);
    }

    private @Nullable String lastFlag(String words) {
        String last = words.substring(words.lastIndexOf(' ') + 1);
        return flag(last).isPresent() ? last : null;
    }

    private Optional<String> flag(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String name = ALIASES.getOrDefault(lower, lower);
        return wanted.entrySet().stream()
                .filter(each -> each.getValue().path("type").asInt() == CommandRules.BOOLEAN
                        && (each.getKey().equals(name) || Commands.called(each.getValue(), word)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void free(String words) throws Impossible {
        for (String word : words.isEmpty() ? new String[0] : words.split("\\s+")) {
            Optional<String> flag = flag(word);
            if (flag.isPresent()) {
                give(flag.get(), CommandRules.BOOLEAN, JSON.booleanNode(true));
            } else if (wanted.containsKey(WHO) && !given.containsKey(WHO)) {
                take(WHO, word);
            } else {
                throw new Impossible("There is no option for these words: " + word + ". Options: "
                        + String.join(", ", wanted.keySet()));
            }
        }
    }

    private void take(String name, String words) throws Impossible {
        JsonNode option = wanted.get(name);
        if (option == null || words.isEmpty()) {
            throw new Impossible("The option \u201c" + name + "\u201d is empty.");
        }
        int type = option.path("type").asInt();
        if (type == CommandRules.BOOLEAN) {
            give(name, type, JSON.booleanNode(!Set.of("false", "no", "nein").contains(words)));
        } else if (type != CommandRules.STRING) {
            throw new Impossible("The option \u201c" + name + "\u201d is not for words.");
        } else if (words.length() > option.path("max_length").asInt(6000)) {
            throw new Impossible("The option \u201c" + name + "\u201d takes "
                    + option.path("max_length").asInt() + " characters.");
        } else if (!option.path("choices").isEmpty()) {
            give(
                    name,
                    type,
                    choice(option.path("choices"), words)
                            .orElseThrow(
                                    () -> new Impossible("\u201c" + words + "\u201d is no choice of " + name + ".")));
        } else {
            give(name, type, JSON.textNode(words));
        }
    }

    /** What the words choose, by label or by value. */
    static Optional<JsonNode> choice(JsonNode choices, String words) {
        for (JsonNode choice : choices) {
            if (choice.path("name").asText().equalsIgnoreCase(words)
                    || choice.path("value").asText().equalsIgnoreCase(words)) {
                return Optional.of(choice.path("value"));
            }
        }
        return Optional.empty();
    }

    private void give(String name, int type, JsonNode value) throws Impossible {
        ObjectNode option = JSON.objectNode();
        option.put("type", type).put("name", name).set("value", value);
        if (given.putIfAbsent(name, option) != null) {
            throw new Impossible("The option \u201c" + name + "\u201d is given twice.");
        }
    }

    /** Whether the command suggests values for this option while it is typed. */
    static boolean completes(JsonNode command, ObjectNode data, String option) {
        JsonNode node = command;
        JsonNode chosen = data.path("options");
        while (chosen.size() == 1 && chosen.get(0).path("type").asInt() <= CommandRules.GROUP) {
            node = find(node.path("options"), chosen.get(0).path("name").asText());
            chosen = chosen.get(0).path("options");
        }
        return find(node.path("options"), option).path("autocomplete").asBoolean(false);
    }

    private static JsonNode find(JsonNode options, String name) {
        for (JsonNode option : options) {
            if (option.path("name").asText().equals(name)) {
                return option;
            }
        }
        return JSON.objectNode();
    }
}
