package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limits of messages and windows in Discord's reference (resources/message, components/reference). Knows the components that such a
 * bot uses: rows of buttons and text selects, and labels with inputs in windows; components V2 are not simulated.
 */
final class MessageRules {
    private static final int ROW = 1;
    private static final int BUTTON = 2;
    private static final int SELECT = 3;
    private static final int TEXT_INPUT = 4;
    private static final int TEXT_DISPLAY = 10;
    private static final int LABEL = 18;
    private static final int LINK = 5;
    private static final int EMBEDS_TOTAL = 6000;
    private static final int COMPONENTS_V2 = 1 << 15;
    private static final Pattern MENTION = Pattern.compile("(?<!\\\\)(@everyone|@here|<@&?!?[0-9]+>)");

    private final FormErrors errors = new FormErrors();
    private final Set<String> ids = new HashSet<>();

    private MessageRules() {}

    /** Refuses a message that is against the limits. */
    static FormErrors message(JsonNode body) {
        MessageRules rules = new MessageRules();
        rules.errors.check(body.isObject(), "body", "DICT_TYPE_CONVERT");
        rules.errors.text(body, "content", "", 0, 2000);
        rules.errors.flag(body, "tts", "");
        rules.errors.number(body, "flags", "");
        rules.errors.check((body.path("flags").asInt() & COMPONENTS_V2) == 0, "flags", "COMPONENTS_V2_NOT_SIMULATED");
        rules.embeds(rules.errors.list(body, "embeds", "", 10));
        rules.rows(rules.errors.list(body, "components", "", 5));
        return rules.errors;
    }

    static FormErrors modal(JsonNode data) {
        MessageRules rules = new MessageRules();
        rules.errors.text(data, "title", "", 1, 45);
        rules.errors.text(data, "custom_id", "", 1, 100);
        List<JsonNode> all = rules.errors.list(data, "components", "", 5);
        rules.errors.check(!all.isEmpty(), "components", "BASE_TYPE_REQUIRED");
        for (int i = 0; i < all.size(); i++) {
            rules.inModal(all.get(i), "components." + i + ".");
        }
        return rules.errors;
    }

    /**
     * Mentions in a message's own words that ring bells, and those of everybody, which must not even look as if they did.
     *
     * @param rings whether such a message can ring any
     */
    static List<String> pings(JsonNode body, boolean rings) {
        JsonNode allowed = body.path("allowed_mentions").path("parse");
        boolean everything = rings && (!allowed.isArray() || !allowed.isEmpty());
        Matcher found = MENTION.matcher(body.path("content").asText(""));
        return found.results()
                .map(each -> each.group(1))
                .filter(mention -> everything || mention.startsWith("@"))
                .toList();
    }

    private void embeds(List<JsonNode> embeds) {
        int total = 0;
        for (int i = 0; i < embeds.size(); i++) {
            JsonNode embed = embeds.get(i);
            String at = "embeds." + i + ".";
            total += length(errors.text(embed, "title", at, 0, 256));
            total += length(errors.text(embed, "description", at, 0, 4096));
            errors.number(embed, "color", at);
            errors.check(embed.path("color").asInt(0) <= 0xFFFFFF, at + "color", "NUMBER_TYPE_MAX");
            total += length(errors.text(embed.path("footer"), "text", at + "footer.", 0, 2048));
            total += length(errors.text(embed.path("author"), "name", at + "author.", 0, 256));
            List<JsonNode> fields = errors.list(embed, "fields", at, 25);
            for (int j = 0; j < fields.size(); j++) {
                total += length(errors.text(fields.get(j), "name", at + "fields." + j + ".", 1, 256));
                total += length(errors.text(fields.get(j), "value", at + "fields." + j + ".", 1, 1024));
            }
        }
        errors.check(total <= EMBEDS_TOTAL, "embeds", "MAX_EMBED_SIZE_EXCEEDED");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private void rows(List<JsonNode> rows) {
        for (int i = 0; i < rows.size(); i++) {
            String at = "components." + i + ".";
            errors.check(rows.get(i).path("type").asInt() == ROW, at + "type", "UNION_TYPE_CHOICES");
            List<JsonNode> parts = errors.list(rows.get(i), "components", at, 5);
            errors.check(!parts.isEmpty(), at + "components", "BASE_TYPE_BAD_LENGTH");
            for (int j = 0; j < parts.size(); j++) {
                String place = at + "components." + j + ".";
                switch (parts.get(j).path("type").asInt()) {
                    case BUTTON -> button(parts.get(j), place);
                    case SELECT -> {
                        errors.check(parts.size() == 1, at + "components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED");
                        select(parts.get(j), place);
                    }
                    default -> errors.add(place + "type", "UNION_TYPE_CHOICES");
                }
            }
        }
    }

    private void button(JsonNode button, String at) {
        int style = button.path("style").asInt();
        errors.check(style >= 1 && style <= LINK, at + "style", "BASE_TYPE_CHOICES");
        errors.text(button, "label", at, button.has("emoji") ? 0 : 1, 80);
        errors.flag(button, "disabled", at);
        if (style == LINK) {
            errors.text(button, "url", at, 1, 512);
        } else {
            id(button, at);
        }
    }

    private void select(JsonNode select, String at) {
        id(select, at);
        errors.text(select, "placeholder", at, 0, 150);
        List<JsonNode> options = errors.list(select, "options", at, 25);
        errors.check(!options.isEmpty(), at + "options", "BASE_TYPE_BAD_LENGTH");
        Set<String> values = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            String place = at + "options." + i + ".";
            errors.text(options.get(i), "label", place, 1, 100);
            errors.text(options.get(i), "description", place, 0, 100);
            String value = errors.text(options.get(i), "value", place, 1, 100);
            errors.check(values.add(value), place + "value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED");
        }
    }

    private void inModal(JsonNode part, String at) {
        switch (part.path("type").asInt()) {
            case TEXT_DISPLAY -> errors.text(part, "content", at, 1, 4000);
            case LABEL -> {
                errors.text(part, "label", at, 1, 45);
                errors.text(part, "description", at, 0, 100);
                JsonNode input = part.path("component");
                switch (input.path("type").asInt()) {
                    case TEXT_INPUT -> textInput(input, at + "component.");
                    case SELECT -> select(input, at + "component.");
                    default -> errors.add(at + "component.type", "UNION_TYPE_CHOICES");
                }
                errors.flag(input, "required", at + "component.");
            }
            default -> errors.add(at + "type", "UNION_TYPE_CHOICES");
        }
    }

    private void textInput(JsonNode input, String at) {
        id(input, at);
        int style = input.path("style").asInt();
        errors.check(style == 1 || style == 2, at + "style", "BASE_TYPE_CHOICES");
        errors.check(!input.has("label"), at + "label", "LABEL_BELONGS_TO_THE_LABEL_COMPONENT");
        errors.text(input, "placeholder", at, 0, 100);
        errors.text(input, "value", at, 0, 4000);
        int least = input.path("min_length").asInt(0);
        int most = input.path("max_length").asInt(4000);
        errors.check(least >= 0 && least <= 4000, at + "min_length", "NUMBER_TYPE_MAX");
        errors.check(most >= 1 && most <= 4000 && most >= least, at + "max_length", "NUMBER_TYPE_MAX");
    }

    private void id(JsonNode component, String at) {
        String id = errors.text(component, "custom_id", at, 1, 100);
        errors.check(ids.add(id), at + "custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED");
    }
}
