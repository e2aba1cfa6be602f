package org.pindesk.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.command.Catalogue;
import org.pindesk.core.ChatUser;
import org.pindesk.core.CommandForm;
import org.pindesk.core.Event;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.discord.DiscordSimulator;
import org.pindesk.testing.PlainInbox;
import org.pindesk.testing.RememberedValues;

/** The real JDA in front of the simulated Discord, with an inbox that remembers. */
final class DiscordFixture extends PlainInbox implements AutoCloseable {
    /** The commands and suggestions that the program really offers. */
    static final Catalogue CATALOGUE = new Catalogue(Map.of("hq", "head office"));

    static final Secret PIN = Secret.of("739154");

    final SettableClock clock = new SettableClock();
    final RememberedValues longValues = new RememberedValues();
    final DiscordSimulator discord = new DiscordSimulator(clock, Company.people());
    DiscordChat chat = newChat();
    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final List<Shown> shown = new CopyOnWriteArrayList<>();
    volatile Supplier<Ack> answer = () -> new Ack(true, null);

    record Taken(String id, ChatUser user, String name, Map<String, String> with, Origin origin) {
        Event event() {
            return new Event(id, Event.Kind.PRESS, user, name, Map.of(), origin, Instant.EPOCH, 0);
        }
    }

    DiscordFixture() {
        discord.shown(shown::add);
    }

    DiscordChat newChat() {
        return new DiscordChat(settings(DiscordSimulator.BOT_TOKEN), clock, longValues, Duration.ofMillis(200));
    }

    DiscordSettings settings(String token) {
        return DiscordSettings.of(Secret.of(token), DiscordSimulator.GUILD_ID, Locale.ENGLISH, ZoneOffset.UTC)
                .at(URI.create(discord.apiUrl()), URI.create(discord.gatewayUrl()));
    }

    /** Connected, and with its commands registered. */
    DiscordFixture started() {
        chat.start(this);
        connected();
        await().atMost(Duration.ofSeconds(10)).until(() -> !discord.commands().equals("[]"));
        return this;
    }

    void connected() {
        await().atMost(Duration.ofSeconds(20)).until(() -> chat.connected() && discord.sessions() == 1);
    }

    @Override
    public Ack command(String eventId, ChatUser user, String command, String text, Origin origin) {
        throw new UnsupportedOperationException("Discord tells options apart");
    }

    @Override
    public Ack options(String eventId, ChatUser user, String command, Map<String, String> options, Origin origin) {
        taken.add(new Taken(eventId, user, command, options, origin));
        return answer.get();
    }

    @Override
    public Ack submit(
            String eventId, ChatUser user, String action, String value, Map<String, String> fields, Origin origin) {
        Map<String, String> with = new HashMap<>(fields);
        with.put("value", value);
        taken.add(new Taken(eventId, user, action, with, origin));
        return answer.get();
    }

    @Override
    public Ack press(String eventId, ChatUser user, String action, String value, Origin origin) {
        taken.add(new Taken(eventId, user, action, Map.of("value", value), origin));
        return answer.get();
    }

    @Override
    public List<CommandForm> commands() {
        return CATALOGUE.commands();
    }

    @Override
    public List<CommandForm.Suggestion> suggest(String command, String option, String typed, Locale language) {
        return CATALOGUE.suggest(option, typed, language);
    }

    static ChatUser user(String account) {
        return new ChatUser("discord", DiscordSimulator.GUILD_ID, id(account));
    }

    static String id(String account) {
        return Company.people().stream()
                .filter(person -> person.account().equals(account))
                .map(Employee::discordId)
                .findFirst()
                .orElseThrow();
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

    Taken command(String account, String command, String text) {
        int seen = taken.size();
        discord.command(account, command, text);
        return next(seen);
    }

    Taken press(String account, String label) {
        int seen = taken.size();
        assertThat(discord.press(account, label)).isTrue();
        return next(seen);
    }

    /** A direct message with a button, and its press. */
    Taken pressInDm(String account, String action, String label) {
        chat.direct(user(account), Reply.of("Something for you.").with(button(action, label)));
        return press(account, label);
    }

    /** Waits for something on a screen. */
    Shown sees(Predicate<Shown> what) {
        await().atMost(Duration.ofSeconds(10)).until(() -> shown.stream().anyMatch(what));
        return shown.stream().filter(what).reduce((first, second) -> second).orElseThrow();
    }

    void quiet() {
        await().atMost(Duration.ofSeconds(10)).until(discord::idle);
    }

    @Override
    public void close() {
        chat.close();
        discord.close();
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
