package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.cucm.CucmSimulator;

/** The main job, told as stories: who types what, who sees what, and what the desk phone says. */
class PinResetStoryTest {
    private static final String TAKE = "Get my new PIN";
    private static final String KEEP = "I have it";

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
    void theOldPinWorksUntilTheOwnerTakesTheNewOne() throws Exception {
        desk.as("hana").types("/pin reset @bob reason:lost");
        Shown offer = desk.as("bob").seesLast();
        assertThat(offer.via()).isEqualTo(Shown.Via.DM);
        assertThat(offer.text()).contains("Hana Holm", "lost");
        assertThat(offer.buttons()).containsExactly(TAKE, "This wasn't me");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");

        desk.as("bob").presses(TAKE);
        String pin = desk.as("bob").secret();
        assertThat(desk.as("bob").outcomes()).containsExactly("applied");
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
        assertThat(desk.phone("bob", Company.START_PIN)).startsWith("[201]");
        assertThat(desk.as("hana").outcomes()).containsExactly("applied");
        assertThat(desk.as("hana").seesLast().text()).contains("Bob Berger", "tested");

        desk.as("bob").presses(KEEP).presses(TAKE);
        assertThat(desk.as("bob").seesLast().secret()).isNull();
        assertThat(desk.as("bob").seesLast().text()).contains("cannot be shown again");
        assertThat(desk.as("bob").secret()).isEqualTo(pin);
        nobodyElseEverSaw(pin, "bob");
        assertThat(desk.audit())
                .extracting(row -> row.replaceAll(".*\"action\":\"([^\"]+)\".*\"result\":\"([^\"]+)\".*", "$1 $2"))
                .containsSubsequence(
                        "pin.reset offered",
                        "offer.send sent",
                        "pin.take accepted",
                        "pin.write intended",
                        "pin.write applied",
                        "pin.show shown",
                        "pin.keep kept");
    }

    private void nobodyElseEverSaw(String pin, String owner) {
        for (String other : List.of("hana", "heinz", "alice", "anna", "dora")) {
            assertThat(desk.as(other).sees())
                    .allSatisfy(shown -> assertThat(
                                    shown.text().replaceAll("[^0-9]", "").contains(pin))
                            .as("%s sees the PIN of %s", other, owner)
                            .isFalse());
        }
        assertThat(desk.slack.stored())
                .allSatisfy(stored -> assertThat(stored.contains(pin) || stored.contains(grouped(pin)))
                        .as("a message that stays holds the PIN")
                        .isFalse());
    }

    private static String last(List<String> all) {
        return all.get(all.size() - 1);
    }

    private static String grouped(String pin) {
        return pin.substring(0, 3) + " " + pin.substring(3);
    }

    @Test
    void thePinIsShownAgainToItsOwnerForTenMinutesFromTheFirstShowing() {
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses(TAKE);
        desk.pass(Duration.ofMinutes(9));
        desk.as("bob").presses(TAKE);
        assertThat(desk.as("bob").seesLast().secret()).isNotNull();
        desk.as("bob").secret();
        desk.pass(Duration.ofMinutes(2));
        desk.as("bob").presses(TAKE);
        assertThat(desk.as("bob").seesLast().secret()).isNull();
        assertThat(desk.as("bob").seesLast().text()).contains("cannot be shown any more");
    }

    @Test
    void selfServiceShowsThePinAtOnce() {
        desk.as("alice").types("/pin reset");
        String pin = desk.as("alice").secret();
        assertThat(desk.phone("alice", pin)).isEqualTo("signed in");
        assertThat(desk.as("alice").outcomes()).contains("applied");
        desk.as("alice").types("/pin reset");
        assertThat(desk.as("alice").secret())
                .as("the same one again until she has it")
                .isEqualTo(pin);
        desk.as("alice").presses(KEEP).types("/pin reset");
        assertThat(desk.as("alice").secrets()).hasSize(2);
        assertThat(desk.phone("alice", desk.as("alice").secrets().get(1))).isEqualTo("signed in");
    }

    @Test
    void somebodyElsesButtonDoesNothing() {
        desk.as("hana").types("/pin reset @bob");
        desk.as("alice").pressesOf("bob", TAKE);
        assertThat(desk.as("alice").seesLast().text()).contains("somebody else");
        desk.as("hana").pressesOf("bob", TAKE);
        desk.as("alice").pressesOf("bob", "This wasn't me");
        desk.as("alice").pressesOf("hana", "Cancel");
        assertThat(desk.as("alice").secrets()).isEmpty();
        assertThat(desk.as("hana").secrets()).isEmpty();
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        desk.as("bob").presses(TAKE);
        desk.as("alice").pressesOf("bob", KEEP);
        desk.as("bob").presses(TAKE);
        assertThat(desk.as("bob").seesLast().secret())
                .as("alice's press has not destroyed it")
                .isNotNull();
    }

