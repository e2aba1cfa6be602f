package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.demo.company.Company;

/** The bot dies while it mends something: it is done once, and what is said of it is true. */
class LoginHelpCrashTest {
    private static final String ADD = "Add to Standard CCM End Users";

    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.open();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    /** Used to say "nothing was changed", to forget the question after ten minutes and the notice to the owner. */
    @ParameterizedTest
    @ValueSource(strings = {"mend-intended", "mend-written", "mended"})
    void aCrashLeavesAnHonestAnswer(String boundary) throws Exception {
        desk.directory.expirePassword("harvey", false);
        desk.as("hana").types("/login-help @harvey where:portal");
        desk.crash.at(boundary);
        desk.as("hana").presses(ADD);
        desk.restartAfterCrash();
        desk.settle();
        assertThat(desk.cucm.portal("harvey", Company.START_PASSWORD)).isEqualTo("signed in");
        assertThat(desk.as("hana").outcomes()).containsExactly("applied");
        assertThat(desk.as("harvey").reads("access to the self-care page")).hasSize(1);
        assertThat(desk.cucm.journal().stream()
                        .filter(call -> call.operation().startsWith("update"))
                        .count())
                .as("written once")
                .isEqualTo(1);
        desk.pass(Duration.ofMinutes(11));
        assertThat(desk.as("harvey").reads("Does it work now?")).hasSize(1);
    }
}
