package org.pindesk.adapter.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Origin;
import org.pindesk.core.Outcome;
import org.pindesk.core.Reply;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Fault;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;

/** What the bot says, as people see it. */
class SlackAnswersTest {
    private final SlackFixture fixture = new SlackFixture().started();

    @AfterEach
    void close() {
        fixture.close();
        assertThat(fixture.slack.violations()).isEmpty();
    }

    @Test
    void aWindowOpenedWithoutTheSecretIsFilledLater() {
        Event event = fixture.command("bob", "reset").event();
        assertThat(fixture.chat.openWindow(event, Reply.of("One moment.").titled("Your new PIN")))
                .isTrue();
        assertThat(fixture.chat.show(event, SlackFixture.revealing())).isNotEqualTo(Chat.Place.NOWHERE);
        Shown shown = fixture.sees(seen -> seen.secret() != null);
        assertThat(shown.via()).isEqualTo(Shown.Via.MODAL);
        assertThat(shown.to()).isEqualTo("bob");
        assertThat(shown.secret()).isEqualTo(SlackFixture.PIN.open());
        assertThat(shown.text()).contains("739 154").contains("seven three nine, one five four");
        assertThat(shown.buttons()).containsExactly("I have it");
        fixture.chat.finishWindow(event, Reply.of("The time is over."));
        assertThat(fixture.sees(seen -> seen.text().contains("The time is over."))
                        .buttons())
                .isEmpty();
    }

    @Test
    void anEventThatIsTriedAgainFindsItsWindow() {
        Event event = fixture.command("bob", "reset").event();
        fixture.chat.openWindow(event, Reply.of("One moment."));
        assertThat(fixture.chat.openWindow(event, Reply.of("Again."))).isFalse();
        assertThat(fixture.chat.show(event, SlackFixture.revealing())).isNotEqualTo(Chat.Place.NOWHERE);
        assertThat(fixture.sees(seen -> seen.secret() != null).via()).isEqualTo(Shown.Via.MODAL);
    }

    @Test
    void tooLateForAWindowTheSecretComesEphemerallyAndItsButtonTakesItAway() {
        Event event = fixture.command("bob", "reset").event();
        fixture.slack.expireTriggers();
        assertThat(fixture.chat.openWindow(event, Reply.of("One moment."))).isFalse();
        assertThat(fixture.chat.show(event, SlackFixture.revealing())).isNotEqualTo(Chat.Place.NOWHERE);
        Shown shown = fixture.sees(seen -> seen.secret() != null);
        assertThat(shown.via()).isEqualTo(Shown.Via.EPHEMERAL);
        assertThat(shown.to()).isEqualTo("bob");
        Event done = fixture.press("bob", "I have it").event();
        fixture.chat.finishWindow(done, Reply.of("Gone."));
        assertThat(fixture.sees(seen -> seen.text().equals("Gone.")).via()).isEqualTo(Shown.Via.EPHEMERAL);
        assertThat(fixture.slack.stored()).isEmpty();
    }

