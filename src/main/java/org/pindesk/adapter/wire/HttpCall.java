package org.pindesk.adapter.wire;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One HTTP request. Headers and body may hold secrets, so neither is ever printed. */
public final class HttpCall {
    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;
    private final @Nullable Signing signing;

    /**
     * How a call gets its password.
     *
     * @param instead headers that make the password needless by now, null while it is needed; asked when the turn has come
     * @param answered sees the answer before the next call's turn comes
     */
    record Signing(SignIn signIn, Supplier<@Nullable Map<String, String>> instead, Consumer<HttpAnswer> answered) {}

    private HttpCall(String method, URI uri, Map<String, String> headers, byte[] body, @Nullable Signing signing) {
        this.method = method;
        this.uri = uri;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.signing = signing;
    }

    public static HttpCall get(URI uri, Map<String, String> headers) {
        return new HttpCall("GET", uri, headers, new byte[0], null);
    }

    /**
     * A request with a body.
     *
     * @param body not copied; not to be changed afterwards
     */
    public static HttpCall post(URI uri, Map<String, String> headers, byte[] body) {
        return new HttpCall("POST", uri, headers, body, null);
    }

    /** As {@link #post}, for an interface that changes a thing at its own address. */
    public static HttpCall put(URI uri, Map<String, String> headers, byte[] body) {
        return new HttpCall("PUT", uri, headers, body, null);
    }

    /**
     * The same call with the service account's password (Basic), sent only when its turn has come and while it was never refused.
     *
     * @param instead headers that make the password needless, where another call has got a session meanwhile; else null
     * @param answered sees the answer before the next call that wants to sign in
     */
    public HttpCall signedIn(
            SignIn signIn, Supplier<@Nullable Map<String, String>> instead, Consumer<HttpAnswer> answered) {
        return new HttpCall(method, uri, headers, body, new Signing(signIn, instead, answered));
    }

    /** The call as it is sent, with these headers added. */
    HttpCall with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new HttpCall(method, uri, all, body, null);
    }

    @Nullable
    Signing signing() {
        return signing;
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
