package org.pindesk.demo.ucware;

import org.pindesk.demo.wire.HttpExchange.Out;

/** Breaks a good answer as a quirk says. */
final class BrokenAnswer {
    private static final int OVERSIZE = 20 << 20;

    private BrokenAnswer() {}

    static Out of(Out good, Quirk quirk) {
        String body = good.body();
        if (quirk == Quirk.STALLED_BODY) {
            return good.stalling();
        }
        if (good.status() != 200) {
            return good;
        }
        return switch (quirk) {
            case TRUNCATED -> good.body(body.substring(0, body.length() / 2));
            case WRONG_TYPE -> good.with("Content-Type", "text/html");
            case EMPTY -> good.body("");
            case NO_RESULT -> good.body("{\"jsonrpc\":\"2.0\"" + id(body));
            case NULL_RESULT -> good.body("{\"jsonrpc\":\"2.0\",\"result\":null" + id(body));
            case TEXT_RESULT -> good.body("{\"jsonrpc\":\"2.0\",\"result\":\"true\"" + id(body));
            case RESULT_AND_ERROR ->
                good.body("{\"jsonrpc\":\"2.0\",\"result\":true,\"error\":{\"code\":1,\"message\":\"x\"}" + id(body));
            case INTERNAL_ERROR ->
                good.body("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32603,\"message\":\"Internal error\"}" + id(body));
            case WRONG_ID -> good.body(body.substring(0, body.lastIndexOf("\"id\"")) + "\"id\":987654321}");
            case OVERSIZED -> good.body("{\"jsonrpc\":\"2.0\",\"result\":\"" + "y".repeat(OVERSIZE) + "\"" + id(body));
            case ERROR_PAGE -> good.replacedBy(Out.of(500, "text/html", "<html>Error</html>"));
            default -> good;
        };
    }

    /** The end of an answer from its id on; the id is its last field. */
    private static String id(String body) {
        return "," + body.substring(body.lastIndexOf("\"id\""));
    }
}
