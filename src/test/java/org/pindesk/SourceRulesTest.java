package org.pindesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about source files that no class file shows. */
class SourceRulesTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final int MOST_LINES = 400;

    @Test
    void noMainFileIsLongerThanFourHundredLines() throws IOException {
        assertThat(mainFiles())
                .hasSizeGreaterThan(50)
                .allSatisfy(file -> assertThat(Files.readAllLines(file).size())
                        .as("%s", file)
                        .isLessThanOrEqualTo(MOST_LINES));
    }

    @Test
    void everyMainPackageSaysWhatItIsAndIsNullMarked() throws IOException {
        List<Path> folders =
                mainFiles().stream().map(Path::getParent).distinct().toList();
        assertThat(folders)
                .hasSizeGreaterThan(10)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .contains("/**")
                        .contains("@NullMarked"));
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        assertThat(mainFiles())
                .allSatisfy(file -> assertThat(Files.readString(file))
                        .as("%s", file)
                        .doesNotContain("TODO", "FIXME", "@SuppressWarnings(\"all\")"));
    }

    private static List<Path> mainFiles() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
