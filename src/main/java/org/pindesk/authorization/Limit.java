package org.pindesk.authorization;

import java.time.Duration;

/** So many in such a time: {@code 20 per 1h}. Only what was done counts. */
public record Limit(int count, Duration within) {
    public Limit {
        if (count < 1 || within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("a limit is at least one in some time");
        }
    }

    @Override
    public String toString() {
        return count + " per " + Times.word(within);
    }
}