    @Test
    void anOfferCanBeCancelledAndDisowned() {
        desk.as("hana").types("/pin reset @bob").presses("Cancel");
        assertThat(desk.as("bob").seesLast().text()).contains("withdrawn");
        desk.as("bob").presses(TAKE);
        assertThat(desk.as("bob").secrets()).isEmpty();
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses("This wasn't me");
        assertThat(desk.as("hana").seesLast().text()).contains("This wasn't me", "attack");
        desk.as("bob").presses(TAKE);
        assertThat(desk.as("bob").secrets()).isEmpty();
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void anOfferRunsOutAfterADay() {
        desk.as("hana").types("/pin reset @bob");
        desk.pass(Duration.ofHours(25));
        assertThat(desk.as("hana").seesLast().text()).contains("run out");
        desk.as("bob").presses(TAKE);
        assertThat(desk.as("bob").secrets()).isEmpty();
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void aSecondOfferRemindsAndASecondPressShowsTheSame() {
        desk.as("hana").types("/pin reset @bob");
        desk.as("heinz").types("/pin reset @bob");
        assertThat(desk.as("heinz").seesLast().text()).contains("already has an open offer");
        desk.as("bob").presses(TAKE).presses(TAKE);
        desk.as("bob").secret();
        assertThat(desk.cucm.pinsHeld("bob")).isEqualTo(2);
    }

    @Test
    void takingIsAuthorizedOnceMore() {
        desk.as("hana").types("/pin reset @bob");
        desk.directory.disable("bob", true);
        desk.as("bob").presses(TAKE);
        assertThat(desk.as("bob").secrets()).isEmpty();
        assertThat(desk.as("hana").seesLast().text()).contains("something has changed", "Bob Berger is disabled");
        desk.directory.disable("bob", false);
        desk.as("heinz").types("/pin reset @alice");
        desk.directory.leave("heinz", Company.HELPDESK_NIGHT_GROUP);
        desk.as("alice").presses(TAKE);
        assertThat(desk.as("alice").secrets()).isEmpty();
        assertThat(desk.phone("alice", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void aChangedMailAddressSuspendsTheLink() {
        desk.as("bob").types("/pin reset").presses(KEEP);
        desk.slack.changeUser("bob", user -> user.withObject("/profile").put("email", "alice@" + Company.MAIL_DOMAIN));
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").secrets()).hasSize(1);
        assertThat(desk.as("bob").seesLast().text()).contains("has changed");
        assertThat(desk.phone("alice", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void closedDirectMessagesMeanThatNothingIsOffered() {
        desk.slack.closeDm("bob", true);
        desk.as("hana").types("/pin reset @bob");
        assertThat(desk.as("hana").outcomes()).containsExactly("refused");
        desk.slack.closeDm("bob", false);
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void slackAwayWhileThePinIsWrittenLosesNothing() {
        desk.as("hana").types("/pin reset @bob");
        desk.slack.fail("views.update", "internal_error", 3);
        desk.slack.fail("chat.postMessage", "internal_error", 3);
        desk.as("bob").presses(TAKE);
        org.awaitility.Awaitility.await()
                .atMost(Desk.PATIENCE)
                .until(() -> !desk.as("bob").secrets().isEmpty()
                        && desk.as("hana").outcomes().contains("applied"));
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        assertThat(desk.cucm.pinsHeld("bob")).isEqualTo(2);
    }

    @Test
    void germanSpeakersReadGerman() {
        desk.slack.setLocale("bob", "de");
        desk.as("hana").types("/pin reset @bob reason:vergessen");
        assertThat(desk.as("bob").seesLast().buttons()).containsExactly("Meine neue PIN holen", "Das war ich nicht");
        desk.as("bob").presses("Meine neue PIN holen").presses("Ich habe sie");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
        assertThat(desk.as("hana").seesLast().text()).contains("has taken");
    }

    @ParameterizedTest
    @CsvSource({
        "DROP_AFTER_WRITE, applied, new",
        "LIE, unknown, old",
        "REFUSE_TRIVIAL, refused, old",
        "DOWN, unreachable, old",
        "HANG, unreachable, old",
        "THROTTLE, unreachable, old"
    })
    void whatPeopleAreToldIsWhatThePhoneSays(Fault.Kind kind, String outcome, String works) {
        desk.as("hana").types("/pin reset @bob");
        desk.cucm.misbehave(new Fault(kind, Duration.ZERO, 100));
        desk.as("bob").presses(TAKE);
        desk.cucm.misbehave(Fault.UP);
        assertThat(last(desk.as("bob").outcomes())).isEqualTo(outcome);
        assertThat(last(desk.as("hana").outcomes())).isEqualTo(outcome);
        boolean shown = !desk.as("bob").secrets().isEmpty();
        assertThat(shown).isEqualTo(outcome.equals("applied") || outcome.equals("unknown"));
        String pin = works.equals("new") ? desk.as("bob").secret() : Company.START_PIN;
        assertThat(desk.phone("bob", pin)).isEqualTo("signed in");
        if (kind == Fault.Kind.WRONG_PASSWORD) {
            // a refused password is not tried again by itself, even when it would be taken now
            desk.store().authLatch().forget("hq", CucmSimulator.READER_USER);
        }
        if (outcome.equals("unreachable")) {
            desk.as("bob").presses(TAKE);
            assertThat(desk.phone("bob", desk.as("bob").secret()))
                    .as("the offer stayed open")
                    .isEqualTo("signed in");
        }
    }
}
