package org.pindesk.adapter.ucware;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.HttpAnswer;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

/**
 * Tokens that the system gave out in exchange for the configured one, or for each other. How long one lives is not known: it is
 * exchanged each half hour, and one that is refused is given up for the configured one. They are kept in memory alone, so that the
 * configured one has to live as long as it is configured.
 */
final class Tokens {
    private static final Duration FRESH_FOR = Duration.ofMinutes(30);
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]{1,4096}");
    private static final int UNAUTHORIZED = 401;

    private final String system;
    private final SignIn signIn;
    private final Clock clock;
    private final AtomicReference<@Nullable Issued> issued = new AtomicReference<>();

    Tokens(String system, SignIn signIn, Clock clock) {
        this.system = system;
        this.signIn = signIn;
        this.clock = clock;
    }

    /** Something that is sent with a token. */
    @FunctionalInterface
    interface Exchange {
        HttpAnswer run(Secret token, Duration left);
    }

    private record Issued(Secret token, Instant at) {}

    /** With the configured token, which is never sent again after a refusal. */
    static HttpAnswer configured(SignIn signIn, Exchange exchange, long until) {
        try (SignIn.Turn turn = signIn.begin(RpcClient.left(until))) {
            HttpAnswer answer = exchange.run(turn.password(), RpcClient.left(until));
            if (answer.status() == UNAUTHORIZED) {
                turn.refused("HTTP 401");
            }
            return answer;
        }
    }

    void forget() {
        issued.set(null);
    }

    /**
     * Sends with a fresh token. HTTP 401 means that nothing was executed, so that one repetition with another token is safe even for a
     * write.
     *
     * @param asking asks for another token
     */
    HttpAnswer send(Exchange exchange, Exchange asking, long until) {
        Issued known = issued.get();
        if (known != null && clock.instant().isBefore(known.at().plus(FRESH_FOR))) {
            HttpAnswer answer = exchange.run(known.token(), RpcClient.left(until));
            if (answer.status() != UNAUTHORIZED) {
                return answer;
            }
            issued.compareAndSet(known, null);
        }
        HttpAnswer refused = renew(known, asking, until);
        if (refused != null) {
            return refused;
        }
        Issued fresh = issued.get();
        HttpAnswer answer = fresh == null ? null : exchange.run(fresh.token(), RpcClient.left(until));
        if (answer != null && answer.status() != UNAUTHORIZED) {
            return answer;
        }
        issued.set(null);
        return configured(signIn, exchange, until);
    }

    /**
     * Gets a fresh token, unless another call has got one meanwhile.
     *
     * @param known the token that is no longer good enough
     * @return the answer that stands for the whole call, since none was given out; null when there is one
     */
    private @Nullable HttpAnswer renew(@Nullable Issued known, Exchange asking, long until) {
        try (SignIn.Turn turn = signIn.begin(RpcClient.left(until))) {
            Issued now = issued.get();
            if (now != null && now != known) {
                return null;
            }
            HttpAnswer answer = now == null ? null : asking.run(now.token(), RpcClient.left(until));
            if (answer == null || answer.status() == UNAUTHORIZED) {
                issued.set(null);
                answer = asking.run(turn.password(), RpcClient.left(until));
                if (answer.status() == UNAUTHORIZED) {
                    turn.refused("HTTP 401");
                }
            }
            if (!answer.ok()) {
                return answer;
            }
            issued.set(new Issued(token(answer), clock.instant()));
            return null;
        }
    }

    private Secret token(HttpAnswer answer) {
        RpcReply reply = RpcReply.read(answer.body())
                .orElseThrow(() -> new BackendException(
                        Problem.GARBLED, system, "getToken: the answer holds neither a result nor an error"));
        if (reply.error() != null) {
            throw new BackendException(
                    Problem.REFUSED,
                    system,
                    "getToken: " + reply.error().words() + "; with TOKEN_REFRESH=false the configured token is kept");
        }
        if (!reply.result().isTextual()
                || !HEADER_VALUE.matcher(reply.result().textValue()).matches()) {
            throw new BackendException(Problem.GARBLED, system, "getToken: the answer holds no token");
        }
        return Secret.of(reply.result().textValue());
    }
}
