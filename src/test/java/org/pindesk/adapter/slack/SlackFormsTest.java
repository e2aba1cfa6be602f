package org.pindesk.adapter.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Reply;
import org.pindesk.demo.chat.Shown;
import org.pindesk.port.Chat;
import org.pindesk.port.Inbox;

/** Forms: opened, filled, sent, and answered in the same window. */
class SlackFormsTest {
    private static final Reply VERDICT = Reply.of("Your password has expired.")
            .titled("Login help")
            .ending(Outcome.REFUSED)
            .with(
                    SlackFixture.button("unlock", "Unlock"),
                    new Reply.Button("ask", "Ask the helpdesk", "case-1", Reply.Style.PLAIN));

    private final SlackFixture fixture = new SlackFixture().started();

    @AfterEach
    void close() {
        fixture.close();
        assertThat(fixture.slack.violations()).isEmpty();
    }

    @Test
    void aFormShowsItsFieldsAndWhatWasFilledInReachesTheInbox() {
        opened("bob");
        Shown form = fixture.sees(shown -> !shown.fields().isEmpty());
        assertThat(form.via()).isEqualTo(Shown.Via.MODAL);
        assertThat(form.fields()).containsExactly("Where", "What it said");
        assertThat(form.buttons()).containsExactly("Find out why");
        assertThat(form.text()).contains("Where: Desk phone | Self-care portal", "Never a PIN or password");

        SlackFixture.Taken sent = sent("bob", Map.of("Where", "desk phone", "What it said", "[201] <b>&amp; *no*"));

        assertThat(sent.name()).isEqualTo("diagnose");
        assertThat(sent.text()).isEqualTo("request-1");
        assertThat(sent.user()).isEqualTo(SlackFixture.user("bob"));
        assertThat(sent.fields())
                .containsExactlyInAnyOrderEntriesOf(Map.of("where", "phone", "said", "[201] <b>&amp; *no*"));
        assertThat(Objects.requireNonNull(sent.origin().window())).startsWith("V");
        assertThat(sent.origin().channel()).isEqualTo("C0ALLGEMEIN");
    }

    @Test
    void whatWasLeftEmptyIsAbsentAndWhatMustBeFilledIsNotSentWithoutIt() {
        opened("bob");
        assertThat(fixture.slack.submit("bob")).isEqualTo("Please complete this required field: Where");
        assertThat(fixture.slack.press("bob", "Find out why")).isTrue();
        assertThat(fixture.sees(shown -> shown.text().contains("required field: Where"))
                        .to())
                .isEqualTo("bob");
        assertThat(fixture.slack.fill("bob", "What it said", "   ")).isNull();
        assertThat(sent("bob", Map.of("Where", "Self-care portal")).fields())
                .containsExactlyEntriesOf(Map.of("where", "portal"));
        assertThat(fixture.taken).hasSize(2);
    }

    @Test
    void theSentFormGivesWayToOneMomentAndTheVerdictFollowsInTheSameWindow() {
        fixture.answer = () -> new Inbox.Ack(true, "One moment \u2026");
        opened("bob");
        Event event = sent("bob", Map.of("Where", "Desk phone")).event();
        Shown waiting = fixture.sees(
                shown -> shown.text().equals("Login help\nOne moment \u2026") && shown.via() == Shown.Via.MODAL);
        assertThat(waiting.buttons()).isEmpty();
        assertThat(waiting.fields()).isEmpty();

        assertThat(fixture.chat.show(event, VERDICT)).isEqualTo(Chat.Place.WINDOW);

        Shown verdict = fixture.sees(shown -> shown.text().contains("has expired"));
        assertThat(verdict.via()).isEqualTo(Shown.Via.MODAL);
        assertThat(verdict.outcome()).isEqualTo("refused");
        assertThat(verdict.buttons()).containsExactly("Unlock", "Ask the helpdesk");
        SlackFixture.Taken asked = fixture.press("bob", "Ask the helpdesk");
        assertThat(asked.name()).isEqualTo("ask");
        assertThat(asked.text()).isEqualTo("case-1");
        assertThat(asked.origin().window())
                .isEqualTo(Objects.requireNonNull(event.origin()).window());
        fixture.chat.finishWindow(asked.event(), Reply.of("The helpdesk has been asked."));
        assertThat(fixture.sees(shown -> shown.text().contains("has been asked"))
                        .via())
                .isEqualTo(Shown.Via.MODAL);
    }

