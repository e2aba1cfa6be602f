package org.pindesk.adapter.unity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.Xml;
import org.pindesk.adapter.wire.XmlElement;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/** Reads and writes what CUPI speaks: JSON, which we ask for, and XML, which it may send all the same. */
final class CupiFormat {
    private static final int MAX_DEPTH = 64;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private CupiFormat() {}

    /** A JSON object of texts. */
    static byte[] json(Map<String, String> fields) {
        try {
            return MAPPER.writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts could not be written as JSON", e);
        }
    }

    /**
     * The object of an answer.
     *
     * @throws BackendException with {@link Problem#GARBLED}; the message quotes nothing of the answer
     */
    static CupiObject parse(String system, byte[] body) {
        int first = 0;
        while (first < body.length && Character.isWhitespace(body[first])) {
            first++;
        }
        if (first == body.length) {
            throw garbled(system, "the answer is empty");
        }
        if (body[first] == '<') {
            return object(Xml.parse(system, body));
        }
        try {
            JsonNode root = READER.readTree(body);
            if (root == null || !root.isObject()) {
                throw garbled(system, "the answer is JSON, but no object");
            }
            return object(system, root, 0);
        } catch (IOException e) {
            // the parser's message quotes what it read
            throw garbled(system, "the answer is neither whole JSON nor XML");
        }
    }

    private static CupiObject object(String system, JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            throw garbled(system, "the answer is nested too deeply");
        }
        Map<String, String> fields = new HashMap<>();
        Map<String, List<CupiObject>> lists = new HashMap<>();
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            JsonNode value = each.getValue();
            if (value.isObject()) {
                lists.put(each.getKey(), List.of(object(system, value, depth + 1)));
            } else if (value.isArray()) {
                List<CupiObject> members = new ArrayList<>();
                for (JsonNode member : value) {
                    if (!member.isObject()) {
                        throw garbled(system, "the answer holds a list of something else than objects");
                    }
                    members.add(object(system, member, depth + 1));
                }
                lists.put(each.getKey(), List.copyOf(members));
            } else if (!value.isNull()) {
                fields.put(each.getKey(), value.asText());
            }
        }
        return new CupiObject(fields, lists, total(fields.get("@total")));
    }

    private static CupiObject object(XmlElement element) {
        Map<String, String> fields = new HashMap<>();
        Map<String, List<CupiObject>> lists = new HashMap<>();
        for (XmlElement child : element.children()) {
            if (child.children().isEmpty()) {
                fields.put(child.name(), child.text());
            } else {
                lists.computeIfAbsent(child.name(), any -> new ArrayList<>()).add(object(child));
            }
        }
        return new CupiObject(fields, lists, total(element.attributes().get("total")));
    }

    private static @Nullable Integer total(@Nullable String text) {
        return text != null && text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    private static BackendException garbled(String system, String words) {
        return new BackendException(Problem.GARBLED, system, words);
    }
}
