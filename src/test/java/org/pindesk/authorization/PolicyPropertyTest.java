package org.pindesk.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.AccountState;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.DirectoryFacts;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;

/**
 * Whatever stands in a policy: a change that is allowed violates neither the floor nor a denial nor a scope nor a need. Random policies,
 * people and histories; a failure names the seed, and the same seed fails again.
 */
class PolicyPropertyTest {
    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    private static final List<String> GROUPS = List.of("CN=g0,DC=x", "CN=g1,DC=x", "CN=g2,DC=x", "CN=g3,DC=x");
    private static final List<String> OUS = List.of("OU=a,DC=x", "OU=b,DC=x", "OU=c,OU=a,DC=x");
    private static final List<Action> CHANGES = EnumSet.allOf(Action.class).stream()
            .filter(action -> !action.looks() && action != Action.FREEZE && action != Action.UNFREEZE)
            .toList();
    private static final int WORLDS = 500;
    private static final int QUESTIONS = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 42, 4711, 20_261_122})
    void noPolicyLetsAChangeThroughThatTheFloorADenialAScopeOrANeedForbids(long seed) {
        Random random = new Random(seed);
        int allowed = 0;
        int pending = 0;
        int denied = 0;
        for (int world = 0; world < WORLDS; world++) {
            Past past = new Past(random);
            Policy policy = policy(random);
            Set<PersonId> frozen = new LinkedHashSet<>();
            for (int i = 0; i < QUESTIONS; i++) {
                Person actor = person(random, "actor" + random.nextInt(3), policy);
                Person target = random.nextInt(6) == 0 ? actor : person(random, "target" + random.nextInt(4), policy);
                if (random.nextInt(60) == 0) {
                    frozen.add((random.nextBoolean() ? actor : target).id());
                }
                Asked asked = new Asked(
                        CHANGES.get(random.nextInt(CHANGES.size())), actor, target, chat(random), chat(random));
                String where = "seed " + seed + ", world " + world + ", question " + i + ": " + asked.action();
                Verdict verdict = decide(policy, past, frozen, asked);
                if (verdict.allowed() || verdict.pending()) {
                    holds(policy, past, frozen, asked, verdict, where);
                    denyingAnythingNeverAllowsMore(random, policy, past, frozen, asked, where);
                }
                needingMoreNeverAllowsMore(policy, past, frozen, asked, verdict, where);
                allowed += verdict.allowed() ? 1 : 0;
                pending += verdict.pending() ? 1 : 0;
                denied += verdict.allowed() || verdict.pending() ? 0 : 1;
            }
        }
        assertThat(List.of(allowed, pending, denied))
                .as("seed %s reaches every kind of answer often enough to mean something", seed)
                .allSatisfy(count -> assertThat(count).isGreaterThan(150));
    }

    /** What must be true of everything that is, or could become, allowed. */
    private static void holds(
            Policy policy, Past past, Set<PersonId> frozen, Asked asked, Verdict verdict, String where) {
        Person actor = asked.actor();
        Person target = asked.target();
        assertThat(target.privileged()).as("floor, " + where).isFalse();
        assertThat(frozen).as("frozen, " + where).doesNotContain(actor.id(), target.id());
        for (Person each : List.of(actor, target)) {
            assertThat(each.state().readable()
                            && !each.state().disabled()
                            && !each.state().expired())
                    .as("standing, " + where)
                    .isTrue();
        }
        Ceiling ceiling =
                asked.from() == null ? null : policy.ceiling(asked.from().platform());
        assertThat(ceiling == null || ceiling.actions().contains(asked.action()))
                .as("ceiling, " + where)
                .isTrue();
        assertThat(policy.rules().stream().filter(rule -> !rule.allows()).filter(rule -> fits(policy, rule, asked)))
                .as("denials, " + where)
                .isEmpty();
        Optional<Rule> first = policy.rules().stream()
                .filter(Rule::allows)
                .filter(rule -> fits(policy, rule, asked))
                .findFirst();
        assertThat(first).as("a rule allows it, " + where).isPresent();
        boolean held = target.leadsRoleHolder() || !Collections.disjoint(target.groups(), policy.holders());
        boolean spared = held || policy.protection().names(target);
        if (!asked.own()) {
            assertThat(policy.holds(actor, first.get().roles()))
                    .as("role, " + where)
                    .isTrue();
            assertThat(actor.state().locked())
                    .as("locked actors act for nobody else, " + where)
                    .isFalse();
            assertThat(spared && verdict.allowed())
                    .as("protected people take an approval, " + where)
                    .isFalse();
            assertThat(!spared
                            || verdict.needs().approval() != null
                                    && verdict.needs().approval().stepUp())
                    .as("with a code, " + where)
                    .isTrue();
            if (first.get().needs().reason()) {
                assertThat(verdict.needs().reason()).as("reason, " + where).isTrue();
            }
            if (first.get().needs().callerVerified() && !past.verified) {
                assertThat(verdict.needs().callerVerified())
                        .as("verified, " + where)
                        .isTrue();
            }
            Needs.Approval wanted = first.get().needs().approval();
            Needs.Approval asks = verdict.needs().approval();
            if (wanted != null) {
                assertThat(asks != null && asks.count() >= wanted.count())
                        .as("as many approve as a rule says, " + where)
                        .isTrue();
            }
            Limit burst = policy.velocity().burst();
            assertThat(verdict.allowed() && burst != null && (past.unclear || past.acts >= burst.count()))
                    .as("burst, " + where)
                    .isFalse();
        }
        Limit perTarget = first.get().perTarget();
        assertThat(perTarget != null && (past.unclear || past.acts >= perTarget.count()))
                .as("limit, " + where)
                .isFalse();
    }

    private static void denyingAnythingNeverAllowsMore(
            Random random, Policy policy, Past past, Set<PersonId> frozen, Asked asked, String where) {
        List<Rule> more = new ArrayList<>(policy.rules());
        more.add(random.nextInt(more.size() + 1), rule(random, "extra", false));
        Policy stricter = Policy.of(policy.roles(), more, policy.protection(), policy.velocity(), policy.platforms());
        Verdict before = decide(policy, past, frozen, asked);
        Verdict after = decide(stricter, past, frozen, asked);
        assertThat(after.allowed() && !before.allowed())
                .as("one more denial, " + where)
                .isFalse();
        Rule all = Rule.of(
                "all", false, EnumSet.allOf(Action.class), Set.of(), EnumSet.allOf(Whom.class), Scope.EVERYBODY);
        more.add(all);
        Policy none = Policy.of(policy.roles(), more, policy.protection(), policy.velocity(), policy.platforms());
        Verdict never = decide(none, past, frozen, asked);
        assertThat(never.allowed() || never.pending())
                .as("everything denied, " + where)
                .isFalse();
    }

    private static void needingMoreNeverAllowsMore(
            Policy policy, Past past, Set<PersonId> frozen, Asked asked, Verdict before, String where) {
        List<Rule> needing = policy.rules().stream()
                .map(rule -> rule.allows() && rule.reachesOthers()
                        ? new Rule(
                                rule.name(),
                                0,
                                true,
                                rule.actions(),
                                rule.roles(),
                                rule.whom(),
                                rule.scope(),
                                rule.needs().and(new Needs(true, true, null, Set.of())),
                                rule.perActor(),
                                rule.perTarget(),
                                rule.hours())
                        : rule)
                .toList();
        Policy stricter =
                Policy.of(policy.roles(), needing, policy.protection(), policy.velocity(), policy.platforms());
        Verdict after = decide(stricter, past, frozen, asked);
        assertThat(after.allowed() && !before.allowed())
                .as("more needs, " + where)
                .isFalse();
        if (!asked.own()) {
            assertThat(after.allowed()).as("no reason was given, " + where).isFalse();
        }
    }

    private static Verdict decide(Policy policy, Past past, Set<PersonId> frozen, Asked asked) {
        Authorizer authorizer =
                new Authorizer(() -> policy, past, frozen::contains, Clock.fixed(NOW, ZoneOffset.UTC), ZoneOffset.UTC);
        return asked.own() ? authorizer.self(asked.action(), asked.actor(), asked.from()) : authorizer.other(asked);
    }

    /** Written anew, so that a fault of the decision is not repeated here. */
    private static boolean fits(Policy policy, Rule rule, Asked asked) {
        if (!rule.actions().contains(asked.action()) || !policy.holds(asked.actor(), rule.roles())) {
            return false;
        }
        if (rule.hours() != null && !rule.hours().cover(NOW.atZone(ZoneOffset.UTC))) {
            return false;
        }
        Person target = asked.target();
        boolean leads = asked.actor().facts().name() != null
                && asked.actor().facts().name().equals(target.facts().manager());
        boolean whom = asked.own()
                ? rule.whom().contains(Whom.SELF)
                : rule.whom().contains(Whom.OTHERS) || rule.whom().contains(Whom.REPORTS) && leads;
        boolean ou = rule.scope().ous().isEmpty()
                || rule.scope().ous().stream()
                        .anyMatch(each -> String.valueOf(target.facts().name()).endsWith("," + each));
        boolean group = rule.scope().groups().isEmpty()
                || !Collections.disjoint(rule.scope().groups(), target.groups());
        boolean attributes = rule.scope().attributes().entrySet().stream()
                .allMatch(each -> !Collections.disjoint(
                        each.getValue(), target.facts().attributes().getOrDefault(each.getKey(), List.of())));
        return whom && ou && group && attributes;
    }

    // --- random worlds

    @SuppressWarnings("NullAway") // it takes the annotation of a nested type in a class file for none
    private static Policy policy(Random random) {
        Map<String, Set<String>> roles = new TreeMap<>();
        roles.put("r0", Set.of(GROUPS.get(0)));
        roles.put("r1", Set.of(GROUPS.get(0), GROUPS.get(1)));
        List<Rule> rules = new ArrayList<>();
        for (int i = 2 + random.nextInt(6); i > 0; i--) {
            rules.add(rule(random, "rule" + i, random.nextInt(6) > 0));
        }
        Protection protection = new Protection(
                random.nextInt(3) == 0 ? Set.of(GROUPS.get(2)) : Set.of(),
                random.nextInt(5) == 0 ? Set.of("target0") : Set.of(),
                random.nextBoolean() ? approval(random, true) : null);
        Velocity velocity = new Velocity(
                random.nextInt(3) == 0 ? new Limit(3, Duration.ofMinutes(10)) : null,
                random.nextBoolean(),
                random.nextInt(4) == 0 ? recent(random) : null,
                random.nextInt(4) == 0 ? recent(random) : null,
                random.nextInt(4) == 0 ? hours(random) : null,
                random.nextBoolean(),
                random.nextBoolean() ? approval(random, random.nextBoolean()) : null);
        Map<String, Ceiling> platforms =
                random.nextInt(3) == 0 ? Map.of("slack", new Ceiling(actions(random), random.nextBoolean())) : Map.of();
        return Policy.of(roles, rules, protection, velocity, platforms);
    }

    private static Rule rule(Random random, String name, boolean allows) {
        Set<Whom> whom = EnumSet.of(Whom.values()[random.nextInt(3)]);
        if (random.nextInt(2) == 0) {
            whom.add(Whom.OTHERS);
        }
        boolean mine = whom.equals(Set.of(Whom.SELF));
        Set<String> roles = mine && random.nextBoolean() ? Set.of() : Set.of("r" + random.nextInt(2));
        Scope scope = new Scope(
                random.nextInt(6) == 0 ? Set.of(OUS.get(random.nextInt(3))) : Set.of(),
                random.nextInt(4) == 0 ? Set.of(GROUPS.get(3)) : Set.of(),
                random.nextInt(4) == 0 ? Map.of("department", Set.of("Sales")) : Map.of());
        boolean needs = allows && !whom.contains(Whom.SELF) && random.nextInt(3) == 0;
        return new Rule(
                name,
                0,
                allows,
                actions(random),
                roles,
                whom,
                scope,
                needs
                        ? new Needs(
                                random.nextBoolean(),
                                random.nextBoolean(),
                                random.nextBoolean() ? approval(random, false) : null,
                                Set.of("policy"))
                        : Needs.NONE,
                null,
                allows && random.nextInt(4) == 0 ? new Limit(2, Duration.ofHours(1)) : null,
                random.nextInt(5) == 0 ? hours(random) : null);
    }

    private static Set<Action> actions(Random random) {
        Set<Action> actions = EnumSet.of(CHANGES.get(random.nextInt(CHANGES.size())));
        CHANGES.stream().filter(action -> random.nextBoolean()).forEach(actions::add);
        return actions;
    }

    private static Needs.Approval approval(Random random, boolean code) {
        Duration day = Duration.ofDays(1);
        return new Needs.Approval(1 + random.nextInt(2), Set.of(GROUPS.get(random.nextInt(2))), code, day, day);
    }

    private static Velocity.Recent recent(Random random) {
        return new Velocity.Recent(Duration.ofDays(7), random.nextBoolean(), random.nextBoolean(), Set.of());
    }

    private static Hours hours(Random random) {
        DayOfWeek day = random.nextBoolean() ? DayOfWeek.WEDNESDAY : DayOfWeek.SUNDAY;
        return new Hours(Set.of(day), LocalTime.of(random.nextInt(12), 0), LocalTime.of(12 + random.nextInt(6), 0));
    }

    private static @Nullable ChatUser chat(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> new ChatUser("slack", "T", "U");
            default -> new ChatUser("discord", "G", "U");
        };
    }

    private static Person person(Random random, String login, Policy policy) {
        Set<String> groups = new LinkedHashSet<>();
        GROUPS.stream().filter(group -> random.nextInt(3) == 0).forEach(groups::add);
        if (login.startsWith("actor") && random.nextInt(4) > 0) {
            groups.add(GROUPS.get(0));
        } else if (random.nextInt(3) > 0) {
            groups.removeAll(policy.holders());
        }
        boolean trouble = random.nextInt(4) == 0;
        AccountState state = new AccountState(
                !trouble || random.nextInt(3) > 0,
                trouble && random.nextInt(3) == 0,
                trouble && random.nextInt(3) == 0,
                trouble && random.nextInt(3) == 0,
                false,
                false);
        DirectoryFacts facts = new DirectoryFacts(
                "CN=" + login + "," + OUS.get(random.nextInt(3)),
                random.nextInt(3) == 0 ? "CN=actor0," + OUS.get(0) : null,
                Map.of("department", random.nextBoolean() ? List.of("Sales") : List.of()),
                new LinkedHashSet<>(GROUPS));
        return new Person(
                        new PersonId("id-" + login),
                        login,
                        null,
                        login,
                        null,
                        null,
                        null,
                        List.of(),
                        state,
                        groups,
                        random.nextInt(8) == 0,
                        random.nextInt(8) == 0)
                .with(facts);
    }

    /** What happened before; now and then nobody can tell. */
    private static final class Past implements Circumstances {
        private final int acts;
        private final boolean verified;
        private final boolean changed;
        private final boolean unclear;

        Past(Random random) {
            this.acts = random.nextInt(5);
            this.verified = random.nextBoolean();
            this.changed = random.nextInt(3) == 0;
            this.unclear = random.nextInt(6) == 0;
        }

        private <T> T known(T value) {
            if (unclear) {
                throw new BackendException(Problem.NO_ANSWER, "directory", "silent");
            }
            return value;
        }

        @Override
        public int actsBy(PersonId actor, Instant from) {
            return known(acts);
        }

        @Override
        public int actsFor(PersonId target, Action action, Instant from) {
            return known(acts);
        }

        @Override
        public Optional<Instant> contactChanged(Person person, Duration within) {
            return known(changed ? Optional.of(NOW.minusSeconds(60)) : Optional.<Instant>empty());
        }

        @Override
        public Optional<Instant> linkedSince(ChatUser account) {
            return known(changed ? Optional.<Instant>empty() : Optional.of(NOW.minus(Duration.ofDays(30))));
        }

        @Override
        public boolean callerVerified(PersonId actor, PersonId target, Instant from) {
            return known(verified);
        }
    }
}
