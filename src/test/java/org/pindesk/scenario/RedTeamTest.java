package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;

/**
 * Attacks against the whole bot. After each: no system was written to, the old PIN and password are the right ones, nobody was
 * shown a secret, a row of the audit tells of it, and the line that stopped it stood on a screen. {@code docs/red-team.md} is this table.
 */
@Timeout(180)
class RedTeamTest {
    private static final Path DOCUMENT = Path.of("docs/red-team.md");

    private static Map<String, List<Attack>> table() {
        Map<String, List<Attack>> table = new LinkedHashMap<>();
        table.put("Agents", PeopleAttacks.agents());
        table.put("Stolen sessions, accounts and contact data", PeopleAttacks.sessions());
        table.put("On the telephone", PeopleAttacks.callers());
        table.put("Approvals", ForgeryAttacks.approvals());
        table.put("Buttons", ForgeryAttacks.buttons());
        table.put("Events", ForgeryAttacks.events());
        return table;
    }

    private static Stream<Attack> attacks() {
        return table().values().stream().flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void nothingIsChangedAndTheLineSaysSo(Attack attack) throws Exception {
        try (Desk desk = attack.on().get()) {
            attack.story().at(desk);
            assertThat(shownTo(desk, attack.reader()))
                    .as("the line that stops it")
                    .anySatisfy(shown -> assertThat(shown.text()).contains(attack.line()));
            assertThat(desk.audit())
                    .as("the audit")
                    .anySatisfy(row -> assertThat(row).contains(attack.row()));
            unchanged(desk);
        }
    }

    @Test
    void theDocumentIsThisTable() throws Exception {
        for (Attack attack : attacks().toList()) {
            assertThat(Class.forName(
                            "org.pindesk." + attack.stoppedBy(),
                            false,
                            getClass().getClassLoader()))
                    .isNotNull();
        }
        assertThat(attacks().map(Attack::name)).doesNotHaveDuplicates().hasSizeGreaterThan(24);
        Path made = Path.of("target/red-team.md");
        Files.writeString(made, document());
        assertThat(DOCUMENT).as("as made in %s", made).hasSameTextualContentAs(made);
    }

    private static void unchanged(Desk desk) {
        assertThat(desk.directory.operations().writes())
                .as("writes to the directory")
                .isZero();
        for (Employee person : Company.people()) {
            String account = person.account();
            assertThat(shownTo(desk, account)).as("secrets of %s", account).allMatch(shown -> shown.secret() == null);
            if (person.isOnCisco()) {
                assertThat(desk.cucm.pinsHeld(account))
                        .as("PINs of %s", account)
                        .isEqualTo(1);
            }
        }
        for (String victim : List.of("alice", "bob", "dora")) {
            assertThat(desk.phone(victim, Company.START_PIN)).as(victim).isEqualTo("signed in");
            assertThat(desk.directory.signsIn(victim, Company.START_PASSWORD))
                    .as(victim)
                    .isTrue();
        }
    }

    /** What this person saw, wherever. */
    private static List<Shown> shownTo(Desk desk, String account) {
        List<Shown> seen = new ArrayList<>(desk.as(account).sees());
        if (desk.hasDiscord()) {
            seen.addAll(desk.as(account + "@discord").sees());
        }
        return seen;
    }

    private static String document() {
        StringBuilder text = new StringBuilder(
                "# Red team\n\n"
                        + "Attacks that `RedTeamTest` makes against the whole bot, with real connectors and simulated systems. After each of them no\n"
                        + "system was written to, nobody was shown a secret, and the audit tells of it. The line is what a person reads then;\n"
                        + "the class, below `org.pindesk`, says no. This table is rendered from the test, which fails where the two differ.\n");
        table().forEach((section, attacks) -> {
            text.append("\n## ")
                    .append(section)
                    .append("\n\n| attack | the attacker | what stops it: the line | where |\n|---|---|---|---|\n");
            attacks.forEach(attack -> text.append("| ")
                    .append(attack.name())
                    .append(" | ")
                    .append(attack.attacker())
                    .append(" | ")
                    .append(attack.reader())
                    .append(" reads: ")
                    .append(attack.line().replace("|", "\\|"))
                    .append(" | `")
                    .append(attack.stoppedBy())
                    .append("` |\n"));
        });
        return text.toString();
    }
}
