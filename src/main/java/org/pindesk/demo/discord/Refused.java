package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error answer. Codes are those of Discord's reference ("Opcodes and Status Codes", JSON). */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final transient ObjectNode errors;

    Refused(int status, int code, String message) {
        this(status, code, message, JsonNodeFactory.instance.objectNode());
    }

    Refused(int status, int code, String message, ObjectNode errors) {
        super(message);
        this.status = status;
        this.code = code;
        this.errors = errors;
    }

    static Refused unknownChannel() {
        return new Refused(404, 10003, "Unknown Channel");
    }

    static Refused unknownMessage() {
        return new Refused(404, 10008, "Unknown Message");
    }

    static Refused unknownInteraction() {
        return new Refused(404, 10062, "Unknown interaction");
    }

    static Refused missingAccess() {
        return new Refused(403, 50001, "Missing Access");
    }

    int status() {
        return status;
    }

    String body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("message", String.valueOf(getMessage())).put("code", code);
        if (!errors.isEmpty()) {
            body.set("errors", errors);
        }
        return body.toString();
    }
}
