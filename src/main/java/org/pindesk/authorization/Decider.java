package org.pindesk.authorization;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;

/** One decision, step by step. It asks and writes nothing but the circumstances that a rule needs. */
final class Decider {
    private static final String DEFAULT = "default-deny";
    private static final String ACTOR_STATE = "actor-state";
    private static final String TARGET_STATE = "target-state";
    private static final String FLOOR = "floor";
    private static final String FROZEN = "frozen";

    /** How long a caller who proved who they are counts as that. */
    private static final Duration VERIFIED = Duration.ofMinutes(15);

    private final Policy policy;
    private final Circumstances circumstances;
    private final Predicate<PersonId> frozen;
    private final ZonedDateTime now;
    private final boolean again;
    private final List<Decision.Step> steps = new ArrayList<>();
    private int line;

    /**
     * @param again whether it was allowed before, and is asked once more right before it is done: hours, limits and how fast somebody acts
     *     counted then
     */
    Decider(Policy policy, Circumstances circumstances, Predicate<PersonId> frozen, ZonedDateTime now, boolean again) {
        this.policy = policy;
        this.circumstances = circumstances;
        this.frozen = frozen;
        this.now = now;
        this.again = again;
    }

    /** Whether somebody may do this at all for anybody else, before anybody is looked up; any action when none is named. */
    Decision role(@Nullable Action action, Person actor, @Nullable ChatUser from) {
        return done(roleVerdict(action, actor, from));
    }

    /** The whole question. */
    Decision decide(Asked asked) {
        return done(asked.own() ? own(asked.action(), asked.actor(), asked.from()) : other(asked));
    }

    /** By the rules alone, for what neither floor nor protection bears on in the usual way. */
    Decision ruled(Asked asked) {
        return done(seen(asked.target()) ? byRules(asked) : unclear("groups of the target were not looked at"));
    }

    /** One's own; anything at all when no action is named. */
    Decision self(@Nullable Action action, Person person, @Nullable ChatUser from) {
        return done(own(action, person, from));
    }

    private Decision done(Verdict verdict) {
        return new Decision(verdict, line, steps);
    }

    /** Whether somebody's own account lets them speak about others at all, whatever role they hold. */
    Verdict agreeing(Action action, Person person, @Nullable ChatUser from) {
        Verdict standing = standing(person);
        Verdict free = standing.allowed() ? free(person, "approver") : standing;
        Verdict ceiling = ceiling(action, from);
        return free.allowed() && !ceiling.allowed() ? ceiling : free;
    }

    private Verdict free(Person actor, String rule) {
        if (frozen.test(actor.id())) {
            return no(FROZEN, Denial.ACTOR_FROZEN, "nothing is changed by somebody who is frozen");
        }
        AccountState state = actor.state();
        if (state.locked() || state.passwordExpired() || state.mustChangePassword()) {
            return no(ACTOR_STATE, Denial.ACTOR_SELF_ONLY, "locked, or the password has expired: for themselves only");
        }
        return Verdict.allow(rule);
    }

    private Verdict roleVerdict(@Nullable Action action, Person actor, @Nullable ChatUser from) {
        Verdict standing = standing(actor);
        if (!standing.allowed()) {
            return standing;
        }
        if (roleRule(null, actor).isEmpty()) {
            return no(DEFAULT, Denial.NO_ROLE, "no rule lets a role of this person do anything for anybody else");
        }
        Optional<String> role = roleRule(action, actor);
        if (role.isEmpty()) {
            return no(DEFAULT, Denial.NO_RULE, "no rule lets a role of this person do it for anybody else");
        }
        step("role", false, "holds a role that may");
        Verdict free = free(actor, role.get());
        if (!free.allowed()) {
            return free;
        }
        Verdict ceiling = ceiling(action, from);
        return ceiling.allowed() ? free : ceiling;
    }

    /** The first rule that reaches others by a role of this person. */
    private Optional<String> roleRule(@Nullable Action action, Person actor) {
        return policy.rules().stream()
                .filter(rule -> rule.allows()
                        && rule.reachesOthers()
                        && (action == null || rule.actions().contains(action))
                        && policy.holds(actor, rule.roles()))
                .map(Rule::name)
                .findFirst();
    }

    private Verdict other(Asked asked) {
        Action action = asked.action();
        Person actor = asked.actor();
        Person target = asked.target();
        Verdict role = roleVerdict(null, actor, asked.from());
        Verdict ceiling = ceiling(action, asked.from());
        if (!role.allowed() || !ceiling.allowed()) {
            return role.allowed() ? ceiling : role;
        }
        if (!seen(target)) {
            return unclear("groups that the policy names were not looked at for the target");
        }
        return action.looks() ? byRules(asked) : change(asked);
    }

