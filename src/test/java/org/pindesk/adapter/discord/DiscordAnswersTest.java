package org.pindesk.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.core.ChatUser;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Origin;
import org.pindesk.core.Outcome;
import org.pindesk.core.Reply;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.discord.DiscordSimulator;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.Inbox.Ack;
import org.pindesk.port.Profile;

/** What the bot says: to one pair of eyes, in direct messages, in channels; and what it does when Discord refuses. */
@Timeout(60)
class DiscordAnswersTest {
    private static final String CALLBACK = "POST interactions/{id}/{token}/callback";
    private static final String MESSAGES = "POST channels/{channel}/messages";
    private static final String FOLLOW_UP = "POST webhooks/{application}/{token}";

    private final DiscordFixture fixture = new DiscordFixture();

    @BeforeEach
    void start() {
        fixture.started();
    }

    @AfterEach
    void end() {
        fixture.quiet();
        assertThat(fixture.discord.violations()).isEmpty();
        fixture.close();
    }

    private DiscordFixture.Taken acknowledged() {
        fixture.answer = () -> new Ack(true, "One moment.");
        DiscordFixture.Taken command = fixture.command("bob", "/pin", "reset");
        fixture.sees(shown -> shown.text().equals("One moment."));
        fixture.quiet();
        return command;
    }

    private static ChatException.Kind kind(Runnable call) {
        return catchThrowableOfType(ChatException.class, call::run).kind();
    }

    @Test
    void aSecretStandsInTheEphemeralAnswerAndIsReplaced() {
        DiscordFixture.Taken command = acknowledged();
        assertThat(fixture.chat.openWindow(command.event(), Reply.of("Working.")))
                .isTrue();
        assertThat(fixture.chat.show(command.event(), DiscordFixture.revealing().ending(Outcome.APPLIED)))
                .isEqualTo(Chat.Place.EPHEMERAL);
        Shown shown = fixture.sees(each -> each.secret() != null);
        assertThat(shown.via()).isEqualTo(Shown.Via.EPHEMERAL);
        assertThat(shown.to()).isEqualTo("bob");
        assertThat(shown.outcome()).isEqualTo("applied");
        assertThat(fixture.discord.lastSecret("bob")).isEqualTo(DiscordFixture.PIN.open());
        fixture.chat.finishWindow(command.event(), Reply.of("Kept."));
        fixture.sees(each -> each.text().equals("Kept."));
        assertThat(fixture.discord.stored()).isEmpty();
    }

    @Test
    void aSecretBehindAButtonOfADirectMessageStandsBesideIt() {
        DiscordFixture.Taken press = fixture.pressInDm("bob", "take", "Get my new PIN");
        assertThat(fixture.chat.openWindow(press.event(), Reply.of("Working."))).isTrue();
        assertThat(fixture.chat.show(press.event(), DiscordFixture.revealing())).isEqualTo(Chat.Place.EPHEMERAL);
        fixture.sees(each -> each.via() == Shown.Via.EPHEMERAL && each.secret() != null);
        assertThat(fixture.discord.stored())
                .hasSize(1)
                .allSatisfy(message -> assertThat(message).doesNotContain("739 154", "739154"));
    }

    @Test
    void aSlowStoryStillShowsTheSecretBesideTheMessage() {
        DiscordFixture.Taken press = fixture.pressInDm("bob", "take", "Get my new PIN");
        await().atMost(Duration.ofSeconds(5)).until(() -> fixture.discord.calls(CALLBACK) == 1);
        fixture.quiet();
        assertThat(fixture.chat.openWindow(press.event(), Reply.of("Working."))).isTrue();
        assertThat(fixture.chat.show(press.event(), DiscordFixture.revealing())).isEqualTo(Chat.Place.EPHEMERAL);
        assertThat(fixture.discord.calls(FOLLOW_UP)).isEqualTo(1);
        assertThat(fixture.discord.stored())
                .hasSize(1)
                .allSatisfy(message -> assertThat(message).doesNotContain("739 154", "739154"));
    }

