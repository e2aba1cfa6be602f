package org.pindesk.demo.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads of a message or window: its words, its buttons, the labels of its fields, and the marks that the bot leaves in
 * {@code block_id}s. A field's choices and hint are words too.
 */
record Content(
        String text,
        List<Button> buttons,
        List<String> fields,
        @Nullable String outcome,
        @Nullable String secret) {
    /** A button of the blocks. */
    record Button(String label, String actionId, String blockId, String value) {}

    static Content plain(String text) {
        return new Content(text, List.of(), List.of(), null, null);
    }

    /** A message: its blocks, or its fallback text where it has none. */
    static Content ofMessage(JsonNode message, Reader reader) {
        return message.path("blocks").isEmpty()
                ? plain(readable(message.path("text").asText("")))
                : read("", message.path("blocks"), reader);
    }

    static Content ofView(JsonNode view, Reader reader) {
        return read(view.path("title").path("text").asText(""), view.path("blocks"), reader);
    }

    private static Content read(String title, JsonNode blocks, Reader reader) {
        List<String> lines = new ArrayList<>();
        List<Button> buttons = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        String outcome = null;
        String secret = null;
        if (!title.isEmpty()) {
            lines.add(title);
        }
        for (JsonNode block : blocks) {
            String id = block.path("block_id").asText("");
            if (block.has("text")) {
                lines.add(text(block.path("text")));
            }
            if (Forms.isInput(block)) {
                fields.add(Forms.label(block));
                field(block, lines);
            }
            for (JsonNode element : block.path("elements")) {
                if (element.path("type").asText().equals("button")) {
                    buttons.add(new Button(
                            text(element.path("text")),
                            element.path("action_id").asText(),
                            id,
                            element.path("value").asText("")));
                } else if (element.path("type").asText().equals("rich_text_section")) {
                    lines.add(section(element, reader));
                } else {
                    lines.add(text(element));
                }
            }
            if (id.startsWith("outcome:")) {
                outcome = id.split(":")[1];
            } else if (id.startsWith("secret:")) {
                // the caption stands before it: "Your new PIN: 481 516"
                secret = text(block.path("text")).replaceFirst("^.*?:", "").replace(" ", "");
            }
        }
        return new Content(String.join("\n", lines), buttons, fields, outcome, secret);
    }

    private static String section(JsonNode section, Reader reader) {
        StringBuilder words = new StringBuilder();
        for (JsonNode element : section.path("elements")) {
            words.append(
                    element.path("type").asText().equals("date")
                            ? reader.shows(element)
                            : element.path("text").asText());
        }
        return words.toString();
    }

    private static void field(JsonNode block, List<String> lines) {
        List<String> options = Forms.options(block.path("element"));
        if (!options.isEmpty()) {
            lines.add(Forms.label(block) + ": " + String.join(" | ", options));
        }
        if (block.has("hint")) {
            lines.add(text(block.path("hint")));
        }
    }

    private static String text(JsonNode object) {
        String text = object.path("text").asText("");
        return object.path("type").asText().equals("mrkdwn") ? readable(text) : text;
    }

    private static String readable(String escaped) {
        return escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
