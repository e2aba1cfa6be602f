package org.pindesk.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.core.Reply;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.discord.DiscordSimulator;
import org.pindesk.port.Chat;
import org.pindesk.port.Inbox.Ack;
import org.pindesk.port.Profile;

/** What people do in Discord reaches the inbox, and every one of them is answered. */
@Timeout(60)
class DiscordEventsTest {
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

    @Test
    void commandsComeWithTheirOptionsToldApart() {
        DiscordFixture.Taken taken = fixture.command("hana", "/pin", "reset @bob reason:lost on:hq");
        assertThat(taken.name()).isEqualTo("pin");
        assertThat(taken.with())
                .isEqualTo(Map.of("verb", "reset", "target", DiscordFixture.id("bob"), "reason", "lost", "on", "hq"));
        assertThat(taken.user()).isEqualTo(DiscordFixture.user("hana"));
        assertThat(taken.id()).matches("discord:[0-9]{17,20}");
        assertThat(taken.origin().channel()).isEqualTo(DiscordSimulator.PUBLIC_CHANNEL);
        assertThat(taken.origin().message()).isNull();
        assertThat(taken.origin().window()).isNull();
        assertThat(fixture.command("hana", "/pin", "reset @bob dry-run").with()).containsEntry("dry-run", "yes");
        assertThat(fixture.command("bob", "/login-help", "").with()).isEmpty();
    }

    @Test
    void acknowledgementIsShownAtOnceAndGivesWayToTheAnswer() {
        fixture.answer = () -> new Ack(true, "One moment.");
        DiscordFixture.Taken taken = fixture.command("bob", "/pin", "reset");
        fixture.sees(shown -> shown.via() == Shown.Via.EPHEMERAL && shown.text().equals("One moment."));
        fixture.chat.reply(taken.user(), taken.origin(), Reply.of("Done."));
        fixture.sees(shown -> shown.via() == Shown.Via.EPHEMERAL && shown.text().equals("Done."));
        assertThat(fixture.shown).allSatisfy(shown -> assertThat(shown.to()).isEqualTo("bob"));
        assertThat(fixture.discord.stored()).isEmpty();
    }

    @Test
    void anAnswerThatIsFasterThanTheAcknowledgementIsTheAcknowledgement() {
        fixture.answer = () -> {
            DiscordFixture.Taken taken = fixture.taken.get(fixture.taken.size() - 1);
            fixture.chat.reply(taken.user(), taken.origin(), Reply.of("Done."));
            return new Ack(true, "One moment.");
        };
        fixture.command("bob", "/pin", "reset");
        fixture.sees(shown -> shown.text().equals("Done."));
        fixture.quiet();
        assertThat(fixture.shown).extracting(Shown::text).doesNotContain("One moment.");
    }

    @Test
    void anInboxThatDoesNotTakeItSaysSo() {
        fixture.answer = () -> new Ack(false, "Not taken.");
        fixture.command("bob", "/pin", "reset");
        fixture.sees(shown -> shown.via() == Shown.Via.EPHEMERAL && shown.text().equals("Not taken."));
        fixture.pressInDm("bob", "take", "Get it");
        fixture.sees(shown -> shown.via() == Shown.Via.EPHEMERAL && shown.text().equals("Not taken."));
    }

    @Test
    void anInboxThatBreaksIsAnsweredToo() {
        fixture.answer = () -> {
            throw new IllegalStateException("broken");
        };
        fixture.command("bob", "/pin", "reset");
        fixture.sees(shown -> shown.text().equals(DiscordHandlers.FAILED));
        fixture.shown.clear();
        fixture.pressInDm("bob", "take", "Get it");
        fixture.sees(shown -> shown.text().equals(DiscordHandlers.FAILED));
    }

    @Test
    void aDuplicateHasTheSameIdAndOneAnswer() {
        fixture.answer = () -> new Ack(true, "One moment.");
        fixture.discord.duplicateNext();
        DiscordFixture.Taken first = fixture.command("bob", "/pin", "reset");
        DiscordFixture.Taken second = fixture.next(1);
        assertThat(second.id()).isEqualTo(first.id());
        fixture.sees(shown -> shown.text().equals("One moment."));
        fixture.quiet();
        assertThat(fixture.discord.calls("POST interactions/{id}/{token}/callback"))
                .isEqualTo(1);
    }

