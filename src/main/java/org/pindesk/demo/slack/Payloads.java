package org.pindesk.demo.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Company;

/** What Slack tells an app of the things people do, with the keys of Slack's own samples. */
final class Payloads {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern MARK =
            Pattern.compile("(?<mail>[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)|(?<![\\w@])@(?<name>[\\w.-]+)");

    private final Workspace workspace;
    private final ObjectMapper json = new ObjectMapper();

    Payloads(Workspace workspace) {
        this.workspace = workspace;
    }

    ObjectNode command(ObjectNode user, String command, String text, String responseUrl) {
        String id = user.path("id").asText();
        return JSON.objectNode()
                .put("token", "unused")
                .put("team_id", user.path("team_id").asText())
                .put("team_domain", "beispiel")
                .put("channel_id", Workspace.CHANNEL)
                .put("channel_name", "allgemein")
                .put("user_id", id)
                .put("user_name", user.path("name").asText())
                .put("command", command)
                .put("text", escaped(text))
                .put("api_app_id", SlackSimulator.APP_ID)
                .put("is_enterprise_install", "false")
                .put("response_url", responseUrl)
                .put("trigger_id", workspace.trigger(id));
    }

    /** {@code should_escape:true}: markup is escaped, people and mail addresses become references, an unknown @name stays as it is. */
    private String escaped(String typed) {
        String text = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        Matcher matcher = MARK.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String mail = matcher.group("mail");
            String found = mail == null
                    ? workspace
                            .byAccount(matcher.group("name"))
                            .map(user -> "<@" + user.path("id").asText() + "|"
                                    + user.path("name").asText() + ">")
                            .orElse(matcher.group())
                    : "<mailto:" + mail + "|" + mail + ">";
            matcher.appendReplacement(out, Matcher.quoteReplacement(found));
        }
        return matcher.appendTail(out).toString();
    }

    ObjectNode blockActions(
            ObjectNode user, Screens.Pressable pressed, Content.Button button, @Nullable String responseUrl) {
        ObjectNode payload = interaction("block_actions", user);
        Screens.Source source = pressed.source();
        ObjectNode container = payload.putObject("container");
        if (source.kind() == Screens.Source.Kind.VIEW || source.kind() == Screens.Source.Kind.HOME) {
            JsonNode view = parse(pressed.snapshot());
            container.put("type", "view").put("view_id", view.path("id").asText());
            payload.set("view", view);
        } else {
            container
                    .put("type", "message")
                    .put("message_ts", source.id())
                    .put("channel_id", source.channel())
                    .put("is_ephemeral", source.kind() == Screens.Source.Kind.EPHEMERAL);
            payload.putObject("channel")
                    .put("id", source.channel())
                    .put("name", workspace.conversations.nameOf(source.channel()));
            payload.put("response_url", responseUrl);
            if (source.kind() == Screens.Source.Kind.MESSAGE) {
                payload.set("message", parse(pressed.snapshot()));
            }
        }
        ObjectNode action = payload.putArray("actions").addObject();
        action.put("type", "button")
                .put("action_id", button.actionId())
                .put("block_id", button.blockId())
                .put("action_ts", workspace.ts());
        if (!button.value().isEmpty()) {
            action.put("value", button.value());
        }
        action.putObject("text").put("type", "plain_text").put("text", button.label());
        return payload;
    }

    ObjectNode viewSubmission(ObjectNode user, JsonNode view) {
        ObjectNode payload = interaction("view_submission", user);
        payload.set("view", view.deepCopy());
        payload.putArray("response_urls");
        return payload;
    }

    private ObjectNode interaction(String type, ObjectNode user) {
        ObjectNode payload = JSON.objectNode().put("type", type).put("token", "unused");
        payload.putObject("user")
                .put("id", user.path("id").asText())
                .put("username", user.path("name").asText())
                .put("name", user.path("name").asText())
                .put("team_id", user.path("team_id").asText());
        payload.putObject("team").put("id", Company.SLACK_TEAM).put("domain", "beispiel");
        payload.put("api_app_id", SlackSimulator.APP_ID);
        payload.put("trigger_id", workspace.trigger(user.path("id").asText()));
        payload.putNull("enterprise");
        payload.put("is_enterprise_install", false);
        return payload;
    }

    /** A shortcut of the menu that is everywhere. */
    ObjectNode shortcut(ObjectNode user, String callbackId) {
        return interaction("shortcut", user).put("callback_id", callbackId).put("action_ts", workspace.ts());
    }

    /**
     * A shortcut of the menu of a message, in the public channel.
     *
     * @param author who wrote it; the bot's own id for a message of the app
     */
    ObjectNode messageShortcut(ObjectNode user, String callbackId, String author, String responseUrl) {
        ObjectNode payload = interaction("message_action", user)
                .put("callback_id", callbackId)
                .put("action_ts", workspace.ts())
                .put("message_ts", workspace.ts())
                .put("response_url", responseUrl);
        payload.putObject("channel").put("id", Workspace.CHANNEL).put("name", "allgemein");
        ObjectNode message = payload.putObject("message");
        message.put("type", "message")
                .put("user", author)
                .put("ts", workspace.ts())
                .put("text", "I cannot sign in");
        if (author.equals(Workspace.BOT_USER)) {
            message.put("bot_id", "B0PINDESK");
        }
        return payload;
    }

    ObjectNode message(ObjectNode user, String text) {
        ObjectNode payload = event();
        String id = user.path("id").asText();
        payload.putObject("event")
                .put("type", "message")
                .put("channel", Workspace.dmOf(id))
                .put("channel_type", "im")
                .put("user", id)
                .put("team", user.path("team_id").asText())
                .put("text", escaped(text))
                .put("ts", workspace.ts())
                .put("event_ts", workspace.ts());
        return payload;
    }

    ObjectNode homeOpened(ObjectNode user) {
        ObjectNode payload = event();
        String id = user.path("id").asText();
        payload.putObject("event")
                .put("type", "app_home_opened")
                .put("user", id)
                .put("channel", Workspace.dmOf(id))
                .put("event_ts", workspace.ts())
                .put("tab", "home");
        return payload;
    }

    ObjectNode userChange(ObjectNode user) {
        ObjectNode payload = event();
        ObjectNode event = payload.putObject("event");
        event.put("type", "user_change").put("event_ts", workspace.ts());
        event.set("user", user.deepCopy());
        return payload;
    }

    private ObjectNode event() {
        return JSON.objectNode()
                .put("token", "unused")
                .put("team_id", Company.SLACK_TEAM)
                .put("api_app_id", SlackSimulator.APP_ID)
                .put("type", "event_callback")
                .put("event_id", workspace.id("Ev"))
                .put("event_time", 1_700_000_000);
    }

    JsonNode parse(String snapshot) {
        try {
            return json.readTree(snapshot);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a snapshot is always JSON", e);
        }
    }
}
