package org.pindesk.demo.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.slack.Workspace.Refused;

/** The methods of the Web API, with the errors that Slack documents for them. All calls under the simulator's lock. */
final class WebMethods {
    private static final int MAX_TEXT = 40_000;
    private static final Set<String> APP_TOKEN_METHODS = Set.of("apps.connections.open");

    private final Workspace workspace;
    private final Supplier<String> socketUrl;
    private final Views views;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Function<Map<String, String>, ObjectNode>> methods = new HashMap<>();
    private final Map<String, String> tokens;
    private boolean botTokenTaken = true;

    WebMethods(Workspace workspace, Views views, Supplier<String> socketUrl) {
        this.workspace = workspace;
        this.views = views;
        this.socketUrl = socketUrl;
        this.tokens = Map.of(SlackSimulator.BOT_TOKEN, "bot", SlackSimulator.APP_TOKEN, "app");
        methods.put("auth.test", args -> authTest());
        methods.put("apps.connections.open", args -> ok().put("url", socketUrl.get()));
        methods.put("users.info", this::usersInfo);
        methods.put("users.lookupByEmail", this::lookupByEmail);
        methods.put("conversations.open", this::conversationsOpen);
        methods.put("conversations.info", this::conversationsInfo);
        methods.put("chat.postMessage", this::postMessage);
        methods.put("chat.postEphemeral", this::postEphemeral);
        methods.put("chat.update", this::update);
        methods.put("chat.delete", this::delete);
        methods.put("views.open", args -> viewAnswer(views.open(need(args, "trigger_id"), node(args, "view"))));
        methods.put("views.push", args -> viewAnswer(views.push(need(args, "trigger_id"), node(args, "view"))));
        methods.put("views.update", args -> viewAnswer(views.update(args, node(args, "view"))));
        methods.put("views.publish", args -> viewAnswer(views.publish(need(args, "user_id"), node(args, "view"))));
    }

    /** Whether the bot token is taken; the app token always is. */
    void takeBotToken(boolean taken) {
        botTokenTaken = taken;
    }

    ObjectNode call(String method, @Nullable String authorization, Map<String, String> args) {
        try {
            Function<Map<String, String>, ObjectNode> known = methods.get(method);
            if (known == null) {
                workspace.violation(method + ": unknown method");
                throw new Refused("unknown_method");
            }
            checkToken(method, authorization);
            return known.apply(args);
        } catch (Refused e) {
            return failure(e.error());
        }
    }

    static ObjectNode failure(String error) {
        return JsonNodeFactory.instance.objectNode().put("ok", false).put("error", error);
    }

