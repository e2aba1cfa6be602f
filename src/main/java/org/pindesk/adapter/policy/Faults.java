package org.pindesk.adapter.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pindesk.core.EditDistance;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong while a file is read, so that all of it is told at once. */
final class Faults {
    private static final int CLOSE = 3;

    private final List<PolicyFault> found = new ArrayList<>();

    void at(Node node, String what, String remedy) {
        at(node.getStartMark(), what, remedy);
    }

    void at(Mark mark, String what, String remedy) {
        found.add(new PolicyFault(mark.getLine() + 1, mark.getColumn() + 1, what, remedy));
    }

    boolean none() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    List<PolicyFault> all() {
        return found.stream().distinct().sorted().toList();
    }

    /** What to do about a word that is not known: the nearest that is, else all of them. */
    static String remedy(String word, Collection<String> known) {
        return near(word, known)
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> known.isEmpty()
                        ? "there is none that could stand here"
                        : "one of " + String.join(", ", known.stream().sorted().toList()));
    }

    private static Optional<String> near(String word, Collection<String> known) {
        int most = Math.min(CLOSE, Math.max(1, word.length() / 3));
        return known.stream()
                .filter(each -> Math.abs(each.length() - word.length()) <= most && EditDistance.of(each, word) <= most)
                .min(Comparator.comparingInt((String each) -> EditDistance.of(each, word))
                        .thenComparing(Comparator.naturalOrder()));
    }
}
