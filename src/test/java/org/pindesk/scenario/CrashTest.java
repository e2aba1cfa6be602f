package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.ucware.UcwareSimulator;

/** The bot dies at every named boundary of the main job, and the people notice nothing but a pause. */
class CrashTest {
    private static final String TAKE = "Get my new PIN";
    private static final String TAKE_PASSWORD = "Get my new password";
    private static final String KEEP = "I have it";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accepted",
                "requested",
                "offered",
                "taking",
                "journaled",
                "written",
                "proved",
                "settled",
                "shown",
                "kept"
            })
    void anOfferSurvivesACrashAt(String boundary) throws Exception {
        try (Desk desk = Desk.open()) {
            desk.crash.at(boundary);
            desk.as("hana").types("/pin reset @bob reason:lost");
            reviveIfCrashed(desk);
            assertThat(desk.as("bob").sees()).as("the offer reached bob").isNotEmpty();
            assertThat(desk.as("hana").seesLast().text()).contains("on its way");

            if (desk.as("bob").secrets().isEmpty()) {
                desk.as("bob").presses(TAKE);
                reviveIfCrashed(desk);
            }
            String pin = desk.as("bob").secret();
            assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
            assertThat(desk.phone("bob", Company.START_PIN)).startsWith("[201]");
            assertThat(desk.cucm.pinsHeld("bob")).as("one PIN was written").isEqualTo(2);

            desk.as("bob").presses(KEEP);
            reviveIfCrashed(desk);
            desk.as("bob").presses(TAKE);
            assertThat(desk.as("bob").seesLast().secret())
                    .as("nothing can be shown again")
                    .isNull();
            assertThat(desk.as("hana").outcomes()).containsOnly("applied");
            assertThat(desk.crash.hit())
                    .as("the boundary was there to be crashed at")
                    .contains(boundary);
            assertThat(desk.audit()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "journaled", "written", "proved", "settled", "shown", "kept"})
    void selfServiceSurvivesACrashAt(String boundary) throws Exception {
        try (Desk desk = Desk.open()) {
            desk.crash.at(boundary);
            desk.as("alice").types("/pin reset");
            reviveIfCrashed(desk);
            String pin = desk.as("alice").secret();
            assertThat(desk.phone("alice", pin)).isEqualTo("signed in");
            assertThat(desk.cucm.pinsHeld("alice")).isEqualTo(2);
            assertThat(desk.as("alice").outcomes()).contains("applied");
            desk.as("alice").presses(KEEP);
            reviveIfCrashed(desk);
            assertThat(desk.crash.hit()).contains(boundary);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"requested", "journaled", "written", "settled"})
    void anOfferOfAWindowsPasswordSurvivesACrashAt(String boundary) throws Exception {
        try (Desk desk = Desk.open()) {
            desk.as("hana").types("/login-help @harvey where:computer");
            desk.crash.at(boundary);
            desk.as("hana").presses("Reset Windows password");
            reviveIfCrashed(desk);
            if (desk.as("harvey").secrets().isEmpty()) {
                desk.as("harvey").presses(TAKE_PASSWORD);
                reviveIfCrashed(desk);
            }
            String password = desk.as("harvey").secret();
            assertThat(desk.directory.operations().writes())
                    .as("one password was written")
                    .isEqualTo(1);
            assertThat(desk.directory.signInAtComputer("harvey", password, "Own.Choice.2026"))
                    .isEqualTo("signed in");
            desk.as("harvey").presses(KEEP);
            assertThat(desk.as("hana").outcomes()).contains("applied").doesNotContain("unknown", "refused");
            assertThat(desk.crash.hit()).contains(boundary);
            assertThat(desk.audit()).noneMatch(row -> row.contains(password));
        }
    }

    /** The code is good once: whoever had to type it again would need another one, and might get another password. */
    @ParameterizedTest
    @ValueSource(strings = {"accepted", "code-checked", "journaled", "written", "proved", "settled", "shown"})
    void theirOwnWindowsPasswordNeedsNoSecondCodeAfterACrashAt(String boundary) throws Exception {
        try (Desk desk = Desk.withUcware()) {
            desk.enrol("lena");
            desk.as("lena").types("/password reset on:windows").fills("Code", desk.code("lena"));
            desk.crash.at(boundary);
            desk.as("lena").submits();
            reviveIfCrashed(desk);
            String password = desk.as("lena").secret();
            assertThat(desk.crash.hit()).contains(boundary);
            assertThat(desk.directory.operations().writes())
                    .as("one password was written")
                    .isEqualTo(1);
            assertThat(desk.as("lena").outcomes()).contains("applied").doesNotContain("refused", "unknown");
            assertThat(desk.directory.signInAtComputer("lena", password, "Own.Choice.2026"))
                    .isEqualTo("signed in");
            desk.as("lena").presses(KEEP);
            assertThat(desk.audit())
                    .noneMatch(row -> row.contains(password))
                    .filteredOn(row -> row.contains("factor.check"))
                    .as("one code was looked at")
                    .hasSize(1);
        }
    }

    /** UCware can prove nothing: what a crash left in the middle of the write is unknown, and shown as that. */
    @ParameterizedTest
    @CsvSource({"taking, applied", "journaled, unknown", "written, unknown", "settled, applied", "shown, applied"})
    void aPasswordOnUcwareSurvivesACrashAt(String boundary, String outcome) throws Exception {
        try (Desk desk = Desk.withUcware()) {
            desk.as("hana").types("/password reset @uwe reason:forgotten");
            desk.crash.at(boundary);
            desk.as("uwe").presses(TAKE_PASSWORD);
            reviveIfCrashed(desk);
            if (desk.as("uwe").secrets().isEmpty()) {
                desk.as("uwe").presses(TAKE_PASSWORD);
            }
            String password = desk.as("uwe").secret();
            boolean absent = boundary.equals("journaled");
            assertThat(desk.ucware.portal("uwe", absent ? Company.START_PASSWORD : password))
                    .isEqualTo(UcwareSimulator.SIGNED_IN);
            assertThat(desk.ucware.journal().stream()
                            .filter(each -> each.toString().contains("setPassword")))
                    .as("written once at most")
                    .hasSize(absent ? 0 : 1);
            desk.as("uwe").presses(KEEP);
            assertThat(desk.as("hana").outcomes()).containsOnly(outcome);
            assertThat(desk.crash.hit()).contains(boundary);
            assertThat(desk.audit()).noneMatch(row -> row.contains(password));
        }
    }

    @Test
    void aSecretThatProvesAbsentAfterACrashIsTheOneThatIsWritten() throws Exception {
        try (Desk desk = Desk.open()) {
            desk.crash.at("journaled");
            desk.as("alice").types("/pin reset");
            desk.restartAfterCrash();
            desk.settle();
            assertThat(desk.crash.hit()).contains("rewritten");
            assertThat(desk.phone("alice", desk.as("alice").secret())).isEqualTo("signed in");
            assertThat(desk.cucm.pinsHeld("alice")).isEqualTo(2);
        }
    }

    @Test
    void aCrashAfterTheWriteAndASilentSystemAfterwardsIsUnknownAndShownAsThat() throws Exception {
        try (Desk desk = Desk.open()) {
            desk.crash.at("written");
            desk.as("alice").types("/pin reset");
            desk.cucm.misbehave(new Fault(Fault.Kind.DOWN, java.time.Duration.ZERO, 0));
            desk.restartAfterCrash();
            desk.settle();
            assertThat(desk.as("alice").outcomes()).contains("unknown");
            desk.cucm.misbehave(Fault.UP);
            assertThat(desk.phone("alice", desk.as("alice").secret())).isEqualTo("signed in");
        }
    }

    @Test
    void aCrashDuringARefusalDrawsNoSecondPinThatIsWritten() throws Exception {
        try (Desk desk = Desk.open()) {
            desk.cucm.misbehave(new Fault(Fault.Kind.REFUSE_TRIVIAL, java.time.Duration.ZERO, 0));
            desk.crash.at("written");
            desk.as("alice").types("/pin reset");
            desk.restartAfterCrash();
            desk.settle();
            assertThat(desk.phone("alice", Company.START_PIN)).isEqualTo("signed in");
            assertThat(desk.as("alice").outcomes()).doesNotContain("applied");
        }
    }

    @Test
    void offersOutliveAnOrderlyRestart() throws Exception {
        try (Desk desk = Desk.open()) {
            desk.as("hana").types("/pin reset @bob");
            desk.restart();
            desk.as("bob").presses(TAKE);
            desk.restart();
            desk.as("bob").presses(TAKE);
            List<String> secrets = desk.as("bob").secrets();
            assertThat(secrets).hasSize(1);
            assertThat(desk.phone("bob", secrets.get(0))).isEqualTo("signed in");
        }
    }

    private static void reviveIfCrashed(Desk desk) {
        if (desk.crash.happened()) {
            desk.restartAfterCrash();
            desk.settle();
        }
    }
}
