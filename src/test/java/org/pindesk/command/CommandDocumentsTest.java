package org.pindesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pindesk.core.CommandForm;

/** Whoever reads the README, or types a slash in Slack, hears of every command. */
class CommandDocumentsTest {
    private final List<CommandForm> commands = new Catalogue(Map.of("hq", "Berlin")).commands();

    @Test
    void everyCommandStandsInTheReadme() throws IOException {
        String table = Files.readString(Path.of("README.md")).split("### Commands", 2)[1];
        List<String> missing = new ArrayList<>();
        for (CommandForm command : commands) {
            for (String verb : verbs(command)) {
                Pattern row = Pattern.compile("(?m)^\\|[^|]*`/" + command.name() + verb + "\\b");
                if (!row.matcher(table).find()) {
                    missing.add("/" + command.name() + verb);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyCommandStandsInTheHintsOfSlack() throws IOException {
        Map<String, String> hints = new TreeMap<>();
        for (JsonNode command : new ObjectMapper()
                .readTree(Path.of("manifests", "slack-app.json").toFile())
                .at("/features/slash_commands")) {
            hints.put(
                    command.path("command").asText().substring(1),
                    command.path("usage_hint").asText());
        }
        assertThat(commands).hasSizeGreaterThan(4);
        for (CommandForm command : commands) {
            assertThat(hints).containsKey(command.name());
            assertThat(List.of(hints.getOrDefault(command.name(), "").split("[^a-z-]+")))
                    .as(command.name())
                    .containsAll(verbs(command).stream()
                            .map(String::strip)
                            .filter(verb -> !verb.isEmpty())
                            .toList());
        }
    }

    private static List<String> verbs(CommandForm command) {
        return command.subcommands().isEmpty()
                ? List.of("")
                : command.subcommands().stream().map(each -> " " + each.name()).toList();
    }
}
