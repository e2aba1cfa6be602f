package org.pindesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.LoginPlace;

class FieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[201] Authentication error|201|Authentication error",
                "Error [25]: logged in elsewhere|25|Error logged in elsewhere",
                "Fehler 5|5|Fehler",
                "(28) host|28|host",
                "code 201.|201|code",
                "209|209|",
            })
    void oneNumberOfUpToThreeDigitsIsTheCode(String typed, String code, String words) {
        Map<String, String> expected = new HashMap<>(Map.of(Fields.CODE, code));
        if (words != null) {
            expected.put(Fields.SAID, words);
        }
        assertThat(said(typed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4711",
                "says 4711 again",
                "[2011] error",
                "4 8 1 5 1 6",
                "201 and 202",
                "4\u200b8\u200b1\u200b5",
                "481-516",
                "481.516",
                "٤٨١ 516",
                "４８１５",
                "2011[",
            })
    void longerNumbersAndSeveralAreNeverKept(String typed) {
        Map<String, String> kept = said(typed);
        assertThat(kept).doesNotContainKey(Fields.CODE).containsEntry("masked", "yes");
        assertThat(kept.get(Fields.SAID)).doesNotContainPattern("\\p{Nd}");
    }

    /** Keeps away the fault that the 2 of "hunter2" was taken for a code, and "hunter" for a plain word. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "says no to hunter2",
                "hunter.2",
                "2hunter",
                "hun9ter",
                "[2]hunter",
                "hunter[2]",
                "2.hunter",
                "Kumo.481.Hunter",
                "password 2 hunter",
                "my PIN is 2 hunter",
            })
    void aNumberInsideAWordOrAfterPasswordGivesNothingOfItAway(String typed) {
        assertThat(said(typed).getOrDefault(Fields.SAID, "").toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("hunter", "hun", "kumo");
    }

    @Test
    void aPlaceIsOneOfOursOrNothing() {
        for (LoginPlace place : LoginPlace.values()) {
            assertThat(Fields.masked(Map.of(Fields.WHERE, place.word()))).isEqualTo(Map.of(Fields.WHERE, place.word()));
        }
        for (String typed : List.of("rosebud", "481516", "portal rosebud", "PORTAL-4711", "")) {
            assertThat(Fields.masked(Map.of(Fields.WHERE, typed))).isEmpty();
        }
    }

    @Test
    void otherFieldsOfAFormAreForgotten() {
        assertThat(Fields.masked(Map.of("password", "rosebud", "code", "481", "masked", "no", "who", "bob")))
                .isEmpty();
    }

    @Test
    void aPersonIsAnIdOfAPlatformOrNothing() {
        for (String id : List.of("U0BOB", "W012AB", "123456789012345678")) {
            assertThat(Fields.masked(Map.of("target", id))).isEqualTo(Map.of("target", id));
        }
        for (String typed : List.of("bob", "481516", "<@U0BOB>", "U0BOB\n", "u0bob", "", "U0BOB or so", "@U0BOB")) {
            assertThat(Fields.masked(Map.of("target", typed))).as(typed).isEmpty();
        }
    }

    @Test
    void noRandomTextLeavesMoreThanOneShortNumber() {
        Random random = new Random(4712);
        String signs = "0123456789 [](),.:-aZ\u00e4\u200b\u0661";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder typed = new StringBuilder();
            for (int j = 0; j < 1 + random.nextInt(14); j++) {
                typed.append(signs.charAt(random.nextInt(signs.length())));
            }
            Map<String, String> kept = said(typed.toString());
            assertThat(kept.getOrDefault(Fields.SAID, ""))
                    .as("seed 4712, round %d", i)
                    .doesNotContainPattern("\\p{Nd}");
            assertThat(kept.getOrDefault(Fields.CODE, "0"))
                    .as("seed 4712, round %d", i)
                    .matches("[0-9]{1,3}");
            if (typed.chars().filter(Character::isDigit).count() > 3) {
                assertThat(kept).as("seed 4712, round %d", i).doesNotContainKey(Fields.CODE);
            }
        }
    }

    private static Map<String, String> said(String typed) {
        Map<String, String> args = new HashMap<>();
        Fields.said(typed, args);
        return args;
    }
}
