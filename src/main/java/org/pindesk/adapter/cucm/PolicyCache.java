package org.pindesk.adapter.cucm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Policies by name for some minutes: a cluster has a handful, and everybody's reset asks for one. */
final class PolicyCache {
    private static final int MOST = 100;

    private final Clock clock;
    private final Duration keep;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    PolicyCache(Clock clock, Duration keep) {
        this.clock = clock;
        this.keep = keep;
    }

    /** A failure of {@code read} is passed on and not kept. */
    CredentialPolicy get(String name, Function<String, CredentialPolicy> read) {
        Instant now = clock.instant();
        Kept known = kept.get(name);
        if (known != null && now.isBefore(known.until())) {
            return known.policy();
        }
        CredentialPolicy policy = read.apply(name);
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(name, new Kept(policy, now.plus(keep)));
        return policy;
    }

    private record Kept(CredentialPolicy policy, Instant until) {}
}
