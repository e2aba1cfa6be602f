package org.pindesk.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One question to {@code /login-help}, or one wish for a person's help, from its beginning to its end. It holds the cause's name and
 * nothing of the evidence: that is read anew whenever somebody looks.
 *
 * @param id short random id
 * @param eventId the chat event that began it; unique
 * @param asker who typed it
 * @param subject whom it is about; the same person as the asker when it is about themselves
 * @param subjectName the name to show
 * @param chat the subject's chat account; null when they have none that was proved
 * @param place where they tried; null when it is about a refusal
 * @param cause what stood on top, as {@code cause} or {@code cause@system}; {@code none} when nothing was found
 * @param state where it stands
 * @param openedAt when it was opened
 * @param dueAt when the bot asks whether it works now; null when it does not, or has
 * @param helper who claimed it from the queue; null while nobody
 * @param card the queue's card; null when it is not there
 * @param incident the incident that it belongs to; null for none
 */
public record HelpCase(
        String id,
        String eventId,
        Party asker,
        PersonId subject,
        String subjectName,
        @Nullable ChatUser chat,
        @Nullable LoginPlace place,
        String cause,
        State state,
        Instant openedAt,
        @Nullable Instant dueAt,
        @Nullable Party helper,
        @Nullable MessageRef card,
        @Nullable String incident) {
    /** Where a case stands. */
    public enum State {
        /** Answered; nobody has to do anything. */
        ANSWERED,
        /** In the queue, nobody has taken it. */
        QUEUED,
        /** Somebody of the helpdesk has taken it. */
        CLAIMED,
        /** It works, or whoever helped says that it is done. */
        CLOSED
    }

    public boolean aboutSelf() {
        return asker.person().equals(subject);
    }

    public HelpCase withState(State next) {
        return with(cause, next, dueAt, helper, card, incident);
    }

    public HelpCase dueAt(@Nullable Instant due) {
        return with(cause, state, due, helper, card, incident);
    }

    public HelpCase heldBy(@Nullable Party who) {
        return with(cause, state, dueAt, who, card, incident);
    }

    public HelpCase withCard(MessageRef message) {
        return with(cause, state, dueAt, helper, message, incident);
    }

    public HelpCase in(String incidentId) {
        return with(cause, state, dueAt, helper, card, incidentId);
    }

    public HelpCase finding(String what) {
        return with(what, state, dueAt, helper, card, incident);
    }

    /** The same case with all that can change in its life. */
    private HelpCase with(
            String what,
            State next,
            @Nullable Instant due,
            @Nullable Party who,
            @Nullable MessageRef message,
            @Nullable String incidentId) {
        return new HelpCase(
                id,
                eventId,
                asker,
                subject,
                subjectName,
                chat,
                place,
                what,
                next,
                openedAt,
                due,
                who,
                message,
                incidentId);
    }
}
