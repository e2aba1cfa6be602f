package org.pindesk.authorization;

import java.time.Instant;
import java.util.List;
import org.pindesk.core.Person;

/**
 * What there is to show for what is needed. What cannot be shown is not there.
 *
 * @param reason whether the actor has said why
 * @param callerVerified whether the target has proved to be the caller
 * @param approvals who approved; empty where somebody said no
 */
public record Evidence(boolean reason, boolean callerVerified, List<Approved> approvals) {
    public Evidence {
        approvals = List.copyOf(approvals);
    }

    /**
     * @param by who approved, read just now
     * @param coded whether a good code from outside the chat came with it
     * @param at when it was said
     */
    public record Approved(Person by, boolean coded, Instant at) {}

    /** Before anybody was asked for anything. */
    public static Evidence of(boolean reason) {
        return new Evidence(reason, false, List.of());
    }
}
