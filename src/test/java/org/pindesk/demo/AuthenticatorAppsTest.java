package org.pindesk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code totp NAME} in the demo's console. */
class AuthenticatorAppsTest {
    @TempDir
    Path folder;

    @Test
    void threePeopleHaveAnAuthenticatorWhoseCodeFollowsTheDemosClock() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Path export = folder.resolve("audit.jsonl");
        try (World world = new World();
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            world.startBot();
            Console console = new Console(world, new Printer(out, true));
            for (String who : List.of("anna", "lena", "harvey")) {
                JsonNode line = said(console, printed, "totp " + who);
                assertThat(line.path("to").asText()).isEqualTo(who);
                assertThat(line.path("via").asText()).isEqualTo("system");
                String before = code(line);
                console.type("clock +10m");
                assertThat(code(said(console, printed, "totp " + who)))
                        .as("ten minutes later")
                        .isNotEqualTo(before);
            }
            assertThat(code(said(console, printed, "totp anna")))
                    .as("everybody has a key of their own")
                    .isNotEqualTo(code(said(console, printed, "totp lena")));
            assertThat(said(console, printed, "totp bob").path("text").asText())
                    .contains("bob has no authenticator", "./pindesk authenticator add bob");
            assertThat(said(console, printed, "totp nobody").path("text").asText())
                    .startsWith("Nobody is called");
            world.exportAudit(export);
        }
        assertThat(Files.readAllLines(export))
                .filteredOn(line -> line.contains("\"authenticator.add\""))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("\"enrolled\"", "\"os:"));
    }

    private static String code(JsonNode line) {
        String text = line.path("text").asText();
        assertThat(text).matches("Code: [0-9]{3} [0-9]{3} .*");
        return text.substring("Code: ".length(), "Code: 123 456".length());
    }

    private static JsonNode said(Console console, ByteArrayOutputStream printed, String line) throws IOException {
        printed.reset();
        console.type(line);
        return new ObjectMapper().readTree(printed.toString(StandardCharsets.UTF_8));
    }
}
