package org.pindesk.demo.cucm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.company.Company;

/** The self-care page of the simulated cluster. */
class PortalTest {
    private static final String REFUSED = "Log on failed - Invalid User ID or Password";
    private static final String OWN = "Own.Password.4402";

    private final MovableClock clock = new MovableClock();
    private final CucmSimulator cucm = new CucmSimulator(clock, Company.people());
    private final List<String> asked = new ArrayList<>();

    PortalTest() {
        cucm.directory((login, password) -> {
            asked.add(login);
            return password.equals(Company.START_PASSWORD);
        });
    }

    @Test
    void theDirectoryChecksThePasswordsOfThoseWhoCameFromIt() {
        assertThat(cucm.portal("bob", Company.START_PASSWORD)).isEqualTo("signed in");
        assertThat(cucm.portal("bob", OWN)).isEqualTo(REFUSED);
        assertThat(cucm.portal("bob", Company.START_PIN)).isEqualTo(REFUSED);
        assertThat(asked).containsExactly("bob", "bob", "bob");
    }

    @Test
    void nobodySignsInBeforeThereIsADirectory() {
        assertThat(new CucmSimulator(clock, Company.people()).portal("bob", Company.START_PASSWORD))
                .isEqualTo(REFUSED);
    }

    @Test
    void withoutTheRoleTheRightPasswordIsRefusedInTheSameWords() {
        cucm.leaveEndUsers("bob");
        assertThat(cucm.portal("bob", Company.START_PASSWORD)).isEqualTo(REFUSED);

        cucm.joinGroup("bob", "House Group", "Standard CCM End Users");
        assertThat(cucm.portal("bob", Company.START_PASSWORD)).isEqualTo("signed in");
    }

    @Test
    void unknownAndInactiveUsersAreRefused() {
        cucm.foundInDirectory("bob", false);

        assertThat(cucm.portal("bob", Company.START_PASSWORD)).isEqualTo(REFUSED);
        assertThat(cucm.portal("nora", Company.START_PASSWORD)).isEqualTo(REFUSED);
        assertThat(asked).isEmpty();
        assertThat(cucm.phoneSignIn("bob", Company.START_PIN)).startsWith("[201]");
    }

    @Test
    void aLocalUserHasAPasswordOfTheClusterThatFailedSignInsLock() {
        cucm.makeLocal("bob", OWN);
        assertThat(cucm.portal("bob", OWN)).isEqualTo("signed in");
        assertThat(cucm.portal("bob", Company.START_PASSWORD)).isEqualTo(REFUSED);
        for (int i = 0; i < 9; i++) {
            cucm.portal("bob", "wrong");
        }
        assertThat(cucm.portal("bob", OWN)).as("locked").isEqualTo(REFUSED);
        assertThat(cucm.phoneSignIn("bob", Company.START_PIN))
                .as("the PIN is not")
                .isEqualTo("signed in");
        assertThat(asked).isEmpty();

        clock.move(Duration.ofMinutes(30));
        assertThat(cucm.portal("bob", OWN)).isEqualTo("signed in");
    }

    @Test
    void whereTheDirectoryChecksNothingTheClusterDoes() {
        cucm.authenticateInDirectory(false);

        assertThat(cucm.portal("bob", Company.START_PASSWORD)).isEqualTo("signed in");
        assertThat(asked).isEmpty();
    }

    @Test
    void withoutADeviceProfileThePhoneSaysSo() {
        cucm.phoneProfile("bob", false);

        assertThat(cucm.phoneSignIn("bob", "999999")).startsWith("[201]");
        assertThat(cucm.phoneSignIn("bob", Company.START_PIN)).startsWith("[205]");
    }
}
