package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;

/** Looking and unlocking: what is locked, by whom, until when, and who may lift it. */
class StatusAndUnlockTest {
    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.open();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void lotteSeesHerLockAndItsEndAndUnlocksItAndKeepsHerPin() {
        assertThat(desk.phone("lotte", Company.START_PIN)).startsWith("[201]");
        desk.as("lotte").types("/pin status");
        Shown status = desk.as("lotte").seesLast();
        assertThat(status.text())
                .contains("Locked after too many failed sign-ins", "ends by itself", "Failed sign-ins");
        assertThat(status.buttons()).containsExactly("Unlock");
        desk.as("lotte").presses("Unlock");
        assertThat(desk.as("lotte").seesLast().outcome()).isEqualTo("applied");
        assertThat(desk.phone("lotte", Company.START_PIN)).isEqualTo("signed in");
        assertThat(desk.cucm.pinsHeld("lotte")).isEqualTo(1);
        desk.as("lotte").types("/pin status");
        assertThat(desk.as("lotte").seesLast().text()).contains("Not locked");
    }

    @Test
    void theThirdUnlockOfOneselfInADayIsRefusedWithTheWayOut() {
        desk.as("lotte").types("/pin unlock");
        lock("lotte");
        desk.as("lotte").types("/pin unlock");
        lock("lotte");
        desk.as("lotte").types("/pin unlock");
        assertThat(desk.as("lotte").outcomes()).containsExactly("applied", "applied", "refused");
        assertThat(desk.as("lotte").seesLast().text()).contains("2 times within a day", "/pin reset");
        desk.as("hana").types("/pin unlock @lotte reason:call");
        assertThat(desk.as("hana").outcomes())
                .as("her own limit does not bind the helpdesk")
                .containsExactly("applied");
        lock("lotte");
        desk.pass(Duration.ofHours(25));
        lock("lotte");
        desk.as("lotte").types("/pin unlock");
        assertThat(desk.as("lotte").seesLast().outcome()).isEqualTo("applied");
    }

    private void lock(String who) {
        for (int i = 0; i < 12; i++) {
            desk.phone(who, "000000");
        }
        assertThat(desk.phone(who, Company.START_PIN)).startsWith("[201]");
    }

    @Test
    void theHelpdeskUnlocksAndTheOwnerIsTold() throws Exception {
        desk.as("hana").types("/pin status @lotte");
        assertThat(desk.as("hana").seesLast().text()).contains("Lotte", "Locked after", "Credential policy");
        desk.as("hana").presses("Unlock");
        assertThat(desk.as("hana").seesLast().outcome()).isEqualTo("applied");
        assertThat(desk.as("lotte").seesLast().text()).contains("Hana Holm", "unlocked your telephone PIN");
        assertThat(desk.phone("lotte", Company.START_PIN)).isEqualTo("signed in");
        assertThat(desk.audit()).anySatisfy(row -> assertThat(row).contains("pin.unlock", "state-changed"));
    }

    @Test
    void anAdministratorsLockIsNeverLifted() {
        desk.as("adele").types("/pin status");
        assertThat(desk.as("adele").seesLast().text()).contains("Locked by an administrator");
        assertThat(desk.as("adele").seesLast().buttons()).isEmpty();
        desk.as("adele").types("/pin unlock");
        desk.as("hana").types("/pin unlock @adele");
        assertThat(desk.as("adele").outcomes()).containsExactly("refused");
        assertThat(desk.as("hana").outcomes()).containsExactly("refused");
        assertThat(desk.phone("adele", Company.START_PIN)).startsWith("[201]");
    }

