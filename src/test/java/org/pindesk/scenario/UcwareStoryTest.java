package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.ucware.UcwareSimulator;

/** People on UCware beside people on Cisco: the same command, and no more said of a new PIN than UCware lets anybody know. */
class UcwareStoryTest {
    private final Desk desk = Desk.withUcware();

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void aNewPinIsSetAndSaidToBeUntested() {
        desk.as("uwe").types("/pin reset");
        assertThat(desk.as("uwe").sees())
                .anyMatch(shown -> shown.text().contains("UCware telephones said yes. I could not test it there"));
        assertThat(desk.ucware.phone("uwe", desk.as("uwe").secret())).isEqualTo(UcwareSimulator.SIGNED_IN);
        assertThat(desk.ucware.phone("uwe", Company.START_PIN)).isEqualTo(UcwareSimulator.PHONE_REFUSED);
    }

    @Test
    void anOfferKeepsTheOldPinUntilItIsTaken() {
        desk.as("hana").types("/pin reset @lena reason:lost");
        assertThat(desk.ucware.phone("lena", Company.START_PIN)).isEqualTo(UcwareSimulator.SIGNED_IN);
        desk.as("lena").presses("Get my new PIN");
        assertThat(desk.ucware.phone("lena", desk.as("lena").secret())).isEqualTo(UcwareSimulator.SIGNED_IN);
        assertThat(desk.as("hana").seesLast().text()).contains("could not be tested there");
    }

    @Test
    void peopleOnTheOtherSystemAreNotHeldUpWhenUcwareIsDown() {
        desk.ucware.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        desk.as("bob").types("/pin reset");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        desk.as("uwe").types("/pin reset");
        assertThat(desk.as("uwe").seesLast().outcome()).isEqualTo("unreachable");
        assertThat(desk.ucware.phone("uwe", Company.START_PIN)).isEqualTo(UcwareSimulator.SIGNED_IN);
    }

    @Test
    void statusAndUnlockAreNotOfferedThere() {
        desk.as("uwe").types("/pin status");
        assertThat(desk.as("uwe").seesLast().text()).contains("not offered on UCware telephones", "helps: /pin reset");
        desk.as("hana").types("/pin unlock @uwe");
        assertThat(desk.as("hana").seesLast().text())
                .as("what she types, and not for herself")
                .contains("/pin reset uwe");
        desk.as("uwe").types("/pin unlock");
        assertThat(desk.as("uwe").seesLast().text())
                .contains("Unlocking is not offered on UCware telephones", "/pin reset");
    }

    @Test
    void theMailDoesNotCallTheOldPinGoneWhereNobodyCouldTestTheNewOne() {
        desk.as("uwe").types("/pin reset");
        assertThat(desk.mails("uwe"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains("could not be tested"));
        desk.as("bob").types("/pin reset");
        assertThat(desk.mails("bob"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains("The old one does not work any more"));
    }

    @Test
    void aLostAnswerIsNotCalledASuccess() {
        desk.ucware.misbehave(new Fault(Fault.Kind.DROP_AFTER_WRITE, Duration.ZERO, 0));
        desk.as("uwe").types("/pin reset");
        desk.ucware.misbehave(Fault.UP);
        assertThat(desk.as("uwe").sees()).anyMatch(shown -> "unknown".equals(shown.outcome()));
        assertThat(desk.ucware.phone("uwe", desk.as("uwe").secret())).isEqualTo(UcwareSimulator.SIGNED_IN);
    }
}
