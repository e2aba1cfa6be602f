package org.pindesk.authorization;

import java.util.List;

/**
 * A verdict with everything that was looked at on the way, in order.
 *
 * @param line where the deciding rule stands in the policy file; 0 for what is built in
 */
public record Decision(Verdict verdict, int line, List<Step> steps) {
    public Decision {
        steps = List.copyOf(steps);
    }

    /**
     * One thing that was looked at.
     *
     * @param what a rule's name, or a part of the floor
     * @param line 0 for what is built in
     * @param decides whether it took part in the verdict
     * @param why in English, for operators
     */
    public record Step(String what, int line, boolean decides, String why) {}
}
