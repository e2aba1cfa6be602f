package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.core.Secret;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.demo.directory.DirectorySimulator;

/** The bot's own password is wrong: one bad sign-in in total, people are told that nothing changed, and the offer waits. */
class WrongServicePasswordTest {
    private static final String TAKE = "Get my new PIN";

    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.open();
        desk.as("hana").types("/pin reset @bob reason:lost");
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void atTheTelephoneSystem() {
        desk.cucmPassword = Secret.of("mistyped-by-the-operator");
        desk.restart();
        bobIsToldThatNothingChanged();
        bobIsToldThatNothingChanged();
        desk.restart();
        bobIsToldThatNothingChanged();
        assertThat(badSignIns()).isEqualTo(1);

        desk.cucmPassword = Secret.of(CucmSimulator.READER_PASSWORD);
        desk.restart();
        bobGetsHisPin();
        assertThat(badSignIns()).isEqualTo(1);
    }

    @Test
    void whenItIsChangedAtTheTelephoneSystemWhileTheBotRuns() {
        desk.cucm.misbehave(Fault.parse("wrong-password").orElseThrow());
        bobIsToldThatNothingChanged();
        desk.cucm.misbehave(Fault.UP);
        bobIsToldThatNothingChanged();
        assertThat(badSignIns()).isEqualTo(1);

        desk.store().authLatch().forget("hq", CucmSimulator.READER_USER);
        bobGetsHisPin();
    }

    @Test
    void atTheDirectory() {
        desk.directoryPassword = Secret.of("mistyped-by-the-operator");
        desk.restart();
        bobIsToldThatNothingChanged();
        desk.restart();
        bobIsToldThatNothingChanged();
        assertThat(desk.directory.operations().failedBinds()).isEqualTo(1);

        desk.directoryPassword = DirectorySimulator.servicePassword();
        desk.restart();
        bobGetsHisPin();
        assertThat(desk.directory.operations().failedBinds()).isEqualTo(1);
    }

    private void bobIsToldThatNothingChanged() {
        desk.as("bob").presses(TAKE);
        Shown last = desk.as("bob").seesLast();
        assertThat(last.outcome()).isEqualTo("unreachable");
        assertThat(last.text()).contains("Nothing was changed").contains("offer stays open");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    private void bobGetsHisPin() {
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    private long badSignIns() {
        return desk.cucm.journal().stream().filter(each -> each.status() == 401).count();
    }
}
