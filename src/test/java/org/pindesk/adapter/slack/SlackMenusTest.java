package org.pindesk.adapter.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pindesk.core.Moment;
import org.pindesk.core.Reply;
import org.pindesk.demo.chat.Shown;
import org.pindesk.port.ChatException;

/** The home tab, the shortcuts, the picker of people, and points in time, with the real Bolt. */
class SlackMenusTest {
    private final SlackFixture fixture = new SlackFixture().started();

    @AfterEach
    void close() {
        fixture.close();
        assertThat(fixture.slack.violations()).isEmpty();
    }

    @Test
    void openingTheHomeTabReachesTheInboxAndItsPageIsShown() {
        fixture.slack.openHome("bob");
        SlackFixture.Taken opened = fixture.next(0);
        assertThat(opened.name()).isEqualTo("home");
        assertThat(opened.user()).isEqualTo(SlackFixture.user("bob"));
        assertThat(opened.origin().trigger()).isNull();

        fixture.chat.home(
                SlackFixture.user("bob"),
                List.of(
                        Reply.of("Nothing.").titled("Your requests"),
                        Reply.of("Do this").titled("You may").with(SlackFixture.button("take", "Get it"))));

        Shown page = fixture.sees(shown -> shown.via() == Shown.Via.HOME);
        assertThat(page.to()).isEqualTo("bob");
        assertThat(page.text()).isEqualTo("Your requests\nNothing.\nYou may\nDo this");
        assertThat(page.buttons()).containsExactly("Get it");
    }

    @Test
    void eachOpeningIsAnEventOfItsOwnAndARepeatedDeliveryIsNot() {
        fixture.slack.duplicateNext();
        fixture.slack.openHome("bob");
        fixture.next(1);
        fixture.slack.openHome("bob");
        fixture.next(2);
        List<String> ids = fixture.taken.stream().map(SlackFixture.Taken::id).toList();
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
    }

    @Test
    void aPressInTheHomeTabIsAnsweredByWindowOrMessageAndNeverInThePage() {
        fixture.chat.home(SlackFixture.user("bob"), List.of(Reply.of("x").with(SlackFixture.button("take", "Get it"))));
        SlackFixture.Taken press = fixture.press("bob", "Get it");
        assertThat(press.name()).isEqualTo("take");
        assertThat(press.text()).isEqualTo("request-1");
        assertThat(press.origin().window()).isNull();
        assertThat(press.origin().responseUrl()).isNull();
        assertThat(fixture.chat.openWindow(press.event(), Reply.of("a window"))).isTrue();
        assertThat(fixture.sees(shown -> shown.text().contains("a window")).via())
                .isEqualTo(Shown.Via.MODAL);
        fixture.chat.reply(press.user(), press.origin(), Reply.of("an answer"));
        assertThat(fixture.sees(shown -> shown.text().equals("an answer")).via())
                .isEqualTo(Shown.Via.DM);
    }

    @Test
    void aSecretNeverGoesThereAndARefusalIsSaid() {
        assertThatThrownBy(() -> fixture.chat.home(SlackFixture.user("bob"), List.of(SlackFixture.revealing())))
                .isInstanceOf(IllegalStateException.class);
        assertThat(fixture.slack.calls("views.publish")).isZero();
        fixture.slack.fail("views.publish", "not_enabled", 1);
        assertThatThrownBy(() -> fixture.chat.home(SlackFixture.user("bob"), List.of(Reply.of("x"))))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("not_enabled");
    }

    @Test
    void globalShortcutsComeByNameWithoutAChannel() {
        for (String name : Menus.GLOBAL) {
            int seen = fixture.taken.size();
            fixture.slack.shortcut("hana", name);
            SlackFixture.Taken chosen = fixture.next(seen);
            assertThat(chosen.name()).isEqualTo("shortcut:" + name);
            assertThat(chosen.text()).isEmpty();
            assertThat(chosen.origin().channel()).isEmpty();
            assertThat(fixture.chat.openWindow(chosen.event(), SlackFixture.form()))
                    .isTrue();
        }
    }

    @Test
    void aShortcutOnAMessageNamesItsAuthorAndNoApp() {
        fixture.slack.messageShortcut("hana", Menus.ON_A_MESSAGE, "bob");
        assertThat(fixture.next(0).name()).isEqualTo("shortcut:help-person");
        assertThat(fixture.taken.get(0).text()).isEqualTo("U0BOB");
        assertThat(fixture.taken.get(0).origin().responseUrl()).isNotNull();
        fixture.slack.messageShortcut("hana", Menus.ON_A_MESSAGE, "pindesk");
        assertThat(fixture.next(1).text()).isEmpty();
    }

    @Test
    void aPersonIsPickedFromThePlatformsOwnList() {
        SlackFixture.Taken command = fixture.command("hana", "");
        Reply form = Reply.of("Who?")
                .titled("Reset a PIN")
                .asking(Reply.Field.person("target", "Who"))
                .with(SlackFixture.button("whom-reset", "Send"));
        assertThat(fixture.chat.openWindow(command.event(), form)).isTrue();
        assertThat(fixture.sees(shown -> !shown.fields().isEmpty()).fields()).containsExactly("Who");
        assertThat(fixture.slack.submit("hana")).contains("required field: Who");
        assertThat(fixture.slack.fill("hana", "Who", "nobody-here")).contains("nobody");
        assertThat(fixture.slack.fill("hana", "Who", "bob")).isNull();
        assertThat(fixture.slack.submit("hana")).isNull();
        assertThat(fixture.next(1).fields()).isEqualTo(Map.of("target", "U0BOB"));
    }

    @Test
    void aPointInTimeIsShownInTheReadersZoneAndLanguage() {
        Instant at = Instant.parse("2026-12-24T17:30:00Z");
        fixture.slack.setLocale("bob", "de-DE");
        fixture.slack.changeUser("alice", user -> user.put("tz", "America/New_York"));
        Reply reply = Reply.of("Ends " + Moment.in(at, "the fallback") + "!");
        fixture.chat.direct(SlackFixture.user("bob"), reply);
        fixture.chat.direct(SlackFixture.user("alice"), reply);
        assertThat(fixture.sees(shown -> shown.to().equals("bob")).text()).isEqualTo("Ends 24.12.2026 18:30!");
        assertThat(fixture.sees(shown -> shown.to().equals("alice")).text()).matches("Ends Dec 24, 2026 12:30\\hPM!");
        fixture.chat.direct(SlackFixture.user("bob"), Reply.of(Moment.in(fixture.clock.instant(), "the fallback")));
        assertThat(fixture.sees(shown -> shown.text().equals("heute 09:00")).to())
                .isEqualTo("bob");
        assertThat(fixture.slack.stored()).allMatch(message -> message.contains("the fallback"));
    }
}
