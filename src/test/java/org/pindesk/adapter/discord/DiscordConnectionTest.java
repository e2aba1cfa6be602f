package org.pindesk.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.discord.DiscordSimulator;
import org.pindesk.port.ChatException;
import org.pindesk.port.Inbox.Ack;

/** Connecting, and staying so. */
@Timeout(90)
class DiscordConnectionTest {
    private final DiscordFixture fixture = new DiscordFixture();

    @AfterEach
    void end() {
        assertThat(fixture.discord.violations()).isEmpty();
        fixture.close();
    }

    private void answersCommands() {
        fixture.answer = () -> new Ack(true, "One moment.");
        fixture.shown.clear();
        fixture.command("bob", "/pin", "status");
        fixture.sees(shown -> shown.text().equals("One moment."));
        fixture.quiet();
    }

    @Test
    void aReconnectThatDiscordAsksForResumesTheSession() {
        fixture.started();
        fixture.discord.reconnect();
        await().atMost(Duration.ofSeconds(20)).until(() -> fixture.discord.resumes() == 1);
        fixture.connected();
        answersCommands();
        assertThat(fixture.discord.identifies()).isEqualTo(1);
    }

    @Test
    void aDroppedConnectionIsResumed() {
        fixture.started();
        fixture.discord.dropSockets();
        await().atMost(Duration.ofSeconds(30)).until(() -> fixture.discord.resumes() == 1);
        fixture.connected();
        answersCommands();
    }

    @Test
    void aSessionThatDiscordEndsIsBegunAnewAndRegistersNothingAgain() {
        fixture.started();
        fixture.discord.invalidSession(false);
        await().atMost(Duration.ofSeconds(30)).until(() -> fixture.discord.identifies() == 2);
        fixture.connected();
        answersCommands();
        assertThat(fixture.discord.calls("PUT applications/{application}/guilds/{guild}/commands"))
                .isEqualTo(1);
    }

    @Test
    void aTokenThatIsRefusedIsToldWithWhereToGetAnother() {
        fixture.discord.misbehave(Fault.parse("wrong-password").orElseThrow());
        assertThatThrownBy(() -> fixture.chat.start(fixture))
                .isInstanceOf(PindeskException.class)
                .hasMessageContaining("DISCORD_BOT_TOKEN")
                .hasMessageContaining("discord.com/developers");
        assertThat(fixture.discord.calls("GET users/@me")).isEqualTo(1);
        assertThat(fixture.discord.identifies()).isZero();
        assertThat(fixture.chat.connected()).isFalse();
        assertThatThrownBy(fixture.chat::check)
                .isInstanceOf(PindeskException.class)
                .hasMessageContaining("DISCORD_BOT_TOKEN");
    }

    @Test
    void aTokenThatIsWithdrawnEndsTheSessionForGood() {
        fixture.started();
        fixture.discord.misbehave(Fault.parse("wrong-password").orElseThrow());
        fixture.discord.invalidSession(false);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> fixture.discord.sessions() == 0 && !fixture.chat.connected());
        int identifies = fixture.discord.identifies();
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> fixture.discord.identifies() <= identifies + 1);
        assertThat(fixture.chat.connected()).isFalse();
    }

    @Test
    void aSessionThatEndedForGoodIsBegunOnceMoreWhenItWasPutRight() {
        fixture.started();
        fixture.chat.signInAgain();
        fixture.discord.misbehave(Fault.parse("wrong-password").orElseThrow());
        fixture.discord.invalidSession(false);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> fixture.discord.sessions() == 0 && !fixture.chat.connected());
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            fixture.discord.misbehave(Fault.parse("up").orElseThrow());
            fixture.chat.signInAgain();
            return fixture.chat.connected();
        });
        fixture.connected();
        answersCommands();
        assertThat(fixture.discord.identifies())
                .as("no loop: one when it started, the refused one and one more")
                .isLessThanOrEqualTo(3);
    }

    @Test
    void aDiscordThatIsDownAtTheStartIsConnectedToLater() {
        fixture.discord.misbehave(Fault.parse("down").orElseThrow());
        fixture.chat.start(fixture);
        assertThat(fixture.chat.connected()).isFalse();
        assertThatThrownBy(() -> fixture.chat.direct(DiscordFixture.user("bob"), Reply.of("x")))
                .isInstanceOf(ChatException.class)
                .extracting(e -> ((ChatException) e).kind())
                .isEqualTo(ChatException.Kind.LATER);
        fixture.discord.misbehave(Fault.parse("up").orElseThrow());
        fixture.connected();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !fixture.discord.commands().equals("[]"));
        answersCommands();
    }

    @Test
    void theDoctorSignsInWithoutASession() {
        assertThat(fixture.chat.check()).contains("the bot token is taken");
        assertThat(fixture.discord.identifies()).isZero();
    }

    @Test
    void closingEndsTheSession() {
        fixture.started();
        fixture.chat.close();
        await().atMost(Duration.ofSeconds(10)).until(() -> fixture.discord.sessions() == 0);
        assertThat(fixture.chat.connected()).isFalse();
    }

    @Test
    void settingsTakeOnlyWhatCanBe() {
        Secret token = Secret.of("aaaaaaaaaa.bbbbbb.cccccccccc");
        DiscordSettings good = DiscordSettings.of(token, DiscordSimulator.GUILD_ID, Locale.ENGLISH, ZoneOffset.UTC);
        assertThat(good.toString()).doesNotContain("aaaaaaaaaa");
        assertThatThrownBy(() -> DiscordSettings.of(
                        Secret.of("xoxb-0123456789-0"), good.guild(), Locale.ENGLISH, ZoneOffset.UTC))
                .hasMessageContaining("DISCORD_BOT_TOKEN")
                .message()
                .doesNotContain("xoxb");
        assertThatThrownBy(() -> DiscordSettings.of(token, "12", Locale.ENGLISH, ZoneOffset.UTC))
                .hasMessageContaining("DISCORD_GUILD_ID");
        for (String api : new String[] {
            "http://discord.example.com/api/v10/",
            "https://discord.com/api/v10",
            "https://discord.com/?x=/",
            "ftp://127.0.0.1/"
        }) {
            assertThatThrownBy(() -> good.at(URI.create(api), null)).isInstanceOf(PindeskException.class);
        }
        for (String gateway : new String[] {"ws://gateway.example.com/", "https://gateway.discord.gg/"}) {
            assertThatThrownBy(() -> good.at(good.api(), URI.create(gateway))).isInstanceOf(PindeskException.class);
        }
    }
}
