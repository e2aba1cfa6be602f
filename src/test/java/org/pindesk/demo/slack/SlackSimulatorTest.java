package org.pindesk.demo.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;

/** The simulated Slack refuses what Slack refuses; a bot that is wrong must not pass here. */
class SlackSimulatorTest {
    private static final String BLOCKS =
            "[{\"type\":\"section\",\"block_id\":\"b\",\"text\":{\"type\":\"plain_text\",\"text\":\"%s\"}}]";
    private static final String VIEW =
            "{\"type\":\"modal\",\"callback_id\":\"c\",\"external_id\":\"x\",\"title\":{\"type\":\"plain_text\",\"text\":\"T\"},"
                    + "\"submit\":{\"type\":\"plain_text\",\"text\":\"I have it\"},\"blocks\":" + BLOCKS + "}";

    private static final String OPTIONS = "{\"text\":{\"type\":\"plain_text\",\"text\":\"One\"},\"value\":\"1\"},"
            + "{\"text\":{\"type\":\"plain_text\",\"text\":\"Two\"},\"value\":\"2\"}]";
    private static final String FORM =
            "{\"type\":\"modal\",\"callback_id\":\"f\",\"external_id\":\"x\",\"title\":{\"type\":\"plain_text\",\"text\":\"T\"},"
                    + "\"submit\":{\"type\":\"plain_text\",\"text\":\"Send\"},\"blocks\":["
                    + input("w", "Where", false, "radio_buttons\",\"action_id\":\"where\",\"options\":[" + OPTIONS)
                    + ","
                    + input("s", "Said", true, "plain_text_input\",\"action_id\":\"said\"") + ","
                    + input("m", "Menu", true, "static_select\",\"action_id\":\"menu\",\"options\":[" + OPTIONS) + ","
                    + "{\"type\":\"actions\",\"block_id\":\"a\",\"elements\":[{\"type\":\"button\",\"action_id\":\"p\","
                    + "\"text\":{\"type\":\"plain_text\",\"text\":\"Press me\"}}]}]}";

    private static String input(String block, String label, boolean optional, String element) {
        return "{\"type\":\"input\",\"block_id\":\"" + block + "\",\"optional\":" + optional
                + ",\"label\":{\"type\":\"plain_text\",\"text\":\"" + label + "\"},\"element\":{\"type\":\"" + element
                + "}}";
    }

    private final SlackSimulator slack = new SlackSimulator(Clock.systemUTC(), Company.people());
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final List<Shown> shown = new CopyOnWriteArrayList<>();

    SlackSimulatorTest() {
        slack.shown(shown::add);
    }

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void checksTokensAndMethods() throws Exception {
        assertThat(error(call("auth.test", "xoxb-other", Map.of()))).isEqualTo("invalid_auth");
        assertThat(error(call("auth.test", null, Map.of()))).isEqualTo("not_authed");
        assertThat(error(bot("apps.connections.open", Map.of()))).isEqualTo("not_allowed_token_type");
        assertThat(error(call("chat.postMessage", SlackSimulator.APP_TOKEN, Map.of())))
                .isEqualTo("not_allowed_token_type");
        assertThat(error(bot("chat.postMesage", Map.of()))).isEqualTo("unknown_method");
        assertThat(bot("auth.test", Map.of()).path("team_id").asText()).isEqualTo(Company.SLACK_TEAM);
    }

