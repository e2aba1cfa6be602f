package org.pindesk.adapter.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Rule;
import org.pindesk.authorization.Scope;
import org.pindesk.authorization.Whom;
import org.yaml.snakeyaml.nodes.Node;

/** Rules that can never decide anything, because others always come first: surely not what their writer meant. */
final class Contradictions {
    private Contradictions() {}

    static void find(List<Rule> rules, Map<Rule, Node> nodes, Faults faults) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (!rule.allows()) {
                continue;
            }
            Node node = java.util.Objects.requireNonNull(nodes.get(rule));
            List<Rule> denying = rules.stream().filter(each -> !each.allows()).toList();
            List<Rule> earlier =
                    rules.subList(0, i).stream().filter(Rule::allows).toList();
            Optional<Rule> denies = first(rule, denying);
            Optional<Rule> shadows = first(rule, earlier);
            if (denies.isPresent()) {
                faults.at(
                        node,
                        "the rule '" + rule.name() + "' can never allow anything: '"
                                + denies.get().name() + "' in line "
                                + denies.get().line() + " denies all of it",
                        "remove one of them, or narrow the one that denies");
            } else if (shadows.isPresent()) {
                faults.at(
                        node,
                        "the rule '" + rule.name() + "' can never match: '"
                                + shadows.get().name() + "' in line "
                                + shadows.get().line() + " matches first",
                        "move it up, narrow the other, or remove it");
            }
        }
    }

    /** The first of those that cover a rule, when together they cover each of its actions. */
    private static Optional<Rule> first(Rule rule, List<Rule> others) {
        for (Action action : rule.actions()) {
            if (others.stream().noneMatch(other -> covers(other, rule, action))) {
                return Optional.empty();
            }
        }
        return others.stream()
                .filter(other -> rule.actions().stream().anyMatch(action -> covers(other, rule, action)))
                .findFirst();
    }

    private static boolean covers(Rule other, Rule rule, Action action) {
        boolean roles = other.roles().isEmpty()
                || !rule.roles().isEmpty() && other.roles().containsAll(rule.roles());
        boolean scope = other.scope().equals(Scope.EVERYBODY) || other.scope().equals(rule.scope());
        boolean hours = other.hours() == null || other.hours().equals(rule.hours());
        return other.actions().contains(action) && roles && whom(other.whom(), rule.whom()) && scope && hours;
    }

    private static boolean whom(Set<Whom> other, Set<Whom> rule) {
        return rule.stream()
                .allMatch(each -> other.contains(each) || each == Whom.REPORTS && other.contains(Whom.OTHERS));
    }
}
