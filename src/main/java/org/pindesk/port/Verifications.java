package org.pindesk.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;

/** Callers who were asked to prove by number matching who they are. One question for a person is open at a time, and it is decided once. */
public interface Verifications {
    /** How a question stands. */
    enum State {
        OPEN,
        /** The right number was chosen. */
        RIGHT,
        WRONG,
        /** The person said that they are not on the phone. */
        NOT_ME,
        EXPIRED,
        /** It could not be brought to the person. */
        UNDELIVERED;

        /** As it stands in audit rows and text keys: {@code not-me}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** Whether somebody may be playing the person. */
        public boolean alarming() {
            return this == WRONG || this == NOT_ME;
        }
    }

    /**
     * @param eventId of the command that began it
     * @param agent who reads the number aloud
     * @param target who is asked
     * @param numbers sealed by {@link Vault#wrap} with {@code id} as its place; null once it is decided
     * @param dueAt until when a choice counts
     * @param decidedAt null while it is open
     * @param sent the message with the numbers; null until it is out
     */
    record Verification(
            String id,
            String eventId,
            Party agent,
            Party target,
            @Nullable String numbers,
            State state,
            Instant askedAt,
            Instant dueAt,
            @Nullable Instant decidedAt,
            @Nullable MessageRef sent) {}

    /**
     * @return false when a question for this person is open already, or this event has begun one; nothing changes then
     */
    boolean add(Verification fresh);

    Optional<Verification> byId(String id);

    Optional<Verification> byEvent(String eventId);

    /** The open question for this person, due or not. */
    Optional<Verification> openFor(PersonId target);

    /** How many questions this person began since then. */
    int askedBy(PersonId agent, Instant from);

    /** How many questions there were for this person since then. */
    int askedFor(PersonId target, Instant from);

    /** When a question for this person last ended in an alarm, since then. */
    Optional<Instant> alarmed(PersonId target, Instant from);

    /** Notes where the numbers are shown. */
    void sent(String id, MessageRef message);

    /**
     * Decides an open question and forgets its numbers.
     *
     * @return false when it was decided before
     */
    boolean decide(String id, State state, Instant at);

    /** Whether the target proved to be this agent's caller since then, and that has not been used up. */
    boolean holds(PersonId agent, PersonId target, Instant from);

    /**
     * Uses up such a proof; one act has one.
     *
     * @param by id of the event that does the act: the same one may use it again
     * @return false when there is none
     */
    boolean use(PersonId agent, PersonId target, Instant from, String by);

    /** Open questions whose time is over, oldest first. */
    List<Verification> due(Instant now, int max);

    /** Forgets questions that were asked before then. */
    void forget(Instant before);
}
