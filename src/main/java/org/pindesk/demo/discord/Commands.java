package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The slash commands that the bot has registered, in the guild or everywhere. All calls under the simulator's lock. */
final class Commands {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST = 100;
    private static final int CREATED_A_DAY = 200;

    private final Guild guild;
    /** By scope (the guild's id, empty for everywhere), then by id. */
    private final Map<String, Map<String, ObjectNode>> registered = new LinkedHashMap<>();

    private final Deque<Instant> created = new ArrayDeque<>();

    Commands(Guild guild) {
        this.guild = guild;
    }

    /** How many commands were made in the last day. */
    int created() {
        return created.size();
    }

    /** As people find it when they type a slash. */
    Optional<ObjectNode> find(String name) {
        return registered.values().stream()
                .flatMap(all -> all.values().stream())
                .filter(command -> called(command, name))
                .findFirst();
    }

    /** Whether that is its name, in any language. */
    static boolean called(JsonNode named, String name) {
        if (named.path("name").asText().equalsIgnoreCase(name)) {
            return true;
        }
        for (JsonNode other : named.path("name_localizations")) {
            if (other.asText().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** The names that people can type after a slash. */
    List<String> names() {
        return registered.values().stream()
                .flatMap(all -> all.values().stream())
                .map(command -> "/" + command.path("name").asText())
                .toList();
    }

    ArrayNode list(@Nullable String guildId) {
        ArrayNode list = JSON.arrayNode();
        in(guildId).values().forEach(command -> list.add(command.deepCopy()));
        return list;
    }

    ObjectNode get(@Nullable String guildId, String id) {
        ObjectNode command = in(guildId).get(id);
        if (command == null) {
            throw new Refused(404, 10063, "Unknown application command");
        }
        return command;
    }

    /** Puts these in place of all that there were; what keeps its name keeps its id. */
    ArrayNode replaceAll(@Nullable String guildId, JsonNode definitions) {
        if (!definitions.isArray() || definitions.size() > MOST) {
            throw new Refused(400, 50035, "Invalid Form Body");
        }
        Set<String> names = new HashSet<>();
        for (JsonNode definition : definitions) {
            check(definition);
            if (!names.add(definition.path("name").asText())) {
                guild.violation("two commands are called " + definition.path("name"));
                throw new Refused(400, 50035, "Invalid Form Body");
            }
        }
        Map<String, ObjectNode> before = new LinkedHashMap<>(in(guildId));
        in(guildId).clear();
        definitions.forEach(definition -> put(guildId, before, definition));
        return list(guildId);
    }

    ObjectNode create(@Nullable String guildId, JsonNode definition) {
        check(definition);
        return put(guildId, in(guildId), definition);
    }

    private ObjectNode put(@Nullable String guildId, Map<String, ObjectNode> known, JsonNode definition) {
        String id = known.values().stream()
                .filter(command -> command.path("name").equals(definition.path("name")))
                .map(command -> command.path("id").asText())
                .findFirst()
                .orElse("");
        if (id.isEmpty()) {
            countCreated();
            id = guild.id();
        }
        ObjectNode command = definition.deepCopy();
        command.put("id", id);
        stamp(guildId, command);
        in(guildId).put(id, command);
        return command;
    }

    private void stamp(@Nullable String guildId, ObjectNode command) {
        command.put("application_id", Guild.BOT).put("version", guild.id());
        if (guildId != null) {
            command.put("guild_id", guildId);
        }
        if (!command.has("type")) {
            command.put("type", 1);
        }
    }

    private void countCreated() {
        Instant now = guild.clock.instant();
        created.removeIf(when -> Duration.between(when, now).compareTo(Duration.ofDays(1)) >= 0);
        if (created.size() >= CREATED_A_DAY) {
            guild.violation("more than " + CREATED_A_DAY + " commands were made in a day");
            throw new Refused(429, 30034, "Max number of daily application command creates has been reached (200)");
        }
        created.add(now);
    }

    ObjectNode change(@Nullable String guildId, String id, JsonNode changes) {
        ObjectNode changed = get(guildId, id).deepCopy();
        changes.properties().forEach(field -> changed.set(field.getKey(), field.getValue()));
        check(changed);
        stamp(guildId, changed);
        in(guildId).put(id, changed);
        return changed;
    }

    void delete(@Nullable String guildId, String id) {
        get(guildId, id);
        in(guildId).remove(id);
    }

    private void check(JsonNode definition) {
        FormErrors errors = CommandRules.command(definition);
        List<String> places = new ArrayList<>(errors.places());
        if (!places.isEmpty()) {
            guild.violation("command " + definition.path("name").asText() + ": " + places);
        }
        errors.throwIfAny();
    }

    private Map<String, ObjectNode> in(@Nullable String guildId) {
        if (guildId != null && !guildId.equals(Guild.ID)) {
            throw Refused.missingAccess();
        }
        return registered.computeIfAbsent(guildId == null ? "" : guildId, scope -> new LinkedHashMap<>());
    }
}
