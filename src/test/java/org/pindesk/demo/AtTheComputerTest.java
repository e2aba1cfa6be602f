package org.pindesk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.company.Staff;
import org.pindesk.demo.directory.DirectorySimulator;

/** What Windows says at the PC, and the change of a password that is over. */
@Timeout(60)
class AtTheComputerTest {
    private static final String OLD = Company.START_PASSWORD;
    private static final String NEW = "Kupfer-Lampe.27";
    private static final String REFUSED = "Unable to update the password.";

    private final MovableClock clock = new MovableClock();
    private final DirectorySimulator directory = new DirectorySimulator(clock, Company.people());
    private final AtTheComputer computer =
            new AtTheComputer(Staff.of(0), directory, account -> account.equals("harvey") ? OLD : null);

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void aGoodPasswordSignsIn() {
        assertThat(says("bob", OLD)).isEqualTo("signed in");
        assertThat(says("bob", OLD, NEW)).as("Windows asks for no new one").isEqualTo("signed in");
        assertThat(says("bob", OLD)).isEqualTo("signed in");
    }

    @Test
    void eachStateHasItsSentence() {
        assertThat(says("bob", "Wrong.123456")).isEqualTo("The user name or password is incorrect.");
        assertThat(says("eve", OLD)).isEqualTo("The user name or password is incorrect.");
        assertThat(says("harvey", OLD)).isEqualTo("Your password has expired and must be changed.");
        directory.demandPasswordChange("alice");
        assertThat(says("alice", OLD)).isEqualTo("The user's password must be changed before signing in.");
        assertThat(says("leo", OLD)).startsWith("Your account has been disabled");
        directory.expireAccount("fritz", clock.instant().minusSeconds(1));
        assertThat(says("fritz", OLD)).startsWith("Your account has expired");
        directory.allowHours("lotte", new byte[21]);
        assertThat(says("lotte", OLD)).startsWith("Your account has time restrictions");
        directory.set("nora", "userWorkstations", "PC-OTHER,PC-NORA");
        assertThat(says("nora", OLD)).isEqualTo("signed in");
        directory.set("nora", "userWorkstations", "PC-OTHER");
        assertThat(says("nora", OLD)).startsWith("Your account is configured to prevent you");
        directory.join("carl", DirectorySimulator.PROTECTED_USERS);
        assertThat(says("carl", OLD)).as("Kerberos works").isEqualTo("signed in");
        directory.misbehave(Fault.parse("down").orElseThrow());
        assertThat(says("bob", OLD)).contains("your domain isn't available");
    }

    @Test
    void fiveWrongOnesLockAndTheLockRunsOut() {
        for (int i = 0; i < 5; i++) {
            says("bob", "Wrong.123456");
        }
        assertThat(says("bob", OLD))
                .isEqualTo("The referenced account is currently locked out and may not be logged on to.");
        assertThat(directory.signsIn("bob", OLD)).isFalse();
        clock.advance(Duration.ofMinutes(31));
        assertThat(says("bob", OLD)).isEqualTo("signed in");
    }

    @Test
    void anExpiredPasswordIsChangedAndThenSignsInEverywhere() {
        assertThat(directory.signsIn("harvey", OLD)).isFalse();
        assertThat(says("harvey", "LAST", NEW)).isEqualTo("signed in");
        assertThat(directory.signsIn("harvey", NEW)).isTrue();
        assertThat(directory.signsIn("harvey", OLD)).isFalse();
        assertThat(says("harvey", NEW)).isEqualTo("signed in");
        clock.advance(Duration.ofDays(91));
        assertThat(says("harvey", NEW)).isEqualTo("Your password has expired and must be changed.");
    }

    @Test
    void aNewPasswordMustFitThePolicyAndNotComeAgain() {
        assertThat(says("harvey", OLD, "short.1A")).startsWith(REFUSED);
        assertThat(says("harvey", OLD, "Harvey.12345678")).startsWith(REFUSED);
        assertThat(says("harvey", OLD, OLD)).startsWith(REFUSED);
        assertThat(says("harvey", "Wrong.123456", NEW)).isEqualTo("The user name or password is incorrect.");
        assertThat(says("harvey", OLD, NEW)).isEqualTo("signed in");
        directory.demandPasswordChange("harvey");
        assertThat(says("harvey", NEW, OLD)).as("one of the last five").startsWith(REFUSED);
        assertThat(says("harvey", NEW, NEW + "8")).isEqualTo("signed in");
    }

    @Test
    void whoMayNotChangeItCannot() {
        directory.forbidSelfChange("harvey", true);
        assertThat(says("harvey", OLD, NEW)).isEqualTo("You do not have permission to change your password.");
        assertThat(directory.signsIn("harvey", NEW)).isFalse();
    }

    @Test
    void oddLinesAreAnsweredInWords() {
        assertThat(computer.signIn("hana", "").text()).startsWith("Not understood. Type: computer");
        assertThat(computer.signIn("hana", "bob a b c").text()).startsWith("Not understood. Type: computer");
        assertThat(computer.signIn("hana", "nobody x").text()).startsWith("Nobody is called nobody");
        assertThat(computer.signIn("hana", "bob LAST").text()).contains("Nothing secret has been shown to bob");
        assertThat(computer.signIn("hana", "bob " + OLD + " LAST").via()).isEqualTo("system");
        assertThat(computer.signIn("hana", "bob " + OLD)).isEqualTo(Printed.plain("bob", "computer", "signed in"));
    }

    private String says(String account, String... secrets) {
        return computer.signIn("hana", account + " " + String.join(" ", secrets))
                .text();
    }
}
