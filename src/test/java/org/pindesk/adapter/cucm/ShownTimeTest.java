package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTimeTest {
    @ParameterizedTest
    @CsvSource({
        "1455049675, 2016-02-09T20:27:55Z, false",
        "1455049675000, 2016-02-09T20:27:55Z, false",
        "2016-02-09 20:27:55, 2016-02-09T20:27:55Z, true",
        "2016-02-09 20:27:55.123, 2016-02-09T20:27:55Z, true",
        "'February 28, 2020 16:05:58 PST', 2020-02-29T00:05:58Z, false",
        "'March 5, 2020 09:05:58 UTC', 2020-03-05T09:05:58Z, false"
    })
    void everyKnownFormIsRead(String shown, Instant at, boolean zoneUnknown) {
        assertThat(ShownTime.of(shown, null)).isEqualTo(new ShownTime(at, true, zoneUnknown));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "-1", "null"})
    void noTimeIsUnderstoodAsNone(String shown) {
        assertThat(ShownTime.of(shown, null)).isEqualTo(new ShownTime(null, true, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "2016-02-30 20:27:55", "t", "99999999999999999", "Smarch 1, 2020 01:00:00 UTC"})
    void anythingElseIsSaidToBeStrange(String shown) {
        assertThat(ShownTime.of(shown, null)).isEqualTo(new ShownTime(null, false, false));
    }

    @Test
    void theSchemasBooleanForATimeIsNoTime() {
        assertThat(ShownTime.of("true", null).at()).isNull();
    }

    @Test
    void theConfiguredZoneIsForTimesThatNameNone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(ShownTime.of("2016-07-09 20:27:55", berlin))
                .isEqualTo(new ShownTime(Instant.parse("2016-07-09T18:27:55Z"), true, false));
        assertThat(ShownTime.of("March 5, 2020 09:05:58 UTC", berlin).at())
                .isEqualTo(Instant.parse("2020-03-05T09:05:58Z"));
        assertThat(ShownTime.of("1455049675", berlin).at()).isEqualTo(Instant.parse("2016-02-09T20:27:55Z"));
    }
}
