package org.pindesk.authorization;

import org.jspecify.annotations.Nullable;

/**
 * What authorization decided.
 *
 * @param rule the deciding rule, as it stands in audit rows
 * @param denial null when allowed
 */
public record Verdict(String rule, @Nullable Denial denial) {
    public static Verdict allow(String rule) {
        return new Verdict(rule, null);
    }

    public static Verdict deny(String rule, Denial why) {
        return new Verdict(rule, why);
    }

    public boolean allowed() {
        return denial == null;
    }
}
