package org.pindesk.authorization;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be there before something that policy allows is done. Needs only ever add up: several rules together ask for the strongest of
 * each.
 *
 * @param reason whether the actor has to say why
 * @param callerVerified whether the target must have proved to be the caller, by number matching
 * @param approval what others have to say to it; null for nothing
 * @param because why, in order: {@code protected}, {@code role-holder}, {@code contact-changed}, {@code young-link}, {@code burst},
 *     {@code off-hours}, {@code policy}; told to the actor and to approvers
 */
public record Needs(
        boolean reason, boolean callerVerified, @Nullable Approval approval, Set<String> because) {
    public static final Needs NONE = new Needs(false, false, null, Set.of());

    public Needs {
        because = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(because));
    }

    /**
     * What others have to say.
     *
     * @param count how many of them, at least one; never the actor, never the target
     * @param groups distinguished names of the directory groups whose members may approve
     * @param stepUp whether each gives a code from outside the chat with it
     * @param window how long an approval is waited for
     * @param pickup how long the owner then has
     */
    public record Approval(int count, Set<String> groups, boolean stepUp, Duration window, Duration pickup) {
        public Approval {
            groups = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(groups));
            if (count < 1 || groups.isEmpty()) {
                throw new IllegalArgumentException("an approval needs somebody who gives it");
            }
        }

        /** Both at once: the higher count, the shorter times, a code when either asks for one; only groups that both name, else those of this one. */
        Approval and(Approval other) {
            Set<String> both = new LinkedHashSet<>(groups);
            both.retainAll(other.groups);
            return new Approval(
                    Math.max(count, other.count),
                    both.isEmpty() ? groups : both,
                    stepUp || other.stepUp,
                    window.compareTo(other.window) < 0 ? window : other.window,
                    pickup.compareTo(other.pickup) < 0 ? pickup : other.pickup);
        }
    }

    public boolean none() {
        return !reason && !callerVerified && approval == null;
    }

    /** What this and the other ask for together. */
    public Needs and(Needs other) {
        Set<String> why = new LinkedHashSet<>(because);
        why.addAll(other.because);
        Approval strongest =
                approval == null ? other.approval : other.approval == null ? approval : approval.and(other.approval);
        return new Needs(reason || other.reason, callerVerified || other.callerVerified, strongest, why);
    }
}
