package org.pindesk.adapter.ucware;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer in the form of JSON-RPC. A user in it carries secrets (PINs of call barring), so it is never printed.
 *
 * @param id as it came back; a null node where there was none
 * @param result what was answered, maybe a null node; for an error without meaning
 * @param error null where the answer is no error
 */
record RpcReply(JsonNode id, JsonNode result, @Nullable RpcError error) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode array() {
        return JSON.createArrayNode();
    }

    static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON could not be written into memory", e);
        }
    }

    /** Empty where the bytes are no answer of this form: nothing, broken, HTML, neither a result nor an error, both at once. */
    static Optional<RpcReply> read(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException e) {
            // its message may quote the answer
            return Optional.empty();
        }
        if (root == null || !root.isObject()) {
            return Optional.empty();
        }
        JsonNode id = root.path("id").isMissingNode() ? NullNode.getInstance() : root.path("id");
        JsonNode error = root.path("error");
        if (error.isObject()) {
            return root.hasNonNull("result")
                    ? Optional.empty()
                    : Optional.of(new RpcReply(id, NullNode.getInstance(), RpcError.of(error)));
        }
        boolean noError = error.isMissingNode() || error.isNull();
        return root.has("result") && noError
                ? Optional.of(new RpcReply(id, root.path("result"), null))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return error == null ? "a result" : "an error";
    }
}
