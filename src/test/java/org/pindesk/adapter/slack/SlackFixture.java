package org.pindesk.adapter.slack;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.slack.SlackSimulator;
import org.pindesk.testing.PlainInbox;

/** The real Bolt in front of the simulated Slack, with an inbox that remembers. */
final class SlackFixture extends PlainInbox implements AutoCloseable {
    static final Secret PIN = Secret.of("739154");

    final SettableClock clock = new SettableClock();
    final SlackSimulator slack = new SlackSimulator(clock, Company.people());
    final SlackChat chat = new SlackChat(settings(slack), clock, Duration.ofSeconds(2));
    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final List<Shown> shown = new CopyOnWriteArrayList<>();
    volatile Supplier<Ack> answer = () -> new Ack(true, null);

    record Taken(String id, ChatUser user, String name, String text, Origin origin, Map<String, String> fields) {
        Event event() {
            return new Event(id, Event.Kind.PRESS, user, name, Map.of(), origin, Instant.EPOCH, 0);
        }
    }

    SlackFixture() {
        slack.shown(shown::add);
    }

    static SlackSettings settings(SlackSimulator slack) {
        return settings(slack, SlackSimulator.BOT_TOKEN, SlackSimulator.APP_TOKEN);
    }

    static SlackSettings settings(SlackSimulator slack, String bot, String app) {
        return SlackSettings.of(Secret.of(bot), Secret.of(app)).at(URI.create(slack.botUrl()));
    }

    SlackFixture started() {
        chat.start(this);
        return this;
    }

    @Override
    public Ack command(String eventId, ChatUser user, String command, String text, Origin origin) {
        taken.add(new Taken(eventId, user, command, text, origin, Map.of()));
        return answer.get();
    }

    @Override
    public Ack home(String eventId, ChatUser user, Origin origin) {
        taken.add(new Taken(eventId, user, "home", "", origin, Map.of()));
        return answer.get();
    }

    @Override
    public Ack shortcut(String eventId, ChatUser user, String name, @Nullable String target, Origin origin) {
        taken.add(new Taken(eventId, user, "shortcut:" + name, target == null ? "" : target, origin, Map.of()));
        return answer.get();
    }

    @Override
    public Ack submit(
            String eventId, ChatUser user, String action, String value, Map<String, String> fields, Origin origin) {
        taken.add(new Taken(eventId, user, action, value, origin, fields));
        return answer.get();
    }

    @Override
    public Ack press(String eventId, ChatUser user, String action, String value, Origin origin) {
        taken.add(new Taken(eventId, user, action, value, origin, Map.of()));
        return answer.get();
    }

    static ChatUser user(String account) {
        return new ChatUser("slack", Company.SLACK_TEAM, "U0" + account.toUpperCase(java.util.Locale.ROOT));
    }

    static Reply.Button button(String action, String label) {
        return new Reply.Button(action, label, "request-1", Reply.Style.PRIMARY);
    }

    static Reply revealing() {
        return Reply.of("Use it at your phone.")
                .titled("Your new PIN")
                .revealing(new Reply.Revealed(
                        "Your new PIN",
                        PIN,
                        List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")))
                .with(button("done", "I have it"));
    }

    /** A form as a use case would ask with it. */
    static Reply form() {
        return Reply.of("Where can you not sign in?")
                .titled("Login help")
                .with(button("diagnose", "Find out why"))
                .asking(
                        new Reply.Field(
                                "where",
                                "Where",
                                List.of(
                                        new Reply.Option("phone", "Desk phone"),
                                        new Reply.Option("portal", "Self-care portal")),
                                false,
                                null),
                        new Reply.Field("said", "What it said", List.of(), true, "Never a PIN or password"));
    }

    /** The next event after the ones seen so far. */
    Taken next(int seen) {
        await().atMost(Duration.ofSeconds(10)).until(() -> taken.size() > seen);
        return taken.get(seen);
    }

    Taken command(String account, String text) {
        int seen = taken.size();
        slack.command(account, "/pin", text);
        return next(seen);
    }

    Taken press(String account, String label) {
        int seen = taken.size();
        org.assertj.core.api.Assertions.assertThat(slack.press(account, label)).isTrue();
        return next(seen);
    }

    /** Waits for something on a screen. */
    Shown sees(Predicate<Shown> what) {
        await().atMost(Duration.ofSeconds(10)).until(() -> shown.stream().anyMatch(what));
        return shown.stream().filter(what).reduce((first, second) -> second).orElseThrow();
    }

    void quiet() {
        await().atMost(Duration.ofSeconds(10)).until(slack::idle);
    }

    @Override
    public void close() {
        chat.close();
        slack.close();
    }

    /** Time that tests move. */
    static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-22T08:00:00Z");

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(@Nullable ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
