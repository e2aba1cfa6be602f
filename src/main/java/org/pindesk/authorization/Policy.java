package org.pindesk.authorization;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Person;

/**
 * Who may do what, as the operator wrote it. A rule that denies wins; else the first rule that allows, in the order of the file; what none
 * allows is denied. The floor stands outside: nothing here lifts it.
 *
 * @param roles directory groups, as distinguished names, by the name of the role that their members hold
 * @param platforms the ceilings, by chat platform; a platform that is not named here is not narrowed
 * @param breakGlass who may help while the directory cannot be reached; null for nobody
 * @param digest SHA-256 of all that, in hex; the same for the same meaning, wherever its lines stand
 */
public record Policy(
        Map<String, Set<String>> roles,
        List<Rule> rules,
        Protection protection,
        Velocity velocity,
        Map<String, Ceiling> platforms,
        @Nullable BreakGlass breakGlass,
        String digest) {
    /** How long an approval is waited for, and how long the owner then has, where a file does not say. */
    public static final Duration A_DAY = Duration.ofHours(24);

    /** Accounts there are nobody's but the person's own: PINs and bare verdicts, and what stops things, unless a file says otherwise. */
    private static final String DISCORD = "discord";

    private static final Ceiling ON_DISCORD = new Ceiling(
            EnumSet.complementOf(EnumSet.of(Action.PASSWORD_RESET, Action.DIRECTORY_PASSWORD, Action.MEND)), false);

    private static final int SHORT = 12;

    public Policy {
        Map<String, Set<String>> sorted = new TreeMap<>();
        roles.forEach((name, groups) -> sorted.put(name, Collections.unmodifiableSet(new TreeSet<>(groups))));
        roles = Collections.unmodifiableMap(sorted);
        rules = List.copyOf(rules);
        platforms = Collections.unmodifiableMap(new TreeMap<>(platforms));
    }

    public static Policy of(
            Map<String, Set<String>> roles,
            List<Rule> rules,
            Protection protection,
            Velocity velocity,
            Map<String, Ceiling> platforms) {
        return of(roles, rules, protection, velocity, platforms, null);
    }

    /** The same with break-glass. */
    public static Policy of(
            Map<String, Set<String>> roles,
            List<Rule> rules,
            Protection protection,
            Velocity velocity,
            Map<String, Ceiling> platforms,
            @Nullable BreakGlass breakGlass) {
        Policy bare = new Policy(
                roles,
                rules.stream().map(rule -> rule.atLine(0)).toList(),
                protection,
                velocity,
                platforms,
                breakGlass,
                "");
        return new Policy(roles, rules, protection, velocity, platforms, breakGlass, sha256(bare.toString()));
    }

    /** The same policy with break-glass. */
    public Policy with(BreakGlass rule) {
        return of(roles, rules, protection, velocity, platforms, rule);
    }

    /** The policy that the five keys of the environment mean. */
    public static Policy of(Roles keys) {
        Map<String, Set<String>> roles = new TreeMap<>();
        roles.put("helpdesk", Set.of(keys.helpdesk()));
        Needs.@Nullable Approval approval = null;
        if (keys.administrators() != null) {
            roles.put("administrators", Set.of(keys.administrators()));
            approval = new Needs.Approval(1, Set.of(keys.administrators()), true, A_DAY, A_DAY);
        }
        Set<Action> plain = EnumSet.complementOf(EnumSet.of(Action.DIRECTORY_PASSWORD));
        List<Rule> rules = new ArrayList<>();
        rules.add(Rule.of("helpdesk", true, plain, Set.of("helpdesk"), Set.of(Whom.OTHERS), Scope.EVERYBODY));
        if (keys.directoryPasswords() != null) {
            Scope members = new Scope(Set.of(), Set.of(keys.directoryPasswords()), Map.of());
            rules.add(Rule.of(
                    "helpdesk",
                    true,
                    Set.of(Action.DIRECTORY_PASSWORD),
                    Set.of("helpdesk"),
                    Set.of(Whom.OTHERS),
                    members));
        }
        rules.add(Rule.of("self", true, plain, Set.of(), Set.of(Whom.SELF), Scope.EVERYBODY));
        if (keys.ownDirectoryPasswords() != null) {
            Scope members = new Scope(Set.of(), Set.of(keys.ownDirectoryPasswords()), Map.of());
            rules.add(Rule.of(
                    Authorizer.SELF_FACTOR,
                    true,
                    Set.of(Action.DIRECTORY_PASSWORD),
                    Set.of(),
                    Set.of(Whom.SELF),
                    members));
        }
        Set<String> spared = keys.protectedPeople() == null ? Set.of() : Set.of(keys.protectedPeople());
        return of(roles, rules, new Protection(spared, Set.of(), approval), Velocity.NONE, Map.of());
    }

    /** What this platform gets at most; null for no bound. */
    @Nullable
    Ceiling ceiling(String platform) {
        Ceiling named = platforms.get(platform);
        return named == null && platform.equals(DISCORD) ? ON_DISCORD : named;
    }

    /** Whether a verdict says on this platform what the directory and the systems hold, where a file does not say. */
    public static boolean detailByDefault(String platform) {
        return !platform.equals(DISCORD);
    }

    /** As it stands in audit rows. */
    public String shortDigest() {
        return digest.substring(0, SHORT);
    }

    /** Every group that the directory must resolve for each person. */
    public Set<String> watched() {
        Set<String> groups = new TreeSet<>(protection.groups());
        roles.values().forEach(groups::addAll);
        rules.forEach(rule -> groups.addAll(rule.scope().groups()));
        return Collections.unmodifiableSet(groups);
    }

    /** Groups whose members may act for others, or approve: they and their managers of record are protected. */
    public Set<String> holders() {
        Set<String> groups = new TreeSet<>();
        rules.stream()
                .filter(rule -> rule.allows() && rule.reachesOthers())
                .flatMap(rule -> rule.roles().stream())
                .forEach(role -> groups.addAll(roles.getOrDefault(role, Set.of())));
        approvals().forEach(approval -> groups.addAll(approval.groups()));
        return Collections.unmodifiableSet(groups);
    }

    /** Names of the attributes that rules ask about, in small letters. */
    public Set<String> attributes() {
        Set<String> names = new TreeSet<>();
        rules.forEach(rule -> names.addAll(rule.scope().attributes().keySet()));
        return Collections.unmodifiableSet(names);
    }

    /** Whether rules about this make no difference: who holds a role that may do it does it about everybody, at any time. */
    boolean plain(Action action) {
        return rules.stream()
                .filter(rule -> rule.actions().contains(action))
                .filter(rule -> rule.reachesOthers() || !rule.allows())
                .allMatch(Rule::plain);
    }

    /** Whether a rule that allows this reaches anybody else. */
    public boolean offersToOthers(Action action) {
        return rules.stream()
                .anyMatch(rule ->
                        rule.allows() && rule.reachesOthers() && rule.actions().contains(action));
    }

    /** Whether the person holds one of these roles; everybody does when none is named. */
    boolean holds(Person person, Set<String> wanted) {
        return wanted.isEmpty()
                || wanted.stream()
                        .map(role -> roles.getOrDefault(role, Set.of()))
                        .anyMatch(groups -> !Collections.disjoint(groups, person.groups()));
    }

    /** Groups whose members may let changes for somebody go on, or agree to it. */
    Set<String> unfreezers() {
        Set<String> groups = new TreeSet<>();
        rules.stream()
                .filter(rule ->
                        rule.allows() && rule.reachesOthers() && rule.actions().contains(Action.UNFREEZE))
                .flatMap(rule -> rule.roles().stream())
                .forEach(role -> groups.addAll(roles.getOrDefault(role, Set.of())));
        Optional.ofNullable(protection.approval()).ifPresent(approval -> groups.addAll(approval.groups()));
        return Collections.unmodifiableSet(groups);
    }

    /** Every approval that something can ask for. */
    private List<Needs.Approval> approvals() {
        List<Needs.Approval> all = new ArrayList<>();
        rules.forEach(rule -> Optional.ofNullable(rule.needs().approval()).ifPresent(all::add));
        Optional.ofNullable(protection.approval()).ifPresent(all::add);
        Optional.ofNullable(velocity.approval()).ifPresent(all::add);
        return all;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
