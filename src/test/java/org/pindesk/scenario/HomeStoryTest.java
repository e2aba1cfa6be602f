package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.chat.Shown;

/** A person's own page: what they may do, what is open for them, and for helpdesk people who waits. */
class HomeStoryTest {
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
    void everybodySeesWhatTheyMayDoAndNothingElse() throws Exception {
        Shown bob = desk.as("bob").opensHome().home();
        assertThat(bob.text())
                .contains("Your open requests", "Nothing is open", "What you can do", "/pin reset")
                .doesNotContain("/helpdesk queue", "Waiting for help");
        assertThat(bob.buttons()).isEmpty();

        assertThat(desk.as("hana").opensHome().home().text()).contains("/helpdesk", "Waiting for help", "Nobody is");
        assertThat(desk.as("gast").opensHome().home().text())
                .contains("guest")
                .doesNotContain("What you can do", "/pin");
        assertThat(desk.as("leo").opensHome().home().text()).doesNotContain("/pin reset", "What you can do");
        assertThat(desk.audit()).filteredOn(row -> row.contains("\"home\"")).hasSize(3);
    }

    @Test
    void aPageIsOnlyMadeForWhoOpensIt() {
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses("Get my new PIN");
        assertThat(desk.slack.calls("views.publish")).isZero();
    }

    @Test
    void anOfferStandsThereWithItsButtonsAndNeverTheSecret() {
        desk.as("hana").opensHome().types("/pin reset @bob reason:lost");
        assertThat(desk.as("hana").home().text()).contains("The offer is on its way to Bob");
        assertThat(desk.as("hana").home().buttons()).containsExactly("Cancel");

        Shown offered = desk.as("bob").opensHome().home();
        assertThat(offered.text()).contains("Hana", "lost");
        assertThat(offered.buttons()).containsExactly("Get my new PIN", "This wasn't me");

        desk.as("bob").presses("Get my new PIN");
        String pin = desk.as("bob").secret();
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
        Shown taken = desk.as("bob").home();
        assertThat(taken.secret()).isNull();
        assertThat(taken.text().replace(" ", "")).doesNotContain(pin);
        assertThat(taken.buttons()).containsExactly("Get my new PIN", "I have it");

        desk.as("bob").presses("I have it");
        assertThat(desk.as("bob").home().text()).contains("Nothing is open");
        assertThat(desk.as("bob").home().buttons()).isEmpty();
        desk.as("hana").opensHome();
        assertThat(desk.as("hana").home().buttons()).doesNotContain("Cancel");
    }

    @Test
    void anOfferIsCancelledFromThere() {
        desk.as("hana").opensHome().types("/pin reset @bob");
        desk.as("hana").presses("Cancel");
        assertThat(desk.as("hana").home().text()).contains("Nothing is open");
        assertThat(desk.as("bob").opensHome().home().buttons()).isEmpty();
    }

    @Test
    void theQueueStandsThereForHelpdeskPeopleAndACaseIsTakenFromIt() {
        desk.as("lotte").types("/login-help where:phone").presses("Ask the helpdesk");
        assertThat(desk.as("lotte").opensHome().home().text()).doesNotContain("Waiting for help");
        Shown waiting = desk.as("hana").opensHome().home();
        assertThat(waiting.text()).contains("Lotte Lindner, since");
        assertThat(waiting.buttons()).containsExactly("Take Lotte Lindner");
        desk.as("hana").presses("Take Lotte Lindner");
        assertThat(desk.as("hana").reads("The case of Lotte Lindner is yours")).isNotEmpty();
        assertThat(desk.as("hana").home().text()).contains("taken by Hana");
        assertThat(desk.as("hana").home().buttons()).isEmpty();
    }

    @Test
    void somebodyElsesButtonOnTheirPageDoesNothing() {
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").opensHome();
        desk.as("alice").pressesOf("bob", "Get my new PIN");
        assertThat(desk.as("alice").seesLast().text()).contains("This button is for somebody else");
        assertThat(desk.as("alice").secrets()).isEmpty();
    }

    @Test
    void aPageThatWasOpenedLongAgoIsLeftAlone() {
        desk.as("bob").opensHome();
        int shown = desk.slack.calls("views.publish");
        desk.clock.advance(Duration.ofMinutes(11));
        desk.as("bob").types("/pin status");
        assertThat(desk.slack.calls("views.publish")).isEqualTo(shown);
    }

    @Test
    void aPageThatCannotBeMadeHoldsNothingUp() {
        desk.as("bob").opensHome();
        desk.slack.fail("views.publish", "internal_error", 100);
        desk.as("bob").types("/pin reset").presses("I have it");
        assertThat(desk.as("bob").secrets()).hasSize(1);
    }

    @Test
    void itIsInTheReadersLanguage() {
        desk.slack.setLocale("bob", "de-DE");
        assertThat(desk.as("bob").opensHome().home().text()).contains("Was für Sie offen ist", "Was Sie tun können");
    }
}
