package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/privacy.md} says of every table what is in it and how long: a new one cannot come without. */
class PrivacyDocumentTest {
    private static final Path DOCUMENT = Path.of("docs", "privacy.md");
    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");
    private static final Pattern CREATED = Pattern.compile("(?i)\\bcreate table (?:if not exists )?(\\w+)");
    private static final Pattern DROPPED = Pattern.compile("(?i)\\bdrop table (?:if exists )?(\\w+)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\|([^|]+)\\|([^|]+)\\|$");

    @Test
    void everyTableOfTheDatabaseHasItsLine() throws IOException {
        Set<String> described = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(DOCUMENT));
        while (row.find()) {
            assertThat(row.group(2)).as(row.group()).isNotBlank();
            assertThat(row.group(3)).as(row.group()).isNotBlank();
            for (String name : row.group(1).split(", ")) {
                assertThat(described.add(name.replace("`", ""))).as(name).isTrue();
            }
        }
        assertThat(described).isEqualTo(tables());
    }

    private static Set<String> tables() throws IOException {
        Set<String> created = new TreeSet<>();
        Set<String> dropped = new TreeSet<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                String sql = Files.readString(file);
                names(CREATED, sql, created);
                names(DROPPED, sql, dropped);
            }
        }
        assertThat(created).hasSizeGreaterThan(20);
        created.removeAll(dropped);
        return created;
    }

    private static void names(Pattern pattern, String sql, Set<String> names) {
        Matcher matcher = pattern.matcher(sql);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
    }
}