    @Test
    void aVerdictThatIsFasterThanTheAcknowledgementStillStandsLast() throws Exception {
        opened("bob");
        CompletableFuture<Chat.Place> place = new CompletableFuture<>();
        fixture.answer = () -> {
            SlackFixture.Taken sent = fixture.taken.get(fixture.taken.size() - 1);
            place.completeAsync(() -> fixture.chat.show(sent.event(), VERDICT));
            return new Inbox.Ack(true, "One moment \u2026");
        };
        sent("bob", Map.of("Where", "Desk phone"));
        assertThat(place.get(10, TimeUnit.SECONDS)).isEqualTo(Chat.Place.WINDOW);
        fixture.quiet();
        assertThat(fixture.shown.get(fixture.shown.size() - 1).text()).contains("has expired");
        assertThat(fixture.shown).anySatisfy(shown -> assertThat(shown.text()).contains("One moment"));
    }

    @Test
    void anAnswerToASentFormStandsInItsWindowUntilTheWindowShowsSomethingElse() {
        opened("bob");
        SlackFixture.Taken sent = sent("bob", Map.of("Where", "Desk phone"));
        fixture.chat.reply(sent.user(), sent.origin(), Reply.of("The directory is silent."));
        assertThat(fixture.sees(shown -> shown.text().contains("directory is silent"))
                        .via())
                .isEqualTo(Shown.Via.MODAL);
        fixture.chat.reply(sent.user(), sent.origin(), Reply.of("Beside it."));
        assertThat(fixture.sees(shown -> shown.text().equals("Beside it.")).via())
                .isEqualTo(Shown.Via.EPHEMERAL);
    }

    @Test
    void whoClosedTheWindowReadsTheVerdictEphemerallyElseByDirectMessage() {
        opened("bob");
        SlackFixture.Taken sent = sent("bob", Map.of("Where", "Desk phone"));
        fixture.quiet();
        assertThat(fixture.slack.press("bob", "Close")).isTrue();
        assertThat(fixture.chat.show(sent.event(), VERDICT)).isEqualTo(Chat.Place.EPHEMERAL);
        Shown shown = fixture.sees(seen -> seen.text().contains("has expired"));
        assertThat(shown.via()).isEqualTo(Shown.Via.EPHEMERAL);
        assertThat(shown.to()).isEqualTo("bob");
        assertThat(fixture.press("bob", "Unlock").name()).isEqualTo("unlock");

        fixture.slack.botInChannel(false);
        assertThat(fixture.chat.show(sent.event(), VERDICT)).isEqualTo(Chat.Place.NOWHERE);
        fixture.chat.reply(sent.user(), sent.origin(), Reply.of("Said at last."));
        assertThat(fixture.sees(seen -> seen.text().equals("Said at last.")).via())
                .isEqualTo(Shown.Via.DM);
    }

    @Test
    void tooLateForAFormItsButtonRemainsAndItsPressCanOpenTheForm() {
        Event event = fixture.command("bob", "x").event();
        fixture.slack.expireTriggers();
        assertThat(fixture.chat.openWindow(event, SlackFixture.form())).isFalse();
        assertThat(fixture.chat.show(event, SlackFixture.form())).isEqualTo(Chat.Place.EPHEMERAL);
        Shown shown = fixture.sees(seen -> seen.text().contains("Where can you"));
        assertThat(shown.fields()).isEmpty();
        assertThat(shown.buttons()).containsExactly("Find out why");
        SlackFixture.Taken pressed = fixture.press("bob", "Find out why");
        assertThat(pressed.name()).isEqualTo("diagnose");
        assertThat(pressed.fields()).isEmpty();
        assertThat(fixture.chat.openWindow(pressed.event(), SlackFixture.form()))
                .isTrue();
        assertThat(sent("bob", Map.of("Where", "Desk phone")).fields()).containsEntry("where", "phone");
    }

