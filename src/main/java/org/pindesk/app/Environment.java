package org.pindesk.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pindesk.app.ConfigException.ConfigProblem;
import org.pindesk.core.EditDistance;
import org.pindesk.core.Secret;
import org.pindesk.port.Settings;

/** The environment, and what was asked of it: remembers every key that was read, so that the others can be called unknown. */
final class Environment {
    private static final int CLOSE = 2;

    private static final List<String> PREFIXES = Stream.concat(
                    Stream.of(
                            "PINDESK_",
                            "LDAP_",
                            "PBX_",
                            "SMTP_",
                            "DATABASE_",
                            "ROLE_",
                            "AUDIT_",
                            "ENCRYPTION_",
                            "HTTP_"),
                    Registry.CHATS.keySet().stream().map(Environment::prefix))
            .toList();

    /** Set by others with one of our prefixes: proxy settings, and what Kubernetes and Docker links add for a service of such a name. */
    private static final Pattern FOREIGN = Pattern.compile(
            "HTTP_PROXY.*|.*_SERVICE_(HOST|PORT)(_.*)?|.*_PORT_\\d+_(TCP|UDP)(_.*)?|(PINDESK|LDAP|PBX|SMTP|DATABASE|"
                    + String.join("|", Registry.CHATS.keySet()).toUpperCase(Locale.ROOT)
                    + ")_PORT");

    private final TreeMap<String, String> values;
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> settled = new TreeSet<>();
    private final Set<String> skipped = new TreeSet<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    Environment(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /** How the keys of a chat platform begin. */
    static String prefix(String platform) {
        return platform.toUpperCase(Locale.ROOT) + "_";
    }

    /** Whether a key that begins like this has a value, and was not set by others. */
    boolean given(String prefix) {
        return values.entrySet().stream()
                .anyMatch(each -> each.getKey().startsWith(prefix)
                        && !each.getValue().isBlank()
                        && !FOREIGN.matcher(each.getKey()).matches());
    }

    /** The keys that begin with a prefix, which may be empty. */
    Settings under(String prefix) {
        return new Part(prefix);
    }

    /** Keys that begin like this are not called unknown: nobody can tell what belongs there. */
    void skip(String prefix) {
        skipped.add(prefix);
    }

    /** Names of all keys that somebody asked for. */
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    /** All that was noted, and the keys of ours that nobody asked for. */
    List<ConfigProblem> problems() {
        List<ConfigProblem> all = new ArrayList<>(problems);
        values.keySet().stream()
                .filter(this::isUnknown)
                .forEach(key -> all.add(new ConfigProblem(key, "is not a key of Pindesk; " + remedy(key))));
        return all;
    }

    private String remedy(String key) {
        String otherwise = key.startsWith("PBX_") ? "remove it, or name its system in PBX" : "remove it";
        return nearest(key, Stream.concat(asked.stream(), settled.stream()))
                .map(near -> "did you mean " + near + "?")
                .orElse(otherwise);
    }

    private boolean isUnknown(String key) {
        boolean ours = key.equals("PBX") || PREFIXES.stream().anyMatch(key::startsWith);
        return ours
                && !asked.contains(key)
                && !settled.contains(key)
                && skipped.stream().noneMatch(key::startsWith)
                && !FOREIGN.matcher(key).matches();
    }

    private static Optional<String> nearest(String key, Stream<String> candidates) {
        return candidates
                .filter(candidate -> Math.abs(candidate.length() - key.length()) <= CLOSE)
                .filter(candidate -> EditDistance.of(key, candidate) <= CLOSE)
                .min(java.util.Comparator.comparingInt(candidate -> EditDistance.of(key, candidate)));
    }

    private Optional<String> value(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private void note(String key, String what) {
        problems.add(new ConfigProblem(key, what));
    }

    private void noteWrong(String key, Settings.Hint hint) {
        note(key, "has the wrong form. Expected: " + hint.form() + ". Where to get it: " + hint.where());
    }

    private void noteMissing(String key, Settings.Hint hint) {
        String near = nearest(key, values.keySet().stream().filter(other -> !asked.contains(other)))
                .map(other -> " (you set " + other + ")")
                .orElse("");
        note(key, "is missing" + near + ". Expected: " + hint.form() + ". Where to get it: " + hint.where());
    }

    private final class Part implements Settings {
        private final String prefix;
        private int noted;

        Part(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public String key(String name) {
            return prefix + name;
        }

        @Override
        public <T> Optional<T> find(String name, Hint hint, Function<String, T> reader) {
            Optional<String> value = value(key(name));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(reader.apply(value.get()));
            } catch (RuntimeException e) {
                noted++;
                noteWrong(key(name), hint);
                return Optional.empty();
            }
        }

        @Override
        public <T> Optional<T> need(String name, Hint hint, Function<String, T> reader) {
            if (value(key(name)).isEmpty()) {
                noted++;
                noteMissing(key(name), hint);
                return Optional.empty();
            }
            return find(name, hint, reader);
        }

        @Override
        public Optional<Secret> findSecret(String name, Hint hint, Predicate<String> form) {
            String key = key(name);
            String fileKey = key + "_FILE";
            settled.add(fileKey);
            Optional<String> direct = value(key);
            String file = values.getOrDefault(fileKey, "").strip();
            if (direct.isPresent() && !file.isEmpty()) {
                problem(name, "and " + fileKey + " are both set; keep one of them");
                return Optional.empty();
            }
            Optional<String> clear = file.isEmpty() ? direct : content(fileKey, file);
            if (clear.isPresent() && !form.test(clear.get())) {
                noted++;
                noteWrong(file.isEmpty() ? key : fileKey, hint);
                return Optional.empty();
            }
            return clear.map(Secret::of);
        }

        @Override
        public Optional<Secret> needSecret(String name, Hint hint, Predicate<String> form) {
            int before = noted;
            Optional<Secret> secret = findSecret(name, hint, form);
            if (secret.isEmpty() && noted == before) {
                noted++;
                noteMissing(
                        key(name),
                        new Hint(hint.form() + " (or " + key(name) + "_FILE, a file that holds it)", hint.where()));
            }
            return secret;
        }

        @Override
        public void problem(String name, String what) {
            noted++;
            note(key(name), what);
        }

        @Override
        public boolean sound() {
            return noted == 0;
        }

        /** Editors end a file with a line break that is not part of the secret. */
        private Optional<String> content(String fileKey, String file) {
            try {
                String text =
                        Files.readString(Path.of(file), StandardCharsets.UTF_8).replaceAll("[\\r\\n]+$", "");
                if (!text.isEmpty()) {
                    return Optional.of(text);
                }
                note(fileKey, "names an empty file");
            } catch (IOException | UncheckedIOException | java.nio.file.InvalidPathException e) {
                note(fileKey, "names a file that cannot be read as text: check its path and its rights");
            }
            noted++;
            return Optional.empty();
        }
    }
}
