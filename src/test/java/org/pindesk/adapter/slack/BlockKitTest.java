package org.pindesk.adapter.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.core.Digits;
import org.pindesk.core.Moment;
import org.pindesk.core.Outcome;
import org.pindesk.core.Reply;

/** How replies look in Slack. */
class BlockKitTest {
    private static final List<String> WORDS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    @ParameterizedTest
    @CsvSource({
        "4815,4815",
        "48151,481 51",
        "481516,481 516",
        "4815162,481 5162",
        "48151623,4815 1623",
        "481516234,481 516 234",
        "4815162342,481 516 2342",
        "Ab3-xy,Ab3-xy"
    })
    void digitsAreGroupedAsPeopleReadThem(String secret, String grouped) {
        assertThat(new Digits(secret).grouped()).isEqualTo(grouped);
    }

    @Test
    void digitsAreSpokenInTheSameGroups() {
        assertThat(new Digits("481516").spoken(WORDS)).isEqualTo("four eight one, five one six");
        assertThat(new Digits("481516").spoken(List.of())).isEmpty();
        assertThat(new Digits("Ab3-xy").spoken(WORDS)).isEmpty();
    }

    @Test
    void marksForMachinesAreUniqueWithinAMessage() {
        var blocks = BlockKit.message(Reply.of("a".repeat(3500))
                .titled("T")
                .ending(Outcome.APPLIED)
                .revealing(new Reply.Revealed("PIN", SlackFixture.PIN, WORDS)));
        List<String> ids = blocks.findValuesAsText("block_id");
        assertThat(ids).doesNotHaveDuplicates().contains("outcome:applied:4");
        assertThat(ids.stream().filter(id -> id.startsWith("secret:"))).hasSize(1);
    }

    @Test
    void theSecretStandsInNeitherFallbackNorMetadata() {
        assertThat(BlockKit.fallback(SlackFixture.revealing())).doesNotContain("739");
        var view = BlockKit.window(SlackFixture.revealing(), "pd-1", "C1");
        view.remove("blocks");
        assertThat(view.toString()).doesNotContain("739");
    }

    @ParameterizedTest
    @CsvSource({"1,radio_buttons", "10,radio_buttons", "11,static_select", "100,static_select"})
    void fewOptionsAreRadioButtonsAndManyAreAMenu(int count, String type) {
        var element = FormBlocks.block(field(count), 1).path("element");
        assertThat(element.path("type").asText()).isEqualTo(type);
        assertThat(element.path("options")).hasSize(count);
    }

