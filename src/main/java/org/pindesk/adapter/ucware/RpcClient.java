package org.pindesk.adapter.ucware;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.Access;
import org.pindesk.adapter.wire.Http;
import org.pindesk.adapter.wire.HttpAnswer;
import org.pindesk.adapter.wire.HttpCall;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/**
 * JSON-RPC 2.0 with one service account: a POST for each message, to an address of its namespace and interface. The answer's body is
 * read first and its HTTP status second, since nothing says which status an error comes with. A password is sent with every message,
 * one message after another ({@link SignIn}); tokens are sent at the same time.
 */
final class RpcClient {
    private static final String VERSION = "2.0";
    private static final int UNAUTHORIZED = 401;

    private final UcwareSettings settings;
    private final SignIn signIn;
    private final Http http;
    private final Http listing;
    private final SpokenGeneration spoken;
    private final @Nullable Tokens tokens;
    private final boolean bearer;
    private final AtomicInteger lastId = new AtomicInteger();

    /**
     * @param http for ordinary answers
     * @param listing for the list of all users
     * @param spoken shared by all clients of a server
     */
    RpcClient(
            UcwareSettings settings,
            UcwareAccount account,
            SignIn signIn,
            Http http,
            Http listing,
            SpokenGeneration spoken,
            Clock clock) {
        this.settings = settings;
        this.signIn = signIn;
        this.http = http;
        this.listing = listing;
        this.spoken = spoken;
        this.bearer = account.token();
        this.tokens = account.token() && account.refresh() ? new Tokens(settings.id(), signIn, clock) : null;
    }

    /** As the other one, for parameters that are the same in every generation. */
    RpcReply call(RpcMethod method, String... params) {
        return call(method, (array, generation) -> {
            for (String each : params) {
                array.add(each);
            }
        });
    }

    /**
     * Sends a message in the generation that is spoken; a read, while that is still to be found out, in older and older ones.
     *
     * @param params puts the parameters into the array, in order
     * @throws BackendException when there is no whole, understood answer
     */
    RpcReply call(RpcMethod method, BiConsumer<ArrayNode, Generation> params) {
        long until = System.nanoTime() + settings.deadline().toNanos();
        Generation generation = spoken.now();
        while (true) {
            Message message = message(generation, method, params);
            HttpAnswer answer = send(generation, method, message, until);
            Optional<RpcReply> reply = RpcReply.read(answer.body());
            if (answer.status() == UNAUTHORIZED) {
                throw refusedByStatus(method, answer.status());
            }
            if (reply.isPresent() && (answer.ok() || reply.get().error() != null)) {
                checkId(method, message, reply.get());
                spoken.taken(generation);
                return reply.get();
            }
            if (answer.status() != 404 && answer.status() != 405) {
                throw answer.ok() ? notUnderstood(method, answer) : refusedByStatus(method, answer.status());
            }
            Generation missing = generation;
            generation = spoken.after(missing)
                    .filter(older -> method.access() == Access.READ)
                    .orElseThrow(() -> trouble(
                            Problem.WRONG_ENDPOINT, method, "HTTP " + answer.status() + ": " + spoken.remedy(missing)));
        }
    }

    /** Somebody has put the service account right: its secret may be sent again. */
    void allowSignIn() {
        signIn.allowAgain();
        forgetTokens();
    }

    void forgetTokens() {
        if (tokens != null) {
            tokens.forget();
        }
    }

    private record Message(@Nullable Integer id, byte[] bytes) {}

    private Message message(Generation generation, RpcMethod method, BiConsumer<ArrayNode, Generation> params) {
        ArrayNode array = RpcReply.array();
        params.accept(array, generation);
        ObjectNode message = RpcReply.object().put("jsonrpc", VERSION).put("method", method.method());
        if (!array.isEmpty()) {
            message.set("params", array);
        }
        if (!generation.numbersMessages()) {
            return new Message(null, RpcReply.bytes(message.put("id", "")));
        }
        int id = lastId.incrementAndGet() & Integer.MAX_VALUE;
        return new Message(id, RpcReply.bytes(message.put("id", id)));
    }

    /** An answer to another message proves nothing; only an error may lack the id, where the message could not be read. */
    private void checkId(RpcMethod method, Message message, RpcReply reply) {
        JsonNode id = reply.id();
        boolean same = message.id() == null
                ? id.isTextual() && id.textValue().isEmpty()
                : id.isIntegralNumber() && id.canConvertToInt() && id.intValue() == message.id();
        if (!same && !(reply.error() != null && id.isNull())) {
            throw trouble(Problem.GARBLED, method, "the answer is not one to this question");
        }
    }

    private HttpAnswer send(Generation generation, RpcMethod method, Message message, long until) {
        URI uri = settings.url(generation, method);
        Http through = method == RpcMethod.GET_ALL ? listing : http;
        if (!bearer) {
            HttpCall call = HttpCall.post(uri, headers(""), message.bytes()).signedIn(signIn, () -> null, answer -> {});
            return through.call(settings.id(), method.access(), call, left(until));
        }
        Tokens.Exchange exchange = (token, left) -> through.call(
                settings.id(), method.access(), HttpCall.post(uri, headers(token.open()), message.bytes()), left);
        if (tokens == null) {
            return Tokens.configured(signIn, exchange, until);
        }
        Message asking = message(generation, RpcMethod.GET_TOKEN, (array, any) -> {});
        URI tokenUri = settings.url(generation, RpcMethod.GET_TOKEN);
        return tokens.send(
                exchange,
                (token, left) -> http.call(
                        settings.id(),
                        Access.READ,
                        HttpCall.post(tokenUri, headers(token.open()), asking.bytes()),
                        left),
                until);
    }

    /**
     * @param token empty where the headers are to hold none
     */
    private static Map<String, String> headers(String token) {
        return token.isEmpty()
                ? Map.of("Content-Type", "application/json", "Accept", "application/json")
                : Map.of(
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json",
                        "Authorization",
                        "Bearer " + token);
    }

    static Duration left(long until) {
        return Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime()));
    }

    private BackendException notUnderstood(RpcMethod method, HttpAnswer answer) {
        return trouble(
                Problem.GARBLED,
                method,
                answer.body().length == 0
                        ? "the answer is empty"
                        : "the answer is broken, or holds neither a result nor an error");
    }

    private BackendException refusedByStatus(RpcMethod method, int status) {
        return switch (status) {
            case UNAUTHORIZED ->
                trouble(
                        Problem.BAD_CREDENTIALS,
                        method,
                        "HTTP 401: service account " + signIn.account()
                                + " was refused, for its secret or for what it may do; not tried again until "
                                + signIn.key() + " is changed");
            case 403 ->
                trouble(
                        Problem.NOT_PERMITTED,
                        method,
                        "HTTP 403: service account " + signIn.account() + " may not do this; it must administer");
            case 429, 503 ->
                trouble(
                        Problem.BUSY,
                        method,
                        "HTTP " + status + ": the system throttles or is overloaded; nothing was done");
            default ->
                status >= 400 && status < 500
                        ? trouble(Problem.REFUSED, method, "HTTP " + status)
                        : trouble(Problem.GARBLED, method, "HTTP " + status + " without an error in its words");
        };
    }

    private BackendException trouble(Problem problem, RpcMethod method, String words) {
        return new BackendException(problem, settings.id(), method.method() + ": " + words);
    }
}
