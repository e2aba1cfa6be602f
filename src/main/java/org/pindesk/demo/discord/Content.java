package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.discord.Screens.Pressable.Role;

/**
 * What a person reads of a message or window: its words, its buttons, the labels of its fields. The outcome is the colour of an embed, one
 * for each. A secret ends a line of an ephemeral message, behind the caption that names it ("Your new PIN: **481 516**").
 */
record Content(
        String text,
        List<Button> buttons,
        List<String> fields,
        @Nullable String outcome,
        @Nullable String secret) {
    /** A button; {@code customId} is empty for the client's own. */
    record Button(String label, Role role, String customId) {}

    /** What the colours of embeds stand for: a line of the bot's own style, so that machines can read it too. */
    static final Map<Integer, String> OUTCOMES =
            Map.of(0x2E7D32, "applied", 0xC62828, "refused", 0xEF6C00, "unreachable", 0x6A1B9A, "unknown");

    /** Digits in bold, or anything else as code. */
    private static final Pattern SECRET = Pattern.compile(
            "(?mi)^.*(?:PIN|password|passwort|kennwort)[^:\\n]*: (?:`([^`\\n]+)`|\\*\\*([0-9 ]+)\\*\\*)$");

    /**
     * @param reader how this person reads marked-up words
     */
    static Content ofMessage(JsonNode message, boolean ephemeral, UnaryOperator<String> reader) {
        List<String> raw = new ArrayList<>();
        add(raw, message.path("content"));
        String outcome = null;
        for (JsonNode embed : message.path("embeds")) {
            add(raw, embed.at("/author/name"));
            add(raw, embed.path("title"));
            add(raw, embed.path("description"));
            for (JsonNode field : embed.path("fields")) {
                add(raw, field.path("name"));
                add(raw, field.path("value"));
            }
            add(raw, embed.at("/footer/text"));
            if (embed.has("color") && OUTCOMES.containsKey(embed.path("color").asInt())) {
                outcome = OUTCOMES.get(embed.path("color").asInt());
            }
        }
        List<Button> buttons = new ArrayList<>();
        for (JsonNode row : message.path("components")) {
            for (JsonNode part : row.path("components")) {
                if (part.path("type").asInt() == 2 && !part.path("disabled").asBoolean(false)) {
                    boolean link = part.path("style").asInt() == 5;
                    buttons.add(new Button(
                            part.path("label").asText(),
                            link ? Role.LINK : Role.ACTION,
                            part.path("custom_id").asText("")));
                }
            }
        }
        String secret = null;
        for (String part : raw) {
            Matcher found = SECRET.matcher(part);
            if (ephemeral && found.find()) {
                secret = found.group(1) == null ? found.group(2).replace(" ", "") : found.group(1);
            }
        }
        return new Content(String.join("\n", raw.stream().map(reader).toList()), buttons, List.of(), outcome, secret);
    }

    /**
     * @param german whether the client's own buttons are in German
     */
    static Content ofModal(JsonNode modal, boolean german, UnaryOperator<String> reader) {
        List<String> lines = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        add(lines, modal.path("title"));
        for (JsonNode part : modal.path("components")) {
            if (part.has("content")) {
                lines.add(reader.apply(part.path("content").asText()));
            }
            if (Modal.isField(part)) {
                fields.add(Modal.label(part));
                List<String> options = Modal.options(part);
                if (!options.isEmpty()) {
                    lines.add(Modal.label(part) + ": " + String.join(" | ", options));
                }
                add(lines, part.path("description"));
            }
        }
        List<Button> buttons = List.of(
                new Button(german ? "Absenden" : "Submit", Role.SUBMIT, ""),
                new Button(german ? "Abbrechen" : "Cancel", Role.CLOSE, ""));
        return new Content(String.join("\n", lines), buttons, fields, null, null);
    }

    private static void add(List<String> lines, JsonNode text) {
        if (!text.asText("").isEmpty()) {
            lines.add(text.asText());
        }
    }
}
