package org.pindesk.adapter.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Reply;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.slack.SlackSimulator;
import org.pindesk.port.ChatException;

/** What is about people goes into a private channel of this workspace alone, or nowhere. */
class SlackChannelsTest {
    private static final String QUEUE = SlackSimulator.HELPDESK_CHANNEL;
    private static final Reply CARD = Reply.of("Bob Berger cannot sign in.")
            .titled("Waiting")
            .with(new Reply.Button("claim", "I take it", "case-1", Reply.Style.PRIMARY));

    private final SlackFixture fixture = new SlackFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aPrivateChannelOfThisWorkspaceWithTheBotInItIsFit() {
        assertThat(fixture.chat.unfit(QUEUE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "is_private,false,public",
        "is_shared,true,shared with other workspaces",
        "is_ext_shared,true,shared with other workspaces",
        "is_org_shared,true,shared with other workspaces",
        "is_pending_ext_shared,true,shared with other workspaces",
        "is_archived,true,archived",
        "is_mpim,true,direct message",
        "is_im,true,direct message"
    })
    void aFlagThatSpeaksAgainstAChannelMakesItUnfit(String flag, boolean value, String words) {
        fixture.slack.scope("channels:read", true);
        fixture.slack.changeChannel(QUEUE, channel -> channel.put(flag, value));
        assertThat(fixture.chat.unfit(QUEUE).orElseThrow()).contains(words);
        assertNothingIsPosted();
    }

    @ParameterizedTest
    @CsvSource({"is_private", "is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared", "is_archived"})
    void aFlagThatIsMissingOrNoFlagSpeaksAgainstAChannel(String flag) {
        fixture.slack.scope("channels:read", true);
        fixture.slack.changeChannel(QUEUE, channel -> channel.remove(flag));
        assertThat(fixture.chat.unfit(QUEUE).orElseThrow()).contains("did not say");
        assertNothingIsPosted();
        fixture.clock.forward(Duration.ofMinutes(2));
        fixture.slack.changeChannel(QUEUE, channel -> channel.putNull(flag));
        assertThat(fixture.chat.unfit(QUEUE)).isPresent();
        fixture.clock.forward(Duration.ofMinutes(2));
        fixture.slack.changeChannel(QUEUE, channel -> channel.put(flag, String.valueOf(flag.equals("is_private"))));
        assertThat(fixture.chat.unfit(QUEUE)).isPresent();
    }

    @Test
    void aChannelThatSlackDoesNotShowIsUnfit() {
        assertThat(fixture.chat.unfit("C0NOWHERE").orElseThrow()).contains("knows no channel C0NOWHERE");
        assertThat(fixture.chat.unfit(SlackSimulator.PUBLIC_CHANNEL).orElseThrow())
                .contains("either it is public");
        fixture.slack.changeChannel(QUEUE, channel -> channel.put("is_member", false));
        assertThat(fixture.chat.unfit(QUEUE).orElseThrow()).contains("/invite");
        assertNothingIsPosted();
    }

    @Test
    void withoutTheScopeNoChannelIsFitAndTheManifestIsNamed() {
        fixture.slack.scope("groups:read", false);
        assertThat(fixture.chat.unfit(QUEUE).orElseThrow()).contains("groups:read", "manifests/slack-app.json");
    }

    @Test
    void aPublicChannelInWhichTheBotIsNotIsUnfitEvenWhereItCanBeSeen() {
        fixture.slack.scope("channels:read", true);
        fixture.slack.botInChannel(false);
        assertThat(fixture.chat.unfit(SlackSimulator.PUBLIC_CHANNEL).orElseThrow())
                .contains("public");
    }

    @Test
    void whatSlackDoesNotTellIsNoAnswer() {
        fixture.slack.fail("conversations.info", "internal_error", 1);
        assertThatThrownBy(() -> fixture.chat.unfit(QUEUE))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.kind()).isEqualTo(ChatException.Kind.LATER));
        fixture.slack.fail("conversations.info", "invalid_auth", 1);
        assertThatThrownBy(() -> fixture.chat.unfit(QUEUE))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.kind()).isEqualTo(ChatException.Kind.REFUSED));
        assertThat(fixture.chat.unfit(QUEUE)).isEmpty();
    }

    @Test
    void aChannelThatIsOpenedToOthersIsNoticedWithinAMinute() {
        assertThat(fixture.chat.unfit(QUEUE)).isEmpty();
        fixture.slack.changeChannel(QUEUE, channel -> channel.put("is_ext_shared", true));
        fixture.clock.forward(Duration.ofSeconds(59));
        assertThat(fixture.chat.unfit(QUEUE)).isEmpty();
        assertThat(fixture.slack.calls("conversations.info")).isEqualTo(1);
        fixture.clock.forward(Duration.ofSeconds(1));
        assertThat(fixture.chat.unfit(QUEUE)).isPresent();
    }

    @Test
    void aCardIsSeenByEachMemberPressedByAnyAndChangedForAll() {
        fixture.started();
        MessageRef card = fixture.chat.post(QUEUE, CARD);
        assertThat(fixture.shown.stream().map(Shown::to)).containsExactlyInAnyOrder("hana", "heinz", "anna");
        assertThat(fixture.shown).allSatisfy(shown -> {
            assertThat(shown.via()).isEqualTo(Shown.Via.CHANNEL);
            assertThat(shown.buttons()).containsExactly("I take it");
        });
        SlackFixture.Taken pressed = fixture.press("heinz", "I take it");
        assertThat(pressed.user()).isEqualTo(SlackFixture.user("heinz"));
        assertThat(pressed.name()).isEqualTo("claim");
        assertThat(pressed.origin().channel()).isEqualTo(QUEUE);
        assertThat(pressed.origin().message()).isEqualTo(card.message());
        fixture.shown.clear();
        fixture.chat.update(card, Reply.of("Heinz has it."));
        assertThat(fixture.shown.stream().map(Shown::to)).containsExactlyInAnyOrder("hana", "heinz", "anna");
        fixture.chat.reply(pressed.user(), pressed.origin(), Reply.of("Yours."));
        Shown said = fixture.sees(shown -> shown.text().equals("Yours."));
        assertThat(said.to()).isEqualTo("heinz");
        assertThat(said.via()).isEqualTo(Shown.Via.EPHEMERAL);
        assertThat(fixture.slack.stored()).hasSize(1).allMatch(stored -> stored.contains("Heinz has it."));
        assertThat(fixture.slack.violations()).isEmpty();
    }

    @Test
    void aRefusedPostIsLookedAtAnew() {
        assertThat(fixture.chat.unfit(QUEUE)).isEmpty();
        fixture.slack.changeChannel(QUEUE, channel -> channel.put("is_member", false));
        assertThatThrownBy(() -> fixture.chat.post(QUEUE, CARD))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.kind()).isEqualTo(ChatException.Kind.REFUSED));
        assertThat(fixture.chat.unfit(QUEUE)).isPresent();
    }

    @Test
    void aSecretNeverGoesIntoAChannel() {
        assertThatThrownBy(() -> fixture.chat.post(QUEUE, SlackFixture.revealing()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(fixture.slack.stored()).isEmpty();
    }

    private void assertNothingIsPosted() {
        for (String channel : List.of(QUEUE, SlackSimulator.PUBLIC_CHANNEL)) {
            assertThatThrownBy(() -> fixture.chat.post(channel, CARD))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.kind()).isEqualTo(ChatException.Kind.REFUSED));
        }
        assertThat(fixture.slack.calls("chat.postMessage")).isZero();
        assertThat(fixture.slack.stored()).isEmpty();
    }
}
