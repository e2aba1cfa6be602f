package org.pindesk.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pindesk.app.ConfigException.ConfigProblem;

/**
 * Reads a {@code .env} file: lines {@code KEY=VALUE}, an {@code export} before it allowed, {@code #} begins a comment at the start of
 * a line or after a space, single or double quotes around a value keep what is between them. Nothing is expanded.
 */
final class EnvFile {
    private static final Pattern LINE = Pattern.compile(
            "\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\"|([^'\"].*?|))(?:\\s+#.*|\\s*)");

    private EnvFile() {}

    /**
     * The environment, completed by the file where it says nothing.
     *
     * @param file need not exist
     * @throws ConfigException naming each line that cannot be read, never its content
     */
    static Map<String, String> under(Map<String, String> environment, Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.copyOf(environment);
        }
        Map<String, String> all = new HashMap<>(read(file));
        all.putAll(environment);
        return Map.copyOf(all);
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> values = new HashMap<>();
        List<ConfigProblem> problems = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                problems.add(problem(file, number, "is not of the form KEY=VALUE"));
            } else if (values.put(matcher.group(1), value(matcher)) != null) {
                problems.add(problem(file, number, "sets " + matcher.group(1) + " a second time"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return values;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException(List.of(new ConfigProblem(
                    String.valueOf(file.getFileName()), "cannot be read as UTF-8 text: check its rights")));
        }
    }

    private static String value(Matcher matcher) {
        for (int group = 2; group <= 4; group++) {
            String value = matcher.group(group);
            if (value != null) {
                return value.startsWith("#") && group == 4 ? "" : value;
            }
        }
        return "";
    }

    private static ConfigProblem problem(Path file, int line, String what) {
        return new ConfigProblem(file.getFileName() + " line " + line, what);
    }
}
