package org.pindesk.port;

import java.time.Instant;
import org.pindesk.core.PersonId;

/** What people did for themselves, counted for limits. Only what was done counts: denied tries, and acts of others, use up nothing. */
public interface Acts {
    /** Counts an act once, however often its event is run. */
    void add(PersonId person, String action, String eventId, Instant at);

    /** How many acts of this kind since then. */
    int since(PersonId person, String action, Instant from);

    /** Forgets acts before then. */
    void forget(Instant before);
}
