package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.adapter.policy.PolicyFile;

/** A rule that denies looking at some people narrows just what it names: these people are hidden, everybody else is shown as before. */
@Timeout(180)
class LooksStoryTest {
    private static final String NO = "A rule of the policy says no to this for Lotte";

    @TempDir
    Path folder;

    private Desk denying(String action, String login) throws Exception {
        Path path = folder.resolve("policy.yaml");
        String rule = "rules:\n  - name: hidden\n    deny: [" + action + "]\n    for: others\n    scope:\n"
                + "      attributes:\n        sAMAccountName: [" + login + "]\n";
        String text = Files.readString(Path.of("src/main/resources/org/pindesk/demo/policy.yaml"));
        Files.writeString(path, text.replace("rules:\n", rule));
        PolicyFile file = PolicyFile.open(path, Set.of("slack", "discord"));
        Desk desk = Desk.open();
        desk.policy = file;
        return desk;
    }

    @ParameterizedTest
    @CsvSource({
        "pin.status, /pin status, pin.status",
        "login-help, /login-help where:phone, login-help",
        "helpdesk.whois, /helpdesk whois, whois",
        "helpdesk.verify, /helpdesk verify, verify.ask",
        "helpdesk.freeze, /helpdesk freeze, freeze",
        "helpdesk.unfreeze, /helpdesk unfreeze, unfreeze",
        "pin.unlock, /pin unlock, pin.unlock"
    })
    void whoIsHiddenIsNotShownAndEverybodyElseIs(String action, String command, String row) throws Exception {
        try (Desk desk = denying(action, "lotte")) {
            desk.as("hana").types(command + " @lotte");
            assertThat(desk.as("hana").seesLast().text()).contains(NO);
            assertThat(desk.as("hana").seesLast().buttons()).isEmpty();
            assertThat(desk.audit())
                    .anyMatch(each -> each.contains("\"" + row + "\"")
                            && each.contains("\"rule\":\"hidden\"")
                            && each.contains("rule-denies"));
            desk.as("hana").types(command + " @bob");
            assertThat(desk.as("hana").seesLast().text()).doesNotContain("A rule of the policy");

            desk.as("alice").types(command + " @lotte");
            String toAlice = desk.as("alice").seesLast().text();
            desk.as("alice").types(command + " @bob");
            assertThat(toAlice)
                    .as("people without a role learn nothing from a rule")
                    .isEqualTo(desk.as("alice").seesLast().text())
                    .contains("helpdesk role");
        }
    }

    @Test
    void aCaseOfSomebodyHiddenIsNeitherListedNorTaken() throws Exception {
        try (Desk desk = denying("helpdesk.queue", "lotte")) {
            desk.as("lotte").types("/login-help where:phone").presses("Ask the helpdesk");
            desk.as("hana").presses("I take it");
            assertThat(desk.as("hana").seesLast().text()).contains(NO);
            desk.as("hana").types("/helpdesk queue");
            assertThat(desk.as("hana").seesLast().text()).isEqualTo("Nobody is waiting.");

            desk.as("alice").types("/login-help where:phone").presses("Ask the helpdesk");
            desk.as("hana").types("/helpdesk queue");
            assertThat(desk.as("hana").seesLast().text()).contains("Alice").doesNotContain("Lotte");
            desk.as("hana").presses("I take it");
            assertThat(desk.as("hana").reads("is yours")).hasSize(1);
        }
    }

    @Test
    void nothingIsMendedForSomebodyWhomARuleSpares() throws Exception {
        try (Desk desk = denying("mend", "harvey")) {
            desk.as("hana").types("/login-help @harvey where:portal");
            assertThat(desk.as("hana").seesLast().buttons())
                    .as("looking is another action")
                    .isNotEmpty()
                    .noneMatch(each -> each.startsWith("Add to"));
        }
    }
}
