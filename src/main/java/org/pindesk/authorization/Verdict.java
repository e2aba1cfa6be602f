package org.pindesk.authorization;

import org.jspecify.annotations.Nullable;

/**
 * What authorization decided. Whoever does not know of needs reads a verdict that has some as a denial, and does nothing.
 *
 * @param rule the deciding rule, as it stands in audit rows
 * @param denial null when allowed with nothing left to be met; with unmet needs the first of them in words
 * @param needs what must be there first; {@link Needs#NONE} for a plain yes or no
 */
public record Verdict(String rule, @Nullable Denial denial, Needs needs) {
    public static Verdict allow(String rule) {
        return new Verdict(rule, null, Needs.NONE);
    }

    public static Verdict deny(String rule, Denial why) {
        return new Verdict(rule, why, Needs.NONE);
    }

    /** Allowed once these needs are met. */
    public static Verdict needing(String rule, Needs needs) {
        return new Verdict(rule, first(needs), needs);
    }

    /** Allowed, with nothing left to be met. */
    public boolean allowed() {
        return denial == null;
    }

    /** Neither allowed nor denied: something is still to be met. */
    public boolean pending() {
        return !needs.none();
    }

    /** The same with the reason that the actor gave; null and blank are none. */
    public Verdict withReason(@Nullable String reason) {
        if (!needs.reason() || reason == null || reason.isBlank()) {
            return this;
        }
        Needs left = new Needs(false, needs.callerVerified(), needs.approval(), needs.because());
        return left.none() ? allow(rule) : needing(rule, left);
    }

    private static @Nullable Denial first(Needs needs) {
        if (needs.reason()) {
            return Denial.NEEDS_REASON;
        }
        if (needs.callerVerified()) {
            return Denial.NEEDS_VERIFICATION;
        }
        return needs.approval() == null ? null : Denial.NEEDS_APPROVAL;
    }
}
