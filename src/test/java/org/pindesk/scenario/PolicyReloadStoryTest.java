package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.adapter.policy.PolicyFile;
import org.pindesk.demo.company.Company;

/** The policy file changes while the bot runs: the new one decides from then on, also about what was begun before. */
@Timeout(180)
class PolicyReloadStoryTest {
    private static final Path DEMO = Path.of("src/main/resources/org/pindesk/demo/policy.yaml");

    @TempDir
    Path folder;

    @Test
    void anOfferThatANewRuleForbidsIsNotTakenAnyMoreAndTheAuditNamesBothPolicies() throws Exception {
        Path path = folder.resolve("policy.yaml");
        String text = Files.readString(DEMO);
        Files.writeString(path, text);
        PolicyFile file = PolicyFile.open(path, Set.of("slack", "discord"));
        try (Desk desk = Desk.open()) {
            desk.policy = file;
            desk.as("hana").types("/pin reset @bob reason:lost");
            assertThat(desk.as("bob").wasOffered("Get my new PIN")).isTrue();
            String before = file.get().shortDigest();

            String denies = "  - name: not-for-staff\n    deny: [pin.reset]\n    for: others\n    scope:\n      ou: [\""
                    + Company.STAFF_DN + "\"]\n";
            write(path, text.replace("rules:\n", "rules:\n" + denies), file);
            assertThat(file.get().shortDigest()).isNotEqualTo(before);

            desk.as("bob").presses("Get my new PIN");
            assertThat(desk.as("bob").secrets()).isEmpty();
            assertThat(desk.phone("bob", Company.START_PIN)).startsWith("signed in");
            desk.as("hana").types("/pin reset @alice reason:lost");
            assertThat(desk.as("hana").seesLast().text()).contains("A rule of the policy says no");
            assertThat(desk.as("alice").sees()).isEmpty();

            List<String> audit = desk.audit();
            assertThat(audit).anySatisfy(row -> assertThat(row).contains("offered", before));
            assertThat(audit)
                    .anySatisfy(row -> assertThat(row)
                            .contains("rule-denies", "not-for-staff", file.get().shortDigest()));

            write(path, text, file);
            desk.as("hana").types("/pin reset @alice reason:lost");
            assertThat(desk.as("alice").wasOffered("Get my new PIN")).isTrue();
        }
    }

    @Test
    void aBrokenFileLeavesEverythingAsItWas() throws Exception {
        Path path = folder.resolve("policy.yaml");
        Files.writeString(path, Files.readString(DEMO));
        PolicyFile file = PolicyFile.open(path, Set.of("slack", "discord"));
        try (Desk desk = Desk.open()) {
            desk.policy = file;
            write(path, "version: 1\n", file);
            assertThat(file.faults()).isNotEmpty();
            desk.as("hana").types("/pin reset @bob reason:lost");
            assertThat(desk.as("bob").wasOffered("Get my new PIN")).isTrue();
        }
    }

    /** Saves the file, and lets it settle as the program does. */
    private static void write(Path path, String text, PolicyFile file) throws IOException {
        Files.writeString(path, text);
        file.look(groups -> List.of());
        file.look(groups -> List.of());
    }
}