    @Test
    void afterARestartAnswersStillArriveAndTouchNoMessageThatStays() {
        DiscordFixture.Taken command = acknowledged();
        fixture.answer = () -> new Ack(true, null);
        DiscordFixture.Taken press = fixture.pressInDm("bob", "take", "Get my new PIN");
        await().atMost(Duration.ofSeconds(5)).until(() -> fixture.discord.calls(CALLBACK) == 2);
        fixture.quiet();
        fixture.chat.close();
        fixture.chat = fixture.newChat();
        fixture.chat.start(fixture);
        fixture.connected();
        assertThat(fixture.chat.show(command.event(), DiscordFixture.revealing()))
                .isEqualTo(Chat.Place.EPHEMERAL);
        assertThat(fixture.chat.show(press.event(), DiscordFixture.revealing())).isEqualTo(Chat.Place.EPHEMERAL);
        assertThat(fixture.discord.lastSecret("bob")).isEqualTo(DiscordFixture.PIN.open());
        assertThat(fixture.discord.stored())
                .hasSize(1)
                .allSatisfy(message -> assertThat(message).doesNotContain("739 154", "739154"));
    }

    @Test
    void aSecretThatWasKeptIsTakenAwayWithItsMessage() {
        DiscordFixture.Taken command = acknowledged();
        fixture.chat.show(command.event(), DiscordFixture.revealing());
        fixture.sees(each -> each.secret() != null);
        fixture.answer = () -> new Ack(true, null);
        DiscordFixture.Taken kept = fixture.press("bob", "I have it");
        fixture.shown.clear();
        fixture.chat.finishWindow(kept.event(), Reply.of("Done."));
        fixture.quiet();
        assertThat(fixture.shown).isEmpty();
        assertThat(fixture.discord.calls("DELETE webhooks/{application}/{token}/messages/{message}"))
                .isEqualTo(1);
        // gone already: nothing is left to take away, so it is said
        fixture.chat.finishWindow(kept.event(), Reply.of("Done."));
        fixture.sees(shown -> shown.via() == Shown.Via.EPHEMERAL && shown.text().equals("Done."));
    }

