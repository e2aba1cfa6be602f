package org.pindesk.adapter.cucm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Answers by name for some minutes: a cluster has a handful of policies and settings, and everybody's question asks for them. */
final class KeptReads<T> {
    private static final int MOST = 100;

    private final Clock clock;
    private final Duration keep;
    private final Map<String, Kept<T>> kept = new ConcurrentHashMap<>();

    KeptReads(Clock clock, Duration keep) {
        this.clock = clock;
        this.keep = keep;
    }

    /** A failure of {@code read} is passed on and not kept. */
    T get(String name, Supplier<T> read) {
        Instant now = clock.instant();
        Kept<T> known = kept.get(name);
        if (known != null && now.isBefore(known.until())) {
            return known.answer();
        }
        T answer = read.get();
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(name, new Kept<>(answer, now.plus(keep)));
        return answer;
    }

    private record Kept<T>(T answer, Instant until) {}
}
