package org.pindesk.demo.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The limits of input blocks and their elements, from Slack's Block Kit reference. Knows the elements that such a bot uses. */
final class InputRules {
    private final BlockRules rules;

    InputRules(BlockRules rules) {
        this.rules = rules;
    }

    void check(JsonNode block, String at) {
        rules.plain(block.path("label"), at + "/label", 2000);
        if (block.has("hint")) {
            rules.plain(block.path("hint"), at + "/hint", 2000);
        }
        rules.check(!block.has("optional") || block.path("optional").isBoolean(), at + "/optional");
        JsonNode element = block.path("element");
        String where = at + "/element";
        rules.id(element, "action_id", where);
        switch (element.path("type").asText()) {
            case "plain_text_input" -> line(element, where);
            case "users_select" -> placeholder(element, where);
            case "radio_buttons" -> options(element, where, 10, Set.of("plain_text", "mrkdwn"));
            case "static_select" -> {
                placeholder(element, where);
                options(element, where, 100, Set.of("plain_text"));
            }
            default -> rules.check(false, where + "/type");
        }
    }

    private void line(JsonNode element, String at) {
        placeholder(element, at);
        rules.check(!element.has("multiline") || element.path("multiline").isBoolean(), at + "/multiline");
        rules.check(within(element.path("min_length"), 0), at + "/min_length");
        rules.check(within(element.path("max_length"), 1), at + "/max_length");
        rules.length(element.path("initial_value"), at + "/initial_value", 3000);
    }

    private void placeholder(JsonNode element, String at) {
        if (element.has("placeholder")) {
            rules.plain(element.path("placeholder"), at + "/placeholder", 150);
        }
    }

    private void options(JsonNode element, String at, int most, Set<String> kinds) {
        JsonNode options = element.path("options");
        rules.check(options.isArray() && !options.isEmpty() && options.size() <= most, at + "/options (count)");
        int index = 0;
        for (JsonNode option : options) {
            String where = at + "/options/" + index++;
            rules.check(kinds.contains(option.at("/text/type").asText()), where + "/text/type");
            rules.text(option.path("text"), where + "/text", 75);
            int value = option.path("value").asText("").length();
            rules.check(option.path("value").isTextual() && value >= 1 && value <= 150, where + "/value");
        }
    }

    private static boolean within(JsonNode number, int least) {
        return number.isMissingNode() || (number.isInt() && number.asInt() >= least && number.asInt() <= 3000);
    }
}
