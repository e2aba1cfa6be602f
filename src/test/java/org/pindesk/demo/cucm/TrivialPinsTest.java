package org.pindesk.demo.cucm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrivialPinsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "408408", "123123", "121212", "28883", "012345", "987654", "159730", "147365", "123597", "2580", "753",
                "159", "113377"
            })
    void refusesEachDocumentedBadExample(String pin) {
        assertThat(TrivialPins.objection(pin, "1102", "Bob", "Berger")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "73a915, only digits are allowed",
        "730005, a digit stands more than two times in a row",
        "711028, the extension or its reverse is in it",
        "720115, the extension or its reverse is in it",
        "646466, fewer than three different digits",
        "237437, it spells the name",
        "262, fewer than three different digits",
        "408408, groups of repeated digits",
        "113377, groups of repeated digits",
        "725809, a straight line on the keypad",
        "790852, a straight line on the keypad",
        "495136, a straight line on the keypad"
    })
    void namesTheRuleThatIsBroken(String pin, String objection) {
        assertThat(TrivialPins.objection(pin, "1102", "Bob", "Berger").orElse("none"))
                .isEqualTo(objection);
    }

    @ParameterizedTest
    @ValueSource(strings = {"730915", "481516", "940362", "6180492"})
    void letsOrdinaryPinsPass(String pin) {
        assertThat(TrivialPins.objection(pin, "1102", "Bob", "Berger")).isEmpty();
    }

    @Test
    void foldsAccentsBeforeItDialsAName() {
        assertThat(TrivialPins.objection("965337", "1102", "Bob", "Wölfer").orElse("none"))
                .isEqualTo("it spells the name");
    }
}
