package org.pindesk.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a sign-in fails.
 *
 * @param findings never empty: the one to mend first on top, those that do not keep the person out of this place last. When nothing that
 *     keeps them out was found, the first one says so, and whether everything could be seen ({@link Cause.Weight#REMAINDER})
 * @param notes harmless, but worth saying; most telling first
 * @param unseen what could not be seen, with the label of its system, for operators; empty when everything was seen
 * @param signIn how the person signs in at the place; null when no place was named, or that could not be seen
 */
public record Verdict(
        List<Finding> findings,
        List<Finding> notes,
        List<String> unseen,
        @Nullable SignInAt signIn) {
    public Verdict {
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("a verdict always says something");
        }
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
        unseen = List.copyOf(unseen);
    }

    /** What to mend first. */
    public Finding first() {
        return findings.get(0);
    }

    /** Whether something was found that keeps the person out; what is only likely, or could not be seen, does not count. */
    public boolean found() {
        return first().cause().weight() != Cause.Weight.REMAINDER;
    }
}