    private void checkToken(String method, @Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw new Refused("not_authed");
        }
        String kind = tokens.get(authorization.substring(7));
        if (kind == null || (kind.equals("bot") && !botTokenTaken)) {
            throw new Refused("invalid_auth");
        }
        if (!method.equals("auth.test") && kind.equals("app") != APP_TOKEN_METHODS.contains(method)) {
            throw new Refused("not_allowed_token_type");
        }
    }

    private static ObjectNode ok() {
        return JsonNodeFactory.instance.objectNode().put("ok", true);
    }

    private static ObjectNode authTest() {
        return ok().put("url", "https://beispiel.slack.example/")
                .put("team", Company.NAME)
                .put("user", "pindesk")
                .put("team_id", Company.SLACK_TEAM)
                .put("user_id", Workspace.BOT_USER)
                .put("bot_id", "B0PINDESK")
                .put("is_enterprise_install", false);
    }

    private ObjectNode usersInfo(Map<String, String> args) {
        ObjectNode user = workspace.users.get(need(args, "user"));
        if (user == null) {
            throw new Refused("user_not_found");
        }
        ObjectNode copy = user.deepCopy();
        if (!"true".equals(args.get("include_locale"))) {
            copy.remove("locale");
        }
        ObjectNode answer = ok();
        answer.set("user", copy);
        return answer;
    }

    private ObjectNode lookupByEmail(Map<String, String> args) {
        String mail = need(args, "email");
        for (ObjectNode user : workspace.users.values()) {
            if (mail.equalsIgnoreCase(user.path("profile").path("email").asText(""))) {
                ObjectNode answer = ok();
                answer.set("user", user.deepCopy());
                return answer;
            }
        }
        throw new Refused("users_not_found");
    }

    private ObjectNode conversationsOpen(Map<String, String> args) {
        String user = need(args, "users");
        if (user.contains(",")) {
            workspace.violation("conversations.open: group messages are not simulated");
            throw new Refused("too_many_users");
        }
        ObjectNode known = workspace.users.get(user);
        if (known == null) {
            throw new Refused("user_not_found");
        }
        if (known.path("is_bot").asBoolean()) {
            throw new Refused("cannot_dm_bot");
        }
        if (known.path("deleted").asBoolean()) {
            throw new Refused("user_disabled");
        }
        ObjectNode answer = ok();
        answer.putObject("channel").put("id", Workspace.dmOf(user));
        return answer;
    }

    private ObjectNode conversationsInfo(Map<String, String> args) {
        ObjectNode answer = ok();
        answer.set("channel", workspace.conversations.info(need(args, "channel")));
        return answer;
    }

    private ObjectNode postMessage(Map<String, String> args) {
        String channel = need(args, "channel");
        ObjectNode message = message(args);
        Optional<String> owner = workspace.dmOwner(channel);
        if (owner.isEmpty()) {
            workspace.conversations.requireWritable(channel);
        }
        if (workspace.closedDms.contains(owner.orElse(""))) {
            throw new Refused("user_disabled");
        }
        String ts = workspace.ts();
        message.put("type", "message");
        message.put("user", Workspace.BOT_USER);
        message.put("ts", ts);
        workspace.messages.put(channel + "/" + ts, message);
        showStored(channel, ts, message);
        ObjectNode answer = ok().put("channel", channel).put("ts", ts);
        answer.set("message", message);
        return answer;
    }

    private ObjectNode update(Map<String, String> args) {
        String channel = need(args, "channel");
        String ts = need(args, "ts");
        ObjectNode changed = message(args);
        replaceStored(channel, ts, changed);
        return ok().put("channel", channel)
                .put("ts", ts)
                .put("text", changed.path("text").asText());
    }

    void replaceStored(String channel, String ts, ObjectNode changed) {
        ObjectNode before = workspace.messages.get(channel + "/" + ts);
        if (before == null) {
            throw new Refused("message_not_found");
        }
        before.set("text", changed.path("text"));
        before.remove("blocks");
        if (changed.has("blocks")) {
            before.set("blocks", changed.get("blocks"));
        }
        showStored(channel, ts, before);
    }

    private ObjectNode delete(Map<String, String> args) {
        String channel = need(args, "channel");
        String ts = need(args, "ts");
        if (workspace.messages.remove(channel + "/" + ts) == null) {
            throw new Refused("message_not_found");
        }
        workspace.screens.remove(new Screens.Source(Screens.Source.Kind.MESSAGE, channel, ts));
        return ok().put("channel", channel).put("ts", ts);
    }

    private ObjectNode postEphemeral(Map<String, String> args) {
        String channel = need(args, "channel");
        String user = need(args, "user");
        ObjectNode message = message(args);
        Optional<String> owner = workspace.dmOwner(channel);
        if (owner.isEmpty()) {
            workspace.conversations.requireWritable(channel);
        }
        boolean there = owner.map(user::equals)
                .orElseGet(() -> workspace.conversations.membersOf(channel).contains(user));
        if (!there) {
            throw new Refused("user_not_in_channel");
        }
        String ts = workspace.ts();
        showEphemeral(user, new Screens.Source(Screens.Source.Kind.EPHEMERAL, channel, ts), message);
        return ok().put("message_ts", ts);
    }

    void showEphemeral(String userId, Screens.Source source, ObjectNode message) {
        workspace.screens.show(
                workspace.accountOf(userId),
                Shown.Via.EPHEMERAL,
                source,
                Content.ofMessage(message, workspace.reader(userId)),
                message.toString(),
                null,
                null);
    }

    private void showStored(String channel, String ts, ObjectNode message) {
        Optional<String> owner = workspace.dmOwner(channel);
        List<String> readers = owner.map(List::of).orElseGet(() -> workspace.conversations.membersOf(channel));
        Map<String, Content> seen = new LinkedHashMap<>();
        readers.forEach(
                reader -> seen.put(workspace.accountOf(reader), Content.ofMessage(message, workspace.reader(reader))));
        workspace.screens.showAll(
                seen,
                owner.isPresent() ? Shown.Via.DM : Shown.Via.CHANNEL,
                new Screens.Source(Screens.Source.Kind.MESSAGE, channel, ts),
                message.toString());
    }

    /** Text and blocks of a message, checked. */
    private ObjectNode message(Map<String, String> args) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("text", args.getOrDefault("text", ""));
        if (args.containsKey("blocks")) {
            message.set("blocks", node(args, "blocks"));
        }
        checkMessage(message);
        return message;
    }

    void checkMessage(ObjectNode message) {
        String text = message.path("text").asText("");
        if (text.isEmpty()) {
            workspace.violation("a message without text: notifications and screen readers need one");
        }
        if (text.isEmpty() && message.path("blocks").isEmpty()) {
            throw new Refused("no_text");
        }
        if (text.length() > MAX_TEXT) {
            workspace.violation("text of " + text.length() + " characters");
            throw new Refused("msg_too_long");
        }
        if (message.has("blocks")) {
            List<String> problems = BlockRules.message(message.get("blocks"));
            if (!problems.isEmpty()) {
                workspace.violation("blocks: " + problems);
                throw new Refused("invalid_blocks");
            }
        }
    }

    private static ObjectNode viewAnswer(ObjectNode view) {
        ObjectNode answer = ok();
        answer.set("view", view);
        return answer;
    }

    private String need(Map<String, String> args, String name) {
        String value = args.get(name);
        if (value == null || value.isEmpty()) {
            workspace.violation("argument " + name + " is missing");
            throw new Refused("invalid_arguments");
        }
        return value;
    }

    private JsonNode node(Map<String, String> args, String name) {
        try {
            return json.readTree(need(args, name));
        } catch (JsonProcessingException e) {
            workspace.violation("argument " + name + " is not JSON");
            throw new Refused(name.equals("blocks") ? "invalid_blocks_format" : "invalid_arguments");
        }
    }
}
