package org.pindesk.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.core.Event;
import org.pindesk.core.Reply;
import org.pindesk.demo.discord.DiscordSimulator;
import org.pindesk.port.Chat;
import org.pindesk.port.Inbox.Ack;
import org.slf4j.LoggerFactory;

/** Nothing that is meant for one pair of eyes reaches a log, even where an operator asks for TRACE. */
@Timeout(60)
class DiscordSecrecyTest {
    private static final String TYPED = "canary-typed-8812";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<Logger> libraries = List.of(
            context.getLogger("net.dv8tion.jda"),
            context.getLogger("net.dv8tion.jda.internal.requests.Requester"),
            context.getLogger("net.dv8tion.jda.internal.requests.WebSocketClient"),
            context.getLogger("okhttp3"),
            context.getLogger("com.neovisionaries.ws"));
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> log = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    };

    @BeforeEach
    void askForTrace() {
        log.setContext(context);
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        libraries.forEach(each -> each.setLevel(Level.TRACE));
    }

    @AfterEach
    void calmDown() {
        root.detachAppender(log);
        root.setLevel(Level.INFO);
        libraries.forEach(each -> each.setLevel(null));
        DiscordLoggers.cap();
    }

    @Test
    void noSecretTokenOrTypedTextIsLogged() {
        try (DiscordFixture fixture = new DiscordFixture().started()) {
            assertThat(libraries)
                    .allSatisfy(each -> assertThat(each.getEffectiveLevel().isGreaterOrEqual(Level.INFO))
                            .as(each.getName())
                            .isTrue());
            fixture.answer = () -> new Ack(true, "One moment.");
            Event command =
                    fixture.command("bob", "/pin", "reset reason:" + TYPED).event();
            assertThat(fixture.chat.openWindow(command, Reply.of("One moment.")))
                    .isTrue();
            assertThat(fixture.chat.show(command, DiscordFixture.revealing())).isEqualTo(Chat.Place.EPHEMERAL);
            fixture.answer = () -> {
                throw new IllegalStateException(TYPED);
            };
            fixture.press("bob", "I have it");
            fixture.command("bob", "/pin", "reset reason:" + TYPED);
            fixture.quiet();
            fixture.discord.fail("PATCH webhooks/{application}/{token}/messages/{message}", 400, 50035, 1);
            assertThatThrownBy(() -> fixture.chat.show(command, DiscordFixture.revealing()))
                    .message()
                    .doesNotContain(DiscordFixture.PIN.open(), "739 154");
            fixture.discord.fail("PATCH webhooks/{application}/{token}/messages/{message}", 500, 0, 1);
            assertThatThrownBy(() -> fixture.chat.show(command, DiscordFixture.revealing()))
                    .message()
                    .doesNotContain(DiscordFixture.PIN.open(), "739 154");
            form(fixture);
            fixture.discord.dropSockets();
            await().atMost(Duration.ofSeconds(30)).until(() -> fixture.discord.resumes() == 1);
            assertThat(fixture.discord.lastSecret("bob")).isEqualTo(DiscordFixture.PIN.open());
            assertThat(fixture.discord.stored()).isEmpty();
            fixture.quiet();
            assertThat(fixture.discord.violations()).isEmpty();
        }
        assertThat(lines).isNotEmpty();
        for (String never : List.of(
                DiscordFixture.PIN.open(),
                "739 154",
                TYPED,
                DiscordSimulator.BOT_TOKEN,
                "simulated-interaction-token")) {
            assertThat(lines.stream().filter(line -> line.contains(never)).count())
                    .as("lines with what is never logged")
                    .isZero();
        }
    }

    /** Somebody types a secret into a form, and the inbox breaks. */
    private static void form(DiscordFixture fixture) {
        fixture.answer = () -> new Ack(true, null, true);
        Event opener = fixture.command("bob", "/login-help", "").event();
        assertThat(fixture.chat.openWindow(opener, DiscordFixture.form())).isTrue();
        fixture.answer = () -> {
            throw new IllegalStateException(TYPED);
        };
        assertThat(fixture.discord.fill("bob", "Where", "Desk phone")).isNull();
        assertThat(fixture.discord.fill("bob", "What it said", TYPED)).isNull();
        int seen = fixture.taken.size();
        assertThat(fixture.discord.submit("bob")).isNull();
        assertThat(fixture.next(seen).with()).containsEntry("said", TYPED);
    }
}
