package org.pindesk.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;

/**
 * What requests wait for in {@link org.pindesk.core.RequestState#AWAITING_APPROVAL}, who was asked, and what they said. Whether a request
 * still waits is its state and nothing in here, so that one comparison of that state decides whose word came first.
 */
public interface Approvals {
    /**
     * @param request id of the request
     * @param count how many have to approve
     * @param groups distinguished names of the groups whose members may
     * @param stepUp whether each gives a code from outside the chat
     * @param window how long it is waited for
     * @param pickup how long the owner then has
     * @param because why it is needed, in order
     * @param save how the new password is to be saved, a {@link org.pindesk.core.SaveOption#word()}; null for nothing
     * @param askedAt when it began
     * @param stage how many reminders there have been
     * @param nextAt when the next one is due; null for none
     * @param asked everybody who was asked, also who was left out since
     * @param votes what they said, oldest first
     */
    record Approval(
            String request,
            int count,
            Set<String> groups,
            boolean stepUp,
            Duration window,
            Duration pickup,
            List<String> because,
            @Nullable String save,
            Instant askedAt,
            int stage,
            @Nullable Instant nextAt,
            List<Asked> asked,
            List<Vote> votes) {
        public Approval {
            groups = Set.copyOf(groups);
            because = List.copyOf(because);
            asked = List.copyOf(asked);
            votes = List.copyOf(votes);
        }

        public Optional<Asked> asked(PersonId person) {
            return asked.stream()
                    .filter(each -> each.party().person().equals(person))
                    .findFirst();
        }

        public Optional<Vote> vote(PersonId person) {
            return votes.stream().filter(each -> each.by().equals(person)).findFirst();
        }

        /** The name of somebody who was asked; empty for anybody else. */
        public String name(PersonId person) {
            return asked(person).map(each -> each.party().name()).orElse("");
        }

        /** Those who were asked, were not left out since, and have not said anything yet. */
        public List<Asked> waitedFor() {
            return asked.stream()
                    .filter(each -> each.leftOut() == null
                            && vote(each.party().person()).isEmpty())
                    .toList();
        }
    }

    /**
     * Somebody who was asked.
     *
     * @param card the message that asks them; null until it was sent
     * @param claimedAt when they said that they look into it; null when they did not
     * @param leftOut why they are not waited for any more; null while they are
     */
    record Asked(
            Party party,
            @Nullable MessageRef card,
            @Nullable Instant claimedAt,
            @Nullable String leftOut) {
        public static Asked of(Party party) {
            return new Asked(party, null, null, null);
        }
    }

    /**
     * @param coded whether a good code from outside the chat came with it
     * @param eventId the event that brought it
     * @param reason masked words; null for none
     */
    record Vote(
            PersonId by,
            boolean approves,
            boolean coded,
            String eventId,
            Instant at,
            @Nullable String reason) {}

    /** Stores what a request waits for, and who is asked; the request is there already. */
    void add(Approval approval);

    Optional<Approval> of(String request);

    /** The same; until the transaction ends nobody else can hold it, so that of several votes one counts after the other. */
    Optional<Approval> hold(String request);

    /**
     * Adds a vote.
     *
     * @return false when this person has voted already: nothing changed then
     */
    boolean vote(String request, Vote vote);

    /** Adds words to somebody's vote; false when there is none, or it has some. */
    boolean explain(String request, PersonId by, String reason);

    /** Notes the message that asks somebody. */
    void card(String request, PersonId person, MessageRef card);

    /** Notes that somebody looks into it, as of now. */
    void claim(String request, PersonId person, Instant at);

    /**
     * Waits for somebody no longer.
     *
     * @return false when they are not waited for already
     */
    boolean leaveOut(String request, PersonId person, String why);

    /** Ids of requests whose next reminder is due, oldest first. */
    List<String> due(Instant now, int max);

    /**
     * Goes on to the next reminder, for one caller only.
     *
     * @param stage where it stands
     * @param next when the one after it is due; null for none
     * @return false when it stands elsewhere by now
     */
    boolean advance(String request, int stage, @Nullable Instant next);

    /** Ids of requests that wait for this person's word, oldest first. */
    List<String> waitingFor(PersonId approver, int max);

    /** Ids of requests of this person that wait for others, oldest first. */
    List<String> waitingOf(PersonId actor, int max);
}
