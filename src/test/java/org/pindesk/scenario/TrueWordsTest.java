package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;

/** What people are told stays true when presses come at bad moments, and when something else is silent than usual. */
class TrueWordsTest {
    private static final String TAKE = "Get my new PIN";
    private static final String NOT_ME = "This wasn't me";

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
    void whoeverDisownsAWrittenPinIsNeverToldThatNothingWasChanged() {
        desk.as("hana").types("/pin reset @bob");
        desk.as("bob").presses(TAKE);
        int before = desk.as("bob").sees().size();
        int told = desk.as("hana").sees().size();
        desk.as("bob").presses(NOT_ME).presses(NOT_ME).presses(TAKE);
        var bob = desk.as("bob").sees();
        assertThat(bob.subList(before, bob.size()))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(shown -> assertThat(shown.text())
                        .contains("making the new PIN useless")
                        .doesNotContain("nothing was changed"));
        var hana = desk.as("hana").sees();
        assertThat(hana.subList(told, hana.size()))
                .as("as who acted, and in the helpdesk's channel")
                .hasSize(2)
                .allSatisfy(shown -> assertThat(shown.text())
                        .contains("Attention", "making it useless")
                        .doesNotContain("nothing was changed"));
        assertThat(desk.phone("bob", desk.as("bob").secret())).startsWith("[201]");
    }

    @Test
    void pressesDuringTheWriteWaitForItAndAreAnsweredTruly() {
        desk.as("hana").types("/pin reset @bob");
        desk.cucm.misbehave(new Fault(Fault.Kind.SLOW, Duration.ofSeconds(1), 0));
        assertThat(desk.slack.press("bob", TAKE)).isTrue();
        Awaitility.await()
                .atMost(Desk.PATIENCE)
                .until(() -> desk.store()
                        .tx(tx -> tx.requests()
                                        .abandoned(desk.clock.instant().plusSeconds(3600), 9)
                                        .size()
                                == 1));
        int before = desk.as("bob").sees().size();
        desk.slack.press("hana", "Cancel");
        desk.slack.press("bob", NOT_ME);
        Awaitility.await()
                .atMost(Desk.PATIENCE)
                .until(() -> says("hana", "Too late to cancel") && says("bob", "making the new PIN useless"));
        // the one from the start, the fetched one, and the one in its place that nobody knows
        Awaitility.await().atMost(Desk.PATIENCE).until(() -> desk.cucm.pinsHeld("bob") == 3);
        var bob = desk.as("bob").sees();
        assertThat(bob.subList(before, bob.size()))
                .noneSatisfy(shown -> assertThat(shown.text()).contains("Done: you have your new PIN"));
        assertThat(desk.as("hana").sees())
                .noneSatisfy(shown -> assertThat(shown.text()).contains("Nothing was changed"));
    }

