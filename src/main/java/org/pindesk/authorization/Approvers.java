package org.pindesk.authorization;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;

/**
 * Who may approve what others want to do, and whether what is needed is there. The one place where a need is found to be met: what is
 * unclear, late, or said by somebody who may not say it, does not count.
 */
public final class Approvers {
    private final Predicate<PersonId> frozen;

    /**
     * @param frozen whether nothing is changed for a person, and by them, at the moment
     */
    public Approvers(Predicate<PersonId> frozen) {
        this.frozen = frozen;
    }

    /** Why somebody's approval does not count. */
    public enum Bar {
        /** They asked for it themselves. */
        ACTOR,
        /** It is about themselves. */
        TARGET,
        /** They are in none of the groups. */
        NO_APPROVER,
        /** Their account is disabled, expired, locked, its password expired, or the directory does not show it. */
        STATE,
        /** Nothing is changed by them until somebody has looked into it. */
        FROZEN;

        /** As it stands in audit rows and text keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Why this person's approval would not count; empty when it would.
     *
     * @param person as just read
     */
    public Optional<Bar> bar(Person person, PersonId actor, PersonId target, Needs.Approval needed) {
        if (person.id().equals(actor)) {
            return Optional.of(Bar.ACTOR);
        }
        if (person.id().equals(target)) {
            return Optional.of(Bar.TARGET);
        }
        if (Collections.disjoint(person.groups(), needed.groups())) {
            return Optional.of(Bar.NO_APPROVER);
        }
        AccountState state = person.state();
        boolean fit = state.readable()
                && !state.disabled()
                && !state.expired()
                && !state.locked()
                && !state.passwordExpired()
                && !state.mustChangePassword();
        if (!fit) {
            return Optional.of(Bar.STATE);
        }
        return frozen.test(person.id()) ? Optional.of(Bar.FROZEN) : Optional.empty();
    }

    /**
     * What is left of a verdict once this evidence counts: allowed when nothing is left to be met. A denial stays one.
     *
     * @param verdict of just now
     * @param now when it is to be done
     */
    public Verdict left(Verdict verdict, Evidence evidence, PersonId actor, PersonId target, Instant now) {
        if (!verdict.pending()) {
            return verdict;
        }
        Needs needs = verdict.needs();
        Needs.Approval needed = needs.approval();
        boolean approved = needed == null || approved(needed, evidence.approvals(), actor, target, now);
        Needs left = new Needs(
                needs.reason() && !evidence.reason(),
                needs.callerVerified() && !evidence.callerVerified(),
                approved ? null : needed,
                needs.because());
        return left.none() ? Verdict.allow(verdict.rule()) : Verdict.needing(verdict.rule(), left);
    }

    private boolean approved(
            Needs.Approval needed, List<Evidence.Approved> given, PersonId actor, PersonId target, Instant now) {
        Set<PersonId> by = new HashSet<>();
        @Nullable Instant newest = null;
        for (Evidence.Approved each : given) {
            boolean coded = each.coded() || !needed.stepUp();
            boolean fresh = now.isBefore(each.at().plus(needed.window()).plus(needed.pickup()));
            if (coded && fresh && bar(each.by(), actor, target, needed).isEmpty()) {
                by.add(each.by().id());
                newest = newest == null || each.at().isAfter(newest) ? each.at() : newest;
            }
        }
        return by.size() >= needed.count() && newest != null && now.isBefore(newest.plus(needed.pickup()));
    }
}
