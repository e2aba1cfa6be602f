package org.pindesk.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pindesk.core.HelpCase;
import org.pindesk.core.PersonId;

/** Cases of {@code /login-help} and of the helpdesk's queue. */
public interface Cases {
    /**
     * Stores a new case.
     *
     * @return false when one of this event is stored already; nothing changes then
     */
    boolean add(HelpCase opened);

    Optional<HelpCase> byId(String id);

    Optional<HelpCase> byEvent(String eventId);

    /**
     * Replaces everything but id, event, asker and opening time, when state and helper stand as in {@code before}; otherwise changes
     * nothing.
     *
     * @return whether it was changed
     */
    boolean replace(HelpCase before, HelpCase after);

    /** Cases in the queue and claimed ones, oldest first. */
    List<HelpCase> queue(int max);

    /** The newest case in the queue, or claimed, about this person; empty when there is none. */
    Optional<HelpCase> queuedFor(PersonId subject);

    /** Cases whose time to be asked about has come, oldest first. */
    List<HelpCase> due(Instant now, int max);

    /** How many different people had this cause since then, in cases that belong to no incident. */
    int peopleWith(String cause, Instant from);

    /** When the first such case was opened; empty when there is none. */
    Optional<Instant> firstWith(String cause, Instant from);

    /** Puts the cases of a cause since then, that belong to none yet, into an incident. */
    void join(String incident, String cause, Instant from);

    /** Cases of an incident, one for each person and asker, in an order that stays; from {@code offset} on. */
    List<HelpCase> of(String incident, int offset, int max);

    /** How many different people are in an incident. */
    int peopleIn(String incident);

    /** How many cases of this cause, each at least an hour after the one before, the person had since then. */
    int repeats(PersonId subject, String cause, Instant from);

    /** Removes closed and answered cases that were opened before then. */
    void forget(Instant before);
}
