package org.pindesk.authorization;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;

/**
 * The rule of break-glass: named people, a PIN, plain people. Nothing here waits for an approval: who could give one cannot be read, so
 * whatever would need one is a no.
 */
final class Emergency {
    private final Policy policy;
    private final Decider decider;
    private final Predicate<PersonId> frozen;

    Emergency(Policy policy, Decider decider, Predicate<PersonId> frozen) {
        this.policy = policy;
        this.decider = decider;
        this.frozen = frozen;
    }

    /** Whether the policy names this person, as just read, and they could act for others. */
    boolean named(Person person) {
        BreakGlass rule = policy.breakGlass();
        AccountState state = person.state();
        boolean fit = state.readable()
                && !state.disabled()
                && !state.expired()
                && !state.locked()
                && !state.passwordExpired()
                && !state.mustChangePassword();
        return rule != null && fit && rule.names(person);
    }

    /** What stands against it about this person, as just read; null for nothing. */
    @Nullable
    Denial against(Person target) {
        BreakGlass rule = policy.breakGlass();
        if (rule == null) {
            return Denial.NO_RULE;
        }
        if (!target.facts().sawGroups(policy.watched())) {
            return Denial.UNCLEAR;
        }
        if (target.privileged()) {
            return Denial.PRIVILEGED;
        }
        AccountState state = target.state();
        if (!state.readable()) {
            return Denial.TARGET_UNCLEAR;
        }
        if (state.disabled() || state.expired()) {
            return state.disabled() ? Denial.TARGET_DISABLED : Denial.TARGET_EXPIRED;
        }
        if (policy.protection().names(target)) {
            return Denial.TARGET_PROTECTED;
        }
        if (decider.holder(target) || rule.names(target)) {
            return Denial.TARGET_ROLE_HOLDER;
        }
        return policy.rules().stream().anyMatch(each -> denies(each, target)) ? Denial.RULE_DENIES : null;
    }

    /** Whoever asks and whatever the hour; what was not seen counts as denied. */
    private static boolean denies(Rule rule, Person target) {
        return !rule.allows()
                && rule.actions().contains(Action.PIN_RESET)
                && rule.reachesOthers()
                && rule.scope().fit(target) != Scope.Fit.NO;
    }

    /**
     * @param against what stands against it about the target, as seen last; null for nothing
     * @param suspicion what the moment may say
     */
    Verdict decide(Asked asked, @Nullable Denial against, Suspicion suspicion) {
        if (policy.breakGlass() == null) {
            return no(Denial.NO_RULE);
        }
        if (asked.own()) {
            return no(Denial.TARGET_ROLE_HOLDER);
        }
        if (frozen.test(asked.actor().id())) {
            return no(Denial.ACTOR_FROZEN);
        }
        if (against != null) {
            return no(against);
        }
        if (frozen.test(asked.target().id())) {
            return no(Denial.TARGET_FROZEN);
        }
        ChatUser from = asked.from();
        Ceiling most = from == null ? null : policy.ceiling(from.platform());
        if (most != null && !most.actions().contains(Action.PIN_RESET)) {
            return no(Denial.NOT_ON_THIS_PLATFORM);
        }
        try {
            return suspicion.about(asked).isEmpty() ? Verdict.allow(Authorizer.BREAK_GLASS) : no(Denial.SUSPICIOUS);
        } catch (BackendException e) {
            return no(Denial.UNCLEAR);
        }
    }

    private static Verdict no(Denial why) {
        return Verdict.deny(Authorizer.BREAK_GLASS, why);
    }
}
