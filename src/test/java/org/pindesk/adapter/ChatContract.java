package org.pindesk.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.app.RegistryDoor;
import org.pindesk.command.Catalogue;
import org.pindesk.core.ChatUser;
import org.pindesk.core.CommandForm;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Moment;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.chat.SimulatedChat;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.Inbox.Ack;
import org.pindesk.port.Profile;
import org.pindesk.testing.PlainInbox;
import org.pindesk.testing.RememberedValues;
import org.pindesk.testing.SettableClock;

/**
 * What every chat keeps, whatever platform it is: told by its simulator, whose screens say what is true. A chat joins with one class in its own
 * test package {@code org.pindesk.adapter.PLATFORM} that extends this one, has a name that ends in {@code Test}, and says how its platform is
 * reached and how it misbehaves. Nothing else knows it.
 */
@Timeout(90)
public abstract class ChatContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PIN = "739154";
    private static final String ANOTHER = "alice";
    private static final String OWNER = "bob";

    protected final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));

    private final RememberedValues longValues = new RememberedValues();
    private final List<Shown> shown = new CopyOnWriteArrayList<>();
    private final Heard heard = new Heard();
    private SimulatedChat platform;
    private Chat chat;

    // --- what a chat's own class says

    /** Starts the simulator with the company's people; called once, before everything else. */
    protected abstract SimulatedChat open();

    /** Every key that it takes, without {@code PLATFORM_}. */
    protected abstract Map<String, String> keys();

    /** The account of one of the company's people. */
    protected abstract ChatUser user(String account);

    /** Somebody who is not one of us, by what they are; null where the platform has none such. */
    protected abstract ChatUser notAMember(Profile.Standing standing);

    /** Waits for what the chat sets up once it is connected. */
    protected void ready() {}

    /** The next messages that stay are turned away so often, to be tried again after so many seconds. */
    protected abstract void throttleMessages(int seconds, int times);

    /** The next thing that somebody does is delivered twice. */
    protected abstract void duplicateNext();

    /** Id of a channel that only the helpdesk sees. */
    protected abstract String privateChannel();

    /** Id of one that everybody sees. */
    protected abstract String publicChannel();

    /** What looks like the id of a channel and is none. */
    protected abstract String unknownChannel();

    /** Everything that the platform keeps of our messages that stay. */
    protected abstract List<String> stored();

    // --- around each test

    private record Taken(String id, ChatUser user, String name, Map<String, String> with, Origin origin) {
        Event event() {
            return new Event(id, Event.Kind.PRESS, user, name, Map.of(), origin, Instant.EPOCH, 0);
        }
    }

    /** An inbox that remembers, and answers as a test wants. */
    private static final class Heard extends PlainInbox {
        private final List<Taken> taken = new CopyOnWriteArrayList<>();
        private volatile Supplier<Ack> answer = () -> new Ack(true, "One moment.", true);

        private Ack note(String id, ChatUser user, String name, Map<String, String> with, Origin origin) {
            taken.add(new Taken(id, user, name, with, origin));
            return answer.get();
        }

        @Override
        public Ack command(String id, ChatUser user, String command, String text, Origin origin) {
            return note(id, user, command, Map.of("text", text), origin);
        }

        @Override
        public Ack options(String id, ChatUser user, String command, Map<String, String> options, Origin origin) {
            return note(id, user, command, options, origin);
        }

        @Override
        public Ack press(String id, ChatUser user, String action, String value, Origin origin) {
            return note(id, user, action, Map.of("value", value), origin);
        }

        @Override
        public Ack submit(
                String id, ChatUser user, String action, String value, Map<String, String> fields, Origin origin) {
            Map<String, String> with = new HashMap<>(fields);
            with.put("value", value);
            return note(id, user, action, with, origin);
        }

        @Override
        public List<CommandForm> commands() {
            return new Catalogue(Map.of("hq", "head office")).commands();
        }

        @Override
        public List<CommandForm.Suggestion> suggest(String command, String option, String typed, Locale language) {
            return List.of();
        }
    }

    @BeforeEach
    void connect() {
        platform = open();
        platform.shown(shown::add);
        chat = RegistryDoor.chat(platform.platform(), keys(), clock, longValues);
        chat.start(heard);
        await().atMost(PATIENCE).until(chat::connected);
        ready();
    }

    @AfterEach
    void end() {
        quiet();
        assertThat(platform.violations()).as("rules of the platform").isEmpty();
        chat.close();
        platform.close();
    }

    private void quiet() {
        await().atMost(PATIENCE).until(platform::idle);
    }

    private Taken next(int seen) {
        await().atMost(PATIENCE).until(() -> heard.taken.size() > seen);
        return heard.taken.get(seen);
    }

    private Taken types() {
        int seen = heard.taken.size();
        platform.command(OWNER, "/pin", "status");
        return next(seen);
    }

    private Taken presses(String label) {
        int seen = heard.taken.size();
        assertThat(platform.press(OWNER, label)).as("'%s' is there", label).isTrue();
        return next(seen);
    }

    private Shown sees(Predicate<Shown> what) {
        await().atMost(PATIENCE).until(() -> shown.stream().anyMatch(what));
        return shown.stream().filter(what).findFirst().orElseThrow();
    }

    private Shown reads(String words) {
        return sees(each -> each.text().contains(words));
    }

    private static Reply.Button button(String action, String label, String value) {
        return new Reply.Button(action, label, value, Reply.Style.PRIMARY);
    }

    private static Reply revealing() {
        return Reply.of("Use it at your phone.")
                .titled("Your new PIN")
                .revealing(new Reply.Revealed(
                        "Your new PIN",
                        Secret.of(PIN),
                        List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")))
                .with(button("keep", "I have it", "request-1"));
    }

    private static Reply form(String value) {
        return Reply.of("Where can you not sign in?")
                .titled("Login help")
                .with(button("diagnose", "Find out why", value))
                .asking(
                        new Reply.Field(
                                "where",
                                "Where",
                                List.of(new Reply.Option("phone", "Desk phone"), new Reply.Option("vpn", "VPN")),
                                false,
                                null),
                        new Reply.Field("said", "What it said", List.of(), true, null));
    }

    private void onlyTheOwnerSawAnything() {
        quiet();
        assertThat(shown).isNotEmpty().allSatisfy(each -> assertThat(each.to()).isEqualTo(OWNER));
    }

    private void nothingSecretStays() {
        assertThat(stored())
                .allSatisfy(each -> assertThat(each.replace(" ", "").contains(PIN))
                        .as("a secret in a message that stays")
                        .isFalse());
    }

    // --- messages

    @Test
    protected void aDirectMessageIsItsPersonsAloneAndCanBeChanged() {
        MessageRef sent =
                chat.direct(user(OWNER), Reply.of("Somebody offers you a PIN.").with(button("take", "Take", "r")));
        assertThat(sent.platform()).isEqualTo(chat.platform()).isEqualTo(platform.platform());
        assertThat(reads("Somebody offers").via()).isEqualTo(Shown.Via.DM);
        chat.update(sent, Reply.of("It is over."));
        assertThat(reads("It is over.").buttons()).isEmpty();
        onlyTheOwnerSawAnything();
    }

    @Test
    protected void aReplyIsSeenByWhoAskedAlone() {
        Taken command = types();
        assertThat(command.user()).isEqualTo(user(OWNER));
        assertThat(command.name()).isEqualTo("pin");
        chat.reply(command.user(), command.origin(), Reply.of("Your PIN is fine."));
        assertThat(reads("Your PIN is fine.").via()).isEqualTo(Shown.Via.EPHEMERAL);
        onlyTheOwnerSawAnything();
        assertThat(stored()).isEmpty();
    }

    @Test
    protected void aReplyWithoutAnywhereToStandIsADirectMessage() {
        chat.reply(user(OWNER), new Origin("", null, null, null, null), Reply.of("Late."));
        assertThat(reads("Late.").via()).isEqualTo(Shown.Via.DM);
    }

    @Test
    protected void wordsFromOutsideAreShownLiterally() {
        String hostile = "*a* _b_ ~c~ `d` **e** __f__ ~~g~~ ||h|| > i\n# j\n- k\n<@"
                + user(ANOTHER).id()
                + "> @everyone @here <!channel> <#C1> [l](https://evil.example) :smile: &lt;m&gt; &amp; \\*n\\*";
        chat.direct(user(OWNER), Reply.of(hostile));
        Shown read = reads("evil.example");
        assertThat(read.text().strip()).isEqualTo(hostile);
        chat.direct(
                user(OWNER), Reply.of("x").titled("*loud* <@" + user(ANOTHER).id() + ">"));
        reads("*loud* <@" + user(ANOTHER).id() + ">");
        onlyTheOwnerSawAnything();
    }

    @Test
    protected void aPointInTimeIsShownAsOne() {
        chat.direct(user(OWNER), Reply.of("Until " + Moment.in(clock.instant(), "at 8:00") + ", not longer."));
        String text = reads("Until ").text();
        assertThat(Moment.isIn(text)).as("our own mark is not shown").isFalse();
        assertThat(text).startsWith("Until ").endsWith(", not longer.").matches("(?s)Until .*[0-9]:00.*");
    }

    // --- secrets

    @Test
    protected void aSecretIsShownToItsOwnerAloneAndGoes() {
        chat.direct(user(OWNER), Reply.of("It is there.").with(button("take", "Get my new PIN", "r")));
        heard.answer = () -> new Ack(true, null, true);
        Event press = presses("Get my new PIN").event();
        chat.openWindow(press, Reply.of("Working.").titled("Your new PIN"));
        assertThat(chat.show(press, revealing())).isNotEqualTo(Chat.Place.NOWHERE);
        Shown seen = sees(each -> each.secret() != null);
        assertThat(seen.secret()).isEqualTo(PIN);
        assertThat(seen.via()).isIn(Shown.Via.MODAL, Shown.Via.EPHEMERAL);
        onlyTheOwnerSawAnything();
        nothingSecretStays();
        chat.finishWindow(press, Reply.of("Put away."));
        onlyTheOwnerSawAnything();
        nothingSecretStays();
    }

    @Test
    protected void whereNothingIsPrivateASecretIsShownNowhere() {
        Event old = new Event(
                "e",
                Event.Kind.PRESS,
                user(OWNER),
                "take",
                Map.of(),
                new Origin("", null, null, null, null),
                Instant.EPOCH,
                0);
        assertThat(chat.openWindow(old, Reply.of("Working."))).isFalse();
        assertThat(chat.show(old, revealing())).isEqualTo(Chat.Place.NOWHERE);
        quiet();
        assertThat(shown).isEmpty();
    }

    @Test
    protected void aSecretIsRefusedWhereAMessageStays() {
        MessageRef sent = chat.direct(user(OWNER), Reply.of("x"));
        for (Runnable each : List.<Runnable>of(
                () -> chat.direct(user(OWNER), revealing()),
                () -> chat.post(privateChannel(), revealing()),
                () -> chat.update(sent, revealing()))) {
            assertThatThrownBy(each::run)
                    .isInstanceOf(RuntimeException.class)
                    .message()
                    .doesNotContain(PIN);
        }
        quiet();
        assertThat(shown).hasSize(1);
        nothingSecretStays();
    }

    // --- what comes back

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000})
    protected void aButtonBringsBackItsActionAndItsWholeValue(int length) {
        String value = "V".repeat(length);
        chat.direct(user(OWNER), Reply.of("x").with(button("confirm", "Yes", value), button("decline", "No", "n")));
        Taken press = presses("Yes");
        assertThat(press.name()).isEqualTo("confirm");
        assertThat(press.with()).containsEntry("value", value);
        assertThat(press.user()).isEqualTo(user(OWNER));
        assertThat(press.id()).startsWith(chat.platform() + ":");
        assertThat(presses("No").name()).isEqualTo("decline");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    protected void aFormComesBackFilledWithItsWholeValue(int length) {
        String value = "V".repeat(length);
        Event command = types().event();
        assertThat(chat.openWindow(command, form(value))).isTrue();
        sees(each -> each.fields().contains("Where"));
        assertThat(platform.fill(OWNER, "Where", "VPN")).isNull();
        assertThat(platform.fill(OWNER, "What it said", "*no*")).isNull();
        int seen = heard.taken.size();
        assertThat(platform.submit(OWNER)).isNull();
        Taken sent = next(seen);
        assertThat(sent.name()).isEqualTo("diagnose");
        assertThat(sent.with()).isEqualTo(Map.of("value", value, "where", "vpn", "said", "*no*"));
        chat.reply(sent.user(), sent.origin(), Reply.of("That is why."));
        reads("That is why.");
        onlyTheOwnerSawAnything();
    }

    @Test
    protected void whatIsDeliveredTwiceHasOneId() {
        duplicateNext();
        int seen = heard.taken.size();
        platform.command(OWNER, "/pin", "status");
        assertThat(next(seen).id()).isEqualTo(next(seen + 1).id());
        quiet();
        assertThat(types().id())
                .as("another one")
                .isNotEqualTo(heard.taken.get(seen).id());
    }

    @Test
    protected void whatIsNotTakenIsSaidSo() {
        heard.answer = () -> new Ack(false, "Not taken, nothing done.");
        types();
        reads("Not taken, nothing done.");
        onlyTheOwnerSawAnything();
    }

    @Test
    protected void anInboxThatThrowsIsAnsweredAndEndsNothing() {
        heard.answer = () -> {
            throw new IllegalStateException("broken " + PIN);
        };
        types();
        assertThat(reads("nothing was done").text()).doesNotContain("broken", PIN);
        heard.answer = () -> new Ack(true, "One moment.");
        types();
        reads("One moment.");
        onlyTheOwnerSawAnything();
    }

    // --- people

    @Test
    protected void aMemberIsOne() {
        Profile profile = chat.profile(user(OWNER));
        assertThat(profile.user()).isEqualTo(user(OWNER));
        assertThat(profile.standing()).isEqualTo(Profile.Standing.MEMBER);
        assertThat(profile.name()).isNotBlank();
        assertThat(chat.knownProfile(user(OWNER))).contains(profile);
    }

    @ParameterizedTest
    @EnumSource(value = Profile.Standing.class, mode = EnumSource.Mode.EXCLUDE, names = "MEMBER")
    protected void everybodyElseIsNotAMember(Profile.Standing standing) {
        assertThat(chat.profile(notAMember(standing)).standing()).isEqualTo(standing);
    }

    @Test
    protected void whoCannotBeWrittenToIsUnreachable() {
        platform.closeDm(OWNER, true);
        assertThat(catchThrowableOfType(ChatException.class, () -> chat.direct(user(OWNER), Reply.of("x")))
                        .kind())
                .isEqualTo(ChatException.Kind.UNREACHABLE_PERSON);
        platform.closeDm(OWNER, false);
        chat.direct(user(OWNER), Reply.of("Open again."));
        reads("Open again.");
    }

    // --- limits and channels

    @Test
    protected void aLimitSaysHowLongToWait() {
        throttleMessages(30, 1);
        ChatException limited =
                catchThrowableOfType(ChatException.class, () -> chat.direct(user(OWNER), Reply.of("x")));
        assertThat(limited.kind()).isEqualTo(ChatException.Kind.LATER);
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    protected void onlyAPrivateChannelIsPostedInto() {
        assertThat(chat.unfit(privateChannel())).isEmpty();
        chat.post(privateChannel(), Reply.of("A card.").with(button("claim", "I take it", "case-1")));
        assertThat(sees(each -> each.to().equals("hana")).via()).isEqualTo(Shown.Via.CHANNEL);
        quiet();
        assertThat(shown).noneMatch(each -> each.to().equals(OWNER));
        for (String unfit : List.of(publicChannel(), unknownChannel())) {
            assertThat(chat.unfit(unfit)).as("'%s'", unfit).isPresent();
            assertThat(catchThrowableOfType(ChatException.class, () -> chat.post(unfit, Reply.of("y")))
                            .kind())
                    .isEqualTo(ChatException.Kind.REFUSED);
        }
        quiet();
        assertThat(shown).noneMatch(each -> each.text().equals("y"));
    }

    // --- the end

    @Test
    protected void afterTheEndNothingIsHeardAnyMore() {
        chat.close();
        await().atMost(PATIENCE).until(() -> !chat.connected());
        int seen = heard.taken.size();
        platform.command(OWNER, "/pin", "status");
        quiet();
        assertThat(heard.taken).hasSize(seen);
    }
}
