package org.pindesk.authorization;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.pindesk.core.AccountState;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;

/**
 * Decides who may do what from directory facts that were just read: oneself, one helpdesk group, a protected list, people who are frozen,
 * and the floor that nothing lifts. What no rule allows is denied.
 */
public final class Authorizer {
    /** The rule of a directory password of one's own, begun with a good code. */
    public static final String SELF_FACTOR = "self-factor";

    /** How long an approval is waited for, and how long the owner has then. */
    private static final Duration A_DAY = Duration.ofHours(24);

    private final Roles roles;
    private final Predicate<PersonId> frozen;

    /**
     * @param frozen whether nothing may be changed for a person, and by them, at the moment
     */
    public Authorizer(Roles roles, Predicate<PersonId> frozen) {
        this.roles = roles;
        this.frozen = frozen;
    }

    /** Whether this person holds a role that acts for others at all; decided before anybody is looked up for them. */
    public Verdict mayActForOthers(Person actor) {
        Verdict standing = standing(actor);
        if (!standing.allowed()) {
            return standing;
        }
        if (!actor.groups().contains(roles.helpdesk())) {
            return Verdict.deny("default-deny", Denial.NO_ROLE);
        }
        if (frozen.test(actor.id())) {
            return Verdict.deny("frozen", Denial.ACTOR_FROZEN);
        }
        AccountState state = actor.state();
        if (state.locked() || state.passwordExpired() || state.mustChangePassword()) {
            return Verdict.deny("actor-state", Denial.ACTOR_SELF_ONLY);
        }
        return Verdict.allow("helpdesk");
    }

    /** Whether a person may look at what concerns themselves. */
    public Verdict lookAtSelf(Person person) {
        Verdict standing = standing(person);
        return standing.allowed() ? Verdict.allow("self") : standing;
    }

    /** Whether a person may get a new PIN, or a new password of a telephone system, of their own. */
    public Verdict self(Person person) {
        Verdict standing = standing(person);
        if (!standing.allowed()) {
            return standing;
        }
        if (person.privileged()) {
            return Verdict.deny("floor", Denial.PRIVILEGED);
        }
        return frozen.test(person.id()) ? Verdict.deny("frozen", Denial.ACTOR_FROZEN) : Verdict.allow("self");
    }

    /**
     * Whether a person may get a new directory password of their own once they have given a good code from outside the chat: never by the
     * chat alone, since with a stolen session that would be everything the person has. What this allows is its own rule, so that a request
     * that came another way can be told by its rule.
     */
    public Verdict selfDirectoryPassword(Person person) {
        Verdict verdict = self(person);
        if (!verdict.allowed()) {
            return verdict;
        }
        boolean member =
                roles.ownDirectoryPasswords() != null && person.groups().contains(roles.ownDirectoryPasswords());
        return member ? Verdict.allow(SELF_FACTOR) : Verdict.deny("default-deny", Denial.SELF_PASSWORD_NOT_OFFERED);
    }

    /**
     * Whether a person may take the directory password of their own that was begun under this rule: only where a good code began it.
     *
     * @param rule as it stands in the request
     */
    public Verdict selfDirectoryPassword(Person person, String rule) {
        Verdict verdict = selfDirectoryPassword(person);
        return verdict.allowed() && !rule.equals(SELF_FACTOR)
                ? Verdict.deny("default-deny", Denial.SELF_NEEDS_FACTOR)
                : verdict;
    }

    /** Whether there is anybody to whom helpdesk may offer a new directory password. */
    public boolean offersDirectoryPasswords() {
        return roles.directoryPasswords() != null;
    }

