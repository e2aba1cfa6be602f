package org.pindesk.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code manifests/discord-commands.json} holds what the bot registers, for administrators to read. Written anew with
 * {@code -Dpindesk.write-manifests=true}.
 */
class DiscordManifestTest {
    private static final Path FILE = Path.of("manifests", "discord-commands.json");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final JsonNode registered = JSON.readTree(Registration.json(DiscordFixture.CATALOGUE.commands().stream()
                    .map(Registration::command)
                    .toList())
            .toString());

    DiscordManifestTest() throws IOException {}

    @Test
    void fileHoldsWhatIsRegistered() throws IOException {
        if (Boolean.getBoolean("pindesk.write-manifests")) {
            Files.writeString(FILE, JSON.writeValueAsString(JSON.treeToValue(registered, Object.class)) + "\n");
        }
        assertThat(JSON.readTree(FILE.toFile()).equals(registered))
                .as("%s is what the code registers", FILE)
                .isTrue();
    }

    @Test
    void everyCommandIsForThisServerAloneAndHasItsWordsInBothLanguages() {
        assertThat(registered).hasSizeGreaterThan(4).allSatisfy(command -> {
            assertThat(command.path("contexts").toString()).isEqualTo("[\"0\"]");
            assertThat(command.path("integration_types").toString()).isEqualTo("[\"0\"]");
        });
        assertThat(described(registered)).hasSizeGreaterThan(30).allSatisfy(part -> {
            assertThat(part.path("description").asText()).isNotBlank();
            assertThat(part.at("/description_localizations/de").asText())
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(100);
        });
    }

    private static List<JsonNode> described(JsonNode parts) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode part : parts) {
            all.add(part);
            all.addAll(described(part.path("options")));
        }
        return all;
    }
}