    @Test
    void buttonsComeWithTheirValueAndTheMessageStays() {
        DiscordFixture.Taken taken = fixture.pressInDm("bob", "take", "Get it");
        assertThat(taken.name()).isEqualTo("take");
        assertThat(taken.with()).isEqualTo(Map.of("value", "request-1"));
        assertThat(taken.origin().message()).matches("[0-9]{17,20}");
        fixture.quiet();
        fixture.chat.reply(taken.user(), taken.origin(), Reply.of("Yours."));
        fixture.chat.reply(taken.user(), taken.origin(), Reply.of("Yours again."));
        fixture.sees(shown -> shown.via() == Shown.Via.EPHEMERAL && shown.text().equals("Yours again."));
        assertThat(fixture.discord.stored())
                .hasSize(1)
                .allSatisfy(message ->
                        assertThat(message).contains("Something for you.").doesNotContain("Yours"));
    }

    @Test
    void aButtonWithALongValueBringsItBack() {
        String value = "V".repeat(700);
        fixture.chat.direct(
                DiscordFixture.user("bob"),
                Reply.of("x").with(new Reply.Button("confirm", "Yes", value, Reply.Style.PRIMARY)));
        assertThat(fixture.press("bob", "Yes").with()).isEqualTo(Map.of("value", value));
    }

    @Test
    void aLongValueThatCannotBeReadIsNotTakenAndOneThatIsGoneIsEmpty() {
        fixture.chat.direct(
                DiscordFixture.user("bob"),
                Reply.of("x").with(new Reply.Button("confirm", "Yes", "V".repeat(700), Reply.Style.PRIMARY)));
        fixture.longValues.down(true);
        int seen = fixture.taken.size();
        assertThat(fixture.discord.press("bob", "Yes")).isTrue();
        fixture.sees(shown -> shown.via() == Shown.Via.EPHEMERAL && shown.text().equals(DiscordHandlers.FAILED));
        assertThat(fixture.taken).hasSize(seen);
        fixture.longValues.down(false);
        fixture.longValues.forget();
        assertThat(fixture.press("bob", "Yes").with()).isEqualTo(Map.of("value", ""));
    }

    @Test
    void aPressedEphemeralMessageIsReplacedByItsAnswer() {
        fixture.answer = () -> new Ack(true, "One moment.");
        DiscordFixture.Taken command = fixture.command("bob", "/pin", "reset");
        fixture.chat.reply(
                command.user(), command.origin(), Reply.of("Sure?").with(DiscordFixture.button("keep", "I have it")));
        fixture.sees(shown -> shown.text().equals("Sure?"));
        fixture.answer = () -> new Ack(true, null);
        DiscordFixture.Taken press = fixture.press("bob", "I have it");
        assertThat(press.origin().message()).startsWith(Answers.EPHEMERAL);
        fixture.chat.reply(press.user(), press.origin(), Reply.of("Good."));
        fixture.sees(shown -> shown.via() == Shown.Via.EPHEMERAL && shown.text().equals("Good."));
        fixture.quiet();
        assertThat(fixture.discord.calls("POST webhooks/{application}/{token}")).isZero();
    }

    @Test
    void aFormOpensInPlaceOfTheAcknowledgementAndComesBackFilled() {
        fixture.answer = () -> new Ack(true, "One moment.", true);
        DiscordFixture.Taken command = fixture.command("bob", "/login-help", "");
        assertThat(fixture.chat.openWindow(command.event(), DiscordFixture.form()))
                .isTrue();
        Shown form = fixture.sees(shown -> shown.via() == Shown.Via.MODAL);
        assertThat(form.fields()).containsExactly("Where", "What it said");
        assertThat(form.text()).contains("Login help", "Where can you not sign in?", "Never a PIN or password");
        assertThat(fixture.discord.fill("bob", "Where", "Desk phone")).isNull();
        assertThat(fixture.discord.fill("bob", "What it said", "Wrong password"))
                .isNull();
        fixture.answer = () -> new Ack(true, "One moment.");
        int seen = fixture.taken.size();
        assertThat(fixture.discord.submit("bob")).isNull();
        DiscordFixture.Taken sent = fixture.next(seen);
        assertThat(sent.name()).isEqualTo("diagnose");
        assertThat(sent.with()).isEqualTo(Map.of("value", "request-1", "where", "phone", "said", "Wrong password"));
        fixture.chat.reply(sent.user(), sent.origin(), Reply.of("That is why."));
        fixture.sees(shown -> shown.via() == Shown.Via.EPHEMERAL && shown.text().equals("That is why."));
        // what is still to be said about the command itself stands beside
        fixture.chat.reply(command.user(), command.origin(), Reply.of("By the way."));
        fixture.sees(shown -> shown.via() == Shown.Via.EPHEMERAL && shown.text().equals("By the way."));
    }

    @Test
    void aFormOpensFromAButtonToo() {
        fixture.answer = () -> new Ack(true, null, true);
        DiscordFixture.Taken press = fixture.pressInDm("bob", "own-password", "Code");
        assertThat(fixture.chat.openWindow(press.event(), DiscordFixture.form()))
                .isTrue();
        fixture.sees(shown -> shown.via() == Shown.Via.MODAL);
    }

