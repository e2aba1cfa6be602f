package org.pindesk.authorization;

import java.time.Duration;

/** Lengths of time as the policy file writes them: {@code 30s}, {@code 10m}, {@code 24h}, {@code 7d}. */
public final class Times {
    private Times() {}

    public static String word(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
