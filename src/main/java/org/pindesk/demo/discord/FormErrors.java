package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a request's body, found as it is read: error 50035 with the places. */
final class FormErrors {
    private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
    private final List<String> places = new ArrayList<>();

    void check(boolean right, String at, String code) {
        if (!right) {
            add(at, code);
        }
    }

    /**
     * @param at where, for example {@code embeds.0.title}
     */
    void add(String at, String code) {
        ObjectNode node = tree;
        for (String step : at.split("\\.")) {
            node = node.withObjectProperty(step);
        }
        node.withArrayProperty("_errors").addObject().put("code", code).put("message", code);
        places.add(at + " " + code);
    }

    /** A text that must be there, of a length within the limits. */
    String text(JsonNode object, String name, String at, int least, int most) {
        JsonNode value = object.path(name);
        if (!present(value)) {
            check(least == 0, at + name, "BASE_TYPE_REQUIRED");
            return "";
        }
        if (!value.isTextual()) {
            add(at + name, "STRING_TYPE_CONVERT");
            return "";
        }
        int length = value.asText().codePointCount(0, value.asText().length());
        check(length >= least && length <= most, at + name, "BASE_TYPE_BAD_LENGTH");
        return value.asText();
    }

    /** A list that may be left out. */
    List<JsonNode> list(JsonNode object, String name, String at, int most) {
        JsonNode value = object.path(name);
        List<JsonNode> items = new ArrayList<>();
        if (!present(value)) {
            return items;
        }
        if (!value.isArray()) {
            add(at + name, "LIST_TYPE_CONVERT");
            return items;
        }
        value.forEach(items::add);
        check(items.size() <= most, at + name, "BASE_TYPE_BAD_LENGTH");
        return items;
    }

    void flag(JsonNode object, String name, String at) {
        check(!present(object.path(name)) || object.path(name).isBoolean(), at + name, "BOOLEAN_TYPE_CONVERT");
    }

    void number(JsonNode object, String name, String at) {
        check(!present(object.path(name)) || object.path(name).isIntegralNumber(), at + name, "NUMBER_TYPE_COERCE");
    }

    /** Neither left out nor null. */
    static boolean present(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    List<String> places() {
        return places;
    }

    /** Throws {@link Refused} when anything was wrong. */
    void throwIfAny() {
        if (!places.isEmpty()) {
            throw refusal();
        }
    }

    Refused refusal() {
        return new Refused(400, 50035, "Invalid Form Body", tree);
    }
}
