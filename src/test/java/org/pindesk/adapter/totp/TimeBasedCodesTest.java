package org.pindesk.adapter.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.Secret;

class TimeBasedCodesTest {
    /** The key of RFC 6238, appendix B. */
    private static final Secret KEY =
            Secret.of(Base32.encode("12345678901234567890".getBytes(StandardCharsets.US_ASCII)));

    private static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

    private final TimeBasedCodes codes = new TimeBasedCodes(new SecureRandom());

    /** The appendix gives eight digits; six digits are the last six of them, as both are remainders of the same number. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void theCodesAreThoseOfTheRfc(long seconds, String eightDigits) {
        Instant at = Instant.ofEpochSecond(seconds);
        assertThat(TimeBasedCodes.codeAt(KEY, at).open()).isEqualTo(eightDigits.substring(2));
        assertThat(codes.steps(KEY, Secret.of(eightDigits.substring(2)), at)).containsExactly(seconds / 30);
    }

    /** RFC 4648, section 10, without the padding. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void theKeysAreBase32OfTheRfc(String clear, String encoded) {
        assertThat(Base32.encode(clear.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
        assertThat(new String(Base32.decode(encoded), StandardCharsets.US_ASCII))
                .isEqualTo(clear);
    }

    @Test
    void whatIsNoBase32IsNamedWithoutItsContent() {
        assertThatThrownBy(() -> Base32.decode("CANARY!0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("CANARY");
    }

    @Test
    void theCodeOfTheStepBeforeAndAfterFitsAndNoneBeyond() {
        long now = AT.getEpochSecond() / 30;
        for (int distance = -3; distance <= 3; distance++) {
            Secret code = TimeBasedCodes.codeAt(KEY, AT.plusSeconds(30L * distance));
            List<Long> expected = Math.abs(distance) <= 1 ? List.of(now + distance) : List.of();
            assertThat(codes.steps(KEY, code, AT)).as("%d steps away", distance).isEqualTo(expected);
        }
    }

    @Test
    void blanksInATypedCodeDoNotCount() {
        String code = TimeBasedCodes.codeAt(KEY, AT).open();
        for (String blank : List.of(" ", "\t", "\u00a0", "\u202f", "\n")) {
            String typed = blank + code.substring(0, 3) + blank + code.substring(3) + blank;
            assertThat(codes.steps(KEY, Secret.of(typed), AT)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "0",
                "abcdef",
                "000000000000000000000000000000000",
                "\u0661\u0662\u0663\u0664\u0665\u0666",
                "😀"
            })
    void anythingElseIsWrongAndBreaksNothing(String typed) {
        assertThat(codes.steps(KEY, Secret.of(typed), AT)).isEmpty();
    }

    @Test
    void everyKeyIsAnotherOneOf160Bits() {
        Secret one = codes.newKey();
        assertThat(Base32.decode(one.open())).hasSize(20);
        assertThat(one.sameAs(codes.newKey())).isFalse();
    }
}
