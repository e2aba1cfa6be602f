package org.pindesk.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "1102, +49 30 5550 1102, true",
        "+49 30 5550 1102, 030 5550 1102, true",
        "102, 102, true",
        "102, +49 30 5550 102, false",
        "1102, 1103, false",
        "1102, 11020, false",
        "'', '', false",
        "0, 00, false"
    })
    void numbersAgreeByTheirTail(String one, String other, boolean same) {
        assertThat(PhoneNumbers.same(one, other)).isEqualTo(same);
        assertThat(PhoneNumbers.same(other, one)).isEqualTo(same);
    }
}
