package org.pindesk.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One system's part of a request. While {@code outcome} is null and {@code draw} above 0, a write may be under way: the intent was
 * journaled and a sealed secret exists.
 *
 * @param system id of the system
 * @param userId account there
 * @param draw how many secrets have been drawn for this leg; 0 = none yet, nothing written
 * @param outcome null until settled
 * @param proof how an {@link Outcome#APPLIED} is known, else {@link Proof#NONE}
 * @param detail once settled: the system's own words or ours for the operator, scrubbed of the secret. Until then what {@link
 *     #seenBefore} is read from. Null where there is nothing to say
 */
public record Leg(
        String system,
        String userId,
        int draw,
        @Nullable Outcome outcome,
        Proof proof,
        @Nullable String detail) {
    /** The directory as the system of a leg; no telephone system may be called so. */
    public static final String DIRECTORY = "directory";

    public static Leg planned(String system, String userId) {
        return new Leg(system, userId, 0, null, Proof.NONE, null);
    }

    /** The intent of writing the {@code draw}-th secret; what was seen before the first one is kept. */
    public Leg drawn(int number) {
        return new Leg(system, userId, number, null, Proof.NONE, outcome == null ? detail : null);
    }

    /**
     * The same, not settled, with what has to outlive a crash to prove the write afterwards.
     *
     * @param setAt when the system showed the secret to have been set last, before anything was written; null where it did not
     */
    public Leg seen(@Nullable Instant setAt) {
        return new Leg(system, userId, draw, null, Proof.NONE, setAt == null ? null : setAt.toString());
    }

    /** When the secret had been set last as seen before the first write; null where that was not seen, and once settled. */
    public @Nullable Instant seenBefore() {
        return outcome != null || detail == null ? null : Instant.parse(detail);
    }

    public Leg settled(Outcome result, Proof how, @Nullable String words) {
        return new Leg(system, userId, draw, result, how, words);
    }
}
