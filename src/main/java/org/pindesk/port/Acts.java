package org.pindesk.port;

import java.time.Instant;
import org.pindesk.core.PersonId;

/** What was done, counted for limits. Only what was done counts: denied tries use up nothing. */
public interface Acts {
    /** Counts what a person did for themselves, once, however often its event is run. */
    void add(PersonId person, String action, String eventId, Instant at);

    /** Counts what somebody brought about for another person, once, however often its event is run. */
    void addFor(PersonId actor, PersonId target, String action, String eventId, Instant at);

    /** How many acts of this kind a person has done for themselves since then; what others did for them uses up nothing of theirs. */
    int since(PersonId person, String action, Instant from);

    /** How many acts this person has brought about for others since then. */
    int by(PersonId actor, Instant from);

    /**
     * How many acts of this kind there have been for a person since then, whoever brought them about.
     *
     * @param action the kind, or with a dot at its end all kinds that begin so
     */
    int on(PersonId target, String action, Instant from);

    /** Forgets acts before then. */
    void forget(Instant before);
}
