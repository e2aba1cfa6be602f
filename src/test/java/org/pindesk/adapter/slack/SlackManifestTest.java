package org.pindesk.adapter.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The app manifest that administrators install asks for what the code uses, and for nothing else. */
class SlackManifestTest {
    private final JsonNode manifest;

    SlackManifestTest() throws Exception {
        manifest = new ObjectMapper()
                .readTree(Path.of("manifests", "slack-app.json").toFile());
    }

    @Test
    void asksForTheScopesOfTheMethodsThatAreCalled() {
        // commands: slash commands; chat:write: chat.*; groups:read: conversations.info of private channels;
        // im:write: conversations.open; users:read(.email): users.info
        assertThat(texts(manifest.at("/oauth_config/scopes/bot")))
                .containsExactlyInAnyOrder(
                        "commands", "chat:write", "groups:read", "im:write", "users:read", "users:read.email");
        assertThat(manifest.at("/oauth_config/scopes/user").isMissingNode()).isTrue();
    }

    @Test
    void subscribesToTheEventsThatAreHandled() {
        assertThat(texts(manifest.at("/settings/event_subscriptions/bot_events")))
                .containsExactlyInAnyOrder("app_home_opened", "user_change", "team_join");
        assertThat(manifest.at("/features/app_home/home_tab_enabled").asBoolean())
                .isTrue();
    }

    @Test
    void hasTheCommandsOfTheSettingsWithEscapedText() {
        Set<String> names = new HashSet<>();
        for (JsonNode command : manifest.at("/features/slash_commands")) {
            names.add(command.path("command").asText().substring(1));
            assertThat(command.path("should_escape").asBoolean()).isTrue();
            assertThat(command.path("command").asText()).matches("/[a-z-]{1,31}");
            assertThat(command.path("description").asText()).isNotBlank();
            assertThat(command.has("url")).isFalse();
        }
        assertThat(names).isEqualTo(SlackSettings.DEFAULT_COMMANDS.keySet());
    }

    @Test
    void hasTheShortcutsThatAreHandled() {
        Set<String> global = new HashSet<>();
        Set<String> onMessages = new HashSet<>();
        for (JsonNode shortcut : manifest.at("/features/shortcuts")) {
            boolean everywhere = shortcut.path("type").asText().equals("global");
            (everywhere ? global : onMessages).add(shortcut.path("callback_id").asText());
            assertThat(shortcut.path("name").asText()).hasSizeBetween(1, 24);
            assertThat(shortcut.path("description").asText()).hasSizeBetween(1, 150);
        }
        assertThat(global).isEqualTo(Set.copyOf(Menus.GLOBAL));
        assertThat(onMessages).containsExactly(Menus.ON_A_MESSAGE);
    }

    @Test
    void needsNoInboundPort() {
        assertThat(manifest.at("/settings/socket_mode_enabled").asBoolean()).isTrue();
        assertThat(manifest.at("/settings/interactivity/is_enabled").asBoolean())
                .isTrue();
        assertThat(manifest.at("/settings/interactivity/request_url").isMissingNode())
                .isTrue();
    }

    @Test
    void staysWithinTheManifestsLimits() {
        assertThat(manifest.at("/display_information/name").asText()).hasSizeBetween(1, 35);
        assertThat(manifest.at("/display_information/description").asText()).hasSizeBetween(1, 140);
        assertThat(manifest.at("/features/bot_user/display_name").asText()).hasSizeBetween(1, 80);
        assertThat(manifest.at("/features/app_home/messages_tab_enabled").asBoolean())
                .isTrue();
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
