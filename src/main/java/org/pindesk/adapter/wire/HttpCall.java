package org.pindesk.adapter.wire;

import java.net.URI;
import java.util.Map;

/** One HTTP request. Headers and body may hold secrets, so neither is ever printed. */
public final class HttpCall {
    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;

    private HttpCall(String method, URI uri, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.uri = uri;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    public static HttpCall get(URI uri, Map<String, String> headers) {
        return new HttpCall("GET", uri, headers, new byte[0]);
    }

    /**
     * A request with a body.
     *
     * @param body not copied; not to be changed afterwards
     */
    public static HttpCall post(URI uri, Map<String, String> headers, byte[] body) {
        return new HttpCall("POST", uri, headers, body);
    }

    String method() {
        return method;
    }

    URI uri() {
        return uri;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** Method, host and path; no query, no header, no body. */
    @Override
    public String toString() {
        return method + " " + Http.where(uri) + uri.getPath();
    }
}
