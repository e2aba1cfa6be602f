package org.pindesk.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {
    @TempDir
    Path folder;

    @Test
    void readsCommentsQuotesAndExports() throws IOException {
        assertThat(read("""
                # a comment
                A=one
                export B = two words   # said here
                C='it # stays'
                D="x=y"

                E=
                F=pass#word
                G= # nothing
                """))
                .isEqualTo(Map.of(
                        "A",
                        "one",
                        "B",
                        "two words",
                        "C",
                        "it # stays",
                        "D",
                        "x=y",
                        "E",
                        "",
                        "F",
                        "pass#word",
                        "G",
                        ""));
    }

    @Test
    void environmentWins() throws IOException {
        Path file = Files.writeString(folder.resolve(".env"), "A=file\nB=file\n");
        assertThat(EnvFile.under(Map.of("A", "environment"), file)).isEqualTo(Map.of("A", "environment", "B", "file"));
    }

    @Test
    void missingFileIsNoProblem() {
        assertThat(EnvFile.under(Map.of("A", "1"), folder.resolve("none"))).isEqualTo(Map.of("A", "1"));
    }

    @Test
    void badLinesAreNamedByNumberAndNotShown() {
        assertThatThrownBy(() -> read("A=1\nhunter2\nB='open\nA=2\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 2 is not of the form KEY=VALUE")
                .hasMessageContaining("line 3 is not of the form KEY=VALUE")
                .hasMessageContaining("line 4 sets A a second time")
                .message()
                .doesNotContain("hunter2", "open");
    }

    private Map<String, String> read(String content) throws IOException {
        return EnvFile.under(Map.of(), Files.writeString(folder.resolve(".env"), content));
    }
}
