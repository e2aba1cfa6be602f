package org.pindesk.adapter.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pindesk.core.Reply;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Fault;
import org.pindesk.port.Chat;
import org.pindesk.port.Inbox;

/** What people type and press, as it reaches the inbox. */
class SlackEventsTest {
    private final SlackFixture fixture = new SlackFixture().started();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aCommandArrivesWithNeutralMentionsAndIsAcknowledgedWithinASecond() {
        fixture.answer = () -> new Inbox.Ack(true, "Working on it.");
        long start = System.nanoTime();
        SlackFixture.Taken taken = fixture.command("hana", "reset @bob reason:a <b> & @nobody bob@beispiel.example");
        Shown ack = fixture.sees(shown -> shown.text().equals("Working on it."));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(taken.name()).isEqualTo("pin");
        assertThat(taken.text()).isEqualTo("reset <@U0BOB> reason:a <b> & @nobody bob@beispiel.example");
        assertThat(taken.user()).isEqualTo(SlackFixture.user("hana"));
        assertThat(taken.origin().responseUrl()).isNotNull();
        assertThat(taken.origin().trigger()).isNotNull();
        assertThat(ack.to()).isEqualTo("hana");
        assertThat(ack.via()).isEqualTo(Shown.Via.EPHEMERAL);
        assertThat(fixture.slack.violations()).isEmpty();
    }

    @Test
    void aTypedReferenceCannotBecomeAMention() {
        assertThat(fixture.command("hana", "reset <@U0BOB>").text()).isEqualTo("reset @U0BOB>");
    }

    @Test
    void anInboxThatThrowsIsStillAcknowledgedAndThePersonTold() {
        fixture.answer = () -> {
            throw new IllegalArgumentException("what was typed");
        };
        fixture.command("hana", "reset");
        assertThat(fixture.sees(shown -> shown.to().equals("hana")).text()).isEqualTo(SlackHandlers.FAILED);
        fixture.quiet();
    }

    @Test
    void aSlowInboxHoldsUpNobodyElse() {
        fixture.answer = () -> {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(700).toNanos());
            return new Inbox.Ack(true, "ok");
        };
        long start = System.nanoTime();
        for (int i = 0; i < 8; i++) {
            fixture.slack.command("hana", "/pin", "reset " + i);
        }
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> fixture.shown.size() == 8);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
    }

    @Test
    void acknowledgesWithinASecondWhileSlacksWebApiHangs() {
        fixture.slack.misbehave(new Fault(Fault.Kind.HANG, Duration.ZERO, 0));
        fixture.answer = () -> new Inbox.Ack(true, "Working on it.");
        long start = System.nanoTime();
        fixture.slack.command("hana", "/pin", "reset");
        fixture.sees(shown -> shown.text().equals("Working on it."));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void anUnknownCommandIsAcknowledged() {
        fixture.slack.command("hana", "/passport", "renew");
        assertThat(fixture.sees(shown -> true).text()).isEqualTo(SlackHandlers.FAILED);
        assertThat(fixture.taken).isEmpty();
    }

    @Test
    void aRepeatedEnvelopeHasTheSameEventId() {
        fixture.slack.duplicateNext();
        SlackFixture.Taken first = fixture.command("hana", "reset");
        SlackFixture.Taken second = fixture.next(1);
        assertThat(second.id()).isEqualTo(first.id()).startsWith("slack:");
        assertThat(fixture.command("hana", "reset").id()).isNotEqualTo(first.id());
    }

    @Test
    void aPressCarriesActionValueAndPerson() {
        fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Offer").with(SlackFixture.button("take", "Get it")));
        SlackFixture.Taken taken = fixture.press("bob", "Get it");
        assertThat(taken.name()).isEqualTo("take");
        assertThat(taken.text()).isEqualTo("request-1");
        assertThat(taken.user()).isEqualTo(SlackFixture.user("bob"));
        assertThat(taken.origin().message()).isNotNull();
        fixture.quiet();
        assertThat(fixture.slack.violations()).isEmpty();
    }

    @Test
    void aForgedPressNamesWhoPressedAndItsAnswerLeavesTheOwnersMessageAlone() {
        fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Offer").with(SlackFixture.button("take", "Get it")));
        assertThat(fixture.slack.press("eve", "Get it", "bob")).isTrue();
        SlackFixture.Taken taken = fixture.next(0);
        assertThat(taken.user()).isEqualTo(SlackFixture.user("eve"));
        fixture.chat.reply(taken.user(), taken.origin(), Reply.of("That is not yours."));
        assertThat(fixture.sees(shown -> shown.text().equals("That is not yours."))
                        .to())
                .isEqualTo("eve");
        assertThat(fixture.slack.stored()).hasSize(1).allMatch(message -> message.contains("Offer"));
    }

    @Test
    void whatWasNotTakenIsSaidAfterThePress() {
        fixture.answer = () -> new Inbox.Ack(false, "Not taken, nothing done.");
        fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Offer").with(SlackFixture.button("take", "Get it")));
        fixture.press("bob", "Get it");
        Shown said = fixture.sees(shown -> shown.text().contains("Not taken"));
        assertThat(said.via()).isEqualTo(Shown.Via.EPHEMERAL);
        assertThat(fixture.slack.press("bob", "Get it")).isTrue();
    }

    @Test
    void peopleOfAnotherWorkspaceAreRefusedAndNothingIsHandedOn() {
        fixture.slack.changeUser("eve", user -> user.put("team_id", "T0OTHER"));
        fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Offer").with(SlackFixture.button("take", "Get it")));
        fixture.slack.command("eve", "/pin", "reset");
        fixture.sees(shown -> shown.to().equals("eve") && shown.text().equals(SlackHandlers.OUTSIDER));
        fixture.shown.clear();
        fixture.slack.press("eve", "Get it", "bob");
        fixture.sees(shown -> shown.to().equals("eve") && shown.text().equals(SlackHandlers.OUTSIDER));
        assertThat(fixture.taken).isEmpty();
    }

    @Test
    void theWindowsButtonIsAPressAndClosesTheWindow() {
        SlackFixture.Taken command = fixture.command("bob", "reset");
        assertThat(fixture.chat.openWindow(command.event(), SlackFixture.revealing()))
                .isTrue();
        SlackFixture.Taken done = fixture.press("bob", "I have it");
        assertThat(done.name()).isEqualTo("done");
        assertThat(done.text()).isEqualTo("request-1");
        assertThat(Objects.requireNonNull(done.origin().window())).startsWith("V");
        fixture.quiet();
        assertThat(fixture.chat.show(command.event(), Reply.of("again"))).isNotEqualTo(Chat.Place.NOWHERE);
        assertThat(fixture.sees(shown -> shown.text().equals("again")).via()).isEqualTo(Shown.Via.EPHEMERAL);
        assertThat(fixture.slack.violations()).isEmpty();
    }

    @Test
    void aWindowWhosePressWasNotTakenStaysOpen() {
        SlackFixture.Taken command = fixture.command("bob", "reset");
        fixture.chat.openWindow(command.event(), SlackFixture.revealing());
        fixture.answer = () -> new Inbox.Ack(false, "Not taken, nothing done.");
        fixture.press("bob", "I have it");
        assertThat(fixture.sees(shown -> shown.text().contains("Not taken")).via())
                .isEqualTo(Shown.Via.MODAL);
        assertThat(fixture.chat.show(command.event(), SlackFixture.revealing())).isNotEqualTo(Chat.Place.NOWHERE);
        assertThat(fixture.sees(shown -> shown.secret() != null).via()).isEqualTo(Shown.Via.MODAL);
    }
}
