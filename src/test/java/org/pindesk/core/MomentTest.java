package org.pindesk.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Points in time within texts. */
class MomentTest {
    private static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void aTextIsTakenApartAndPutTogether() {
        String text = "Until " + Moment.in(AT, "today, 9:00") + ", then not.";
        assertThat(Moment.isIn(text)).isTrue();
        assertThat(Moment.plain(text)).isEqualTo("Until today, 9:00, then not.");
        assertThat(Moment.parts(text))
                .containsExactly(
                        new Moment.Part("Until ", null),
                        new Moment.Part("today, 9:00", AT),
                        new Moment.Part(", then not.", null));
    }

    @Test
    void nobodyCanForgeOne() {
        String real = Moment.in(AT, "x");
        // its form without the key of this start, and with another one
        for (String forged : List.of(
                "\uE0001700000000\uE001click here\uE002",
                "\uE0000000000000000000" + "1700000000\uE001click here\uE002",
                real.replaceFirst("[0-9a-f]", "g"))) {
            assertThat(Moment.isIn(forged)).isFalse();
            assertThat(Moment.parts(forged)).allMatch(part -> part.at() == null);
            assertThat(Moment.plain(forged)).doesNotContain("\uE000", "\uE001", "\uE002");
        }
        // words from outside within a true one
        assertThat(Moment.plain(Moment.in(AT, "a\uE002b\uE001c"))).isEqualTo("abc");
    }

    @Test
    void aLetterHoldsWordsAlone() {
        String time = Moment.in(AT, "today");
        Letter letter =
                new Letter("1", "a@b.example", Locale.ENGLISH, "Until " + time, List.of("It ends " + time), List.of());
        assertThat(letter.subject()).isEqualTo("Until today");
        assertThat(letter.paragraphs()).containsExactly("It ends today");
    }
}