    @Test
    void aFormThatWasNotTakenStaysFilledBelowTheWordsThatSaySo() {
        opened("bob");
        fixture.answer = () -> new Inbox.Ack(false, "Not taken, nothing done.");
        SlackFixture.Taken first = sent("bob", Map.of("Where", "Desk phone"));
        assertThat(fixture.sees(shown -> shown.text().contains("Not taken")).via())
                .isEqualTo(Shown.Via.MODAL);
        assertThat(fixture.slack.submit("bob")).isEqualTo("No form is open.");
        assertThat(fixture.slack.press("bob", "Close")).isTrue();
        fixture.answer = () -> new Inbox.Ack(true, null);
        int seen = fixture.taken.size();
        assertThat(fixture.slack.submit("bob")).isNull();
        SlackFixture.Taken second = fixture.next(seen);
        assertThat(second.fields()).isEqualTo(first.fields());
        fixture.chat.show(second.event(), VERDICT);
        assertThat(fixture.sees(shown -> shown.text().contains("has expired")).via())
                .isEqualTo(Shown.Via.MODAL);
    }

    @Test
    void aFormThatIsDeliveredTwiceHasOneEventId() {
        opened("bob");
        assertThat(fixture.slack.fill("bob", "Where", "Desk phone")).isNull();
        int seen = fixture.taken.size();
        fixture.slack.duplicateNext();
        assertThat(fixture.slack.submit("bob")).isNull();
        assertThat(fixture.next(seen + 1).id()).isEqualTo(fixture.next(seen).id());
    }

    @Test
    void aFormSentFromAnotherWorkspaceIsRefusedAndNothingIsHandedOn() {
        opened("eve");
        assertThat(fixture.slack.fill("eve", "Where", "Desk phone")).isNull();
        fixture.slack.changeUser("eve", user -> user.put("team_id", "T0OTHER"));
        int seen = fixture.taken.size();
        assertThat(fixture.slack.submit("eve")).isNull();
        fixture.sees(shown -> shown.to().equals("eve") && shown.text().contains(SlackHandlers.OUTSIDER));
        assertThat(fixture.taken).hasSize(seen);
    }

    @Test
    void aFormReplacesTheWindowInWhichItsButtonWasPressed() {
        opened("bob");
        Event first = sent("bob", Map.of("Where", "Desk phone")).event();
        fixture.chat.show(first, VERDICT);
        Event pressed = fixture.press("bob", "Ask the helpdesk").event();
        assertThat(fixture.chat.openWindow(pressed, SlackFixture.form())).isTrue();
        SlackFixture.Taken again = sent("bob", Map.of("Where", "Self-care portal"));
        assertThat(again.origin().window())
                .isEqualTo(Objects.requireNonNull(first.origin()).window());
        assertThat(again.id()).isNotEqualTo(first.id());
        assertThat(fixture.chat.show(again.event(), Reply.of("Second verdict.")))
                .isEqualTo(Chat.Place.WINDOW);
    }

    private void opened(String account) {
        Event event = fixture.command(account, "x").event();
        assertThat(fixture.chat.openWindow(event, SlackFixture.form())).isTrue();
        fixture.sees(shown -> shown.to().equals(account) && !shown.fields().isEmpty());
    }

    private SlackFixture.Taken sent(String account, Map<String, String> words) {
        words.forEach((label, typed) ->
                assertThat(fixture.slack.fill(account, label, typed)).isNull());
        int seen = fixture.taken.size();
        await().atMost(Duration.ofSeconds(5)).until(() -> fixture.slack.submit(account) == null);
        return fixture.next(seen);
    }
}
