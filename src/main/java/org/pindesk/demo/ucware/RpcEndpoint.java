package org.pindesk.demo.ucware;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.ucware.RpcJournal.Received;
import org.pindesk.demo.wire.HttpExchange.In;
import org.pindesk.demo.wire.HttpExchange.Out;
import org.pindesk.demo.wire.HttpsListener;
import org.pindesk.demo.wire.Throttle;

/**
 * The interface's rules of transport, in front of the methods: address, sign-in, throttle, envelope. Errors come with HTTP 200; with
 * which status the real server sends them is not known.
 */
final class RpcEndpoint implements HttpsListener.Endpoint<RpcEndpoint.Behaviour> {
    /** Base paths, and whether writes name users by number there. */
    static final Map<String, Boolean> BASES = Map.of("/api/2", true, "/api/1", false, "/ucware/api", false);

    private final RpcOperations operations;
    private final Tokens tokens;
    private final RpcJournal journal;
    private final ObjectMapper json;
    private final Throttle throttle = new Throttle();

    RpcEndpoint(RpcOperations operations, Tokens tokens, RpcJournal journal, ObjectMapper json) {
        this.operations = operations;
        this.tokens = tokens;
        this.journal = journal;
        this.json = json;
    }

    /**
     * How to behave right now.
     *
     * @param only the one method that the quirk concerns; null = all
     * @param bases paths at which there is an interface
     * @param slashWanted whether addresses without a slash at their end are redirected
     */
    record Behaviour(Fault fault, Quirk quirk, @Nullable String only, Set<String> bases, boolean slashWanted)
            implements HttpsListener.Behaviour {
        Behaviour at(String body) {
            return only == null || body.contains("\"" + only + "\"")
                    ? this
                    : new Behaviour(fault, Quirk.NONE, null, bases, slashWanted);
        }
    }

    /** A message as far as it could be read. */
    private record Message(JsonNode root, String method, ArrayNode params) {}

    @Override
    public void ignore(In in) {
        note(in, message(in), "", 0);
    }

    @Override
    public Out answer(In in, Behaviour now) {
        Behaviour here = now.at(in.body());
        return BrokenAnswer.of(whole(in, here), here.quirk());
    }

    private Out whole(In in, Behaviour now) {
        Message message = message(in);
        Optional<String> account =
                now.fault().is(Fault.Kind.WRONG_PASSWORD) ? Optional.empty() : account(in.authorization());
        Out out = address(in, now)
                .orElseGet(() -> account.isEmpty()
                        ? Out.page(401, "Unauthorized").with("WWW-Authenticate", "Basic realm=\"UCware\"")
                        : message(in, message, now));
        note(in, message, account.orElse(""), out.status());
        return out;
    }

    /** Whatever is wrong before anybody looks at who it is; empty where nothing is. */
    private static Optional<Out> address(In in, Behaviour now) {
        String path = in.path();
        Optional<String> base = base(path).filter(now.bases()::contains);
        if (base.isEmpty()) {
            return Optional.of(Out.page(404, "Not Found"));
        }
        if (now.slashWanted() && !path.endsWith("/")) {
            return Optional.of(Out.page(301, "Moved Permanently").with("Location", path + "/"));
        }
        if (!in.method().equals("POST")) {
            return Optional.of(Out.page(405, "Method Not Allowed"));
        }
        return switch (now.quirk()) {
            case LOGIN_PAGE -> Optional.of(Out.page(200, "Anmelden"));
            case REDIRECT -> Optional.of(Out.page(302, "Found").with("Location", "https://sso.invalid/login?from=api"));
            case FORBIDDEN -> Optional.of(Out.page(403, "Forbidden"));
            default -> Optional.empty();
        };
    }

    private static Optional<String> base(String path) {
        return BASES.keySet().stream()
                .filter(each -> path.startsWith(each + "/"))
                .findFirst();
    }

    private Optional<String> account(String authorization) {
        if (authorization.startsWith("Bearer ")) {
            return tokens.alive(authorization.substring(7)) ? Optional.of(UcwareSimulator.API_USER) : Optional.empty();
        }
        String right = UcwareSimulator.API_USER + ":" + UcwareSimulator.API_PASSWORD;
        return authorization.equals(
                        "Basic " + Base64.getEncoder().encodeToString(right.getBytes(StandardCharsets.UTF_8)))
                ? Optional.of(UcwareSimulator.API_USER)
                : Optional.empty();
    }

    private Out message(In in, Message message, Behaviour now) {
        String base = base(in.path()).orElseThrow();
        String where = in.path().substring(base.length() + 1).replaceFirst("/$", "");
        boolean writes = RpcOperations.writes(message.method());
        if (writes && throttle.turnsAway(now.fault())) {
            return Out.page(503, "Service Unavailable");
        }
        ObjectNode answer = json.createObjectNode().put("jsonrpc", "2.0");
        boolean wrote = false;
        try {
            if (!message.root().path("jsonrpc").asText().equals("2.0")
                    || message.method().isEmpty()
                    || !message.root().has("id")) {
                throw new RpcOperations.Refusal(-32600, "Invalid Request");
            }
            if (now.quirk() == Quirk.ERROR || now.quirk() == Quirk.ERROR_WITH_500) {
                throw new RpcOperations.Refusal(RpcOperations.REFUSED, "Permission denied");
            }
            if (now.quirk() == Quirk.RESULT_FALSE) {
                answer.put("result", false);
            } else {
                answer.set(
                        "result",
                        operations.execute(
                                where,
                                message.method(),
                                message.params(),
                                BASES.getOrDefault(base, false),
                                now.fault()));
                wrote = writes;
            }
        } catch (RpcOperations.Refusal e) {
            answer.putObject("error").put("code", e.code()).put("message", e.getMessage());
        }
        answer.set(
                "id",
                message.root().path("id").isMissingNode()
                        ? null
                        : message.root().path("id"));
        Out out = Out.of(now.quirk() == Quirk.ERROR_WITH_500 ? 500 : 200, "application/json", answer.toString());
        return wrote ? out.written() : out;
    }

    private Message message(In in) {
        try {
            JsonNode root = json.readTree(in.bytes());
            if (root != null && root.isObject()) {
                ArrayNode params = root.path("params") instanceof ArrayNode array ? array : json.createArrayNode();
                return new Message(root, root.path("method").asText(""), params);
            }
        } catch (IOException e) {
            // answered as an invalid request
        }
        return new Message(json.createObjectNode(), "", json.createArrayNode());
    }

    private void note(In in, Message message, String account, int status) {
        ArrayNode params = message.params().deepCopy();
        if (RpcOperations.writes(message.method()) && params.size() > 1) {
            params.set(1, json.getNodeFactory().textNode("***"));
        }
        String scheme = in.authorization().split(" ", 2)[0];
        journal.add(new Received(in.path(), message.method(), scheme, account, status, params.toString()));
    }
}
