package org.pindesk.adapter.http;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Counts who comes how often within a minute. Forgets everything each minute, and remembers a bounded number of them. */
final class Turnstile {
    private static final int MOST = 10_000;
    private static final long SECONDS = 60;

    private final Clock clock;
    private final int aMinute;
    private final Map<String, Integer> counts = new HashMap<>();
    private long minute;

    /**
     * @param aMinute how often each may come in one minute
     */
    Turnstile(Clock clock, int aMinute) {
        this.clock = clock;
        this.aMinute = aMinute;
    }

    /** Counts this one; false when it comes too often. With too many at once those that are not known yet share one count. */
    synchronized boolean admits(String who) {
        long now = clock.instant().getEpochSecond() / SECONDS;
        if (now != minute) {
            minute = now;
            counts.clear();
        }
        String counted = counts.size() < MOST || counts.containsKey(who) ? who : "";
        return counts.merge(counted, 1, Integer::sum) <= aMinute;
    }
}
