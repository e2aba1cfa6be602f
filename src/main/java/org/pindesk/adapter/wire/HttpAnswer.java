package org.pindesk.adapter.wire;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A whole HTTP answer. The body may echo a secret, so it is never printed. */
public final class HttpAnswer {
    private static final int HEAD = 1024;

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    HttpAnswer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    boolean redirect() {
        return status >= 300 && status < 400;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public List<String> headers(String name) {
        return headers.allValues(name);
    }

    /** The bytes as they came; not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Whether this is a page for browsers: by its declared type or by how it begins. Nothing is no page, whatever it is called. */
    public boolean html() {
        if (body.length == 0) {
            return false;
        }
        if (header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("html")) {
            return true;
        }
        String head = new String(body, 0, Math.min(body.length, HEAD), StandardCharsets.ISO_8859_1)
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        return head.startsWith("<html")
                || head.startsWith("<!doctype html")
                || (head.startsWith("<?xml") && head.contains("<html"));
    }

    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length + " bytes";
    }
}
