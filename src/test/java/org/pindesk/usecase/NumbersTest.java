package org.pindesk.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void threeNumbersOfTwoDigitsHaveNoDigitInCommonAndEachPlaceIsRightAtTimes() {
        SecureRandom random = new SecureRandom();
        Set<Integer> places = new HashSet<>();
        Set<String> right = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Numbers numbers = Numbers.draw(random);
            assertThat(numbers.shown()).hasSize(3).allMatch(each -> each.matches("[1-9][0-9]"));
            assertThat(String.join("", numbers.shown()).chars().distinct().count())
                    .isEqualTo(6);
            int place = numbers.shown().indexOf(numbers.right());
            assertThat(List.of(0, 1, 2)).filteredOn(numbers::isRight).containsExactly(place);
            places.add(place);
            right.add(numbers.right());
        }
        assertThat(places).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(right).hasSizeGreaterThan(40);
    }

    @Test
    void whatIsSealedReadsBackAndNothingElseDoes() {
        Numbers numbers = Numbers.draw(new SecureRandom());
        Numbers again = Numbers.of(numbers.written()).orElseThrow();
        assertThat(again.shown()).isEqualTo(numbers.shown());
        assertThat(again.right()).isEqualTo(numbers.right());
        assertThat(numbers).asString().doesNotContain(numbers.right());
        for (String broken : List.of("", "3 12 34 56", "0 12 34", "0 12 34 56 78", "0 1 2 3", "x")) {
            assertThat(Numbers.of(broken)).as(broken).isEmpty();
        }
    }
}
