package org.pindesk.adapter.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The keys of one part of the file. Every key that nobody asked for is a fault, told by {@link #end()}. */
final class Block {
    private final String name;
    private final @Nullable Node node;
    private final Faults faults;
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    /**
     * @param name as faults call it
     * @param node null for a part that is not there
     */
    Block(String name, @Nullable Node node, Faults faults) {
        this.name = name;
        this.node = node;
        this.faults = faults;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::keep);
        } else if (node != null) {
            faults.at(node, name + " must be a block of keys", "write 'key: value' lines below it");
        }
    }

    private void keep(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            faults.at(entry.getKeyNode(), "a key must be a plain word", "write 'key: value'");
            return;
        }
        String word = key.getValue();
        Node before = keys.putIfAbsent(word, key);
        if (before != null) {
            faults.at(
                    key,
                    "'" + word + "' stands twice in " + name + ", first in line "
                            + (before.getStartMark().getLine() + 1),
                    "keep one of them");
            return;
        }
        values.put(word, entry.getValueNode());
    }

    Node node() {
        return java.util.Objects.requireNonNull(node);
    }

    Faults faults() {
        return faults;
    }

    boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    /** The names of all keys, for a part whose keys are names of the writer's own. */
    Map<String, Node> named() {
        asked.addAll(values.keySet());
        return values;
    }

    Node key(String key) {
        return java.util.Objects.requireNonNull(keys.get(key));
    }

    /** The node of a key that must be there; a fault without it. */
    @Nullable
    Node need(String key, String remedy) {
        if (!has(key) && node instanceof MappingNode) {
            faults.at(node, name + " has no '" + key + "'", remedy);
        }
        return values.get(key);
    }

    Block child(String key) {
        asked.add(key);
        return new Block(key, values.get(key), faults);
    }

    /** A word or number as it is written; empty when it is absent or something else, which is a fault then. */
    Optional<String> text(String key) {
        asked.add(key);
        Node value = values.get(key);
        return value == null ? Optional.empty() : scalar(key, value, faults);
    }

    /** As {@link #text}, read by a reader that throws {@link IllegalArgumentException} for what it does not understand. */
    <T> Optional<T> read(String key, String form, Function<String, T> reader) {
        int before = faults.count();
        Optional<String> text = text(key);
        if (text.isEmpty() || faults.count() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text.get()));
        } catch (RuntimeException e) {
            faults.at(
                    java.util.Objects.requireNonNull(values.get(key)),
                    "'" + key + ": " + text.get() + "' is not understood",
                    "write " + form);
            return Optional.empty();
        }
    }

    boolean flag(String key, boolean otherwise) {
        asked.add(key);
        Node value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof ScalarNode scalar && Tag.BOOL.equals(scalar.getTag())) {
            return Set.of("true", "yes", "on").contains(scalar.getValue().toLowerCase(java.util.Locale.ROOT));
        }
        faults.at(value, "'" + key + "' must be true or false", "write " + key + ": true, or " + key + ": false");
        return otherwise;
    }

    /** Every word of a list, with the node that it stands in; one word alone is a list of one. */
    List<Word> words(String key) {
        asked.add(key);
        Node value = values.get(key);
        return value == null ? List.of() : words(key, value, faults);
    }

    static List<Word> words(String key, Node value, Faults faults) {
        List<Word> words = new ArrayList<>();
        if (value instanceof SequenceNode sequence) {
            sequence.getValue()
                    .forEach(each -> scalar(key, each, faults).ifPresent(text -> words.add(new Word(text, each))));
            if (sequence.getValue().isEmpty()) {
                faults.at(value, "'" + key + "' is an empty list", "name at least one, or remove the key");
            }
        } else if (value instanceof ScalarNode) {
            scalar(key, value, faults).ifPresent(text -> words.add(new Word(text, value)));
        } else {
            faults.at(value, "'" + key + "' must be a list", "write " + key + ": [one, another]");
        }
        return words;
    }

    /** A word and where it stands. */
    record Word(String text, Node node) {}

    private static Optional<String> scalar(String key, Node value, Faults faults) {
        if (!(value instanceof ScalarNode scalar)) {
            faults.at(value, "'" + key + "' must be one value", "write " + key + ": value");
            return Optional.empty();
        }
        if (scalar.getValue().isBlank()) {
            faults.at(value, "'" + key + "' is empty", "give it a value, or remove the key");
            return Optional.empty();
        }
        return Optional.of(scalar.getValue().strip());
    }

    /** Tells every key that nobody asked for. */
    void end() {
        keys.forEach((word, key) -> {
            if (!asked.contains(word)) {
                faults.at(key, "'" + word + "' is not a key of " + name, Faults.remedy(word, asked));
            }
        });
    }
}
