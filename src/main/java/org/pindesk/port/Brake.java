package org.pindesk.port;

import java.time.Instant;
import java.util.Optional;

/** The emergency brake: while it is pulled, no copy of the bot changes anything in any system. */
public interface Brake {
    /**
     * @param by name of who pulled it, to be shown
     */
    record Pulled(String by, Instant since) {}

    /** Who pulled it and when; empty while it is not pulled. */
    Optional<Pulled> pulled();

    /** Pulls it; who pulled it first stays named. */
    void pull(String by, Instant at);

    void release();
}
