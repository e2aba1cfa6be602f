package org.pindesk.adapter.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        var view = BlockKit.window(SlackFixture.revealing(), "pd-1");
        view.remove("blocks");
        assertThat(view.toString()).doesNotContain("739");
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