    @Test
    void noOptionIsLeftOutAndNoFormIsWithoutItsButton() {
        assertThatThrownBy(() -> FormBlocks.block(field(101), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlockKit.window(Reply.of("x").asking(field(2)), null, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFormStaysWithinSlacksLimitsAndKeepsItsValueAndChannel() {
        Reply reply = Reply.of("")
                .with(SlackFixture.button("go", "Send"))
                .asking(
                        new Reply.Field(
                                "a",
                                "l".repeat(3000),
                                List.of(new Reply.Option("1", "o".repeat(100))),
                                false,
                                "h".repeat(3000)),
                        new Reply.Field("b", "Words", List.of(), true, " "));
        var view = BlockKit.window(reply, null, "C1");
        assertThat(view.path("callback_id").asText()).isEqualTo("pd-form:go");
        assertThat(WindowNote.of(view.path("private_metadata").asText())).isEqualTo(new WindowNote("request-1", "C1"));
        var blocks = view.path("blocks");
        assertThat(blocks).hasSize(2);
        assertThat(blocks.at("/0/label/text").asText()).hasSize(2000);
        assertThat(blocks.at("/0/hint/text").asText()).hasSize(2000);
        assertThat(blocks.at("/0/element/options/0/text/text").asText()).hasSize(75);
        assertThat(blocks.at("/0/optional").asBoolean()).isFalse();
        assertThat(blocks.at("/1/optional").asBoolean()).isTrue();
        assertThat(blocks.at("/1/element/max_length").asInt()).isEqualTo(500);
        assertThat(blocks.at("/1/element/multiline").asBoolean()).isFalse();
        assertThat(blocks.at("/1").has("hint")).isFalse();
        assertThat(view.findValuesAsText("type")).doesNotContain("mrkdwn");
    }

    @Test
    void aWindowsNoteIsReadAsItWasWritten() {
        for (WindowNote note : List.of(
                new WindowNote("", ""),
                new WindowNote("v", ""),
                new WindowNote("", "C1"),
                new WindowNote("a\nb", "C1"))) {
            assertThat(WindowNote.of(note.text())).isEqualTo(note);
        }
        // windows that were open before there were channels in them
        assertThat(WindowNote.of("request-1")).isEqualTo(new WindowNote("request-1", ""));
        assertThat(WindowNote.of(null)).isEqualTo(new WindowNote("", ""));
    }

    private static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void aPointInTimeIsADateOfThePlatformAndAllElseIsLiteral() {
        String text = "*Ends* <@U0BOB> " + Moment.in(AT, "22 Nov, 9:00") + " &amp; :smile:\nnext";
        var blocks = BlockKit.message(
                Reply.of(text).titled("Ends " + Moment.in(AT, "22 Nov")).ending(Outcome.APPLIED));
        assertThat(blocks.at("/0/text/text").asText()).isEqualTo("Ends 22 Nov");
        assertThat(blocks.at("/1/type").asText()).isEqualTo("rich_text");
        assertThat(blocks.at("/1/block_id").asText()).startsWith("outcome:applied:");
        var elements = blocks.at("/1/elements/0/elements");
        assertThat(elements.findValuesAsText("type")).containsExactly("text", "date", "text");
        assertThat(elements.at("/0/text").asText()).isEqualTo("*Ends* <@U0BOB> ");
        assertThat(elements.at("/1/timestamp").asLong()).isEqualTo(AT.getEpochSecond());
        assertThat(elements.at("/1/fallback").asText()).isEqualTo("22 Nov, 9:00");
        assertThat(elements.at("/2/text").asText()).isEqualTo(" &amp; :smile:\nnext");
        assertThat(BlockKit.message(Reply.of("no time")).at("/0/text/type").asText())
                .isEqualTo("plain_text");
    }

    @Test
    void wordsOfAPointInTimeStandWhereverMarkupCannot() {
        String time = Moment.in(AT, "22 Nov, 9:00");
        assertThat(BlockKit.fallback(Reply.of("Until " + time).titled("T " + time)))
                .isEqualTo("T 22 Nov, 9:00\nUntil 22 Nov, 9:00");
        var view = BlockKit.window(
                Reply.of("x")
                        .titled(time)
                        .with(new Reply.Button("go", time, "v", Reply.Style.PLAIN))
                        .asking(new Reply.Field("a", time, List.of(), true, time)),
                null,
                "");
        assertThat(view.toString()).contains("22 Nov, 9:00").doesNotContain("\uE000", "\uE001", "\uE002");
        var message = BlockKit.message(Reply.of("x").with(new Reply.Button("go", time, "v", Reply.Style.PLAIN)));
        assertThat(message.toString()).doesNotContain("\uE000", "\uE001", "\uE002");
    }

    @Test
    void aLongTextWithAPointInTimeIsCutAtItsWordsOnly() {
        String text = "a".repeat(20_000) + Moment.in(AT, "22 Nov, 9:00") + "b".repeat(20_000);
        var elements = BlockKit.message(Reply.of(text)).at("/0/elements/0/elements");
        assertThat(elements).hasSize(1);
        assertThat(elements.at("/0/text").asText()).hasSize(9000).endsWith("\u2026");
        String early = "a" + Moment.in(AT, "22 Nov, 9:00") + "b".repeat(20_000);
        var kept = BlockKit.message(Reply.of(early)).at("/0/elements/0/elements");
        assertThat(kept.findValuesAsText("type")).containsExactly("text", "date", "text");
    }

    @Test
    void aFormIsSentByItsShortLabelAndAMessageKeepsTheLongOne() {
        Reply form = Reply.of("x")
                .asking(field(2))
                .with(new Reply.Button("go", "Mein neues Passwort holen", "v", Reply.Style.PRIMARY).sending("Senden"));
        assertThat(BlockKit.window(form, null, "").at("/submit/text").asText()).isEqualTo("Senden");
        assertThat(BlockKit.message(form).at("/1/elements/0/text/text").asText())
                .isEqualTo("Mein neues Passwort holen");
    }

    @Test
    void aHomePageStaysWithinItsHundredBlocks() {
        List<Reply> page = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            page.add(Reply.of("Part " + i).titled("Title " + i).with(SlackFixture.button("go", "Go")));
        }
        var view = BlockKit.home(page);
        assertThat(view.path("type").asText()).isEqualTo("home");
        assertThat(view.path("blocks").size()).isLessThanOrEqualTo(100);
        assertThat(view.at("/blocks/" + (view.path("blocks").size() - 1) + "/text/text")
                        .asText())
                .isEqualTo("\u2026");
        assertThat(view.path("blocks").findValuesAsText("block_id")).doesNotHaveDuplicates();
        assertThat(view.path("blocks").findValuesAsText("action_id")).doesNotHaveDuplicates();
        assertThat(BlockKit.home(List.of()).path("blocks")).hasSize(1);
        assertThat(BlockKit.home(List.of(Reply.of("x".repeat(9000)), Reply.of("y".repeat(9000))))
                        .toString())
                .contains("xxx")
                .doesNotContain("yyy");
    }

    private static Reply.Field field(int options) {
        List<Reply.Option> all = new ArrayList<>();
        for (int i = 0; i < options; i++) {
            all.add(new Reply.Option("o" + i, "Option " + i));
        }
        return new Reply.Field("where", "Where", all, false, null);
    }

    @Test
    void cuttingNeverHalvesACharacter() {
        assertThat(BlockKit.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab\u2026");
        assertThat(BlockKit.cut("abcd", 4)).isEqualTo("abcd");
    }

    @Test
    void mentionsAreAcceptedInSlacksFormOnly() {
        assertThat(Mentions.neutral("reset <@U0BOB|bob> <@W12>")).isEqualTo("reset <@U0BOB> <@W12>");
        assertThat(Mentions.neutral("<@u0bob> <@B1|x> <#C1|general> <!here>")).isEqualTo("@u0bob x general !here");
        assertThat(Mentions.neutral("<https://x.example|label> <mailto:a@b.c|a@b.c> 1 &lt; 2 &amp;lt; 3"))
                .isEqualTo("label a@b.c 1 < 2 &lt; 3");
        assertThat(Mentions.neutral("&lt;@U0BOB&gt;")).isEqualTo("@U0BOB>");
        assertThat(Mentions.neutral("<&lt;@U0BOB>")).doesNotContain("<@");
        assertThat(Mentions.neutral("&lt;&lt;@@U0BOB&gt;")).doesNotContain("<@");
        assertThat(Mentions.neutral("&lt;<!x|@U0BOB>&gt; &lt;<#C1|&lt;@U1>")).doesNotContain("<@");
        assertThat(Mentions.neutral(null)).isEmpty();
    }
}
