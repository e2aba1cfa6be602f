package org.pindesk.demo.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/demo.md} lists the people of the company as they are. */
class DemoDocumentTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (.+) \\|$");

    @Test
    void listsEverybodyAndWhatIsSpecialAboutThem() throws IOException {
        String people = Files.readString(Path.of("docs", "demo.md")).split("## Who works there", 2)[1];
        assertThat(ROW.matcher(people).results().map(DemoDocumentTest::row))
                .containsExactlyElementsOf(Company.people().stream()
                        .map(person -> person.account() + ": " + person.what())
                        .toList());
    }

    private static String row(MatchResult found) {
        return found.group(1) + ": " + found.group(2);
    }
}
