package org.pindesk.demo.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.MovableClock;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.company.Staff;

/** Sessions of the simulated gateway: what keeps them, what ends them, and what waits for those who come back. */
class GatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DiscordSimulator discord =
            new DiscordSimulator(new MovableClock(), Staff.of(0).people());

    @AfterEach
    void close() {
        discord.close();
    }

    /** A client that does only what it is told. */
    private final class Plain implements WebSocket.Listener {
        private final StringBuilder begun = new StringBuilder();
        final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
        // last: it listens from here on
        final WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(discord.gatewayUrl() + "?encoding=json&v=10"), this)
                .join();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            begun.append(data);
            if (last) {
                frames.add(begun.toString());
                begun.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closes.add(status);
            return CompletableFuture.completedFuture(null);
        }

        JsonNode next() throws Exception {
            return JSON.readTree(frames.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }

        /** Not waited for: the server may close before it is known to be sent. */
        void send(String frame) {
            socket.sendText(frame, true);
        }

        int closed() throws InterruptedException {
            return closes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static String identify(String token, int intents) {
        return "{\"op\":2,\"d\":{\"token\":\"" + token + "\",\"intents\":" + intents + ",\"properties\":{}}}";
    }

    @Test
    void says_hello_acknowledges_heartbeats_and_answers_an_identify() throws Exception {
        Plain client = new Plain();
        assertThat(client.next().at("/d/heartbeat_interval").asInt()).isEqualTo(41_250);
        client.send("{\"op\":1,\"d\":null}");
        assertThat(client.next().path("op").asInt()).isEqualTo(11);
        client.send(identify(DiscordSimulator.BOT_TOKEN, 1));
        assertThat(client.next().path("t").asText()).isEqualTo("READY");
        assertThat(client.next().path("t").asText()).isEqualTo("GUILD_CREATE");
        client.send(identify(DiscordSimulator.BOT_TOKEN, 1));
        assertThat(client.closed()).isEqualTo(4005);
    }

    @Test
    void refuses_what_discord_refuses() throws Exception {
        Plain stranger = new Plain();
        stranger.send(identify("another.token.of-somebody", 1));
        assertThat(stranger.closed()).isEqualTo(4004);
        Plain curious = new Plain();
        curious.send(identify(DiscordSimulator.BOT_TOKEN, 1 << 1));
        assertThat(curious.closed()).isEqualTo(4014);
        Plain forgetful = new Plain();
        forgetful.next();
        forgetful.send("{\"op\":6,\"d\":{\"token\":\"" + DiscordSimulator.BOT_TOKEN
                + "\",\"session_id\":\"none\",\"seq\":1}}");
        JsonNode answer = forgetful.next();
        assertThat(answer.path("op").asInt()).isEqualTo(9);
        assertThat(answer.path("d").asBoolean()).isFalse();
        Plain babbling = new Plain();
        babbling.send("no JSON");
        assertThat(babbling.closed()).isEqualTo(4002);
        assertThat(discord.violations()).hasSize(2);
    }

    @Test
    void ends_a_session_without_heartbeats() throws Exception {
        discord.heartbeat(100);
        Plain silent = new Plain();
        silent.send(identify(DiscordSimulator.BOT_TOKEN, 1));
        assertThat(silent.closed()).isEqualTo(4009);
        assertThat(discord.violations()).containsExactly("no heartbeat within twice the interval");
    }

    @Test
    void jda_keeps_its_session_alive_and_resumes_it_when_asked() throws Exception {
        discord.heartbeat(200);
        try (SmallBot bot = new SmallBot(discord)) {
            discord.reconnect();
            Awaitility.await().atMost(PATIENCE).until(() -> discord.resumes() == 1 && discord.sessions() == 1);
            Awaitility.await().atMost(PATIENCE).until(() -> bot.jda.getGatewayPing() >= 0);
            assertThat(discord.identifies()).isEqualTo(1);
            discord.invalidSession(false);
            Awaitility.await().atMost(PATIENCE).until(() -> discord.identifies() == 2 && discord.sessions() == 1);
        }
        assertThat(discord.violations()).isEmpty();
    }

    @Test
    void what_happens_while_the_connection_is_gone_comes_after_the_resume() throws Exception {
        List<Shown> screens = new CopyOnWriteArrayList<>();
        discord.shown(screens::add);
        try (SmallBot bot = new SmallBot(discord)) {
            bot.register();
            bot.onCommand = event -> event.reply("Here").setEphemeral(true).queue();
            discord.dropSockets();
            discord.command("bob", "/pin", "status");
            Awaitility.await().atMost(PATIENCE).until(() -> discord.resumes() == 1);
            Awaitility.await().atMost(PATIENCE).until(() -> !screens.isEmpty());
            assertThat(discord.identifies()).isEqualTo(1);
        }
        assertThat(discord.violations()).isEmpty();
    }

    @Test
    void is_back_after_it_was_down() throws Exception {
        try (SmallBot bot = new SmallBot(discord)) {
            discord.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
            Awaitility.await().atMost(PATIENCE).until(() -> bot.jda.getStatus() != JDA.Status.CONNECTED);
            discord.misbehave(Fault.UP);
            Awaitility.await().atMost(PATIENCE).until(() -> bot.jda.getStatus() == JDA.Status.CONNECTED);
            assertThat(discord.identifies()).isEqualTo(1);
        }
    }

    @Test
    void a_token_that_is_not_taken_any_more_ends_the_session_for_good() throws Exception {
        try (SmallBot bot = new SmallBot(discord)) {
            discord.misbehave(new Fault(Fault.Kind.WRONG_PASSWORD, Duration.ZERO, 0));
            Awaitility.await().atMost(PATIENCE).until(() -> bot.jda.getStatus() == JDA.Status.SHUTDOWN);
            assertThat(discord.sessions()).isZero();
        }
    }
}
