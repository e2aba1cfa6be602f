package org.pindesk.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.core.Moment;

class MarkupTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '\u00a6',
            value = {
                "**bold** _it_ ~~no~~ ||hid||\u00a6\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\|\\|hid\\|\\|",
                "`code`\u00a6\\`code\\`",
                "[here](https://evil.example)\u00a6\\[here\\](https\\://evil.example)",
                "https://cucm.example.com:8443/ucmuser\u00a6https\\://cucm.example.com\\:8443/ucmuser",
                "<@123> <@&5> <#6> <t:0:R> </pin:1>\u00a6\\<\\@123\\> \\<\\@&5\\> \\<#6\\> \\<t\\:0\\:R\\> \\</pin\\:1\\>",
                "@everyone @here\u00a6\\@everyone \\@here",
                ":tada: but 08:02\u00a6\\:tada: but 08\\:02",
                "# title\u00a6\\# title",
                "-# small\u00a6\\-# small",
                "- item\u00a6\\- item",
                "a - b # c\u00a6a - b # c",
                "1. first\u00a61\\. first",
                "> quote\u00a6\\> quote",
                "C:\\temp\u00a6C\\:\\\\temp",
                "who: bob\u00a6who: bob",
            })
    void wordsStandAsTheyAre(String words, String marked) {
        assertThat(Markup.of(words)).isEqualTo(marked);
    }

    @Test
    void everyLineIsLookedAt() {
        assertThat(Markup.of("a\n# b\n  - c\n2) d")).isEqualTo("a\n\\# b\n  \\- c\n2\\) d");
    }

    @Test
    void pointsInTimeAreShownInEverybodysOwnZone() {
        Instant at = Instant.ofEpochSecond(1_795_334_400);
        assertThat(Markup.of("Until " + Moment.in(at, "9:00") + "- not later."))
                .isEqualTo("Until <t:1795334400:f>- not later.");
        assertThat(Markup.of(Moment.in(at, "9:00") + "\n- x")).isEqualTo("<t:1795334400:f>\n\\- x");
    }

    @Test
    void cuttingEndsNeitherWithinAnEscapeNorWithinAMark() {
        assertThat(Markup.cut("abc", 3)).isEqualTo("abc");
        assertThat(Markup.cut("ab\\*cd", 4)).isEqualTo("ab\u2026");
        assertThat(Markup.cut("a\\\\cdef", 4)).isEqualTo("a\\\\\u2026");
        assertThat(Markup.cut("at <t:1795334400:f> then", 12)).isEqualTo("at \u2026");
        assertThat(Markup.cut("ab\ud83d\ude00cd", 4)).isEqualTo("ab\u2026");
        String lines = "x".repeat(90) + "\n" + "y".repeat(90);
        assertThat(Markup.cut(lines, 100)).isEqualTo("x".repeat(90) + "\u2026");
    }

    @Test
    void labelsAreCutAndHoldNoMarkup() {
        assertThat(Markup.label("a".repeat(81), 80)).hasSize(80).endsWith("a\u2026");
        assertThat(Markup.label("*as it is*", 80)).isEqualTo("*as it is*");
        assertThat(Markup.label("abc\ud83d\ude00d", 5)).isEqualTo("abc\u2026");
    }
}