    @Test
    void aUsedUpAnswerAddressLeadsToAnEphemeralMessageThenToADirectMessage() {
        SlackFixture.Taken command = fixture.command("bob", "reset");
        fixture.slack.useUpResponseUrls();
        assertThat(fixture.chat.show(command.event(), SlackFixture.revealing())).isNotEqualTo(Chat.Place.NOWHERE);
        assertThat(fixture.sees(seen -> seen.secret() != null).via()).isEqualTo(Shown.Via.EPHEMERAL);
        assertThat(fixture.slack.calls("chat.postEphemeral")).isEqualTo(1);

        fixture.slack.botInChannel(false);
        fixture.chat.reply(command.user(), command.origin(), Reply.of("Said at last."));
        assertThat(fixture.sees(seen -> seen.text().equals("Said at last.")).via())
                .isEqualTo(Shown.Via.DM);
        assertThat(fixture.chat.show(command.event(), SlackFixture.revealing())).isEqualTo(Chat.Place.NOWHERE);
        assertThatThrownBy(() -> fixture.chat.reply(command.user(), command.origin(), SlackFixture.revealing()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(fixture.slack.stored()).noneMatch(SlackAnswersTest::holdsThePin);
    }

    @Test
    void anAnswerAddressIsTooOldAfterHalfAnHour() {
        SlackFixture.Taken command = fixture.command("bob", "reset");
        fixture.clock.forward(Duration.ofMinutes(31));
        fixture.chat.reply(command.user(), command.origin(), Reply.of("Late."));
        assertThat(fixture.sees(seen -> seen.text().equals("Late.")).via()).isEqualTo(Shown.Via.EPHEMERAL);
        assertThat(fixture.slack.calls("chat.postEphemeral")).isEqualTo(1);
    }

    @Test
    void anAnswerAddressElsewhereIsNeverCalled() {
        SlackFixture.Taken command = fixture.command("bob", "reset");
        for (String url : List.of(
                "http://127.0.0.1:1/hooks/x",
                "https://hooks.slack.com.evil.example/x",
                "https://user@hooks.slack.com/x",
                "file:///etc/passwd",
                "::")) {
            Origin forged = new Origin(command.origin().channel(), url, null, null, null);
            fixture.chat.reply(command.user(), forged, Reply.of("Said otherwise."));
        }
        assertThat(fixture.slack.calls("chat.postEphemeral")).isEqualTo(5);
        ResponseUrls slack = new ResponseUrls(
                new WebApi(new okhttp3.OkHttpClient(), SlackSettings.DEFAULT_API, SlackFixture.PIN),
                SlackSettings.DEFAULT_API,
                new AckGate(new Threads().createThreadScheduledExecutor("test")));
        assertThat(slack.ours("https://hooks.slack.com/commands/T0/1/x")).isTrue();
        assertThat(slack.ours("http://hooks.slack.com/commands/T0/1/x")).isFalse();
        assertThat(slack.ours("https://hooks.slack.com:8443/x")).isFalse();
    }

    @Test
    void aSecretNeverGoesIntoAMessageThatStays() {
        MessageRef message = fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Offer"));
        assertThatThrownBy(() -> fixture.chat.direct(SlackFixture.user("bob"), SlackFixture.revealing()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fixture.chat.update(message, SlackFixture.revealing()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(fixture.slack.stored()).hasSize(1).noneMatch(SlackAnswersTest::holdsThePin);
    }

    @Test
    void anUpdateReplacesTheButtonsAndAMessageThatIsGoneIsNoError() {
        MessageRef message = fixture.chat.direct(
                SlackFixture.user("bob"), Reply.of("Offer").with(SlackFixture.button("take", "Get it")));
        fixture.chat.update(message, Reply.of("Taken back").ending(Outcome.REFUSED));
        Shown shown = fixture.sees(seen -> seen.text().equals("Taken back"));
        assertThat(shown.buttons()).isEmpty();
        assertThat(shown.outcome()).isEqualTo("refused");
        assertThat(fixture.press("bob", "Get it").name()).isEqualTo("take");
        fixture.chat.update(new MessageRef("slack", message.channel(), "1.1"), Reply.of("x"));
    }

    @Test
    void aClosedDirectMessageIsAnUnreachablePerson() {
        fixture.slack.closeDm("bob", true);
        assertThatThrownBy(() -> fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Offer")))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.kind()).isEqualTo(ChatException.Kind.UNREACHABLE_PERSON));
        fixture.slack.closeDm("bob", false);
        fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Offer"));
    }

    @Test
    void aRateLimitSaysHowLongToWait() {
        fixture.slack.throttle("chat.postMessage", 7, 1);
        assertThatThrownBy(() -> fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Offer")))
                .isInstanceOfSatisfying(ChatException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ChatException.Kind.LATER);
                    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7));
                });
        fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Offer"));
    }

    @Test
    void aSlackThatIsDownMeansLater() {
        fixture.slack.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        assertThatThrownBy(() -> fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Offer")))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.kind()).isEqualTo(ChatException.Kind.LATER));
        fixture.slack.misbehave(Fault.UP);
        fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Offer"));
    }

    @Test
    void foreignMarkupIsShownLiterallyAndWorksNowhere() {
        String name = "<!channel> *Bob* _B_ `x` <@U0HANA> :smile: & <https://evil.example|click>";
        fixture.chat.direct(SlackFixture.user("bob"), Reply.of("Hello " + name).titled(name));
        assertThat(fixture.sees(seen -> true).text()).isEqualTo(name + "\nHello " + name);
        String stored = fixture.slack.stored().get(0);
        assertThat(stored).contains("&lt;!channel&gt;").doesNotContain("mrkdwn");
        assertThat(stored.split("\"emoji\":false", -1)).hasSize(3);
    }

    @Test
    void longRepliesStayWithinSlacksLimits() {
        List<Reply.Button> buttons = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            buttons.add(new Reply.Button("act", "B" + i + "x".repeat(100), "v", Reply.Style.DANGER));
        }
        Reply reply = Reply.of(("line " + "y".repeat(90) + "\n").repeat(300))
                .titled("t".repeat(400))
                .with(buttons.toArray(new Reply.Button[0]));
        fixture.chat.direct(SlackFixture.user("bob"), reply);
        Event event = fixture.command("bob", "reset").event();
        assertThat(fixture.chat.openWindow(event, reply)).isTrue();
        assertThat(fixture.sees(seen -> seen.via() == Shown.Via.MODAL).buttons())
                .hasSize(30);
        fixture.chat.direct(SlackFixture.user("bob"), Reply.of(""));
    }

    @Test
    void withoutAnOriginThereIsNoWindow() {
        Event notice = new Event("n", Event.Kind.NOTICE, null, "outcome", Map.of(), null, fixture.clock.instant(), 0);
        assertThat(fixture.chat.openWindow(notice, Reply.of("x"))).isFalse();
        assertThat(fixture.chat.show(notice, Reply.of("x"))).isEqualTo(Chat.Place.NOWHERE);
    }

    private static boolean holdsThePin(String text) {
        return text.replace(" ", "").contains(SlackFixture.PIN.open());
    }
}
