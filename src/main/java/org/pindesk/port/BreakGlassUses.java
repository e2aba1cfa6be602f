package org.pindesk.port;

import java.time.Instant;
import java.util.List;

/** Each use of break-glass, counted, and told together when the directory is back. */
public interface BreakGlassUses {
    /**
     * @param requestId the request that it began
     */
    record Use(String requestId, Instant at) {}

    /** Until the transaction ends nobody else who holds them goes on, so that what was counted stays true. */
    void hold();

    /** Adds one. */
    void add(Use use);

    /** How many there have been since then, whoever's. */
    int since(Instant from);

    /** Those that were not told yet, oldest first. */
    List<Use> untold();

    /** All of them are told now. */
    void told();

    /** Forgets those of before then. */
    void forget(Instant before);
}
