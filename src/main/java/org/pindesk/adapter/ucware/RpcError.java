package org.pindesk.adapter.ucware;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * An error object. UCware's own codes and texts are not known; below -32000 they are those of JSON-RPC 2.0.
 *
 * @param code 0 where there is none
 * @param text the system's words; may echo what it was told, so scrub it before it goes anywhere
 */
record RpcError(int code, String text) {
    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int NO_SUCH_METHOD = -32601;
    private static final int INTERNAL = -32603;

    /** How a secret is refused for its form stands in no source that was found: recognised by its subject, in English or German. */
    private static final Pattern POLICY = Pattern.compile(
            "(?i)trivial|too (short|long|simple|weak|easy)|length|policy|complex|digits|zu (kurz|lang|einfach|schwach)"
                    + "|l\u00e4nge|ziffern|richtlinie");

    private static final Pattern NOT_PRINTABLE = Pattern.compile("\\p{Cntrl}+");
    private static final int LONGEST = 300;

    static RpcError of(JsonNode error) {
        String text = NOT_PRINTABLE
                .matcher(error.path("message").asText(""))
                .replaceAll(" ")
                .strip();
        return new RpcError(error.path("code").asInt(0), text.length() <= LONGEST ? text : text.substring(0, LONGEST));
    }

    /** It is about the message or the system, not about what was asked. */
    boolean ofProtocol() {
        return code == PARSE_ERROR || code == INVALID_REQUEST || code == NO_SUCH_METHOD || code == INTERNAL;
    }

    /** The system broke while it was at it: what it did before is not known. */
    boolean internal() {
        return code == INTERNAL;
    }

    /** For an error of a write: whether another secret may do. */
    boolean policyRefusal() {
        return !ofProtocol() && POLICY.matcher(text).find();
    }

    String words() {
        return text.isEmpty() ? "error " + code : text + " (error " + code + ")";
    }
}
