package org.pindesk.authorization;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;

/**
 * Decides who may do what from directory facts that were just read, by the policy that holds at that moment, and by the floor that no
 * policy lifts: privileged and service accounts, people who are frozen, the actor's own standing, and that changes for those who hold a
 * role take an approval. What no rule allows is denied; what cannot be found out is denied.
 */
public final class Authorizer {
    /** The rule of a directory password of one's own, begun with a good code. */
    public static final String SELF_FACTOR = "self-factor";

    /** The rule of break-glass. */
    public static final String BREAK_GLASS = "break-glass";

    private final Supplier<Policy> policy;
    private final Circumstances circumstances;
    private final Predicate<PersonId> frozen;
    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param policy the one that holds now
     * @param frozen whether nothing may be changed for a person, and by them, at the moment
     * @param zone in which hours are meant
     */
    public Authorizer(
            Supplier<Policy> policy,
            Circumstances circumstances,
            Predicate<PersonId> frozen,
            Clock clock,
            ZoneId zone) {
        this.policy = policy;
        this.circumstances = circumstances;
        this.frozen = frozen;
        this.clock = clock;
        this.zone = zone;
    }

    /** Whether this person holds a role that acts for others at all; decided before anybody is looked up for them. */
    public Verdict mayActForOthers(Person actor) {
        return decider(false).role(null, actor, null).verdict();
    }

    /**
     * Whether this person holds a role that does this for others; decided before anybody is looked up for them.
     *
     * @param from the chat account that asks
     */
    public Verdict mayActForOthers(Action action, Person actor, @Nullable ChatUser from) {
        return decider(false).role(action, actor, from).verdict();
    }

    /** Whether a person may look at what concerns themselves. */
    public Verdict lookAtSelf(Person person) {
        return decider(false).self(Action.LOGIN_HELP, person, null).verdict();
    }

    /** Whether there is anything that a person may change for themselves. */
    public Verdict self(Person person) {
        return decider(false).self(null, person, null).verdict();
    }

    /**
     * Whether a person may do this for themselves.
     *
     * @param action anything but the directory's password
     * @param from the chat account that asks; null for none in particular
     */
    public Verdict self(Action action, Person person, @Nullable ChatUser from) {
        return decider(false).self(action, person, from).verdict();
    }

    /** The same once more, right before it is done: a limit counted when it was begun. */
    public Verdict stillSelf(Action action, Person person, @Nullable ChatUser from) {
        return decider(true).self(action, person, from).verdict();
    }

    /**
     * Whether a person may get a new directory password of their own once they have given a good code from outside the chat: never by the
     * chat alone, since with a stolen session that would be everything the person has. What this allows is its own rule, so that a request
     * that came another way can be told by its rule.
     */
    public Verdict selfDirectoryPassword(Person person) {
        return selfDirectoryPassword(person, (ChatUser) null);
    }

    /** The same, asked from this chat account. */
    public Verdict selfDirectoryPassword(Person person, @Nullable ChatUser from) {
        return decider(false).self(Action.DIRECTORY_PASSWORD, person, from).verdict();
    }

    /**
     * Whether a person may take the directory password of their own that was begun under this rule: only where a good code began it.
     *
     * @param rule as it stands in the request
     */
    public Verdict selfDirectoryPassword(Person person, String rule) {
        Verdict verdict =
                decider(true).self(Action.DIRECTORY_PASSWORD, person, null).verdict();
        return verdict.allowed() && !rule.equals(SELF_FACTOR)
                ? Verdict.deny("default-deny", Denial.SELF_NEEDS_FACTOR)
                : verdict;
    }

    /** Whether a verdict on this chat platform says what the directory and the systems hold; else only the cause and the next step. */
    public boolean showsDetail(String platform) {
        Ceiling most = policy.get().ceiling(platform);
        return most == null || most.detail();
    }

    /** Whether there is anybody to whom helpdesk may offer a new directory password. */
    public boolean offersDirectoryPasswords() {
        return policy.get().offersToOthers(Action.DIRECTORY_PASSWORD);
    }

    /**
     * Whether the actor may do this for, or about, the target.
     *
     * @param action anything but {@link Action#FREEZE} and {@link Action#UNFREEZE}
     */
    public Verdict other(Action action, Person actor, Person target) {
        return other(Asked.of(action, actor, target));
    }

    /** The same, with the chat accounts that are part of it. */
    public Verdict other(Asked asked) {
        return asked.own() ? roleOfOneself(asked) : decider(false).decide(asked).verdict();
    }

    /**
     * The same once more, right before it is done: what was allowed when it was begun, by hours, limits and how fast somebody acts, stays
     * allowed; everything else is asked again. Needs that were met then are in the verdict again: {@link Approvers#left}.
     */
    public Verdict still(Asked asked) {
        return asked.own() ? roleOfOneself(asked) : decider(true).decide(asked).verdict();
    }

    /** What would be decided, with everything that was looked at; one's own too. */
    public Decision explain(Asked asked) {
        if (asked.action() != Action.FREEZE && asked.action() != Action.UNFREEZE) {
            return decider(false).decide(asked);
        }
        Decision role = decider(false).decide(asked);
        return new Decision(freeze(asked.action(), asked.actor(), asked.target()), role.line(), role.steps());
    }

    /** The policy that holds now. */
    public Policy policy() {
        return policy.get();
    }

