package org.pindesk.port;

import java.time.Instant;
import java.util.Optional;
import org.pindesk.core.Event;

/**
 * Work that must not be lost: rows claimed by one worker at a time. A claim holds until it is finished, put back, or its lease runs
 * out (the copy of the bot that held it is gone).
 */
public interface Queue {
    /**
     * Stores an event that is due now.
     *
     * @return false when an event with this id was stored before, finished or not; nothing changes then
     */
    boolean add(Event event);

    /**
     * Stores an event that no worker gets before {@link #letGo}, or before {@code heldUntil} should that never come: its sender has not
     * been told yet that it is taken.
     *
     * @return as {@link #add}
     */
    boolean addHeld(Event event, Instant heldUntil);

    /** Hands a held event to the workers. */
    void letGo(String eventId);

    /**
     * Claims the oldest event that is due and not held by another worker.
     *
     * @param owner id of this copy of the bot
     * @param leaseUntil when the claim lapses by itself
     */
    Optional<Event> claim(String owner, Instant now, Instant leaseUntil);

    /** Ends an event. Its payload is removed at once; its id is kept to recognise repeats until {@link #forget}. */
    void finish(String eventId);

    /** Puts an event back, to be tried again at {@code due}; counts the attempt. */
    void retry(String eventId, Instant due);

    /** Puts an event back without counting an attempt: it waits for another one of the same request. */
    void postpone(String eventId, Instant due);

    /** Withdraws an event that was stored but answered as "not taken". */
    void withdraw(String eventId);

    /** Frees the claims of every copy but this one: only right where one process owns the database (H2). */
    void freeAllClaims();

    /** How many events are being worked on or due now; those that wait for a later time do not count. */
    int open(Instant now);

    /** Removes the ids of events that ended before {@code before}. */
    void forget(Instant before);
}
