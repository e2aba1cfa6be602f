package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.pindesk.app.Bot;
import org.pindesk.demo.company.Company;

/** Two copies of the bot on one PostgreSQL: Slack gives each event to one of them, and people notice nothing. */
class CopiesTest {
    @Test
    void twoCopiesShareTheWorkAndMakeOnePinForEachPerson() throws Exception {
        List<String> people = List.of("alice", "bob", "hana", "heinz", "dora", "anna");
        try (Desk desk = Desk.onPostgres()) {
            desk.startCopy();
            people.forEach(who -> desk.slack.command(who, "/pin", "reset"));
            desk.settle();
            for (String who : people) {
                assertThat(desk.phone(who, desk.as(who).secret())).as(who).isEqualTo("signed in");
                assertThat(desk.cucm.pinsHeld(who)).as(who).isEqualTo(2);
            }
            assertThat(desk.audit()).hasSizeGreaterThan(people.size());
        }
    }

    @Test
    void pressesThatReachDifferentCopiesShowOneSecret() throws Exception {
        try (Desk desk = Desk.onPostgres()) {
            desk.startCopy();
            desk.as("hana").types("/pin reset @bob reason:lost");
            for (int i = 0; i < 4; i++) {
                assertThat(desk.slack.press("bob", "Get my new PIN")).isTrue();
            }
            desk.settle();
            assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
            assertThat(desk.cucm.pinsHeld("bob")).isEqualTo(2);
            assertThat(desk.as("hana").outcomes()).containsExactly("applied");
        }
    }

    @Test
    void anotherCopyFinishesWhatADeadOneLeftInTheMiddleOfAWrite() throws Exception {
        try (Desk desk = Desk.onPostgres()) {
            desk.as("hana").types("/pin reset @bob reason:lost");
            desk.crash.at("written");
            desk.as("bob").presses("Get my new PIN");
            assertThat(desk.crash.happened()).isTrue();
            desk.bot().close();
            Bot copy = desk.startCopy();
            desk.clock.advance(Duration.ofMinutes(6));
            copy.sweep();
            Awaitility.await()
                    .atMost(Desk.PATIENCE)
                    .until(() -> desk.as("hana").outcomes().contains("applied"));
            Awaitility.await()
                    .atMost(Desk.PATIENCE)
                    .until(() -> !desk.as("bob").secrets().isEmpty());
            assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
            assertThat(desk.phone("bob", Company.START_PIN)).startsWith("[201]");
            assertThat(desk.cucm.pinsHeld("bob")).isEqualTo(2);
        }
    }

    @Test
    void anotherCopyFinishesAPasswordThatADeadOneLeftInTheMiddleOfItsWrite() throws Exception {
        try (Desk desk = Desk.onPostgres()) {
            desk.as("hana").types("/login-help @harvey where:computer").presses("Reset Windows password");
            desk.crash.at("written");
            desk.as("harvey").presses("Get my new password");
            assertThat(desk.crash.happened()).isTrue();
            desk.bot().close();
            Bot copy = desk.startCopy();
            desk.clock.advance(Duration.ofMinutes(6));
            copy.sweep();
            Awaitility.await()
                    .atMost(Desk.PATIENCE)
                    .until(() -> desk.as("hana").outcomes().contains("applied"));
            Awaitility.await()
                    .atMost(Desk.PATIENCE)
                    .until(() -> !desk.as("harvey").secrets().isEmpty());
            assertThat(desk.directory.operations().writes()).isEqualTo(1);
            assertThat(desk.directory.signInAtComputer(
                            "harvey", desk.as("harvey").secret(), "Own.Choice.2026"))
                    .isEqualTo("signed in");
        }
    }
}
