package org.pindesk.demo.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One request and one answer, free of the server beneath. */
public final class HttpExchange {
    private HttpExchange() {}

    /**
     * @param query empty where there is none
     * @param headers found by names in any case
     */
    public record In(String method, String path, String query, Map<String, String> headers, String body) {
        /** Empty where it is absent. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** Empty where nobody signs in. */
        public String authorization() {
            return header("Authorization");
        }

        public byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }

        /** Without headers and body, which hold secrets. */
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * @param wrote whether something was changed for it
     * @param stalls whether half of the body is sent, and then nothing more
     */
    public record Out(int status, Map<String, String> headers, String body, boolean wrote, boolean stalls) {
        /** Without a body and the headers that go with one. */
        public static Out empty(int status) {
            return new Out(status, Map.of(), "", false, false);
        }

        public static Out of(int status, String contentType, String body) {
            return empty(status).with("Content-Type", contentType).body(body);
        }

        /** A web page, as Tomcat words its errors. */
        public static Out page(int status, String title) {
            return of(
                    status,
                    "text/html;charset=utf-8",
                    "<!doctype html><html><head><title>" + title + "</title></head><body><h1>" + title
                            + "</h1></body></html>");
        }

        public Out with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Out(status, more, body, wrote, stalls);
        }

        public Out status(int other) {
            return new Out(other, headers, body, wrote, stalls);
        }

        public Out body(String other) {
            return new Out(status, headers, other, wrote, stalls);
        }

        public Out written() {
            return new Out(status, headers, body, true, stalls);
        }

        public Out stalling() {
            return new Out(status, headers, body, wrote, true);
        }

        public byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }

        /** Another answer for what was done. */
        public Out replacedBy(Out other) {
            return wrote ? other.written() : other;
        }
    }
}
