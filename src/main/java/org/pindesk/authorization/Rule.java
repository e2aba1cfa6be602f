package org.pindesk.authorization;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy.
 *
 * @param name as it stands in audit rows, cards and {@code pindesk explain}
 * @param line where it stands in the file, 0 for one that is built in
 * @param allows whether it allows or denies
 * @param roles names of roles one of which the actor must hold; empty for everybody
 * @param whom for whom; never empty
 * @param scope which people the acts are for
 * @param needs what must be there first; nothing in a rule that denies
 * @param perActor how many changes for others the actor may make; null for any number
 * @param perTarget how many acts of the same kind may be done for one person; null for any number
 * @param hours when the rule holds; null for always
 */
public record Rule(
        String name,
        int line,
        boolean allows,
        Set<Action> actions,
        Set<String> roles,
        Set<Whom> whom,
        Scope scope,
        Needs needs,
        @Nullable Limit perActor,
        @Nullable Limit perTarget,
        @Nullable Hours hours) {
    public Rule {
        actions = Collections.unmodifiableSet(new TreeSet<>(actions));
        roles = Collections.unmodifiableSet(new TreeSet<>(roles));
        whom = Collections.unmodifiableSet(new TreeSet<>(whom));
        if (whom.isEmpty() || actions.isEmpty()) {
            throw new IllegalArgumentException("rule " + name + " is about nothing");
        }
        if (allows && roles.isEmpty() && !whom.equals(Set.of(Whom.SELF))) {
            throw new IllegalArgumentException("rule " + name + " lets everybody act for others");
        }
    }

    /** A rule without needs, limits and hours. */
    public static Rule of(
            String name, boolean allows, Set<Action> actions, Set<String> roles, Set<Whom> whom, Scope scope) {
        return new Rule(name, 0, allows, actions, roles, whom, scope, Needs.NONE, null, null, null);
    }

    /** Whether it lets people act for somebody else. */
    boolean reachesOthers() {
        return whom.contains(Whom.OTHERS) || whom.contains(Whom.REPORTS);
    }

    /** Whether it lets whoever holds its role act for everybody, at any time, with nothing to be met. */
    boolean plain() {
        return allows
                && whom.contains(Whom.OTHERS)
                && scope.equals(Scope.EVERYBODY)
                && needs.none()
                && perActor == null
                && perTarget == null
                && hours == null;
    }

    Rule atLine(int where) {
        return new Rule(name, where, allows, actions, roles, whom, scope, needs, perActor, perTarget, hours);
    }
}