    @Test
    void checksArgumentsAndLimitsAndRemembersViolations() throws Exception {
        assertThat(error(bot("chat.postMessage", Map.of("channel", "D0BOB")))).isEqualTo("no_text");
        assertThat(error(bot("chat.postMessage", Map.of("text", "x")))).isEqualTo("invalid_arguments");
        assertThat(error(bot("chat.postMessage", Map.of("channel", "D0NOBODY", "text", "x"))))
                .isEqualTo("channel_not_found");
        assertThat(error(bot(
                        "chat.postMessage",
                        Map.of("channel", "D0BOB", "text", "x", "blocks", BLOCKS.formatted("y".repeat(3001))))))
                .isEqualTo("invalid_blocks");
        assertThat(error(bot("chat.postMessage", Map.of("channel", "D0BOB", "text", "x", "blocks", "[{"))))
                .isEqualTo("invalid_blocks_format");
        assertThat(error(bot("chat.postMessage", Map.of("channel", "D0BOB", "text", "x".repeat(40_001)))))
                .isEqualTo("msg_too_long");
        assertThat(slack.violations()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(slack.stored()).isEmpty();
    }

    @Test
    void aTriggerOpensOneWindowAndOnlyForThreeSeconds() throws Exception {
        try (Client client = new Client(true)) {
            slack.command("bob", "/pin", "reset");
            String trigger =
                    client.next("slash_commands").at("/payload/trigger_id").asText();
            Map<String, String> open = Map.of("trigger_id", trigger, "view", VIEW.formatted("hello"));
            assertThat(bot("views.open", open).path("ok").asBoolean()).isTrue();
            assertThat(error(bot("views.open", open))).isEqualTo("exchanged_trigger_id");
            slack.command("bob", "/pin", "reset");
            String late =
                    client.next("slash_commands").at("/payload/trigger_id").asText();
            slack.expireTriggers();
            assertThat(error(bot("views.open", Map.of("trigger_id", late, "view", VIEW.formatted("x")))))
                    .isEqualTo("expired_trigger_id");
            assertThat(error(bot("views.open", Map.of("trigger_id", "nonsense", "view", VIEW.formatted("x")))))
                    .isEqualTo("invalid_trigger_id");
        }
    }

    @Test
    void aWindowIsUpdatedByItsExternalIdUntilItIsClosed() throws Exception {
        try (Client client = new Client(true)) {
            slack.command("bob", "/pin", "reset");
            String trigger =
                    client.next("slash_commands").at("/payload/trigger_id").asText();
            bot("views.open", Map.of("trigger_id", trigger, "view", VIEW.formatted("one")));
            Map<String, String> update = Map.of("external_id", "x", "view", VIEW.formatted("two"));
            JsonNode view = bot("views.update", update).path("view");
            assertThat(error(bot(
                            "views.update",
                            Map.of(
                                    "view_id",
                                    view.path("id").asText(),
                                    "hash",
                                    "old",
                                    "view",
                                    VIEW.formatted("three")))))
                    .isEqualTo("hash_conflict");
            assertThat(shown.get(shown.size() - 1).text()).contains("two");
            assertThat(slack.press("bob", "Close")).isTrue();
            assertThat(error(bot("views.update", update))).isEqualTo("not_found");
        }
    }

    @Test
    void anEnvelopeThatNobodyAcknowledgesIsRepeatedOnceAndThePersonIsTold() throws Exception {
        try (Client client = new Client(false)) {
            slack.command("bob", "/pin", "reset");
            JsonNode first = client.next("slash_commands");
            assertThat(slack.idle()).isFalse();
            await().atMost(Duration.ofSeconds(8)).until(() -> !shown.isEmpty());
            assertThat(shown.get(0).text()).isEqualTo("/pin failed with the error \u201coperation_timeout\u201d");
            JsonNode second = client.next("slash_commands");
            assertThat(second.path("envelope_id")).isEqualTo(first.path("envelope_id"));
            assertThat(second.path("retry_attempt").asInt()).isEqualTo(1);
            await().atMost(Duration.ofSeconds(8)).until(slack::idle);
            assertThat(client.frames).isEmpty();
        }
    }

    @Test
    void severalSocketsShareTheEvents() throws Exception {
        try (Client one = new Client(true);
                Client two = new Client(true)) {
            await().atMost(Duration.ofSeconds(5)).until(() -> slack.openSockets() == 2);
            slack.command("bob", "/pin", "a");
            slack.command("bob", "/pin", "b");
            one.next("slash_commands");
            two.next("slash_commands");
        }
    }

    @Test
    void aTicketOpensOneSocket() throws Exception {
        String url = call("apps.connections.open", SlackSimulator.APP_TOKEN, Map.of())
                .path("url")
                .asText();
        try (Client first = new Client(url, true);
                Client second = new Client(url, true)) {
            await().atMost(Duration.ofSeconds(5)).until(() -> second.closed);
            assertThat(first.closed).isFalse();
            assertThat(slack.socketsOpened()).isEqualTo(1);
        }
    }

    @Test
    void theLocaleIsTheresOnlyWhereItIsAskedFor() throws Exception {
        assertThat(bot("users.info", Map.of("user", "U0BOB")).at("/user/locale").isMissingNode())
                .isTrue();
        JsonNode gast = bot("users.info", Map.of("user", "U0GAST", "include_locale", "true"));
        assertThat(gast.at("/user/locale").asText()).isEqualTo("en-US");
        assertThat(gast.at("/user/is_restricted").asBoolean()).isTrue();
        assertThat(error(bot("users.info", Map.of("user", "U0XX")))).isEqualTo("user_not_found");
    }

    @Test
    void messagesAreStoredChangedAndDeleted() throws Exception {
        String ts = bot("chat.postMessage", Map.of("channel", "D0BOB", "text", "one"))
                .path("ts")
                .asText();
        bot("chat.update", Map.of("channel", "D0BOB", "ts", ts, "text", "two"));
        assertThat(slack.stored()).hasSize(1).first().asString().contains("two").doesNotContain("one");
        bot("chat.delete", Map.of("channel", "D0BOB", "ts", ts));
        assertThat(slack.stored()).isEmpty();
        assertThat(error(bot("chat.update", Map.of("channel", "D0BOB", "ts", ts, "text", "x"))))
                .isEqualTo("message_not_found");
        assertThat(error(bot("chat.postEphemeral", Map.of("channel", "D0BOB", "user", "U0EVE", "text", "x"))))
                .isEqualTo("user_not_in_channel");
    }

    @Test
    void aFormsStateIsSentAsSlackSendsIt() throws Exception {
        try (Client client = new Client(true)) {
            open(client, FORM);
            assertThat(slack.submit("bob")).contains("Where");
            assertThat(slack.fill("bob", "WHERE", "two")).isNull();
            assertThat(slack.fill("bob", "Said", "words")).isNull();
            assertThat(slack.submit("bob")).isNull();
            JsonNode values = client.next("interactive").at("/payload/view/state/values");
            assertThat(values)
                    .isEqualTo(json.readTree(
                            "{\"w\":{\"where\":{\"type\":\"radio_buttons\",\"selected_option\":{\"value\":\"2\","
                                    + "\"text\":{\"type\":\"plain_text\",\"text\":\"Two\"}}}},"
                                    + "\"s\":{\"said\":{\"type\":\"plain_text_input\",\"value\":\"words\"}},"
                                    + "\"m\":{\"menu\":{\"type\":\"static_select\",\"selected_option\":null}}}"));
            assertThat(slack.submit("bob")).isEqualTo("No form is open.");
        }
    }

    @Test
    void anUpdateKeepsWhatWasTypedWhereTheIdsStayTheSame() throws Exception {
        try (Client client = new Client(true)) {
            open(client, FORM);
            slack.fill("bob", "Where", "One");
            slack.fill("bob", "Said", "words");
            bot("views.update", Map.of("external_id", "x", "view", FORM.replace("\"s\"", "\"other\"")));
            assertThat(slack.submit("bob")).isNull();
            JsonNode values = client.next("interactive").at("/payload/view/state/values");
            assertThat(values.at("/w/where/selected_option/value").asText()).isEqualTo("1");
            assertThat(values.at("/other/said/value").isNull()).isTrue();
        }
    }

    @Test
    void aWindowIsPushedOnTopOfAnotherAndOnlyTheUpperOneIsTypedInto() throws Exception {
        try (Client client = new Client(true)) {
            slack.command("bob", "/pin", "reset");
            String trigger =
                    client.next("slash_commands").at("/payload/trigger_id").asText();
            Map<String, String> push = Map.of("trigger_id", trigger, "view", VIEW.formatted("upper"));
            assertThat(error(bot("views.push", push))).isEqualTo("not_found");
            open(client, FORM);
            bot("chat.postMessage", Map.of("channel", "D0BOB", "text", "x"));
            assertThat(slack.press("bob", "Press me")).isTrue();
            String second = client.next("interactive").at("/payload/trigger_id").asText();
            Map<String, String> upper =
                    Map.of("trigger_id", second, "view", VIEW.formatted("upper").replace("\"x\"", "\"y\""));
            assertThat(bot("views.push", upper).path("ok").asBoolean()).isTrue();
            assertThat(slack.fill("bob", "Where", "One")).isEqualTo("No form is open.");
            assertThat(slack.press("bob", "Close")).isTrue();
            assertThat(slack.fill("bob", "Where", "One")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"label\":{\"type\":\"mrkdwn\",\"text\":\"L\"},\"element\":{\"type\":\"plain_text_input\"}",
                "\"element\":{\"type\":\"plain_text_input\"}",
                "\"label\":%L,\"element\":{\"type\":\"plain_text_input\",\"max_length\":3001}",
                "\"label\":%L,\"element\":{\"type\":\"plain_text_input\",\"max_length\":\"5\"}",
                "\"label\":%L,\"optional\":\"yes\",\"element\":{\"type\":\"plain_text_input\"}",
                "\"label\":%L,\"element\":{\"type\":\"radio_buttons\",\"options\":[]}",
                "\"label\":%L,\"element\":{\"type\":\"radio_buttons\",\"options\":[%O,%O,%O,%O,%O,%O,%O,%O,%O,%O,%O]}",
                "\"label\":%L,\"element\":{\"type\":\"static_select\",\"options\":[{\"text\":%L}]}",
                "\"label\":%L,\"element\":{\"type\":\"static_select\",\"options\":[{\"text\":{\"type\":\"mrkdwn\",\"text\":\"x\"},\"value\":\"1\"}]}",
                "\"label\":%L,\"element\":{\"type\":\"button\"}",
                "\"label\":%L"
            })
    void anInputThatSlackWouldNotTakeIsRefused(String input) throws Exception {
        try (Client client = new Client(true)) {
            String block = "{\"type\":\"input\"," + input + "}";
            JsonNode answer = open(
                    client,
                    FORM.replaceFirst("\"blocks\":\\[.*", "")
                            + "\"blocks\":["
                            + block.replace("%L", "{\"type\":\"plain_text\",\"text\":\"L\"}")
                                    .replace(
                                            "%O", "{\"text\":{\"type\":\"plain_text\",\"text\":\"o\"},\"value\":\"1\"}")
                            + "]}");
            assertThat(error(answer)).isEqualTo("invalid_arguments");
            assertThat(slack.violations()).hasSize(1).first().asString().contains("/blocks/0");
        }
    }

    @Test
    void aFormNeedsASubmitButtonAndHasNoPlaceInAMessage() throws Exception {
        try (Client client = new Client(true)) {
            assertThat(error(open(client, FORM.replaceFirst("\"submit\":\\{[^}]*},", ""))))
                    .isEqualTo("invalid_arguments");
            String blocks = json.readTree(FORM).path("blocks").toString();
            assertThat(error(bot("chat.postMessage", Map.of("channel", "D0BOB", "text", "x", "blocks", blocks))))
                    .isEqualTo("invalid_blocks");
        }
    }

    @Test
    void channelsAreShownAndWrittenToByMembersOnly() throws Exception {
        String queue = SlackSimulator.HELPDESK_CHANNEL;
        JsonNode channel = bot("conversations.info", Map.of("channel", queue)).path("channel");
        assertThat(channel.path("name").asText()).isEqualTo("helpdesk-queue");
        assertThat(channel.path("is_private").asBoolean()).isTrue();
        assertThat(error(bot("conversations.info", Map.of("channel", SlackSimulator.PUBLIC_CHANNEL))))
                .isEqualTo("missing_scope");
        assertThat(bot("chat.postMessage", Map.of("channel", queue, "text", "x"))
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(shown).extracting(Shown::to).containsExactlyInAnyOrder("hana", "heinz", "anna");
        assertThat(error(bot("chat.postEphemeral", Map.of("channel", queue, "user", "U0BOB", "text", "x"))))
                .isEqualTo("user_not_in_channel");
        slack.changeChannel(queue, it -> it.put("is_archived", true));
        assertThat(error(bot("chat.postMessage", Map.of("channel", queue, "text", "x"))))
                .isEqualTo("is_archived");
        slack.changeChannel(queue, it -> it.put("is_member", false));
        assertThat(error(bot("chat.postMessage", Map.of("channel", queue, "text", "x"))))
                .isEqualTo("channel_not_found");
        assertThat(error(bot("conversations.info", Map.of("channel", queue)))).isEqualTo("channel_not_found");
        slack.botInChannel(false);
        assertThat(error(bot("chat.postMessage", Map.of("channel", SlackSimulator.PUBLIC_CHANNEL, "text", "x"))))
                .isEqualTo("not_in_channel");
    }

    @Test
    void misbehavesAsToldAndOnlyUntilItIsUp() throws Exception {
        slack.misbehave(new Fault(Fault.Kind.THROTTLE, Duration.ZERO, 50));
        List<Integer> codes = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 10; i++) {
            codes.add(send("auth.test", SlackSimulator.BOT_TOKEN, Map.of()).statusCode());
        }
        assertThat(codes.stream().filter(code -> code == 429)).hasSize(5);
        slack.misbehave(new Fault(Fault.Kind.SLOW, Duration.ofMillis(300), 0));
        long start = System.nanoTime();
        bot("auth.test", Map.of());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        slack.misbehave(new Fault(Fault.Kind.HANG, Duration.ZERO, 0));
        assertThatThrownBy(() -> bot("auth.test", Map.of())).isInstanceOf(java.net.http.HttpTimeoutException.class);
        slack.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        assertThatThrownBy(() -> bot("auth.test", Map.of())).isInstanceOf(java.io.IOException.class);
        slack.misbehave(Fault.UP);
        assertThat(bot("auth.test", Map.of()).path("ok").asBoolean()).isTrue();
        assertThatThrownBy(() -> slack.misbehave(new Fault(Fault.Kind.LIE, Duration.ZERO, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aButtonThatNeverWasCannotBePressed() {
        assertThat(slack.press("bob", "Get my new PIN")).isFalse();
    }

    private JsonNode open(Client client, String view) throws Exception {
        slack.command("bob", "/pin", "reset");
        String trigger = client.next("slash_commands").at("/payload/trigger_id").asText();
        return bot("views.open", Map.of("trigger_id", trigger, "view", view));
    }

    private static String error(JsonNode answer) {
        return answer.path("error").asText();
    }

    private JsonNode bot(String method, Map<String, String> args) throws Exception {
        return call(method, SlackSimulator.BOT_TOKEN, args);
    }

    private JsonNode call(String method, @Nullable String token, Map<String, String> args) throws Exception {
        return json.readTree(send(method, token, args).body());
    }

    private HttpResponse<String> send(String method, @Nullable String token, Map<String, String> args)
            throws Exception {
        String form = args.entrySet().stream()
                .map(arg -> arg.getKey() + "=" + URLEncoder.encode(arg.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(slack.botUrl() + method))
                .timeout(Duration.ofSeconds(2))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A bare Socket Mode client. */
    private final class Client implements WebSocket.Listener, AutoCloseable {
        final List<JsonNode> frames = new CopyOnWriteArrayList<>();
        volatile boolean closed;
        private final boolean acknowledge;
        private final WebSocket socket;
        private final StringBuilder part = new StringBuilder();

        Client(boolean acknowledge) throws Exception {
            this(
                    call("apps.connections.open", SlackSimulator.APP_TOKEN, Map.of())
                            .path("url")
                            .asText(),
                    acknowledge);
        }

        Client(String url, boolean acknowledge) {
            this.acknowledge = acknowledge;
            this.socket =
                    http.newWebSocketBuilder().buildAsync(URI.create(url), this).join();
        }

        JsonNode next(String type) {
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> frames.stream()
                            .anyMatch(frame -> frame.path("type").asText().equals(type)));
            JsonNode found = frames.stream()
                    .filter(frame -> frame.path("type").asText().equals(type))
                    .findFirst()
                    .orElseThrow();
            frames.removeIf(
                    frame -> frame == found || frame.path("type").asText().equals("hello"));
            return found;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                try {
                    JsonNode frame = json.readTree(part.toString());
                    part.setLength(0);
                    frames.add(frame);
                    if (acknowledge && frame.has("envelope_id")) {
                        from.sendText(
                                "{\"envelope_id\":\""
                                        + frame.path("envelope_id").asText() + "\"}",
                                true);
                    }
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed = true;
            return null;
        }

        @Override
        public void close() {
            Objects.requireNonNull(socket).abort();
        }
    }
}