    /**
     * Phone mode: whether this person may be shown a secret of somebody whom they lead, to hand it over. Whose secret it may be is
     * decided by {@link #other}, and who leads whom by the directory.
     */
    public Verdict handOver(Person manager) {
        Verdict standing = lookAtSelf(manager);
        AccountState state = manager.state();
        boolean selfOnly = state.locked() || state.passwordExpired() || state.mustChangePassword();
        if (!standing.allowed() || selfOnly || frozen.test(manager.id())) {
            return Verdict.deny(Request.PHONE_MODE, Denial.MANAGER_BARRED);
        }
        return Verdict.allow(Request.PHONE_MODE);
    }

    /**
     * Whether the actor may freeze the target. People who hold a role, lead one who does, or are protected are left to those who approve
     * changes for them.
     */
    public Verdict freeze(Person actor, Person target) {
        return freeze(Action.FREEZE, actor, target);
    }

    /**
     * Whether this person may agree that changes for somebody go on again; decided before anybody is looked up. Those who may let them go
     * on may, and those who approve changes for protected people.
     *
     * @param from the chat account that agrees
     */
    public Verdict mayAgreeToUnfreeze(Person person, @Nullable ChatUser from) {
        Verdict role = mayActForOthers(Action.UNFREEZE, person, from);
        return byApproving(person, from, role);
    }

    /** The same about a target. */
    public Verdict agreeToUnfreeze(Person person, Person target) {
        Verdict rules = freeze(Action.UNFREEZE, person, target);
        return person.id().equals(target.id()) ? rules : byApproving(person, null, rules);
    }

    /** Groups whose members may be asked to agree that changes go on again. */
    public Set<String> unfreezers() {
        return policy.get().unfreezers();
    }

    private Verdict byApproving(Person person, @Nullable ChatUser from, Verdict rules) {
        boolean unruled = rules.denial() == Denial.NO_ROLE || rules.denial() == Denial.NO_RULE;
        return unruled && approver(policy.get(), person)
                ? decider(false).agreeing(Action.UNFREEZE, person, from)
                : rules;
    }

    private static boolean approver(Policy policy, Person person) {
        Needs.Approval approval = policy.protection().approval();
        return approval != null && !Collections.disjoint(approval.groups(), person.groups());
    }

    /**
     * Whether the actor may freeze the target, let changes for the target go on again, or take an account from them; nobody does that for
     * themselves.
     *
     * @param action {@link Action#FREEZE}, {@link Action#UNFREEZE} or {@link Action#VOUCH}
     */
    public Verdict freeze(Action action, Person actor, Person target) {
        Verdict role = mayActForOthers(action, actor, null);
        if (!role.allowed()) {
            return role;
        }
        Policy now = policy.get();
        boolean approver = approver(now, actor);
        boolean held = decider(false).holder(target);
        if (actor.id().equals(target.id()) || held && !approver) {
            return Verdict.deny("role-holder", Denial.TARGET_ROLE_HOLDER);
        }
        if (now.protection().names(target) && !approver) {
            return Verdict.deny("protected", Denial.TARGET_PROTECTED);
        }
        return decider(false).ruled(Asked.of(action, actor, target)).verdict();
    }

    /** Whether the policy names this person for break-glass, and they could act for others, as just read. */
    public boolean isNamedForBreakGlass(Person person) {
        return emergency().named(person);
    }

    /** What stands against a PIN by break-glass for this person, as just read; null for nothing. */
    public @Nullable Denial againstBreakGlass(Person target) {
        return emergency().against(target);
    }

    /**
     * Whether somebody who is named for it may offer the target a PIN while the directory cannot be reached: nothing of the people is
     * looked at but who they are and whether they are frozen.
     *
     * @param against what stood against it when the target was seen last; null for nothing
     * @param known what can be found out without the directory about what happened lately
     */
    public Verdict breakGlass(Asked asked, @Nullable Denial against, Circumstances known) {
        return emergency().decide(asked, against, suspicion(known, false));
    }

    /** The same right before the write, by what was known. */
    public Verdict stillBreakGlass(Asked asked, @Nullable Denial against, Circumstances known) {
        return emergency().decide(asked, against, suspicion(known, true));
    }

    /** The same right before the write when the directory is back: everything is asked again of the people as just read. */
    public Verdict stillBreakGlass(Asked asked) {
        return isNamedForBreakGlass(asked.actor())
                ? stillBreakGlass(asked, againstBreakGlass(asked.target()), circumstances)
                : Verdict.deny(BREAK_GLASS, Denial.NO_ROLE);
    }

    private Suspicion suspicion(Circumstances known, boolean again) {
        return new Suspicion(policy.get().velocity(), known, clock.instant().atZone(zone), again);
    }

    private Emergency emergency() {
        return new Emergency(policy.get(), decider(false), frozen);
    }

    /** Whether it makes no difference about whom somebody does this, so that the role alone decides. */
    public boolean plain(Action action) {
        return policy.get().plain(action);
    }

    /** Whoever asks for themselves as if for another holds a role, and is protected from themselves; looking is no harm. */
    private Verdict roleOfOneself(Asked asked) {
        Verdict role = mayActForOthers(asked.action(), asked.actor(), asked.from());
        return role.allowed() && !asked.action().looks()
                ? Verdict.deny("role-holder", Denial.TARGET_ROLE_HOLDER)
                : role;
    }

    private Decider decider(boolean again) {
        return new Decider(policy.get(), circumstances, frozen, clock.instant().atZone(zone), again);
    }
}
