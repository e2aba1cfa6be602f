package org.pindesk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.Account;
import org.pindesk.gateway.PinRules.Fault;

class PinRulesTest {
    private static final Account NOBODY = account("x", null, Set.of(), Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "408408", "123123", "121212", "28883", "012345", "987654", "159730", "147365", "123597", "2580", "753",
                "113377", "112233"
            })
    void documentedBadExamplesAreRefused(String pin) {
        assertThat(PinRules.fault(pin, NOBODY)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "40a508, NOT_DIGITS",
        "٤٠٨٥١٧, NOT_DIGITS",
        "400517, EQUAL_NEIGHBOURS",
        "162616, FEW_DIGITS",
        "481627, ",
        "085296, KEYPAD_LINE",
        "409517, KEYPAD_LINE",
        "408246, EVEN_STEPS",
        "408901, EVEN_STEPS",
        "405084, EVEN_STEPS",
        "724072, REPEATED_PAIR",
        "407704, EQUAL_NEIGHBOURS",
        "4071704, PALINDROME",
    })
    void theBrokenRuleIsNamed(String pin, @Nullable Fault fault) {
        if (fault == null) {
            assertThat(PinRules.fault(pin, NOBODY)).isEmpty();
        } else {
            assertThat(PinRules.fault(pin, NOBODY)).contains(fault);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 3976", "5, 42036", "6, 337948"})
    void rulesOnDigitsAloneLeaveExactlyTheMeasuredNumberOfPins(int length, int left) {
        int all = (int) Math.pow(10, length);
        long accepted = IntStream.range(0, all)
                .mapToObj(i -> String.format("%0" + length + "d", i))
                .filter(pin -> PinRules.fault(pin).isEmpty())
                .count();
        assertThat(accepted).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({
        "481509, 4815",
        "514872, 5148",
        "051842, 4815",
        "492713, 0049271303",
        "492713, +49 (271) 303",
        "317294, 0049271303",
        "492713, 492713",
    })
    void numbersOfThePersonAreRefusedForwardsBackwardsAndAsAPart(String pin, String number) {
        assertThat(PinRules.fault(pin, NOBODY)).isEmpty();
        assertThat(PinRules.fault(pin, account("x", null, Set.of(number), Set.of())))
                .contains(Fault.KNOWN_NUMBER);
    }

    @Test
    void otherNumbersOfThePersonDoNotMatter() {
        assertThat(PinRules.fault("481627", account("x", "2714", Set.of("+49 30 8806"), Set.of())))
                .isEmpty();
    }

    @Test
    void primaryExtensionAndNumericUserIdAreKnownNumbersToo() {
        assertThat(PinRules.fault("902714", account("x", "2714", Set.of(), Set.of())))
                .contains(Fault.KNOWN_NUMBER);
        assertThat(PinRules.fault("902714", account("0271", null, Set.of(), Set.of())))
                .contains(Fault.KNOWN_NUMBER);
    }

    @Test
    void numbersOfTwoDigitsAreTooCommonToBeAvoided() {
        assertThat(PinRules.fault("481627", account("x", "40", Set.of("85", "", "-"), Set.of())))
                .isEmpty();
    }

    @Test
    void diacriticsGiveBothUsualSpellings() {
        assertThat(KeypadSpelling.of(account("x", null, Set.of(), Set.of("Müller"))))
                .containsExactlyInAnyOrder("685537", "6835537");
        assertThat(KeypadSpelling.of(account("x", null, Set.of(), Set.of("Mu\u0308ller"))))
                .contains("685537", "6835537");
        assertThat(KeypadSpelling.of(account("x", null, Set.of(), Set.of("Søren Łoś"))))
                .contains("76736", "763736", "567");
        assertThat(KeypadSpelling.of(account("x", null, Set.of(), Set.of("Weiß"))))
                .contains("93477");
    }

    @Test
    void userIdsAndEachWordOfANameAreSpelt() {
        assertThat(KeypadSpelling.of(account("jdoe12", null, Set.of(), Set.of("Anna-Lena Al"))))
                .contains("5363", "536312", "2662", "5362", "2662536225")
                .doesNotContain("25");
    }

    @Test
    void pinThatHoldsANameIsRefused() {
        assertThat(PinRules.fault("052629", account("x", null, Set.of(), Set.of("Jana"))))
                .contains(Fault.SPELLS_NAME);
    }

    @Test
    void namesWithoutAKeypadSpellingForbidNothing() {
        assertThat(PinRules.fault("481627", account("x", null, Set.of(), Set.of("王小明", ""))))
                .isEmpty();
    }

    static Account account(String userId, @Nullable String extension, Set<String> avoid, Set<String> names) {
        return new Account("hq", userId, null, extension, "Default", avoid, names, null);
    }
}
