package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locked out again and again: mostly a device still uses an old password, and the coach says so, but not before it is true. */
class RepeatedLocksTest {
    private static final String COACH = "locked out";

    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.open();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    /** Every look at the same lock used to count as one more. */
    @Test
    void oneLockIsOneHoweverOftenItIsLookedAt() {
        desk.directory.lock("bob", true);
        desk.as("bob").types("/login-help where:computer").types("/login-help where:computer");
        desk.as("hana").types("/login-help @bob where:computer").presses("Unlock Windows account");
        desk.as("bob").types("/login-help where:computer");
        assertThat(desk.as("bob").reads(COACH)).isEmpty();
        assertThat(desk.as("hana").reads(COACH)).isEmpty();
        assertThat(desk.as("hana").seesLast().outcome()).isEqualTo("applied");
    }

    /** That the first lock was mended here used to make it forgotten. */
    @Test
    void theSecondLockOfTheWeekGetsTheCoachAndALaterOneDoesNot() {
        desk.directory.lock("bob", true);
        desk.as("bob").types("/login-help where:computer").presses("Unlock Windows account");
        desk.pass(Duration.ofHours(26));
        desk.directory.lock("bob", true);
        desk.as("bob").types("/login-help where:computer");
        assertThat(desk.as("bob").seesLast().text())
                .contains("You have been locked out 2 times lately", "mobile phone", "saved password");
        desk.as("hana").types("/login-help @bob where:computer");
        assertThat(desk.as("hana").seesLast().text())
                .contains("Bob Berger has been locked out 2 times lately", "Unlocking alone will not last");
        desk.as("bob").presses("Unlock Windows account");
        desk.pass(Duration.ofDays(9));
        desk.directory.lock("bob", true);
        desk.as("bob").types("/login-help where:computer");
        assertThat(desk.as("bob").seesLast().text())
                .contains("locked after too many")
                .doesNotContain(COACH);
    }
}
