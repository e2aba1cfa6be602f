package org.pindesk.adapter.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Hours;
import org.pindesk.authorization.Limit;
import org.pindesk.authorization.Needs;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Rule;
import org.pindesk.authorization.Scope;
import org.pindesk.authorization.Whom;
import org.pindesk.core.Request;

/** Reads one rule, and the parts that other blocks have in common with rules. */
final class RuleReading {
    /** What audit rows call decisions that no rule of the file made. */
    private static final Set<String> TAKEN = Set.of(
            "floor",
            "default-deny",
            "actor-state",
            "target-state",
            "frozen",
            "protected",
            "role-holder",
            "platform",
            "circumstances",
            "standing",
            "role",
            "self-factor",
            "break-glass",
            "actor-gone",
            "burst",
            "contact-changed",
            "young-link",
            "off-hours",
            Request.PHONE_MODE);

    /** Attributes with secrets in them, which are never read from a directory. */
    private static final Set<String> SECRET = Set.of(
            "userpassword",
            "unicodepwd",
            "dbcspwd",
            "ntpwdhistory",
            "lmpwdhistory",
            "supplementalcredentials",
            "pwdhistory",
            "sambantpassword",
            "sambalmpassword",
            "krbprincipalkey",
            "ms-mcs-admpwd",
            "mslaps-password",
            "mslaps-encryptedpassword");

    private static final Map<String, Whom> WHOM =
            Map.of("self", Whom.SELF, "others", Whom.OTHERS, "reports", Whom.REPORTS);

    private final Map<String, Set<String>> roles;
    private final Faults faults;

    RuleReading(Map<String, Set<String>> roles, Faults faults) {
        this.roles = roles;
        this.faults = faults;
    }

    /** Empty when it cannot be read; the faults say why. */
    Optional<Rule> rule(Block block) {
        int before = faults.count();
        block.need("name", "give it a short name: audit rows and cards show it");
        Optional<String> name = block.read("name", "small letters, digits and hyphens", text -> {
            if (!text.matches("[a-z0-9][a-z0-9-]{0,39}")) {
                throw new IllegalArgumentException(text);
            }
            return text;
        });
        if (name.isPresent() && TAKEN.contains(name.get())) {
            faults.at(block.key("name"), "'" + name.get() + "' is a rule of Pindesk's own", "choose another name");
        }
        boolean allows = block.has("allow");
        if (allows == block.has("deny")) {
            faults.at(
                    block.node(),
                    allows ? "a rule allows or denies, not both" : "the rule says neither allow nor deny",
                    "write allow: […] or deny: […]");
        }
        Set<Action> actions = Names.actions(block, allows ? "allow" : "deny", !allows);
        Set<String> held = roles(block, "roles");
        Set<Whom> whom = whom(block, allows);
        Scope scope = scope(block.child("scope"));
        boolean mine = whom.equals(Set.of(Whom.SELF));
        if (allows && !block.has("roles") && !mine) {
            faults.at(block.node(), "the rule lets everybody act for others", "name roles, or write for: self");
        }
        Needs needs = needs(block, allows, whom);
        Limits limits = limits(block, allows, mine);
        Hours hours = block.has("hours") ? closed(block.child("hours")).orElse(null) : null;
        block.end();
        if (faults.count() > before || name.isEmpty() || actions.isEmpty() || whom.isEmpty()) {
            return Optional.empty();
        }
        int line = block.node().getStartMark().getLine() + 1;
        return Optional.of(new Rule(
                name.get(), line, allows, actions, held, whom, scope, needs, limits.actor(), limits.target(), hours));
    }

    private Set<String> roles(Block block, String key) {
        Set<String> named = new LinkedHashSet<>();
        block.words(key).forEach(word -> {
            if (Names.known(word, roles.keySet(), "a role of this file", faults)) {
                named.add(word.text());
            }
        });
        return named;
    }

    private Set<Whom> whom(Block block, boolean allows) {
        Set<Whom> whom = EnumSet.noneOf(Whom.class);
        if (!block.has("for")) {
            whom.add(Whom.OTHERS);
            if (!allows) {
                whom.add(Whom.SELF);
            }
            return whom;
        }
        block.words("for").forEach(word -> {
            if (Names.known(word, WHOM.keySet(), "somebody to act for", faults)) {
                whom.add(java.util.Objects.requireNonNull(WHOM.get(word.text())));
            }
        });
        return whom;
    }

