package org.pindesk.adapter.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of an exported chain, as JSON. Read strictly: an unknown, doubled or missing field, or a value of another type, makes
 * the line unreadable, because nothing may stand in it that the HMACs do not cover.
 *
 * @param salt of the text; null when there is none or it was erased
 * @param head only on the last line
 */
@JsonPropertyOrder({
    "seq",
    "at",
    "actor",
    "subject",
    "action",
    "result",
    "correlation",
    "facts",
    "text",
    "salt",
    "textMac",
    "prev",
    "mac",
    "head"
})
record AuditLine(
        @JsonProperty(required = true) long seq,
        @JsonProperty(required = true) String at,
        @JsonProperty(required = true) String actor,
        @JsonProperty(required = true) @Nullable String subject,
        @JsonProperty(required = true) String action,
        @JsonProperty(required = true) String result,
        @JsonProperty(required = true) String correlation,
        @JsonProperty(required = true) SortedMap<String, String> facts,
        @JsonProperty(required = true) @Nullable String text,
        @JsonProperty(required = true) @Nullable String salt,
        @JsonProperty(required = true) @Nullable String textMac,
        @JsonProperty(required = true) String prev,
        @JsonProperty(required = true) String mac,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String head) {
    private static final TypeReference<TreeMap<String, String>> FACTS = new TypeReference<>() {};

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    AuditLine {
        facts = new TreeMap<>(facts);
    }

    static AuditLine of(AuditRow row, String mac, @Nullable String text, @Nullable String salt, @Nullable String head) {
        return new AuditLine(
                row.sequence(),
                row.at(),
                row.actor(),
                row.subject(),
                row.action(),
                row.result(),
                row.correlation(),
                row.facts(),
                text,
                salt,
                row.textMac(),
                row.prev(),
                mac,
                head);
    }

    static AuditLine read(String line) throws JsonProcessingException {
        return JSON.readValue(line, AuditLine.class);
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }

    AuditRow row() {
        return new AuditRow(seq, at, actor, subject, action, result, correlation, facts, textMac, prev);
    }

    static String writeFacts(SortedMap<String, String> facts) {
        try {
            return JSON.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
    }

    static SortedMap<String, String> readFacts(String json) throws JsonProcessingException {
        return JSON.readValue(json, FACTS);
    }
}