    @Test
    void peopleWithoutChatAreFoundByLoginMailAndExtension() {
        String extension = Company.find("fritz").orElseThrow().extension();
        for (String typed : List.of("fritz", "fritz@" + Company.MAIL_DOMAIN, String.valueOf(extension))) {
            desk.as("hana").types("/pin status " + typed);
            assertThat(desk.as("hana").seesLast().text()).as(typed).contains("(login fritz)", "Not locked");
        }
        desk.as("hana").types("/pin reset fritz reason:call");
        Shown card = desk.as("hana").seesLast();
        assertThat(card.text()).contains("Is this the person?", "extension " + extension);
        desk.as("hana").presses("Yes, this person");
        assertThat(desk.as("hana").seesLast().text()).contains("no account in this chat");
        lock("fritz");
        desk.as("hana").types("/pin unlock fritz").presses("Yes, this person");
        assertThat(desk.as("hana").seesLast().outcome()).isEqualTo("applied");
        assertThat(desk.phone("fritz", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void aConfirmedTargetGetsTheOfferWithItsReason() {
        desk.as("hana").types("/pin reset bob reason:lost").presses("Yes, this person");
        assertThat(desk.as("bob").seesLast().text()).contains("Reason: lost");
        desk.as("bob").presses("Get my new PIN");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void aConfirmationIsNoRight() {
        desk.as("hana").types("/pin reset bob");
        desk.as("alice").pressesOf("hana", "Yes, this person");
        assertThat(desk.as("alice").seesLast().text()).contains("needs the helpdesk role");
        assertThat(desk.as("bob").sees()).isEmpty();
        desk.as("alice").types("/pin status @lotte").types("/pin unlock @lotte").types("/helpdesk whois @lotte");
        assertThat(desk.as("alice").outcomes()).containsOnly("refused");
        assertThat(desk.phone("lotte", Company.START_PIN)).startsWith("[201]");
    }

    @Test
    void aDryRunShowsEverythingAndDoesNothing() {
        desk.as("hana").types("/pin reset @bob dry-run");
        assertThat(desk.as("hana").seesLast().text())
                .contains("user id bob", "Deciding rule: helpdesk", "Nothing was changed");
        assertThat(desk.as("bob").sees()).isEmpty();
        desk.as("hana").types("/pin reset @dora dry-run");
        assertThat(desk.as("hana").seesLast().text()).contains("protected", "Deciding rule: protected");
        desk.as("alice").types("/pin reset @dora dry-run");
        String refused = desk.as("alice").seesLast().text();
        desk.as("alice").types("/pin reset @dora");
        assertThat(desk.as("alice").seesLast().text()).isEqualTo(refused);
        desk.as("bob").types("/pin reset dry-run");
        assertThat(desk.as("bob").seesLast().text()).contains("you would get a new PIN");
        desk.as("hana").types("/pin unlock @lotte dry-run");
        assertThat(desk.phone("lotte", Company.START_PIN)).startsWith("[201]");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void theEmergencyBrakeEndsAllChangesAtOnce() {
        desk.as("hana").types("/pin reset @bob");
        desk.as("heinz").types("/helpdesk stop dry-run");
        assertThat(desk.as("heinz").seesLast().text()).contains("Nothing was stopped");
        desk.as("heinz").types("/helpdesk stop");
        desk.as("bob").presses("Get my new PIN");
        assertThat(desk.as("bob").seesLast().text()).contains("All changes are stopped", "Heinz Huber");
        desk.as("alice").types("/pin reset");
        desk.as("lotte").types("/pin unlock");
        assertThat(desk.as("alice").secrets()).isEmpty();
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        desk.as("lotte").types("/pin status");
        assertThat(desk.as("lotte").seesLast().text()).as("looking goes on").contains("Locked after");
        desk.as("alice").types("/helpdesk resume");
        assertThat(desk.as("alice").seesLast().text()).contains("helpdesk role");
        desk.as("heinz").types("/helpdesk resume");
        desk.as("bob").presses("Get my new PIN");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void whoisTellsWhoSomebodyIs() {
        desk.as("hana").types("/helpdesk whois @leo");
        assertThat(desk.as("hana").seesLast().text()).contains("Leo Lang", "disabled", "Deciding rule");
        desk.as("hana").types("/helpdesk whois @carl");
        assertThat(desk.as("hana").seesLast().text()).contains("Deciding rule: floor");
        desk.as("hana").types("/pin reset @carl dry-run");
        assertThat(desk.as("hana").seesLast().text()).contains("administrator role", "Deciding rule: floor");
    }

    @Test
    void aSilentSystemIsSaidSo() {
        desk.cucm.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        desk.as("lotte").types("/pin status").types("/pin unlock");
        assertThat(desk.as("lotte").outcomes()).containsOnly("unreachable");
    }

    @Test
    void aPersonHasALimitOfNewPinsInAnHour() {
        for (int i = 0; i < 6; i++) {
            desk.as("bob").types("/pin reset").presses("I have it");
        }
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").seesLast().text()).contains("6 times within an hour");
        desk.pass(Duration.ofMinutes(61));
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").secrets()).hasSize(7);
    }
}