    /**
     * Whether the actor may do this for, or about, the target.
     *
     * @param action anything but {@link Action#FREEZE} and {@link Action#UNFREEZE}
     */
    public Verdict other(Action action, Person actor, Person target) {
        Verdict role = mayActForOthers(actor);
        if (!role.allowed()) {
            return role;
        }
        // to ask somebody whether they are the caller changes nothing: nobody is too important for it
        boolean asks = action == Action.VERIFY;
        if (target.privileged() && !asks) {
            return Verdict.deny("floor", Denial.PRIVILEGED);
        }
        AccountState state = target.state();
        if (!state.readable()) {
            return Verdict.deny("target-state", Denial.TARGET_UNCLEAR);
        }
        if (state.disabled()) {
            return Verdict.deny("target-state", Denial.TARGET_DISABLED);
        }
        if (state.expired()) {
            return Verdict.deny("target-state", Denial.TARGET_EXPIRED);
        }
        if (asks) {
            return role;
        }
        boolean spared = roles.protectedPeople() != null && target.groups().contains(roles.protectedPeople());
        boolean held = target.leadsRoleHolder() || !Collections.disjoint(target.groups(), roles.holders());
        Needs needs = approval(action, spared, held);
        if (spared && needs.none()) {
            return Verdict.deny("protected", Denial.TARGET_PROTECTED);
        }
        if (held && needs.none()) {
            return Verdict.deny("role-holder", Denial.TARGET_ROLE_HOLDER);
        }
        if (frozen.test(target.id())) {
            return Verdict.deny("frozen", Denial.TARGET_FROZEN);
        }
        boolean offered = action != Action.DIRECTORY_PASSWORD
                || roles.directoryPasswords() != null && target.groups().contains(roles.directoryPasswords());
        if (!offered) {
            return Verdict.deny("default-deny", Denial.TARGET_PASSWORD_NOT_OFFERED);
        }
        return needs.none() ? role : Verdict.needing(spared ? "protected" : "role-holder", needs);
    }

    /** Secrets of protected people and of role holders change with the approval of an administrator; nothing else about them does. */
    private Needs approval(Action action, boolean spared, boolean held) {
        Set<String> because = new LinkedHashSet<>();
        if (spared) {
            because.add("protected");
        }
        if (held) {
            because.add("role-holder");
        }
        String approvers = roles.administrators();
        if (because.isEmpty() || approvers == null || !action.changesSecret()) {
            return Needs.NONE;
        }
        return new Needs(false, false, new Needs.Approval(1, Set.of(approvers), true, A_DAY, A_DAY), because);
    }

    /**
     * Phone mode: whether this person may be shown a secret of somebody whom they lead, to hand it over. Whose secret it may be is
     * decided by {@link #other}, and who leads whom by the directory.
     */
    public Verdict handOver(Person manager) {
        Verdict standing = standing(manager);
        AccountState state = manager.state();
        boolean selfOnly = state.locked() || state.passwordExpired() || state.mustChangePassword();
        if (!standing.allowed() || selfOnly || frozen.test(manager.id())) {
            return Verdict.deny(Request.PHONE_MODE, Denial.MANAGER_BARRED);
        }
        return Verdict.allow(Request.PHONE_MODE);
    }

    /**
     * Whether the actor may freeze the target, or let changes for the target go on again. People who hold a role, lead one who does, or are
     * protected are left to administrators; nobody lifts it for themselves.
     */
    public Verdict freeze(Person actor, Person target) {
        Verdict role = mayActForOthers(actor);
        if (!role.allowed()) {
            return role;
        }
        boolean administrator = roles.administrators() != null && actor.groups().contains(roles.administrators());
        boolean held = target.leadsRoleHolder() || !Collections.disjoint(target.groups(), roles.holders());
        boolean spared = roles.protectedPeople() != null && target.groups().contains(roles.protectedPeople());
        if (actor.id().equals(target.id()) || held && !administrator) {
            return Verdict.deny("role-holder", Denial.TARGET_ROLE_HOLDER);
        }
        return spared && !administrator ? Verdict.deny("protected", Denial.TARGET_PROTECTED) : role;
    }

    private Verdict standing(Person actor) {
        AccountState state = actor.state();
        if (!state.readable()) {
            return Verdict.deny("actor-state", Denial.ACTOR_UNCLEAR);
        }
        if (state.disabled()) {
            return Verdict.deny("actor-state", Denial.ACTOR_DISABLED);
        }
        if (state.expired()) {
            return Verdict.deny("actor-state", Denial.ACTOR_EXPIRED);
        }
        return Verdict.allow("standing");
    }
}