    private Verdict change(Asked asked) {
        Person target = asked.target();
        if (target.privileged()) {
            return no(FLOOR, Denial.PRIVILEGED, "a privileged account of the directory, or one of Pindesk's own");
        }
        AccountState state = target.state();
        if (!state.readable()) {
            return no(TARGET_STATE, Denial.TARGET_UNCLEAR, "the directory does not show the target's state");
        }
        if (state.disabled()) {
            return no(TARGET_STATE, Denial.TARGET_DISABLED, "the target's account is disabled");
        }
        if (state.expired()) {
            return no(TARGET_STATE, Denial.TARGET_EXPIRED, "the target's account has expired");
        }
        step(FLOOR, false, "the target is not privileged, and its account is in order");
        boolean named = policy.protection().names(target);
        boolean holder = holder(target);
        boolean waits = asked.action().changesSecret() && policy.protection().approval() != null;
        if ((named || holder) && !waits) {
            return named
                    ? no("protected", Denial.TARGET_PROTECTED, "protected, and this cannot wait for an approval")
                    : no("role-holder", Denial.TARGET_ROLE_HOLDER, "holds a role or leads somebody who does");
        }
        if (frozen.test(target.id())) {
            return no(FROZEN, Denial.TARGET_FROZEN, "nothing is changed for somebody who is frozen");
        }
        Verdict rules = byRules(asked);
        if (rules.denial() != null && !rules.pending()) {
            return rules;
        }
        Needs needs = rules.needs();
        if (named || holder) {
            String why = named ? "protected" : "role-holder";
            step(why, true, "takes an approval with a code");
            Set<String> because = named && holder ? new LinkedHashSet<>(List.of(why, "role-holder")) : Set.of(why);
            needs = needs.and(new Needs(false, false, policy.protection().approval(), because));
            rules = new Verdict(why, rules.denial(), rules.needs());
        }
        return moment(asked, rules.rule(), needs);
    }

    /** What the moment says, which can only add to what is needed. */
    private Verdict moment(Asked asked, String rule, Needs ruled) {
        Needs needs = ruled;
        try {
            Suspicion suspicion = new Suspicion(policy.velocity(), circumstances, now, again);
            for (Suspicion.Found found : suspicion.about(asked)) {
                if (found.stops() || policy.velocity().approval() == null) {
                    return no(found.why(), Denial.SUSPICIOUS, found.text());
                }
                step(found.why(), true, found.text() + ": takes an approval");
                needs = needs.and(new Needs(false, false, policy.velocity().approval(), Set.of(found.why())));
            }
            if (needs.callerVerified()
                    && circumstances.callerVerified(
                            asked.actor().id(),
                            asked.target().id(),
                            now.toInstant().minus(VERIFIED))) {
                step("caller-verified", false, "the target has proved to be the caller");
                needs = new Needs(needs.reason(), false, needs.approval(), needs.because());
            }
        } catch (BackendException e) {
            return unclear(String.valueOf(e.getMessage()));
        }
        return needs.none() ? Verdict.allow(rule) : Verdict.needing(rule, needs);
    }

    /** Explicit denials, then the first rule that allows. */
    private Verdict byRules(Asked asked) {
        for (Rule rule : policy.rules()) {
            if (!rule.allows() && matches(rule, asked)) {
                line = rule.line();
                return new Verdict(rule.name(), Denial.RULE_DENIES, Needs.NONE);
            }
        }
        for (Rule rule : policy.rules()) {
            if (rule.allows() && matches(rule, asked)) {
                line = rule.line();
                return within(rule, asked);
            }
        }
        Denial why = asked.action() != Action.DIRECTORY_PASSWORD
                ? Denial.NO_RULE
                : asked.own() ? Denial.SELF_PASSWORD_NOT_OFFERED : Denial.TARGET_PASSWORD_NOT_OFFERED;
        return no(DEFAULT, why, "no rule allows it: what none allows is denied");
    }

    private Verdict within(Rule rule, Asked asked) {
        if (!again) {
            try {
                Limit actor = rule.perActor();
                if (actor != null) {
                    int done = circumstances.actsBy(
                            asked.actor().id(), now.toInstant().minus(actor.within()));
                    step(rule.name(), false, "actor: " + done + " of " + actor);
                    if (done >= actor.count()) {
                        return no(rule.name(), Denial.ACTOR_LIMIT, "the actor has reached " + actor);
                    }
                }
                Limit target = rule.perTarget();
                if (target != null) {
                    int done = circumstances.actsFor(
                            asked.target().id(), asked.action(), now.toInstant().minus(target.within()));
                    step(rule.name(), false, "target: " + done + " of " + target);
                    if (done >= target.count()) {
                        return no(rule.name(), Denial.TARGET_LIMIT, "for the target " + target + " is reached");
                    }
                }
            } catch (BackendException e) {
                return unclear(String.valueOf(e.getMessage()));
            }
        }
        return rule.needs().none() ? Verdict.allow(rule.name()) : Verdict.needing(rule.name(), rule.needs());
    }

    /** A rule that denies holds too where something that it asks about was not seen. */
    private boolean matches(Rule rule, Asked asked) {
        String against = against(rule, asked);
        step(rule.name(), rule.line(), against == null, against == null ? verb(rule) : against);
        return against == null;
    }

    private static String verb(Rule rule) {
        return rule.allows() ? "allows it" : "denies it";
    }

