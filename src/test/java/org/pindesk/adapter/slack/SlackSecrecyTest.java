package org.pindesk.adapter.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.core.Event;
import org.pindesk.core.Reply;
import org.pindesk.demo.slack.SlackSimulator;
import org.pindesk.port.Inbox;
import org.slf4j.LoggerFactory;

/** Nothing that is meant for one pair of eyes reaches a log, even where an operator asks for DEBUG. */
class SlackSecrecyTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger sdk = context.getLogger("com.slack.api");
    private final Logger client = context.getLogger("com.slack.api.socket_mode.SocketModeClient");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void askForDebug() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        sdk.setLevel(Level.DEBUG);
        client.setLevel(Level.TRACE);
    }

    @AfterEach
    void calmDown() {
        root.detachAppender(log);
        root.setLevel(Level.INFO);
        sdk.setLevel(Level.INFO);
        client.setLevel(null);
    }

    @Test
    void noSecretTokenOrTypedTextIsLogged() {
        try (SlackFixture fixture = new SlackFixture().started()) {
            assertThat(client.getLevel()).isEqualTo(Level.INFO);
            Event event =
                    fixture.command("bob", "reset reason:canary-typed-8812").event();
            fixture.chat.openWindow(event, Reply.of("One moment."));
            fixture.chat.show(event, SlackFixture.revealing());
            fixture.answer = () -> {
                throw new IllegalStateException("canary-typed-8812");
            };
            fixture.press("bob", "I have it");
            fixture.slack.expireTriggers();
            fixture.chat.show(fixture.command("bob", "x").event(), SlackFixture.revealing());
            fixture.slack.fail("views.update", "internal_error", 1);
            assertThatThrownBy(() -> fixture.chat.show(event, SlackFixture.revealing()))
                    .message()
                    .doesNotContain(SlackFixture.PIN.open());
            form(fixture);
            assertThat(fixture.slack.lastSecret("bob")).isEqualTo(SlackFixture.PIN.open());
            assertThat(fixture.slack.stored()).isEmpty();
        }
        assertNothingWasLogged();
    }

    /** Somebody types a secret into a form: with an inbox that takes it, one that breaks, and a Slack that refuses the verdict. */
    private static void form(SlackFixture fixture) {
        for (int round = 0; round < 2; round++) {
            boolean breaks = round == 1;
            fixture.answer = () -> new Inbox.Ack(true, null);
            Event opener = fixture.command("bob", "x").event();
            assertThat(fixture.chat.openWindow(opener, SlackFixture.form())).isTrue();
            fixture.answer = () -> {
                if (breaks) {
                    throw new IllegalStateException("canary-typed-8812");
                }
                return new Inbox.Ack(true, null);
            };
            assertThat(fixture.slack.fill("bob", "Where", "Desk phone")).isNull();
            assertThat(fixture.slack.fill("bob", "What it said", "canary-typed-8812"))
                    .isNull();
            int seen = fixture.taken.size();
            assertThat(fixture.slack.submit("bob")).isNull();
            SlackFixture.Taken sent = fixture.next(seen);
            assertThat(sent.fields()).containsEntry("said", "canary-typed-8812");
            fixture.slack.fail("views.update", "internal_error", 1);
            assertThatThrownBy(() -> fixture.chat.show(sent.event(), Reply.of("verdict")))
                    .message()
                    .doesNotContain("canary-typed-8812");
        }
    }

    private void assertNothingWasLogged() {
        List<String> lines = List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .toList();
        assertThat(lines).isNotEmpty();
        assertThat(lines.stream().anyMatch(line -> line.contains(SlackFixture.PIN.open())))
                .isFalse();
        assertThat(lines.stream().anyMatch(line -> line.contains("739 154"))).isFalse();
        assertThat(lines.stream().anyMatch(line -> line.contains("canary-typed-8812")))
                .isFalse();
        assertThat(lines.stream()
                        .anyMatch(line ->
                                line.contains(SlackSimulator.BOT_TOKEN) || line.contains(SlackSimulator.APP_TOKEN)))
                .isFalse();
    }
}
