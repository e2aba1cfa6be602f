package org.pindesk.demo.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The input blocks of windows: what stands in them ({@code state.values}), and what Slack's own client checks before it sends them. All
 * calls under the simulator's lock.
 */
final class Forms {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** What a line of text takes where the app sets no limit. */
    private static final int MOST_TYPED = 3000;

    private Forms() {}

    /**
     * Gives a view its state. What was filled in before stays where block and element keep their ids, as documented for
     * {@code views.update}.
     */
    static void prepare(ObjectNode view, JsonNode before) {
        ObjectNode values = JSON.objectNode();
        int number = 0;
        for (JsonNode block : view.path("blocks")) {
            number++;
            if (!isInput(block)) {
                continue;
            }
            ObjectNode input = (ObjectNode) block;
            ObjectNode element = (ObjectNode) block.path("element");
            if (!input.has("block_id")) {
                input.put("block_id", "b" + number);
            }
            if (!element.has("action_id")) {
                element.put("action_id", "a" + number);
            }
            String blockId = input.path("block_id").asText();
            String actionId = element.path("action_id").asText();
            JsonNode kept = before.path("values").path(blockId).path(actionId);
            values.putObject(blockId).set(actionId, kept.isObject() ? kept.deepCopy() : empty(element));
        }
        view.putObject("state").set("values", values);
    }

    private static ObjectNode empty(JsonNode element) {
        ObjectNode value = JSON.objectNode();
        value.put("type", element.path("type").asText());
        value.putNull(isPerson(element) ? "selected_user" : isChoice(element) ? "selected_option" : "value");
        return value;
    }

    static boolean isForm(JsonNode view) {
        for (JsonNode block : view.path("blocks")) {
            if (isInput(block)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Fills a field.
     *
     * @param people finds somebody's id by account name
     * @return what the client would say instead; null when it is filled
     */
    static @Nullable String fill(
            ObjectNode view, String label, String words, Function<String, Optional<String>> people) {
        Optional<JsonNode> found = inputs(view).stream()
                .filter(block -> label(block).equalsIgnoreCase(label))
                .findFirst();
        if (found.isEmpty()) {
            return "There is no field \u201c" + label + "\u201d. Fields: "
                    + inputs(view).stream().map(Forms::label).collect(Collectors.joining(", "));
        }
        JsonNode element = found.get().path("element");
        ObjectNode value = value(view, found.get());
        if (words.isEmpty()) {
            value.setAll(empty(element));
            return null;
        }
        if (isPerson(element)) {
            Optional<String> id = people.apply(words.replaceFirst("^@", ""));
            id.ifPresent(known -> value.put("selected_user", known));
            return id.isPresent() ? null : "There is nobody called \u201c" + words + "\u201d.";
        }
        if (isChoice(element)) {
            return choose(element, value, words);
        }
        int most = element.path("max_length").asInt(MOST_TYPED);
        if (words.length() > most) {
            return "That is too long: \u201c" + label(found.get()) + "\u201d takes " + most + " characters.";
        }
        value.put("value", words);
        return null;
    }

    private static @Nullable String choose(JsonNode element, ObjectNode value, String words) {
        for (JsonNode option : element.path("options")) {
            if (option.at("/text/text").asText().equalsIgnoreCase(words)) {
                value.set("selected_option", option.deepCopy());
                return null;
            }
        }
        return "There is no choice \u201c" + words + "\u201d. Choices: " + String.join(", ", options(element));
    }

    /** The labels of fields that must be filled and are not; the client sends nothing before. */
    static List<String> missing(JsonNode view) {
        return inputs(view).stream()
                .filter(block -> !block.path("optional").asBoolean(false) && isEmpty(value(view, block)))
                .map(Forms::label)
                .toList();
    }

    static List<JsonNode> inputs(JsonNode view) {
        List<JsonNode> inputs = new ArrayList<>();
        view.path("blocks").forEach(block -> {
            if (isInput(block)) {
                inputs.add(block);
            }
        });
        return inputs;
    }

    static boolean isInput(JsonNode block) {
        return block.path("type").asText().equals("input");
    }

    static String label(JsonNode block) {
        return block.at("/label/text").asText("");
    }

    /** What can be chosen, empty where words are typed. */
    static List<String> options(JsonNode element) {
        List<String> words = new ArrayList<>();
        element.path("options")
                .forEach(option -> words.add(option.at("/text/text").asText()));
        return words;
    }

    private static boolean isPerson(JsonNode element) {
        return element.path("type").asText().equals("users_select");
    }

    private static boolean isChoice(JsonNode element) {
        return !element.path("type").asText().equals("plain_text_input");
    }

    private static boolean isEmpty(JsonNode value) {
        return value.path("value").asText("").isBlank()
                && value.path("selected_user").asText("").isEmpty()
                && value.path("selected_option").isEmpty();
    }

    private static ObjectNode value(JsonNode view, JsonNode block) {
        return (ObjectNode) view.path("state")
                .path("values")
                .path(block.path("block_id").asText())
                .path(block.at("/element/action_id").asText());
    }
}