    private @Nullable String against(Rule rule, Asked asked) {
        if (!rule.actions().contains(asked.action())) {
            return "is about other actions";
        }
        if (!policy.holds(asked.actor(), rule.roles())) {
            return "the actor holds none of its roles";
        }
        if (!again && rule.hours() != null && !rule.hours().cover(now)) {
            return "holds at other hours";
        }
        Scope.Fit whom = whom(rule, asked);
        Scope.Fit scope = rule.scope().fit(asked.target());
        if (whom == Scope.Fit.NO) {
            return "is for "
                    + String.join(", ", rule.whom().stream().map(Whom::word).toList());
        }
        if (scope == Scope.Fit.NO) {
            return "the target is outside of its scope";
        }
        boolean unseen = whom == Scope.Fit.UNSEEN || scope == Scope.Fit.UNSEEN;
        return unseen && rule.allows() ? "what its scope asks about was not seen on the target" : null;
    }

    private static Scope.Fit whom(Rule rule, Asked asked) {
        if (asked.own()) {
            return rule.whom().contains(Whom.SELF) ? Scope.Fit.YES : Scope.Fit.NO;
        }
        if (rule.whom().contains(Whom.OTHERS)) {
            return Scope.Fit.YES;
        }
        if (!rule.whom().contains(Whom.REPORTS)) {
            return Scope.Fit.NO;
        }
        if (asked.target().facts().name() == null || asked.actor().facts().name() == null) {
            return Scope.Fit.UNSEEN;
        }
        return Scope.same(
                        asked.target().facts().manager(), asked.actor().facts().name())
                ? Scope.Fit.YES
                : Scope.Fit.NO;
    }

    private Verdict own(@Nullable Action action, Person person, @Nullable ChatUser from) {
        Verdict standing = standing(person);
        if (!standing.allowed()) {
            return standing;
        }
        if (action != null && action.looks()) {
            Verdict ceiling = ceiling(action, from);
            return ceiling.allowed() ? Verdict.allow("self") : ceiling;
        }
        if (person.privileged()) {
            return no(FLOOR, Denial.PRIVILEGED, "a privileged account of the directory, or one of Pindesk's own");
        }
        if (frozen.test(person.id())) {
            return no(FROZEN, Denial.ACTOR_FROZEN, "nothing is changed for somebody who is frozen");
        }
        if (action == null) {
            boolean any = policy.rules().stream()
                    .anyMatch(rule -> rule.allows() && rule.whom().contains(Whom.SELF));
            return any ? Verdict.allow("self") : no(DEFAULT, Denial.NO_RULE, "no rule is for oneself");
        }
        Verdict ceiling = ceiling(action, from);
        if (!ceiling.allowed()) {
            return ceiling;
        }
        Asked asked = new Asked(action, person, person, from, from);
        Verdict rules = byRules(asked);
        if (!rules.allowed()) {
            return rules;
        }
        Verdict moment = moment(asked, rules.rule(), Needs.NONE);
        return moment.allowed() && action == Action.DIRECTORY_PASSWORD ? Verdict.allow(Authorizer.SELF_FACTOR) : moment;
    }

    private Verdict ceiling(@Nullable Action action, @Nullable ChatUser from) {
        if (from == null || action == null) {
            return Verdict.allow("platform");
        }
        Ceiling most = policy.ceiling(from.platform());
        return most == null || most.actions().contains(action)
                ? Verdict.allow("platform")
                : no("platform", Denial.NOT_ON_THIS_PLATFORM, "not on " + from.platform());
    }

    private Verdict standing(Person actor) {
        AccountState state = actor.state();
        if (!state.readable()) {
            return no(ACTOR_STATE, Denial.ACTOR_UNCLEAR, "the directory does not show the actor's state");
        }
        if (state.disabled()) {
            return no(ACTOR_STATE, Denial.ACTOR_DISABLED, "the actor's account is disabled");
        }
        if (state.expired()) {
            return no(ACTOR_STATE, Denial.ACTOR_EXPIRED, "the actor's account has expired");
        }
        if (!seen(actor)) {
            return unclear("groups that the policy names were not looked at for the actor");
        }
        step("standing", false, "the actor's account is in order");
        return Verdict.allow("standing");
    }

    /** After a new policy was loaded somebody may have been read with the former one in mind. */
    private boolean seen(Person person) {
        return person.facts().sawGroups(policy.watched());
    }

    boolean holder(Person person) {
        return person.leadsRoleHolder() || !Collections.disjoint(person.groups(), policy.holders());
    }

    private Verdict unclear(String why) {
        return no("circumstances", Denial.UNCLEAR, "cannot be found out: " + why);
    }

    private Verdict no(String rule, Denial denial, String why) {
        step(rule, true, why);
        return Verdict.deny(rule, denial);
    }

    private void step(String what, boolean decides, String why) {
        step(what, 0, decides, why);
    }

    private void step(String what, int where, boolean decides, String why) {
        steps.add(new Decision.Step(what, where, decides, why));
    }
}
