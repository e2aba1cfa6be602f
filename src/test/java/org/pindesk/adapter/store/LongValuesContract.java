package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pindesk.port.LongValues;
import org.pindesk.testing.SettableClock;

/** What every database must do alike with values that are too long for a button. */
interface LongValuesContract {
    JdbcStore store();

    SettableClock clock();

    @Test
    default void aLongValueIsKeptForTwoDaysUnderOneShortWord() {
        LongValues values = store().longValues();
        String value = "abc_-".repeat(200);
        String word = values.keep(value);
        assertThat(word).startsWith("~").hasSizeLessThanOrEqualTo(40);
        assertThat(values.keep(value)).isEqualTo(word);
        assertThat(values.keep(value + "d")).isNotEqualTo(word);
        assertThat(values.value(word)).contains(value);
        assertThat(values.value("~unknown")).isEmpty();

        clock().advance(Duration.ofHours(47));
        assertThat(values.value(word)).contains(value);
        clock().advance(Duration.ofHours(1));
        assertThat(values.value(word)).isEmpty();
        values.keep("another");
        assertThat(values.value(word)).isEmpty();
    }
}
