package org.pindesk.adapter.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Scope;

/** Names that a policy uses: actions, groups, and words out of a fixed set. */
final class Names {
    private static final List<String> ACTIONS = Stream.concat(
                    Arrays.stream(Action.values()).map(Action::word), Stream.of("pin.*", "helpdesk.*"))
            .toList();

    private Names() {}

    /** Distinguished names; those that are none are faults and left out. */
    static Set<String> groups(Block block, String key) {
        Set<String> groups = new LinkedHashSet<>();
        for (Block.Word word : block.words(key)) {
            if (Scope.isName(word.text())) {
                groups.add(word.text());
            } else {
                block.faults()
                        .at(
                                word.node(),
                                "'" + word.text() + "' is no distinguished name",
                                "write it like \"CN=Helpdesk,OU=Groups,DC=example,DC=com\"");
            }
        }
        return groups;
    }

    /**
     * Actions by their names, families of them by {@code pin.*}.
     *
     * @param all whether {@code "*"} may stand for all of them
     */
    static Set<Action> actions(Block block, String key, boolean all) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (Block.Word word : block.words(key)) {
            String text = word.text();
            if (text.equals("*") && all) {
                actions.addAll(EnumSet.allOf(Action.class));
            } else if (text.equals("*")) {
                block.faults().at(word.node(), "a rule that allows names what it allows", "write the actions out");
            } else if (known(word, ACTIONS, "an action", block.faults())) {
                Action.of(text).ifPresent(actions::add);
                if (text.endsWith(".*")) {
                    String family = text.substring(0, text.length() - 1);
                    Arrays.stream(Action.values())
                            .filter(action -> action.word().startsWith(family))
                            .forEach(actions::add);
                }
            }
        }
        return actions;
    }

    /** Whether a word is one of these; a fault when not. */
    static boolean known(Block.Word word, Collection<String> known, String what, Faults faults) {
        if (known.contains(word.text())) {
            return true;
        }
        faults.at(word.node(), "'" + word.text() + "' is not " + what, Faults.remedy(word.text(), known));
        return false;
    }
}
