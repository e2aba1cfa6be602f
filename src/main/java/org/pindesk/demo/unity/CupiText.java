package org.pindesk.demo.unity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers as CUPI writes them: in JSON a list of none leaves the name out, a list of one is the object alone, every scalar is a text. */
final class CupiText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CupiText() {}

    static String object(String name, Map<String, String> fields, boolean xml) {
        return xml ? HEAD + element(name, fields) : json(fields);
    }

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    static String list(String name, List<Map<String, String>> objects, Quirk quirk, boolean xml) {
        int total = objects.size() + (quirk == Quirk.HALF_LIST ? 1 : 0);
        if (xml) {
            StringBuilder text = new StringBuilder(HEAD + "<" + name + "s total=\"" + total + "\">");
            objects.forEach(each -> text.append(element(name, each)));
            return text + "</" + name + "s>";
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("@total", String.valueOf(total));
        if (objects.size() == 1 && quirk != Quirk.ARRAY) {
            list.put(name, objects.get(0));
        } else if (!objects.isEmpty()) {
            list.put(name, objects);
        }
        return json(list);
    }

    /** Documented: {@code errors} with {@code code} and {@code message}; in XML {@code ErrorDetails}. */
    static String error(String code, String message, boolean xml) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        return xml
                ? HEAD + "<ErrorDetails>" + element("errors", error) + "</ErrorDetails>"
                : json(Map.of("errors", error));
    }

    private static String element(String name, Map<String, String> fields) {
        StringBuilder text = new StringBuilder("<" + name + ">");
        fields.forEach((field, value) -> text.append("<" + field + ">")
                .append(value.replace("&", "&amp;").replace("<", "&lt;"))
                .append("</" + field + ">"));
        return text + "</" + name + ">";
    }

    static Map<String, String> fields(String json) throws CupiRefusal {
        try {
            Map<String, String> fields = new LinkedHashMap<>();
            Map<?, ?> read = MAPPER.readValue(json, Map.class);
            read.forEach((name, value) -> fields.put(String.valueOf(name), String.valueOf(value)));
            return fields;
        } catch (JsonProcessingException e) {
            throw new CupiRefusal(400, "INVALID_BODY", "The request could not be understood");
        }
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts could not be written as JSON", e);
        }
    }
}
