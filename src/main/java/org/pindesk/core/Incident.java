package org.pindesk.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One cause that keeps many people from signing in.
 *
 * @param id short random id
 * @param cause as {@link HelpCase#cause}
 * @param since when the first of these people asked
 * @param words what agents tell everybody, masked; null while they have written nothing
 * @param card the queue channel's message about it; null until sent
 * @param endedAt null while it lasts
 */
public record Incident(
        String id,
        String cause,
        Instant since,
        @Nullable String words,
        @Nullable MessageRef card,
        @Nullable Instant endedAt) {
    public Incident with(MessageRef message) {
        return new Incident(id, cause, since, words, message, endedAt);
    }

    public Incident saying(String text) {
        return new Incident(id, cause, since, text, card, endedAt);
    }

    public Incident ended(Instant at) {
        return new Incident(id, cause, since, words, card, at);
    }
}
