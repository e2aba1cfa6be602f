package org.pindesk.demo.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The limits of Slack's Block Kit reference, and the undocumented total of about 13,200 characters. Knows the blocks that such a bot
 * uses; any other type counts as wrong.
 */
final class BlockRules {
    private static final int TOTAL = 13_200;
    private static final Pattern DATE_FORMAT = Pattern.compile(
            "\\{(day_divider_pretty|date_num|date_slash|date_long|date_long_full|date_long_pretty|date|date_pretty|date_short"
                    + "|date_short_pretty|time|time_secs|ago)}");
    private static final Set<String> FIELDS_OF_A_DATE =
            Set.of("type", "timestamp", "format", "timezone", "url", "fallback", "style");

    private final List<String> problems = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private int total;

    private BlockRules() {}

    /** What is wrong with the blocks of a message, empty when nothing is. */
    static List<String> message(JsonNode blocks) {
        BlockRules rules = new BlockRules();
        for (JsonNode block : blocks) {
            rules.check(!Forms.isInput(block), "/blocks (an input in a message is not simulated)");
        }
        rules.blocks(blocks, 50);
        return rules.problems;
    }

    /**
     * @param type {@code modal} or {@code home}
     */
    static List<String> view(JsonNode view, String type) {
        BlockRules rules = new BlockRules();
        rules.check(view.path("type").asText().equals(type), "/type");
        if (type.equals("home")) {
            Set.of("title", "submit", "close", "notify_on_close")
                    .forEach(field -> rules.check(!view.has(field), "/" + field + " (not in a home tab)"));
            rules.check(!Forms.isForm(view), "/blocks (an input in a home tab is not simulated)");
        } else {
            rules.plain(view.path("title"), "/title", 24);
        }
        if (view.has("submit")) {
            rules.plain(view.path("submit"), "/submit", 24);
        }
        if (view.has("close")) {
            rules.plain(view.path("close"), "/close", 24);
        }
        rules.length(view.path("private_metadata"), "/private_metadata", 3000);
        rules.length(view.path("callback_id"), "/callback_id", 255);
        rules.length(view.path("external_id"), "/external_id", 255);
        rules.blocks(view.path("blocks"), 100);
        rules.check(view.has("submit") || !Forms.isForm(view), "/submit (an input needs it)");
        return rules.problems;
    }

    private void blocks(JsonNode blocks, int most) {
        check(blocks.isArray() && !blocks.isEmpty() && blocks.size() <= most, "/blocks (count)");
        int index = 0;
        for (JsonNode block : blocks) {
            String at = "/blocks/" + index++;
            id(block, "block_id", at);
            switch (block.path("type").asText()) {
                case "header" -> plain(block.path("text"), at + "/text", 150);
                case "rich_text" -> richText(block.path("elements"), at + "/elements");
                case "section" -> text(block.path("text"), at + "/text", 3000);
                case "context" -> context(block.path("elements"), at + "/elements");
                case "actions" -> actions(block.path("elements"), at + "/elements");
                case "input" -> new InputRules(this).check(block, at);
                case "divider" -> check(true, at);
                default -> check(false, at + "/type");
            }
        }
        check(total <= TOTAL, "/blocks (total length)");
    }

    /** Sections of text and dates; Slack names no limit for such a text, so only the total counts. */
    private void richText(JsonNode sections, String at) {
        check(sections.isArray() && !sections.isEmpty(), at + " (count)");
        for (JsonNode section : sections) {
            check(section.path("type").asText().equals("rich_text_section"), at + "/type");
            check(!section.path("elements").isEmpty(), at + "/elements (count)");
            for (JsonNode element : section.path("elements")) {
                if (element.path("type").asText().equals("date")) {
                    date(element, at + "/date");
                } else {
                    String words = element.path("text").asText("");
                    check(element.path("type").asText().equals("text") && !words.isEmpty(), at + "/text");
                    total += words.length();
                }
            }
        }
    }

    private void date(JsonNode date, String at) {
        check(date.path("timestamp").isIntegralNumber(), at + "/timestamp");
        check(DATE_FORMAT.matcher(date.path("format").asText("")).find(), at + "/format");
        check(!date.path("fallback").asText("").isEmpty(), at + "/fallback (it is read where dates are not shown)");
        check(FIELDS_OF_A_DATE.containsAll(names(date)), at + " (unknown field)");
        total += date.path("fallback").asText("").length();
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void context(JsonNode elements, String at) {
        check(elements.isArray() && !elements.isEmpty() && elements.size() <= 10, at + " (count)");
        elements.forEach(element -> text(element, at, 3000));
    }

    private void actions(JsonNode elements, String at) {
        check(elements.isArray() && !elements.isEmpty() && elements.size() <= 25, at + " (count)");
        for (JsonNode button : elements) {
            check(button.path("type").asText().equals("button"), at + "/type");
            plain(button.path("text"), at + "/text", 75);
            length(button.path("value"), at + "/value", 2000);
            length(button.path("accessibility_label"), at + "/accessibility_label", 75);
            check(
                    !button.has("style")
                            || Set.of("primary", "danger")
                                    .contains(button.path("style").asText()),
                    at + "/style");
            id(button, "action_id", at);
        }
    }

    void id(JsonNode node, String name, String at) {
        if (node.has(name)) {
            String id = node.path(name).asText();
            check(!id.isEmpty() && id.length() <= 255, at + "/" + name);
            check(ids.add(name + " " + id), at + "/" + name + " (used twice)");
        }
    }

    void plain(JsonNode object, String at, int most) {
        check(object.path("type").asText().equals("plain_text"), at + "/type");
        text(object, at, most);
    }

    void text(JsonNode object, String at, int most) {
        check(Set.of("plain_text", "mrkdwn").contains(object.path("type").asText()), at + "/type");
        check(!object.has("emoji") || object.path("type").asText().equals("plain_text"), at + "/emoji");
        int length = object.path("text").asText("").length();
        check(object.path("text").isTextual() && length >= 1 && length <= most, at + "/text (length)");
        total += length;
    }

    void length(@Nullable JsonNode value, String at, int most) {
        check(
                value == null
                        || value.isMissingNode()
                        || (value.isTextual() && value.asText().length() <= most),
                at);
    }

    void check(boolean right, String where) {
        if (!right) {
            problems.add(where);
        }
    }
}