    @Test
    void aSilentDirectoryIsNotCalledASilentTelephoneSystem() {
        desk.as("hana").types("/pin reset @bob");
        desk.directory.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        desk.as("bob").presses(TAKE);
        for (String who : List.of("bob", "hana")) {
            assertThat(desk.as(who).seesLast().outcome()).isEqualTo("unreachable");
            assertThat(desk.as(who).seesLast().text().toLowerCase(Locale.ROOT))
                    .contains("the company directory cannot be reached")
                    .doesNotContain("cisco telephones cannot be reached");
        }
        desk.directory.misbehave(Fault.UP);
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void aSilentDirectoryAfterACrashIsNoRefusalByTheTelephoneSystem() {
        desk.as("hana").types("/pin reset @bob");
        desk.crash.at("journaled");
        desk.slack.press("bob", TAKE);
        Awaitility.await().atMost(Desk.PATIENCE).until(desk.crash::happened);
        desk.directory.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        desk.restartAfterCrash();
        Awaitility.await()
                .atMost(Desk.PATIENCE)
                .until(() -> !desk.as("bob").outcomes().isEmpty());
        desk.settle();
        assertThat(desk.as("bob").outcomes()).containsOnly("unreachable");
        assertThat(desk.as("hana").outcomes()).containsOnly("unreachable");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        desk.directory.misbehave(Fault.UP);
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void onlyWhoOfferedGetsACancelButton() throws Exception {
        desk.as("hana").types("/pin reset @bob");
        desk.as("heinz").types("/pin reset @bob");
        assertThat(desk.as("heinz").seesLast().text()).contains("already has an open offer");
        assertThat(desk.as("heinz").seesLast().buttons()).isEmpty();
        desk.as("hana").types("/pin reset @bob");
        assertThat(desk.as("hana").seesLast().buttons()).containsExactly("Cancel");
        desk.as("hana").presses("Cancel");
        assertThat(desk.as("hana").seesLast().text()).contains("is withdrawn");
    }

    @Test
    void whoOffersWhileSomebodyElsesOfferIsBeingTakenIsPromisedNothingAndAudited() throws Exception {
        desk.cucm.misbehave(new Fault(Fault.Kind.SLOW, Duration.ofSeconds(1), 0));
        desk.slack.command("bob", "/pin", "reset");
        Awaitility.await()
                .atMost(Desk.PATIENCE)
                .until(() -> desk.store()
                        .tx(tx -> tx.requests()
                                        .abandoned(desk.clock.instant().plusSeconds(3600), 9)
                                        .size()
                                == 1));
        desk.slack.command("hana", "/pin", "reset @bob");
        Awaitility.await().atMost(Desk.PATIENCE).until(() -> says("hana", "taking a new PIN at this moment"));
        assertThat(desk.as("hana").seesLast().text()).doesNotContain("until I tell you");
        assertThat(desk.audit()).anySatisfy(row -> assertThat(row).contains("being-taken"));
        desk.settle();
    }

    @Test
    void anOfferThatCouldNotBeSentAgainStaysOpenAndItsOwnerCanTakeIt() {
        desk.as("hana").types("/pin reset @bob");
        desk.slack.closeDm("bob", true);
        desk.as("heinz").types("/pin reset @bob");
        assertThat(desk.as("heinz").seesLast().text())
                .contains("already has an open offer", "cannot send it again")
                .doesNotContain("nothing was offered");
        desk.slack.closeDm("bob", false);
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void anOfferThatCouldNotBeSentIsNotCalledSentWhenItsAnswerHadToBeRepeated() {
        desk.slack.closeDm("bob", true);
        desk.slack.throttle("conversations.open", 2, 1);
        desk.slack.throttle("chat.postEphemeral", 1, 1);
        desk.slack.command("hana", "/pin", "reset @bob");
        Awaitility.await().atMost(Desk.PATIENCE).until(() -> desk.slack.calls("conversations.open") > 0);
        desk.slack.useUpResponseUrls();
        Awaitility.await().atMost(Desk.PATIENCE).until(() -> desk.slack.calls("chat.postEphemeral") > 1);
        desk.settle();
        assertThat(desk.as("hana").seesLast().text()).contains("nothing was offered");
        assertThat(says("hana", "on its way")).isFalse();
    }

    @Test
    void whoeverTypedASecretIsToldSoWhateverElseTheAnswerIs() {
        desk.as("alice").types("/pin reset reason:my pin is 4711");
        assertThat(says("alice", "change it")).as("self-service").isTrue();
        desk.as("dora").types("/pin reset @bob reason:my pin is 4711");
        assertThat(desk.as("dora").seesLast().text()).contains("helpdesk role", "change it");
    }

    @Test
    void aWindowThatSlackRefusesKeepsNobodyFromTheirPin() {
        desk.as("hana").types("/pin reset @bob");
        desk.slack.fail("views.open", "invalid_arguments", 1);
        desk.as("bob").presses(TAKE);
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void anAlarmReachesTheAgentAlsoWhenTheOfferCannotBeChanged() {
        desk.as("hana").types("/pin reset @bob");
        desk.slack.fail("chat.update", "cant_update_message", 1);
        desk.as("bob").presses(NOT_ME);
        assertThat(desk.as("hana").seesLast().text()).contains("Attention");
    }

    private boolean says(String who, String words) {
        return desk.as(who).sees().stream().anyMatch(shown -> shown.text().contains(words));
    }
}
