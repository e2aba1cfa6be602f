package org.pindesk.demo.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.discord.DiscordServer.Answer;
import org.pindesk.demo.discord.DiscordServer.Call;

/** The routes of the REST interface. All work under the simulator's lock. */
final class Rest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String UNKNOWN = "unknown";
    private static final Map<String, String> BUCKET =
            Map.of("X-RateLimit-Limit", "50", "X-RateLimit-Remaining", "49", "X-RateLimit-Reset-After", "1.000");

    /** A request whose path has been taken apart; parts are the variable ones, in order. */
    record Parts(List<String> parts, Map<String, String> query, JsonNode body) {
        String part(int index) {
            return parts.get(index);
        }
    }

    private record Route(
            String method, String template, boolean tokenInPath, Function<Parts, @Nullable JsonNode> work) {
        String name() {
            return method + " " + template;
        }

        @Nullable
        List<String> match(String asked, String path) {
            String[] wanted = template.split("/");
            String[] there = path.split("/");
            if (!method.equals(asked) || wanted.length != there.length) {
                return null;
            }
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i].startsWith("{")) {
                    parts.add(there[i]);
                } else if (!wanted[i].equals(there[i])) {
                    return null;
                }
            }
            return parts;
        }
    }

    private final Guild guild;
    private final Payloads payloads;
    private final Commands commands;
    private final Messages messages;
    private final Interactions interactions;
    private final Supplier<String> gatewayUrl;
    private final ObjectMapper json = new ObjectMapper();
    private final List<Route> routes = new ArrayList<>();
    private boolean tokenTaken = true;

    Rest(
            Guild guild,
            Payloads payloads,
            Commands commands,
            Messages messages,
            Interactions interactions,
            Supplier<String> gatewayUrl) {
        this.guild = guild;
        this.payloads = payloads;
        this.commands = commands;
        this.messages = messages;
        this.interactions = interactions;
        this.gatewayUrl = gatewayUrl;
        aboutPlaces();
        aboutMessages();
        aboutCommands("applications/{application}/guilds/{guild}/commands", true);
        aboutCommands("applications/{application}/commands", false);
        aboutInteractions();
    }

    void takeToken(boolean taken) {
        tokenTaken = taken;
    }

    private void aboutPlaces() {
        route("GET", "gateway", parts -> JSON.objectNode().put("url", gatewayUrl.get()));
        route("GET", "gateway/bot", parts -> {
            ObjectNode answer = JSON.objectNode().put("url", gatewayUrl.get()).put("shards", 1);
            answer.putObject("session_start_limit")
                    .put("total", 1000)
                    .put("remaining", 999)
                    .put("reset_after", 0)
                    .put("max_concurrency", 1);
            return answer;
        });
        route("GET", "users/@me", parts -> guild.users.get(Guild.BOT));
        route("GET", "users/{user}", parts -> user(parts.part(0)));
        route("GET", "applications/@me", parts -> application());
        route("GET", "oauth2/applications/@me", parts -> application());
        route("POST", "users/@me/channels", parts -> messages.openDm(parts.body()));
        route("GET", "guilds/{guild}", parts -> own(parts.part(0), payloads.guild()));
        route("GET", "guilds/{guild}/roles", parts -> own(parts.part(0), payloads.roles()));
        route("GET", "guilds/{guild}/channels", parts -> {
            ArrayNode all = JSON.arrayNode();
            guild.channels.values().forEach(channel -> all.add(channel.deepCopy()));
            return own(parts.part(0), all);
        });
        route("GET", "guilds/{guild}/members/{user}", parts -> {
            own(parts.part(0), JSON.objectNode());
            user(parts.part(1));
            if (!guild.members.contains(parts.part(1))) {
                throw new Refused(404, 10007, "Unknown Member");
            }
            return payloads.member(parts.part(1));
        });
        route("GET", "channels/{channel}", parts -> messages.channel(parts.part(0)));
    }

    private ObjectNode user(String id) {
        ObjectNode user = guild.users.get(id);
        if (user == null) {
            throw new Refused(404, 10013, "Unknown User");
        }
        return user;
    }

    private static ObjectNode application() {
        return JSON.objectNode()
                .put("id", Guild.BOT)
                .put("name", "Pindesk")
                .put("description", "")
                .put("bot_public", false)
                .put("bot_require_code_grant", false)
                .put("flags", 0);
    }

    private static JsonNode own(String guildId, JsonNode answer) {
        if (!guildId.equals(Guild.ID)) {
            throw new Refused(404, 10004, "Unknown Guild");
        }
        return answer;
    }

    private void aboutMessages() {
        String all = "channels/{channel}/messages";
        String one = all + "/{message}";
        route("POST", all, parts -> messages.post(parts.part(0), parts.body()));
        route("GET", one, parts -> messages.get(parts.part(0), parts.part(1)));
        route("PATCH", one, parts -> messages.change(parts.part(0), parts.part(1), parts.body()));
        route("DELETE", one, parts -> {
            messages.delete(parts.part(0), parts.part(1));
            return null;
        });
    }

    private void aboutCommands(String all, boolean inGuild) {
        String one = all + "/{command}";
        int last = inGuild ? 2 : 1;
        Function<Parts, @Nullable String> scope = parts -> inGuild ? parts.part(1) : null;
        route("GET", all, parts -> commands.list(scope.apply(parts)));
        route("PUT", all, parts -> commands.replaceAll(scope.apply(parts), parts.body()));
        route("POST", all, parts -> commands.create(scope.apply(parts), parts.body()));
        route("GET", one, parts -> commands.get(scope.apply(parts), parts.part(last)));
        route("PATCH", one, parts -> commands.change(scope.apply(parts), parts.part(last), parts.body()));
        route("DELETE", one, parts -> {
            commands.delete(scope.apply(parts), parts.part(last));
            return null;
        });
    }

    private void aboutInteractions() {
        byToken("POST", "interactions/{id}/{token}/callback", parts -> {
            ObjectNode resource = interactions.callback(parts.part(0), parts.part(1), parts.body());
            return "true".equals(parts.query().get("with_response")) ? resource : null;
        });
        byToken("POST", "webhooks/{application}/{token}", parts -> interactions.followUp(parts.part(1), parts.body()));
        String one = "webhooks/{application}/{token}/messages/{message}";
        byToken("GET", one, parts -> interactions.get(parts.part(1), parts.part(2)));
        byToken("PATCH", one, parts -> interactions.edit(parts.part(1), parts.part(2), parts.body()));
        byToken("DELETE", one, parts -> {
            interactions.delete(parts.part(1), parts.part(2));
            return null;
        });
    }

    private void route(String method, String template, Function<Parts, @Nullable JsonNode> work) {
        routes.add(new Route(method, template, false, work));
    }

    private void byToken(String method, String template, Function<Parts, @Nullable JsonNode> work) {
        routes.add(new Route(method, template, true, work));
    }

    /** What hooks and counters call the route of a call, for example {@code POST channels/{channel}/messages}. */
    String name(Call call) {
        return routes.stream()
                .filter(route -> route.match(call.method(), call.path()) != null)
                .map(Route::name)
                .findFirst()
                .orElse(UNKNOWN);
    }

    Answer answer(Call call) {
        try {
            for (Route route : routes) {
                List<String> parts = route.match(call.method(), call.path());
                if (parts != null) {
                    authorize(route, call);
                    JsonNode answer = route.work().apply(new Parts(parts, call.query(), body(call)));
                    return answer == null ? new Answer(204, "", BUCKET) : new Answer(200, answer.toString(), BUCKET);
                }
            }
            guild.violation("no such route: " + call.method());
            throw new Refused(404, 0, "404: Not Found");
        } catch (Refused e) {
            return new Answer(e.status(), e.body(), BUCKET);
        }
    }

    private void authorize(Route route, Call call) {
        String right = "Bot " + DiscordSimulator.BOT_TOKEN;
        if (!route.tokenInPath() && !(tokenTaken && right.equals(call.authorization()))) {
            throw new Refused(401, 0, "401: Unauthorized");
        }
    }

    private JsonNode body(Call call) {
        if (call.body().isBlank()) {
            return JSON.objectNode();
        }
        try {
            return json.readTree(call.body());
        } catch (JsonProcessingException e) {
            guild.violation("a body that is not JSON");
            throw new Refused(400, 50109, "The request body contains invalid JSON.");
        }
    }
}
