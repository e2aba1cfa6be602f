package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A window that somebody has open: what stands in its fields, and what Discord's own client checks before it sends them. All calls under
 * the simulator's lock.
 */
final class Modal {
    final String id;
    final ObjectNode json;
    /** What was pressed to open it; null when it was a command. */
    final Screens.@Nullable Pressable opener;

    final String channelId;
    /** What stands in the fields, by {@code custom_id}: words, or the value of a choice. */
    private final Map<String, String> values = new LinkedHashMap<>();

    Modal(String id, ObjectNode json, Screens.@Nullable Pressable opener, String channelId) {
        this.id = id;
        this.json = json;
        this.opener = opener;
        this.channelId = channelId;
        for (JsonNode field : fields()) {
            JsonNode input = field.path("component");
            String standing = input.path("value").asText("");
            for (JsonNode option : input.path("options")) {
                if (option.path("default").asBoolean(false)) {
                    standing = option.path("value").asText();
                }
            }
            values.put(input.path("custom_id").asText(), standing);
        }
    }

    static boolean isField(JsonNode part) {
        return part.path("component").isObject();
    }

    static String label(JsonNode part) {
        return part.path("label").asText("");
    }

    /** What can be chosen, empty where words are typed. */
    static List<String> options(JsonNode part) {
        List<String> labels = new ArrayList<>();
        part.path("component")
                .path("options")
                .forEach(option -> labels.add(option.path("label").asText()));
        return labels;
    }

    private List<JsonNode> fields() {
        List<JsonNode> fields = new ArrayList<>();
        json.path("components").forEach(part -> {
            if (isField(part)) {
                fields.add(part);
            }
        });
        return fields;
    }

    /**
     * @return what the client would say instead; null when it is filled
     */
    @Nullable
    String fill(String label, String words) {
        Optional<JsonNode> found = fields().stream()
                .filter(part -> label(part).equalsIgnoreCase(label))
                .findFirst();
        if (found.isEmpty()) {
            return "There is no field \u201c" + label + "\u201d. Fields: "
                    + fields().stream().map(Modal::label).collect(Collectors.joining(", "));
        }
        JsonNode input = found.get().path("component");
        String id = input.path("custom_id").asText();
        if (words.isEmpty() || !input.has("options")) {
            int most = input.path("max_length").asInt(4000);
            if (words.length() > most) {
                return "That is too long: \u201c" + label(found.get()) + "\u201d takes " + most + " characters.";
            }
            values.put(id, words);
            return null;
        }
        for (JsonNode option : input.path("options")) {
            if (option.path("label").asText().equalsIgnoreCase(words)) {
                values.put(id, option.path("value").asText());
                return null;
            }
        }
        return "There is no choice \u201c" + words + "\u201d. Choices: " + String.join(", ", options(found.get()));
    }

    /** What must be filled in and is not, or is too short; the client sends nothing before. */
    List<String> missing() {
        return fields().stream()
                .filter(part -> {
                    JsonNode input = part.path("component");
                    String value = values.getOrDefault(input.path("custom_id").asText(), "");
                    boolean required = input.path("required").asBoolean(true);
                    return value.isBlank()
                            ? required
                            : value.length() < input.path("min_length").asInt(0);
                })
                .map(Modal::label)
                .toList();
    }

    /** What is sent to the bot. */
    ObjectNode submission() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("custom_id", json.path("custom_id").asText());
        ArrayNode components = data.putArray("components");
        for (JsonNode part : json.path("components")) {
            ObjectNode sent = components.addObject();
            sent.put("type", part.path("type").asInt())
                    .put("id", part.path("id").asInt());
            if (isField(part)) {
                JsonNode input = part.path("component");
                String id = input.path("custom_id").asText();
                String value = values.getOrDefault(id, "");
                ObjectNode answer = sent.putObject("component");
                answer.put("type", input.path("type").asInt())
                        .put("id", input.path("id").asInt())
                        .put("custom_id", id);
                if (input.has("options")) {
                    ArrayNode chosen = answer.putArray("values");
                    if (!value.isEmpty()) {
                        chosen.add(value);
                    }
                } else {
                    answer.put("value", value);
                }
            }
        }
        return data;
    }
}
