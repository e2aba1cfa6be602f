package org.pindesk.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pindesk.diagnosis.rule.Rules;

/**
 * Evidence becomes a verdict: every cause that is there, ranked, and only fixes that truly help. A pure function.
 *
 * <p>What is left out on purpose:
 *
 * <ul>
 *   <li>a secret has one lock, the one that its system shows, and while failed sign-ins lock it their number is not said again;
 *   <li>a PIN or a telephone system's password that must be changed is not also called expired: changing it mends both;
 *   <li>that a password is too young, or not the person's to change, is said only when it has to be changed;
 *   <li>of "doubtful", "lives elsewhere" and "not provisioned" the first that holds, and none when an account was found on any system;
 *       "not provisioned" only when every system answered;
 *   <li>a desk phone's request for a new PIN is not said again when the PIN's state shows why;
 *   <li>what is only likely is said when nothing else keeps the person out.
 * </ul>
 */
public final class Diagnosis {
    private Diagnosis() {}

    /** The verdict on this evidence. */
    public static Verdict of(Evidence evidence) {
        List<Finding> all = new ArrayList<>();
        for (Rule rule : Rules.ALL) {
            rule.look(evidence).ifPresent(all::add);
        }
        for (SystemEvidence system : evidence.systems()) {
            for (SystemRule rule : Rules.ON_EACH_SYSTEM) {
                rule.on(system).look(evidence).ifPresent(all::add);
            }
        }
        Comparator<Finding> rank = Comparator.comparing((Finding finding) -> !finding.blocking())
                .thenComparing(Finding::cause)
                .thenComparing(finding -> place(evidence, finding));
        List<Finding> findings = new ArrayList<>(all.stream()
                .filter(finding -> finding.cause().weight() != Cause.Weight.NOTE)
                .sorted(rank)
                .toList());
        List<Finding> notes = all.stream()
                .filter(finding -> finding.cause().weight() == Cause.Weight.NOTE)
                .sorted(rank)
                .toList();
        SignInAt signIn = SignInAt.of(evidence);
        if (findings.isEmpty() || !findings.get(0).blocking()) {
            findings.add(0, Remainder.of(evidence, signIn));
        }
        return new Verdict(Fixes.thatHelp(findings, evidence), notes, Unseen.words(evidence), signIn);
    }

    private static int place(Evidence evidence, Finding finding) {
        List<SystemEvidence> systems = evidence.systems();
        for (int i = 0; i < systems.size(); i++) {
            if (systems.get(i).id().equals(finding.system())) {
                return i;
            }
        }
        return -1;
    }
}
