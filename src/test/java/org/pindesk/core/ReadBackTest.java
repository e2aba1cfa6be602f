package org.pindesk.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pindesk.wording.Texts;

/** How logins and passwords are read aloud. */
class ReadBackTest {
    private static final List<String> ENGLISH = alphabet(Texts.in(java.util.Locale.ENGLISH));
    private static final List<String> GERMAN = alphabet(Texts.in(java.util.Locale.GERMAN));

    private static List<String> alphabet(Texts texts) {
        List<String> words = new ArrayList<>(List.of(texts.say("digits").split(" ")));
        words.addAll(List.of(texts.say("read-back.letters").split(" ")));
        words.add(texts.say("read-back.capital"));
        words.addAll(List.of(texts.say("read-back.signs").split(";")));
        return words;
    }

    @Test
    void capitalsDigitsAndSignsAreToldApart() {
        assertThat(new ReadBack(ENGLISH).spell("Bo7.x"))
                .isEqualTo("capital B Bravo, o Oscar, 7 seven, . full stop, x Xray");
        assertThat(new ReadBack(GERMAN).spell("Bo7.x"))
                .isEqualTo("großes B Berlin, o Offenbach, 7 sieben, . Punkt, x Xanten");
        assertThat(new ReadBack(ENGLISH).spell("a_b-c@d"))
                .isEqualTo("a Alfa, _ underscore, b Bravo, - hyphen, c Charlie, @ at sign, d Delta");
    }

    @Test
    void aSignWithoutAWordStandsAlone() {
        assertThat(new ReadBack(GERMAN).spell("ü!")).isEqualTo("ü, !");
        assertThat(new ReadBack(ENGLISH).spell("")).isEmpty();
    }

    @Test
    void everyWordBeginsWithItsLetterInBothLanguages() {
        for (List<String> words : List.of(ENGLISH, GERMAN)) {
            assertThat(words).hasSize(ReadBack.WORDS).doesNotHaveDuplicates();
            for (char letter = 'a'; letter <= 'z'; letter++) {
                assertThat(words.get(10 + letter - 'a').toLowerCase(java.util.Locale.ROOT))
                        .startsWith(String.valueOf(letter));
            }
        }
        assertThatThrownBy(() -> new ReadBack(List.of("one"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPinIsSaidInGroupsAndAPasswordSignBySign() {
        assertThat(new Digits("481516").spoken(ENGLISH)).isEqualTo("four eight one, five one six");
        assertThat(new Digits("Ku.48").spoken(ENGLISH))
                .isEqualTo("capital K Kilo, u Uniform, . full stop, 4 four, 8 eight");
    }
}
