package org.pindesk.adapter.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.slack.SlackSimulator;

/** Connecting, staying connected, and what is said when that is impossible. */
class SlackConnectionTest {
    private static final Fault DOWN = new Fault(Fault.Kind.DOWN, Duration.ZERO, 0);
    private static final Duration HEALED = Duration.ofSeconds(30);

    private final SlackFixture fixture = new SlackFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void comesBackOnAnotherSocketWhenSlackAsksForIt() {
        fixture.started();
        assertThat(fixture.chat.connected()).isTrue();
        fixture.slack.refreshSockets();
        await().atMost(HEALED).until(() -> fixture.slack.socketsOpened() == 2);
        await().atMost(HEALED).until(() -> fixture.slack.openSockets() == 1 && fixture.chat.connected());
        assertThat(fixture.command("hana", "reset").name()).isEqualTo("pin");
    }

    @Test
    void comesBackAfterTheConnectionWasCut() {
        fixture.started();
        fixture.slack.dropSockets();
        await().atMost(HEALED).until(() -> fixture.slack.socketsOpened() >= 2 && fixture.chat.connected());
        assertThat(fixture.command("hana", "reset").name()).isEqualTo("pin");
    }

    @Test
    void isNotConnectedWhileSlackIsDownAndHealsByItself() {
        fixture.started();
        fixture.slack.misbehave(DOWN);
        await().atMost(HEALED).until(() -> !fixture.chat.connected());
        fixture.slack.misbehave(Fault.UP);
        await().atMost(HEALED).until(fixture.chat::connected);
        assertThat(fixture.command("hana", "reset").name()).isEqualTo("pin");
    }

    @Test
    void aCommandTypedWhileNothingListensIsDeliveredLater() {
        fixture.started();
        fixture.slack.dropSockets();
        fixture.slack.command("hana", "/pin", "reset");
        assertThat(fixture.next(0).name()).isEqualTo("pin");
    }

    @Test
    void startsWithoutSlackAndConnectsWhenItIsThere() {
        fixture.slack.misbehave(DOWN);
        fixture.started();
        assertThat(fixture.chat.connected()).isFalse();
        fixture.slack.misbehave(Fault.UP);
        await().atMost(HEALED).until(fixture.chat::connected);
        assertThat(fixture.command("hana", "reset").name()).isEqualTo("pin");
    }

    @Test
    void oneFailedConnectionsOpenHeals() {
        fixture.slack.fail("apps.connections.open", "internal_error", 1);
        fixture.started();
        await().atMost(HEALED).until(fixture.chat::connected);
        fixture.slack.fail("apps.connections.open", "internal_error", 1);
        fixture.slack.dropSockets();
        await().atMost(HEALED).until(() -> fixture.slack.socketsOpened() >= 2 && fixture.chat.connected());
    }

    @Test
    void aWrongTokenIsNamedAndNothingElseOfIt() {
        assertRefused(
                SlackFixture.settings(fixture.slack, "xoxb-wrong-token-0000", SlackSimulator.APP_TOKEN),
                "SLACK_BOT_TOKEN");
        assertRefused(
                SlackFixture.settings(fixture.slack, SlackSimulator.BOT_TOKEN, "xapp-wrong-token-0000"),
                "SLACK_APP_TOKEN");
    }

    private void assertRefused(SlackSettings settings, String key) {
        try (SlackChat chat = new SlackChat(settings, fixture.clock)) {
            assertThatThrownBy(() -> chat.start(fixture))
                    .isInstanceOfSatisfying(
                            PindeskException.class, e -> assertThat(e.problem()).isEqualTo(Problem.BAD_CREDENTIALS))
                    .hasMessageContaining(key)
                    .hasMessageContaining("api.slack.com/apps")
                    .message()
                    .doesNotContain("wrong-token");
        }
    }

    @Test
    void aTokenOfAnotherWorkspaceThanTheConfiguredOneIsRefused() {
        SlackSettings own = SlackFixture.settings(fixture.slack);
        SlackSettings other = new SlackSettings(
                own.botToken(), own.appToken(), own.api(), "T0ELSEWHERE", own.commands(), null, false);
        try (SlackChat chat = new SlackChat(other, fixture.clock)) {
            assertThatThrownBy(() -> chat.start(fixture))
                    .isInstanceOfSatisfying(
                            PindeskException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONFIGURATION))
                    .hasMessageContaining("T0ELSEWHERE");
        }
    }

    @Test
    void theBotTokenThatIsRevokedLaterIsNamedToTheOperator() {
        fixture.started();
        fixture.slack.misbehave(new Fault(Fault.Kind.WRONG_PASSWORD, Duration.ZERO, 0));
        assertThatThrownBy(() -> fixture.chat.direct(SlackFixture.user("bob"), Reply.of("x")))
                .hasMessageContaining("SLACK_BOT_TOKEN");
    }

    @Test
    void closingLeavesNoThreadBehind() {
        fixture.started();
        fixture.command("hana", "reset");
        fixture.chat.close();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(Thread::isAlive)
                        .map(Thread::getName)
                        .noneMatch(name -> name.startsWith("socket-mode")
                                || name.startsWith("bolt-app")
                                || name.startsWith("slack-watchdog")
                                || name.startsWith("slack-bolt")));
        assertThat(fixture.chat.connected()).isFalse();
    }

    @Test
    void settingsRefuseWhatCannotWork() {
        Secret bot = Secret.of(SlackSimulator.BOT_TOKEN);
        Secret app = Secret.of(SlackSimulator.APP_TOKEN);
        assertThatThrownBy(() -> SlackSettings.of(app, bot)).hasMessageContaining("SLACK_BOT_TOKEN");
        assertThatThrownBy(() -> SlackSettings.of(bot, bot)).hasMessageContaining("SLACK_APP_TOKEN");
        for (String address :
                new String[] {"http://slack.com/api/", "https://slack.com/api", "ftp://127.0.0.1/", "slack.com"}) {
            assertThatThrownBy(() -> SlackSettings.of(bot, app).at(java.net.URI.create(address)))
                    .as(address)
                    .isInstanceOf(PindeskException.class);
        }
        SlackSettings good = SlackSettings.of(bot, app);
        assertThatThrownBy(() -> new SlackSettings(
                        bot, app, good.api(), null, good.commands(), "http://u:proxy-password@no port", false))
                .isInstanceOf(PindeskException.class)
                .hasNoCause()
                .message()
                .doesNotContain("proxy-password");
        assertThat(new SlackSettings(
                                bot,
                                app,
                                good.api(),
                                null,
                                good.commands(),
                                "http://u:proxy-password@proxy.example:3128",
                                false)
                        .toString())
                .doesNotContain("proxy-password")
                .doesNotContain(SlackSimulator.BOT_TOKEN);
    }
}
