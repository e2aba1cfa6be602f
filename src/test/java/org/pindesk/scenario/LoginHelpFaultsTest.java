package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;

/** Systems that lie, drop, hang and turn away while something is mended: what is said is what they say afterwards. */
class LoginHelpFaultsTest {
    private static final String ADD = "Add to Standard CCM End Users";
    private static final String UNLOCK_WINDOWS = "Unlock Windows account";

    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.open();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"LIE", "DROP_AFTER_WRITE", "DOWN", "HANG"})
    void whatIsSaidOfAddingIsWhatThePortalSays(Fault.Kind kind) {
        desk.directory.expirePassword("harvey", false);
        desk.as("hana").types("/login-help @harvey where:portal");
        desk.cucm.misbehave(new Fault(kind, Duration.ZERO, 0));
        desk.as("hana").presses(ADD);
        boolean in = desk.cucm.portal("harvey", Company.START_PASSWORD).equals("signed in");
        String text = desk.as("hana").seesLast().text();
        switch (kind) {
            case LIE -> {
                assertThat(desk.as("hana").seesLast().outcome()).isEqualTo("unknown");
                assertThat(text).contains("I do not know whether", "I do not see it there");
                assertThat(in).isFalse();
            }
            case DROP_AFTER_WRITE -> {
                assertThat(desk.as("hana").seesLast().outcome()).isEqualTo("applied");
                assertThat(in).as("proved by looking").isTrue();
            }
            default -> {
                assertThat(text).contains("Nothing was changed: I cannot see").doesNotContain("not in the way");
                assertThat(in).isFalse();
            }
        }
        desk.cucm.misbehave(Fault.UP);
        desk.as("hana").types("/login-help @harvey where:portal");
        assertThat(desk.as("hana").seesLast().buttons().contains(ADD)).isEqualTo(!in);
    }

    @Test
    void aThrottledSystemIsMendedInTheEndOrSaidNotToBe() {
        desk.directory.expirePassword("harvey", false);
        desk.as("hana").types("/login-help @harvey where:portal");
        desk.cucm.misbehave(new Fault(Fault.Kind.THROTTLE, Duration.ZERO, 50));
        desk.as("hana").presses(ADD);
        desk.cucm.misbehave(Fault.UP);
        boolean in = desk.cucm.portal("harvey", Company.START_PASSWORD).equals("signed in");
        String outcome = desk.as("hana").seesLast().outcome();
        assertThat("applied".equals(outcome)).isEqualTo(in && !"unknown".equals(outcome));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"LIE", "DROP_AFTER_WRITE"})
    void whatIsSaidOfUnlockingWindowsIsWhatTheComputerSays(Fault.Kind kind) {
        desk.directory.lock("bob", true);
        desk.as("bob").types("/login-help where:computer");
        desk.directory.misbehave(new Fault(kind, Duration.ZERO, 0));
        desk.as("bob").presses(UNLOCK_WINDOWS);
        boolean lie = kind == Fault.Kind.LIE;
        assertThat(desk.as("bob").seesLast().outcome()).isEqualTo(lie ? "unknown" : "applied");
        assertThat(windows("bob").equals("signed in")).isEqualTo(!lie);
    }

    private String windows(String who) {
        return desk.directory.signInAtComputer(who, Company.START_PASSWORD, null);
    }
}