    @Test
    void afterAQuarterOfAnHourRepliesComeByDirectMessageAndSecretsNowhere() {
        DiscordFixture.Taken command = acknowledged();
        fixture.clock.forward(Duration.ofMinutes(15));
        assertThat(fixture.chat.show(command.event(), DiscordFixture.revealing()))
                .isEqualTo(Chat.Place.NOWHERE);
        assertThat(fixture.chat.openWindow(command.event(), Reply.of("Working.")))
                .isFalse();
        fixture.chat.reply(command.user(), command.origin(), Reply.of("Late."));
        fixture.sees(shown -> shown.via() == Shown.Via.DM && shown.text().equals("Late."));
        assertThatThrownBy(() -> fixture.chat.reply(command.user(), command.origin(), DiscordFixture.revealing()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(fixture.discord.lastSecret("bob")).isNull();
    }

    @Test
    void tokensThatDiscordForgotAreOverToo() {
        DiscordFixture.Taken command = acknowledged();
        fixture.discord.expireInteractions();
        assertThat(fixture.chat.show(command.event(), DiscordFixture.revealing()))
                .isEqualTo(Chat.Place.NOWHERE);
        fixture.chat.reply(command.user(), command.origin(), Reply.of("Late."));
        fixture.sees(shown -> shown.via() == Shown.Via.DM && shown.text().equals("Late."));
        Origin none = new Origin("", null, null, null, null);
        fixture.chat.reply(command.user(), none, Reply.of("Without."));
        fixture.sees(shown -> shown.via() == Shown.Via.DM && shown.text().equals("Without."));
    }

    @Test
    void aResponseThatDiscordDoesNotTakeGivesWayToADirectMessage() {
        fixture.answer = () -> new Ack(true, "One moment.");
        fixture.discord.fail(CALLBACK, 404, Refusal.UNKNOWN_INTERACTION, 1);
        DiscordFixture.Taken command = fixture.command("bob", "/pin", "reset");
        assertThat(fixture.chat.show(command.event(), DiscordFixture.revealing()))
                .isEqualTo(Chat.Place.NOWHERE);
        fixture.chat.reply(command.user(), command.origin(), Reply.of("Done."));
        fixture.sees(shown -> shown.via() == Shown.Via.DM && shown.text().equals("Done."));
    }

    @Test
    void aLimitOnTheResponseIsWaitedFor() {
        fixture.answer = () -> new Ack(true, "One moment.");
        fixture.discord.throttle(CALLBACK, 1, 1);
        fixture.command("bob", "/pin", "reset");
        fixture.sees(shown -> shown.text().equals("One moment."));
    }

    @Test
    void aSecretNeverGoesIntoAMessageThatStays() {
        assertThatThrownBy(() -> fixture.chat.direct(DiscordFixture.user("bob"), DiscordFixture.revealing()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fixture.chat.post(DiscordSimulator.HELPDESK_CHANNEL, DiscordFixture.revealing()))
                .isInstanceOf(IllegalStateException.class);
        MessageRef message = fixture.chat.direct(DiscordFixture.user("bob"), Reply.of("x"));
        assertThatThrownBy(() -> fixture.chat.update(message, DiscordFixture.revealing()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void messagesChangeAndThoseThatAreGoneAreNoError() {
        MessageRef message = fixture.chat.direct(
                DiscordFixture.user("bob"), Reply.of("Before.").with(DiscordFixture.button("take", "Get it")));
        assertThat(message.platform()).isEqualTo("discord");
        fixture.chat.update(message, Reply.of("After."));
        Shown after = fixture.sees(shown -> shown.text().equals("After."));
        assertThat(after.buttons()).isEmpty();
        fixture.chat.update(new MessageRef("discord", message.channel(), "999999999999999999"), Reply.of("x"));
        fixture.chat.update(new MessageRef("discord", message.channel(), Answers.EPHEMERAL + "1"), Reply.of("x"));
    }

    @Test
    void closedDirectMessagesAreToldAndNotTriedAgain() {
        fixture.discord.closeDm("bob", true);
        assertThat(kind(() -> fixture.chat.direct(DiscordFixture.user("bob"), Reply.of("x"))))
                .isEqualTo(ChatException.Kind.UNREACHABLE_PERSON);
        assertThat(fixture.discord.calls(MESSAGES)).isEqualTo(1);
        fixture.discord.closeDm("bob", false);
        fixture.chat.direct(DiscordFixture.user("bob"), Reply.of("x"));
        fixture.discord.leave("bob");
        assertThat(kind(() -> fixture.chat.direct(DiscordFixture.user("bob"), Reply.of("x"))))
                .isEqualTo(ChatException.Kind.UNREACHABLE_PERSON);
        assertThat(kind(() ->
                        fixture.chat.direct(new ChatUser("discord", "1", DiscordFixture.id("alice")), Reply.of("x"))))
                .isEqualTo(ChatException.Kind.UNREACHABLE_PERSON);
    }

    @Test
    void aShortLimitIsWaitedForAndALongOneIsTold() {
        fixture.discord.throttle(MESSAGES, 1, 1);
        fixture.chat.direct(DiscordFixture.user("bob"), Reply.of("Hello."));
        fixture.sees(shown -> shown.text().equals("Hello."));
        fixture.discord.throttle(MESSAGES, 30, 1);
        ChatException limited = catchThrowableOfType(
                ChatException.class, () -> fixture.chat.direct(DiscordFixture.user("alice"), Reply.of("x")));
        assertThat(limited.kind()).isEqualTo(ChatException.Kind.LATER);
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void troubleOnDiscordsSideIsForLaterAndARefusalIsNot() {
        fixture.discord.fail(MESSAGES, 500, 0, 1);
        assertThat(kind(() -> fixture.chat.direct(DiscordFixture.user("bob"), Reply.of("x"))))
                .isEqualTo(ChatException.Kind.LATER);
        fixture.discord.fail(MESSAGES, 403, 50013, 1);
        assertThat(kind(() -> fixture.chat.direct(DiscordFixture.user("bob"), Reply.of("x"))))
                .isEqualTo(ChatException.Kind.REFUSED);
        fixture.discord.fail("GET guilds/{guild}/members/{user}", 401, 0, 1);
        assertThatThrownBy(() -> fixture.chat.profile(DiscordFixture.user("bob")))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("DISCORD_BOT_TOKEN");
    }

    @Test
    void onlyAPrivateTextChannelOfTheServerIsFit() {
        assertThat(fixture.chat.unfit(DiscordSimulator.HELPDESK_CHANNEL)).isEmpty();
        assertThat(fixture.chat.unfit(DiscordSimulator.PUBLIC_CHANNEL))
                .get()
                .asString()
                .contains("everybody");
        assertThat(fixture.chat.unfit("999999999999999999")).get().asString().contains("no channel");
        assertThat(fixture.chat.unfit("C0123456789")).get().asString().contains("not the id");
        fixture.chat.post(DiscordSimulator.HELPDESK_CHANNEL, Reply.of("A card.").titled("Queue"));
        fixture.sees(shown -> shown.via() == Shown.Via.CHANNEL && shown.to().equals("hana"));
        assertThat(kind(() -> fixture.chat.post(DiscordSimulator.PUBLIC_CHANNEL, Reply.of("x"))))
                .isEqualTo(ChatException.Kind.REFUSED);
        fixture.discord.changeChannel(
                DiscordSimulator.HELPDESK_CHANNEL, channel -> channel.putArray("permission_overwrites"));
        fixture.clock.forward(Duration.ofMinutes(2));
        assertThat(fixture.chat.unfit(DiscordSimulator.HELPDESK_CHANNEL))
                .get()
                .asString()
                .contains("everybody");
        fixture.discord.changeChannel(
                DiscordSimulator.HELPDESK_CHANNEL, channel -> channel.remove("permission_overwrites"));
        fixture.clock.forward(Duration.ofMinutes(2));
        assertThat(fixture.chat.unfit(DiscordSimulator.HELPDESK_CHANNEL))
                .get()
                .asString()
                .contains("did not say");
    }

    @Test
    void whoIsNotInTheServerIsNoMember() {
        Profile bob = fixture.chat.profile(DiscordFixture.user("bob"));
        assertThat(bob.standing()).isEqualTo(Profile.Standing.MEMBER);
        assertThat(bob.mail()).isNull();
        assertThat(bob.mailConfirmed()).isFalse();
        assertThat(fixture.chat.findByMail("bob@example.com")).isEmpty();
        fixture.discord.leave("bob");
        assertThat(fixture.chat.profile(DiscordFixture.user("bob")).standing()).isEqualTo(Profile.Standing.MEMBER);
        fixture.clock.forward(Duration.ofMinutes(3));
        assertThat(fixture.chat.profile(DiscordFixture.user("bob")).standing()).isEqualTo(Profile.Standing.DELETED);
        assertThat(standing("1000000000000000002")).isEqualTo(Profile.Standing.BOT);
        assertThat(standing("999999999999999999")).isEqualTo(Profile.Standing.DELETED);
        assertThat(standing("bob")).isEqualTo(Profile.Standing.STRANGER);
        assertThat(fixture.chat
                        .profile(new ChatUser("discord", "1", DiscordFixture.id("alice")))
                        .standing())
                .isEqualTo(Profile.Standing.STRANGER);
    }

    private Profile.Standing standing(String id) {
        return fixture.chat
                .profile(new ChatUser("discord", DiscordSimulator.GUILD_ID, id))
                .standing();
    }
}
