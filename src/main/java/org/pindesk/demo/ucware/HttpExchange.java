package org.pindesk.demo.ucware;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One request and one answer, free of the server beneath. */
final class HttpExchange {
    private HttpExchange() {}

    /**
     * @param authorization empty where the header is absent
     */
    record In(String method, String path, String authorization, byte[] body) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * @param wrote whether something was changed for it
     */
    record Out(int status, String contentType, Map<String, String> headers, String body, boolean wrote) {
        static Out json(int status, String body) {
            return new Out(status, "application/json", Map.of(), body, false);
        }

        static Out page(int status, String title) {
            return new Out(
                    status,
                    "text/html;charset=utf-8",
                    Map.of(),
                    "<!doctype html><html><head><title>" + title + "</title></head><body><h1>" + title
                            + "</h1></body></html>",
                    false);
        }

        Out with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Out(status, contentType, more, body, wrote);
        }

        Out written() {
            return new Out(status, contentType, headers, body, true);
        }

        Out body(String otherBody) {
            return new Out(status, contentType, headers, otherBody, wrote);
        }

        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }
}
