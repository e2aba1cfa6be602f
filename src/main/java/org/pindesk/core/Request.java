package org.pindesk.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One wish for a new secret, from its acceptance to its end.
 *
 * @param id short random id; also the correlation id in audit rows and logs
 * @param eventId the chat event that began it; unique, so that a repeated event finds its request again
 * @param actor who asked
 * @param owner whose secret it is; the same person as the actor for self-service
 * @param secret what kind of secret it is about
 * @param reason masked words of the actor, null where none were given
 * @param rule the authorization rule that allowed it
 * @param state where it stands
 * @param legs one per system, at least one
 * @param createdAt when it was accepted
 * @param dueAt when the state runs out: the offer, or the time for showing
 * @param offer the owner's message with the buttons, null until sent (and for self-service)
 * @param ending null until closed
 */
public record Request(
        String id,
        String eventId,
        Party actor,
        Party owner,
        SecretKind secret,
        @Nullable String reason,
        String rule,
        RequestState state,
        List<Leg> legs,
        Instant createdAt,
        Instant dueAt,
        @Nullable MessageRef offer,
        @Nullable Ending ending) {
    /**
     * The rule of phone mode, the one exception to "only its owner sees a new secret": for people whom no chat reaches, off unless the
     * operator switches it on. The owner's manager of record fetches the secret and hands it over in person. {@code owner} names whose
     * secret it is, and its chat account is the manager's.
     */
    public static final String PHONE_MODE = "phone-mode";

    public Request {
        legs = List.copyOf(legs);
        if (legs.isEmpty()) {
            throw new IllegalArgumentException("a request has at least one system");
        }
    }

    public boolean selfService() {
        return actor.person().equals(owner.person());
    }

    /** Whether somebody else than its owner fetches the secret: {@link #PHONE_MODE}. */
    public boolean handedOver() {
        return rule.equals(PHONE_MODE);
    }

    public boolean isOpen() {
        return state != RequestState.CLOSED;
    }

    public Request withState(RequestState next, Instant due) {
        return new Request(id, eventId, actor, owner, secret, reason, rule, next, legs, createdAt, due, offer, ending);
    }

    public Request withLegs(List<Leg> next) {
        return new Request(
                id, eventId, actor, owner, secret, reason, rule, state, next, createdAt, dueAt, offer, ending);
    }

    public Request withOffer(MessageRef message) {
        return new Request(
                id, eventId, actor, owner, secret, reason, rule, state, legs, createdAt, dueAt, message, ending);
    }

    public Request closed(Ending how) {
        return new Request(
                id,
                eventId,
                actor,
                owner,
                secret,
                reason,
                rule,
                RequestState.CLOSED,
                legs,
                createdAt,
                dueAt,
                offer,
                how);
    }
}