    private Scope scope(Block block) {
        Set<String> ous = Names.groups(block, "ou");
        Set<String> groups = Names.groups(block, "groups");
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        Block attributes = block.child("attributes");
        attributes.named().forEach((name, node) -> {
            boolean secret = SECRET.contains(name.toLowerCase(Locale.ROOT));
            if (secret || !name.matches("[A-Za-z][A-Za-z0-9-]{0,63}")) {
                faults.at(
                        attributes.key(name),
                        secret
                                ? "'" + name + "' holds secrets and is never read"
                                : "'" + name + "' is no name of an attribute",
                        "name an attribute such as department");
            }
            Set<String> values = new LinkedHashSet<>();
            Block.words(name, node, faults).forEach(word -> values.add(word.text()));
            wanted.put(name, values);
        });
        block.end();
        return new Scope(ous, groups, wanted);
    }

    private Needs needs(Block rule, boolean allows, Set<Whom> whom) {
        if (!rule.has("needs")) {
            return Needs.NONE;
        }
        Block block = rule.child("needs");
        if (!allows || whom.contains(Whom.SELF)) {
            faults.at(
                    rule.key("needs"),
                    allows ? "a rule for oneself can ask for nothing" : "a rule that denies needs nothing",
                    allows ? "make a rule of its own with for: self" : "remove needs");
        }
        boolean reason = block.flag("reason", false);
        boolean caller = block.flag("caller-verified", false);
        Needs.@Nullable Approval approval = block.has("approval") ? approval(block.child("approval"), false) : null;
        block.end();
        return new Needs(reason, caller, approval, approval == null ? Set.of() : Set.of("policy"));
    }

    /**
     * Null when it cannot be read; the faults say why.
     *
     * @param code whether a code is always asked for
     */
    Needs.@Nullable Approval approval(Block block, boolean code) {
        int before = faults.count();
        block.need("from", "name the roles whose members may approve");
        Set<String> groups = new LinkedHashSet<>();
        roles(block, "from").forEach(role -> groups.addAll(roles.getOrDefault(role, Set.of())));
        int count = block.read("count", "a number from 1 to 10", text -> {
                    int number = Integer.parseInt(text);
                    if (number < 1 || number > 10) {
                        throw new IllegalArgumentException(text);
                    }
                    return number;
                })
                .orElse(1);
        boolean stepUp = block.flag("code", code);
        Duration window = block.read("window", Forms.DURATION, Forms::duration).orElse(Policy.A_DAY);
        Duration pickup = block.read("pickup", Forms.DURATION, Forms::duration).orElse(Policy.A_DAY);
        block.end();
        if (code && !stepUp) {
            faults.at(
                    block.key("code"),
                    "who approves a change for protected people always gives a code",
                    "remove the key, or write code: true");
        }
        // a role without groups is told where it stands
        return faults.count() > before || groups.isEmpty()
                ? null
                : new Needs.Approval(count, groups, stepUp, window, pickup);
    }

    private record Limits(@Nullable Limit actor, @Nullable Limit target) {}

    private Limits limits(Block rule, boolean allows, boolean mine) {
        if (!rule.has("limits")) {
            return new Limits(null, null);
        }
        Block block = rule.child("limits");
        if (!allows) {
            faults.at(rule.key("limits"), "a rule that denies has no limits", "remove limits");
        }
        if (mine && block.has("per-actor")) {
            faults.at(
                    block.key("per-actor"),
                    "per-actor counts what somebody does for others",
                    "write per-target, which counts what is done for oneself too");
        }
        Optional<Limit> actor = block.read("per-actor", Forms.LIMIT, Forms::limit);
        Optional<Limit> target = block.read("per-target", Forms.LIMIT, Forms::limit);
        block.end();
        return new Limits(actor.orElse(null), target.orElse(null));
    }

    private static Optional<Hours> closed(Block block) {
        Optional<Hours> hours = hours(block);
        block.end();
        return hours;
    }

    /** Days and times; the block may have further keys, so its end is the caller's. */
    static Optional<Hours> hours(Block block) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        block.need("days", "write days: [mon-fri]");
        for (Block.Word word : block.words("days")) {
            try {
                days.addAll(Forms.days(word.text()));
            } catch (RuntimeException e) {
                block.faults().at(word.node(), "'" + word.text() + "' is no day", "write " + Forms.DAYS);
            }
        }
        block.need("from", "write from: \"07:00\"");
        block.need("to", "write to: \"19:00\"");
        var from = block.read("from", Forms.TIME, Forms::time);
        var to = block.read("to", Forms.TIME, Forms::time);
        if (from.isPresent() && from.equals(to)) {
            block.faults().at(block.key("to"), "from and to are the same time", "leave the hours out for all day");
            return Optional.empty();
        }
        return from.isPresent() && to.isPresent() && !days.isEmpty()
                ? Optional.of(new Hours(days, from.get(), to.get()))
                : Optional.empty();
    }
}
