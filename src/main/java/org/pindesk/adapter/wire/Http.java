package org.pindesk.adapter.wire;

import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way out over HTTP, and the one place to guard it: every connector call goes through {@link #call} and with it through the
 * {@link Guard} and, where it carries a password, through the {@link SignIn}.
 *
 * <p>HTTP/1.1, directly (no proxy), never follows a redirect, never answers a sign-in challenge. The deadline covers everything up to
 * the last byte of the body, which {@link HttpRequest.Builder#timeout} does not. Thread-safe; connections are kept and used again.
 */
public final class Http {
    private static final Logger LOG = LoggerFactory.getLogger(Http.class);

    private static final int MAX_CAUSES = 20;

    /** Measured on nothing: Cisco's documentation says that AXL answers 401 to a write with a read-only account. */
    private static final String REFUSED_WRITE =
            "HTTP 401 to a write: the password is wrong, or the account may only read";

    private final HttpClient client;
    private final int maxBytes;
    private final Guard guard;

    /**
     * @param guard of the one system that is spoken to
     * @param connectTimeout for the TCP connection alone; the deadline of a call covers it too
     * @param maxBytes longest answer body that is taken
     */
    public Http(Guard guard, TlsTrust trust, Duration connectTimeout, int maxBytes) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(connectTimeout)
                .sslContext(trust.context())
                .build();
        this.maxBytes = maxBytes;
        this.guard = guard;
    }

    /** The guard before the system. */
    public Guard guard() {
        return guard;
    }

    /**
     * Sends, and waits for the whole answer. A read without an answer is sent once more while there is time, unless it carried a
     * password. 503 and 429, which promise that nothing was done, are met with patience: see {@link Guard}.
     *
     * @param system id of the system as configured, for messages
     * @param deadline for everything; a write that meets 503 may take {@link GuardSettings#pacing} longer
     * @return an answer with any status but 3xx, and never a web page with 2xx
     * @throws BackendException with {@link Problem#UNREACHABLE} or {@link Problem#UNTRUSTED_TLS} when the request certainly never
     *     left; {@link Problem#WRONG_ENDPOINT} for a redirect, and for a web page with 2xx where it was a read; {@link
     *     Problem#NO_ANSWER} when it may have left and no whole answer came, or a write got a web page with 2xx; {@link Problem#GARBLED} for an answer that is not HTTP or is too long, where it was a read (a
     *     write gets {@link Problem#NO_ANSWER} then); {@link Problem#BUSY} when its turn did not come; {@link Problem#BAD_CREDENTIALS}
     *     without sending, when the password was refused before
     */
    public HttpAnswer call(String system, Access access, HttpCall call, Duration deadline) {
        HttpCall.Signing signing = call.signing();
        return guard.call(
                access,
                signing == null,
                deadline,
                Http::asksForPatience,
                left -> signing == null
                        ? exchange(system, access, call, left)
                        : signedIn(system, access, call, signing, left));
    }

    private static boolean asksForPatience(HttpAnswer answer) {
        return answer.status() == 503 || answer.status() == 429;
    }

    private HttpAnswer signedIn(
            String system, Access access, HttpCall call, HttpCall.Signing signing, Duration deadline) {
        long started = System.nanoTime();
        try (SignIn.Turn turn = signing.signIn().begin(deadline)) {
            Duration left = deadline.minusNanos(System.nanoTime() - started);
            if (left.toMillis() < 1) {
                throw new BackendException(Problem.UNREACHABLE, system, "no time left after waiting for a sign-in");
            }
            Map<String, String> instead = signing.instead().get();
            HttpAnswer answer = exchange(
                    system, access, call.with(instead == null ? Map.of("Authorization", turn.basic()) : instead), left);
            if (instead == null && answer.status() == 401) {
                turn.refused(access == Access.READ ? "HTTP 401" : REFUSED_WRITE);
            }
            signing.answered().accept(answer);
            return answer;
        }
    }

    private HttpAnswer exchange(String system, Access access, HttpCall call, Duration deadline) {
        GatedBody body = new GatedBody(call.body());
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request(call, body), head -> new CappedBody(maxBytes));
        HttpAnswer answer;
        try {
            HttpResponse<byte[]> response = exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            answer = new HttpAnswer(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            boolean kept = body.forbid() && call.body().length > 0;
            exchange.cancel(true);
            throw logged(system, access, call, late(system, call, deadline, kept));
        } catch (InterruptedException e) {
            boolean kept = body.forbid() && call.body().length > 0;
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw logged(system, access, call, interrupted(system, kept));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            boolean kept = body.forbid() && (call.body().length > 0 || beforeSending(cause));
            throw logged(system, access, call, failed(system, access, call, cause, kept));
        }
        LOG.debug("{} {} {} -> {}", system, access, call, answer);
        return rightEndpoint(system, access, answer);
    }

    private static HttpRequest request(HttpCall call, GatedBody body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri());
        call.headers().forEach(request::header);
        return (call.body().length == 0
                        ? request.method(call.method(), HttpRequest.BodyPublishers.noBody())
                        : request.method(call.method(), body))
                .build();
    }

    private static HttpAnswer rightEndpoint(String system, Access access, HttpAnswer answer) {
        if (answer.redirect()) {
            String target = answer.header("Location").map(Http::redirectTarget).orElse("nowhere");
            throw new BackendException(
                    Problem.WRONG_ENDPOINT,
                    system,
                    "HTTP " + answer.status() + " redirects to " + target
                            + "; the configured address must be the interface itself");
        }
        if (answer.ok() && answer.html() && access == Access.WRITE) {
            // a login page would exclude it, but a page that a filter put in place of the answer looks the same
            throw new BackendException(
                    Problem.NO_ANSWER,
                    system,
                    "a change was answered with a web page, so it is not known whether it was made; look what stands between"
                            + " Pindesk and the system");
        }
        if (answer.ok() && answer.html()) {
            throw new BackendException(
                    Problem.WRONG_ENDPOINT,
                    system,
                    "answered with a web page (a login page?), not with its interface; check host, port and path");
        }
        return answer;
    }

    private static BackendException failed(
            String system, Access access, HttpCall call, Throwable cause, boolean certainlyNotSent) {
        if (certainlyNotSent) {
            return find(cause, CertificateException.class)
                    .map(untrusted -> new BackendException(
                            Problem.UNTRUSTED_TLS, system, String.valueOf(untrusted.getMessage()), cause))
                    .orElseGet(() ->
                            new BackendException(Problem.UNREACHABLE, system, notReached(call.uri(), cause), cause));
        }
        // from here on a message of the library may quote what the other side sent: only its class is named
        if (access == Access.READ && holds(cause, CappedBody.TooLarge.class)) {
            return new BackendException(Problem.GARBLED, system, "the answer is longer than any real one");
        }
        if (access == Access.READ && holds(cause, ProtocolException.class)) {
            return new BackendException(Problem.GARBLED, system, "what answered does not speak HTTP");
        }
        return new BackendException(
                Problem.NO_ANSWER,
                system,
                "the request may have been sent and no whole answer came ("
                        + cause.getClass().getSimpleName() + ")");
    }

    private static String notReached(URI uri, Throwable cause) {
        String where = where(uri);
        if (holds(cause, UnresolvedAddressException.class) || holds(cause, UnknownHostException.class)) {
            return "unknown host name " + uri.getHost();
        }
        if (holds(cause, HttpConnectTimeoutException.class)) {
            return "no connection to " + where + " in time";
        }
        if (holds(cause, SSLException.class)) {
            return "no TLS handshake with " + where + "; is that an HTTPS port?";
        }
        if (holds(cause, ConnectException.class)) {
            return "connection to " + where + " refused";
        }
        return "no connection to " + where + " (" + cause.getClass().getSimpleName() + ")";
    }

    private static BackendException late(String system, HttpCall call, Duration deadline, boolean kept) {
        return kept
                ? new BackendException(
                        Problem.UNREACHABLE,
                        system,
                        "no connection to " + where(call.uri()) + " within " + deadline.toMillis() + " ms")
                : new BackendException(
                        Problem.NO_ANSWER, system, "no whole answer within " + deadline.toMillis() + " ms");
    }

    private static BackendException interrupted(String system, boolean kept) {
        return new BackendException(
                kept ? Problem.UNREACHABLE : Problem.NO_ANSWER, system, "interrupted while waiting for an answer");
    }

    private static boolean beforeSending(Throwable cause) {
        return holds(cause, ConnectException.class)
                || holds(cause, HttpConnectTimeoutException.class)
                || holds(cause, SSLHandshakeException.class);
    }

    private static BackendException logged(String system, Access access, HttpCall call, BackendException trouble) {
        LOG.debug("{} {} {} -> {}", system, access, call, trouble.problem());
        return trouble;
    }

    private static boolean holds(Throwable from, Class<? extends Throwable> kind) {
        return find(from, kind).isPresent();
    }

    static <T extends Throwable> Optional<T> find(Throwable from, Class<T> kind) {
        return Stream.iterate(from, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    static String where(URI uri) {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static String redirectTarget(String location) {
        try {
            URI target = URI.create(location);
            return (target.getHost() == null ? "" : where(target)) + target.getPath();
        } catch (IllegalArgumentException e) {
            return "an address that is none";
        }
    }
}
