package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The limits of slash commands in Discord's reference (interactions/application-commands). */
final class CommandRules {
    static final int SUB_COMMAND = 1;
    static final int GROUP = 2;
    static final int STRING = 3;
    static final int BOOLEAN = 5;
    static final int USER = 6;

    private static final int LARGEST_TYPE = 11;
    private static final int MOST = 25;
    private static final int TOTAL = 8000;
    private static final Pattern NAME = Pattern.compile("^[-_'\\p{L}\\p{N}]{1,32}$");

    private final FormErrors errors = new FormErrors();
    private int total;

    private CommandRules() {}

    static FormErrors command(JsonNode command) {
        CommandRules rules = new CommandRules();
        rules.errors.check(command.path("type").asInt(1) == 1, "type", "ONLY_CHAT_INPUT_IS_SIMULATED");
        rules.described(command, "");
        rules.options(command, "", 0);
        rules.errors.check(rules.total <= TOTAL, "description", "APPLICATION_COMMAND_TOO_LARGE");
        return rules.errors;
    }

    private void described(JsonNode node, String at) {
        name(errors.text(node, "name", at, 1, 32), at + "name");
        total += errors.text(node, "description", at, 1, 100).length();
        node.path("name_localizations").forEach(each -> name(each.asText(""), at + "name_localizations"));
        node.path("description_localizations")
                .forEach(each -> errors.check(
                        each.isTextual()
                                && !each.asText().isEmpty()
                                && each.asText().length() <= 100,
                        at + "description_localizations",
                        "BASE_TYPE_BAD_LENGTH"));
    }

    private void name(String name, String at) {
        errors.check(
                NAME.matcher(name).matches() && name.equals(name.toLowerCase(java.util.Locale.ROOT)),
                at,
                "APPLICATION_COMMAND_INVALID_NAME");
        total += name.length();
    }

    private void options(JsonNode node, String at, int depth) {
        List<JsonNode> options = errors.list(node, "options", at, MOST);
        Set<String> names = new HashSet<>();
        boolean optional = false;
        long nested = options.stream()
                .filter(option -> option.path("type").asInt() <= GROUP)
                .count();
        errors.check(
                nested == 0 || nested == options.size(), at + "options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID");
        for (int i = 0; i < options.size(); i++) {
            JsonNode option = options.get(i);
            String place = at + "options." + i + ".";
            int type = option.path("type").asInt();
            errors.check(type >= SUB_COMMAND && type <= LARGEST_TYPE, place + "type", "BASE_TYPE_CHOICES");
            described(option, place);
            errors.check(
                    names.add(option.path("name").asText()),
                    place + "name",
                    "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED");
            if (type <= GROUP) {
                errors.check(depth == 0 || depth == 1 && type == SUB_COMMAND, place + "type", "BASE_TYPE_CHOICES");
                options(option, place, type == GROUP ? 1 : 2);
                continue;
            }
            errors.flag(option, "required", place);
            errors.flag(option, "autocomplete", place);
            boolean required = option.path("required").asBoolean(false);
            errors.check(!required || !optional, place + "required", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID");
            optional |= !required;
            choices(option, place);
        }
    }

    private void choices(JsonNode option, String at) {
        List<JsonNode> choices = errors.list(option, "choices", at, MOST);
        errors.check(
                choices.isEmpty() || !option.path("autocomplete").asBoolean(false),
                at + "choices",
                "BASE_TYPE_CHOICES");
        for (int i = 0; i < choices.size(); i++) {
            errors.text(choices.get(i), "name", at + "choices." + i + ".", 1, 100);
        }
    }

    /** What a bot may offer while somebody types an option. */
    static FormErrors suggestions(JsonNode data) {
        FormErrors errors = new FormErrors();
        errors.check(data.path("choices").isArray(), "choices", "BASE_TYPE_REQUIRED");
        List<JsonNode> choices = errors.list(data, "choices", "", MOST);
        for (int i = 0; i < choices.size(); i++) {
            errors.text(choices.get(i), "name", "choices." + i + ".", 1, 100);
            if (choices.get(i).path("value").isTextual()) {
                errors.text(choices.get(i), "value", "choices." + i + ".", 1, 100);
            } else {
                errors.check(choices.get(i).path("value").isNumber(), "choices." + i + ".value", "BASE_TYPE_REQUIRED");
            }
        }
        return errors;
    }
}
