package org.pindesk.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Needs;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Protection;
import org.pindesk.authorization.Rule;
import org.pindesk.authorization.Scope;
import org.pindesk.authorization.Velocity;
import org.pindesk.authorization.Whom;
import org.pindesk.demo.company.Company;

/**
 * A policy for new PINs in a form that a test can judge by itself.
 *
 * @param approved what a change for protected people takes; null where nothing is changed for them
 */
record Laws(List<Law> laws, @Nullable Say approved) {
    /** So many others of a group have to say yes. */
    record Say(int count, String group, boolean coded) {}

    /**
     * @param group whose members may, or may not; null for everybody
     * @param about only members of this group; null for everybody
     */
    record Law(
            boolean allows,
            @Nullable String group,
            boolean self,
            boolean others,
            @Nullable String about,
            boolean reason,
            boolean verified,
            @Nullable Say say) {}

    private static final Say ONE = new Say(1, Company.ADMIN_GROUP, true);

    static Laws usual() {
        return new Laws(
                List.of(
                        new Law(true, Company.HELPDESK_GROUP, false, true, null, false, false, null),
                        new Law(true, null, true, false, null, false, false, null)),
                ONE);
    }

    static Laws any(Random random) {
        List<Law> laws = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            laws.add(new Law(
                    false,
                    random.nextBoolean() ? null : group(random),
                    random.nextBoolean(),
                    true,
                    random.nextInt(4) == 0 ? null : Company.WINDOWS_RESET_GROUP,
                    false,
                    false,
                    null));
        }
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            laws.add(new Law(
                    true,
                    group(random),
                    false,
                    true,
                    random.nextInt(4) == 0 ? Company.WINDOWS_RESET_GROUP : null,
                    random.nextInt(3) == 0,
                    random.nextInt(3) == 0,
                    random.nextBoolean() ? say(random, random.nextBoolean()) : null));
        }
        if (random.nextInt(3) > 0) {
            laws.add(new Law(true, null, true, false, null, false, false, null));
        }
        return new Laws(laws, random.nextInt(4) == 0 ? null : say(random, true));
    }

    private static String group(Random random) {
        return random.nextInt(3) == 0 ? Company.ADMIN_GROUP : Company.HELPDESK_GROUP;
    }

    private static Say say(Random random, boolean coded) {
        return new Say(
                1 + random.nextInt(2), random.nextInt(3) == 0 ? Company.HELPDESK_GROUP : Company.ADMIN_GROUP, coded);
    }

    /** The groups whose members hold a role, or approve. */
    Set<String> holders() {
        Set<String> groups = new TreeSet<>();
        for (Law law : laws) {
            if (law.allows() && law.others() && law.group() != null) {
                groups.add(law.group());
            }
            Optional.ofNullable(law.say()).map(Say::group).ifPresent(groups::add);
        }
        Optional.ofNullable(approved).map(Say::group).ifPresent(groups::add);
        return groups;
    }

    Policy policy() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < laws.size(); i++) {
            rules.add(rule("law-" + i, laws.get(i)));
        }
        // what is not about PINs stays as it is
        Set<Action> rest = EnumSet.of(Action.VERIFY, Action.FREEZE, Action.UNFREEZE, Action.PIN_STATUS);
        rules.add(Rule.of("rest", true, rest, Set.of("helpdesk"), Set.of(Whom.OTHERS), Scope.EVERYBODY));
        return Policy.of(
                Map.of("helpdesk", Set.of(Company.HELPDESK_GROUP), "administrators", Set.of(Company.ADMIN_GROUP)),
                rules,
                new Protection(Set.of(Company.PROTECTED_GROUP), Set.of(), approval(approved)),
                Velocity.NONE,
                Map.of());
    }

    private static Rule rule(String name, Law law) {
        Set<Whom> whom = EnumSet.noneOf(Whom.class);
        if (law.self()) {
            whom.add(Whom.SELF);
        }
        if (law.others()) {
            whom.add(Whom.OTHERS);
        }
        String group = law.group();
        return new Rule(
                name,
                0,
                law.allows(),
                Set.of(Action.PIN_RESET),
                group == null ? Set.of() : Set.of(group.equals(Company.ADMIN_GROUP) ? "administrators" : "helpdesk"),
                whom,
                law.about() == null ? Scope.EVERYBODY : new Scope(Set.of(), Set.of(law.about()), Map.of()),
                new Needs(law.reason(), law.verified(), approval(law.say()), Set.of("policy")),
                null,
                null,
                null);
    }

    @SuppressWarnings("NullAway") // it takes the annotation of a nested type in a class file for none
    private static Needs.@Nullable Approval approval(@Nullable Say say) {
        return say == null
                ? null
                : new Needs.Approval(say.count(), Set.of(say.group()), say.coded(), Policy.A_DAY, Policy.A_DAY);
    }
}