    @Test
    void aFormStillOpensAfterAWordThatSomethingIsGoingOn() {
        fixture.answer = () -> new Ack(true, null, true);
        DiscordFixture.Taken press = fixture.pressInDm("bob", "take", "Get it");
        assertThat(fixture.chat.openWindow(press.event(), Reply.of("Working."))).isTrue();
        assertThat(fixture.chat.show(press.event(), DiscordFixture.form())).isEqualTo(Chat.Place.WINDOW);
        fixture.sees(shown -> shown.via() == Shown.Via.MODAL);
        fixture.quiet();
        assertThat(fixture.shown).extracting(Shown::text).doesNotContain("Working.");
    }

    @Test
    void aWordThatSomethingIsGoingOnIsShownWhenNothingElseComes() {
        fixture.answer = () -> new Ack(true, null, true);
        DiscordFixture.Taken press = fixture.pressInDm("bob", "take", "Get it");
        assertThat(fixture.chat.openWindow(press.event(), Reply.of("Working."))).isTrue();
        fixture.sees(shown -> shown.via() == Shown.Via.EPHEMERAL && shown.text().equals("Working."));
        // too late for a form: its words and its button stand in the message
        assertThat(fixture.chat.show(press.event(), DiscordFixture.form())).isEqualTo(Chat.Place.EPHEMERAL);
        fixture.sees(shown -> shown.buttons().contains("Find out why"));
    }

    @Test
    void aFormThatComesTooLateIsNotOpened() {
        fixture.answer = () -> new Ack(true, "One moment.", true);
        DiscordFixture.Taken command = fixture.command("bob", "/login-help", "");
        fixture.sees(shown -> shown.text().equals("One moment."));
        assertThat(fixture.chat.openWindow(command.event(), DiscordFixture.form()))
                .isFalse();
        fixture.chat.reply(command.user(), command.origin(), Reply.of("Where?"));
        fixture.sees(shown -> shown.text().equals("Where?"));
    }

    @Test
    void suggestionsComeWhileSomebodyTypes() {
        fixture.discord.setLocale("bob", "de");
        DiscordFixture.Taken taken = fixture.command("bob", "/login-help", "where:Tischtelefon");
        assertThat(taken.with()).containsEntry("where", "desk-phone");
    }

    @Test
    void peopleOfOtherServersAreToldSoAndTheInboxHearsNothing() {
        fixture.chat.close();
        DiscordSettings own = fixture.settings(DiscordSimulator.BOT_TOKEN);
        fixture.chat = new DiscordChat(
                DiscordSettings.of(own.botToken(), "999999999999999999", Locale.ENGLISH, own.zone())
                        .at(own.api(), own.gateway()),
                fixture.clock,
                fixture.longValues,
                Duration.ofMillis(200));
        fixture.chat.start(fixture);
        fixture.connected();
        int seen = fixture.taken.size();
        fixture.discord.command("bob", "/pin", "reset");
        fixture.sees(shown -> shown.text().equals(DiscordHandlers.OUTSIDER));
        assertThat(fixture.taken).hasSize(seen);
    }

    @Test
    void theLanguageOfAnInteractionIsRemembered() {
        assertThat(fixture.chat.knownProfile(DiscordFixture.user("bob"))).isEmpty();
        fixture.discord.setLocale("bob", "de");
        DiscordFixture.Taken taken = fixture.command("bob", "/pin", "reset");
        Profile known = fixture.chat.knownProfile(taken.user()).orElseThrow();
        assertThat(known.locale().getLanguage()).isEqualTo("de");
        assertThat(known.standing()).isEqualTo(Profile.Standing.STRANGER);
        assertThat(fixture.chat.profile(taken.user()).locale().getLanguage()).isEqualTo("de");
        assertThat(fixture.chat.knownProfile(taken.user()).orElseThrow().standing())
                .isEqualTo(Profile.Standing.MEMBER);
    }

    @Test
    void commandsAreRegisteredOnceAndReadTheNextTime() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> fixture.discord.calls("PUT applications/{application}/guilds/{guild}/commands") == 1);
        fixture.chat.close();
        fixture.chat = fixture.newChat();
        fixture.chat.start(fixture);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> fixture.discord.calls("GET applications/{application}/guilds/{guild}/commands") == 2);
        fixture.connected();
        fixture.command("bob", "/pin", "reset");
        assertThat(fixture.discord.calls("PUT applications/{application}/guilds/{guild}/commands"))
                .isEqualTo(1);
    }
}
