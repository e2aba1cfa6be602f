package org.pindesk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The two jars as they are shipped; runs after they are made. */
@Tag("packaged")
class PackagedTest {
    private static final Path JARS = Path.of(System.getProperty("pindesk.jars", "target"));

    @Test
    void theProductionJarContainsNothingOfTheDemo() throws IOException {
        assertThat(entries("pindesk.jar"))
                .contains("org/pindesk/app/Main.class", "db/migration/V1__first_tables.sql")
                .noneMatch(name -> name.startsWith("org/pindesk/demo") || name.startsWith("demo/"));
        assertThat(entries("pindesk-demo.jar"))
                .contains("org/pindesk/demo/DemoMain.class", "org/pindesk/app/Main.class");
    }

    @Test
    void theProductionJarStartsAndNamesEveryMissingKey() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        JARS.resolve("pindesk.jar").toString(),
                        "check")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(said).contains("SLACK_BOT_TOKEN", "LDAP_URLS", "PBX", "AUDIT_KEY", "nothing was started");
    }

    private static List<String> entries(String jar) throws IOException {
        try (JarFile file = new JarFile(JARS.resolve(jar).toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }
}
