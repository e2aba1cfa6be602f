package org.pindesk.diagnosis.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What "expires soon" means. */
final class Soon {
    static final Duration SOON = Duration.ofDays(7);

    private Soon() {}

    static boolean past(@Nullable Instant expires, Instant now) {
        return expires != null && !expires.isAfter(now);
    }

    /** The moment, when it comes within {@link #SOON}. */
    static Optional<Instant> soon(@Nullable Instant expires, Instant now) {
        return Optional.ofNullable(expires).filter(when -> when.isAfter(now) && when.isBefore(now.plus(SOON)));
    }
}
