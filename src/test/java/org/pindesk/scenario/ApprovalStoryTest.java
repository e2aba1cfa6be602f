package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Origin;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.port.Freezes;

/** The helpdesk wants a new PIN for a protected person: an administrator has to approve it first, with a code. */
class ApprovalStoryTest {
    private static final String TAKE = "Get my new PIN";

    private static Desk desk() {
        Desk desk = Desk.open();
        desk.enrol("anna");
        return desk;
    }

    private static void ask(Desk desk) {
        desk.as("hana").types("/pin reset @dora reason:lost her phone");
    }

    private static void approve(Desk desk, String who) {
        desk.as(who).presses("Approve").fills("Code", desk.code(who)).submits();
    }

    private static String pin(Desk desk) {
        return desk.as("dora").presses(TAKE).secret();
    }

    @Test
    void theOwnerIsOfferedNothingBeforeAnAdministratorHasApproved() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            assertThat(desk.as("hana").seesLast().text())
                    .contains("A new PIN for Dora Dorn waits for approval by Anna", "until", "protected person");
            assertThat(desk.as("hana").seesLast().buttons()).containsExactly("Cancel");
            assertThat(desk.as("dora").sees()).isEmpty();
            Shown card = desk.as("anna").seesLast();
            assertThat(card.text())
                    .contains("Hana", "a new PIN", "Dora Dorn", "Board", "1201", "lost her phone", "protected person");
            assertThat(card.buttons()).containsExactly("Approve", "Deny", "I'll take it");

            desk.as("anna").presses("Approve");
            assertThat(desk.as("anna").seesLast().fields()).contains("Code");
            assertThat(desk.as("dora").sees()).as("opening the form is no word").isEmpty();
            desk.as("anna").fills("Code", desk.code("anna")).submits();

            assertThat(desk.as("hana").reads("is approved: by Anna")).hasSize(1);
            assertThat(desk.as("hana").reads("on its way")).hasSize(1);
            assertThat(desk.as("anna").reads("was approved by Anna")).isNotEmpty();
            assertThat(desk.phone("dora", Company.START_PIN))
                    .as("nothing is written")
                    .isEqualTo("signed in");
            assertThat(desk.phone("dora", pin(desk))).isEqualTo("signed in");
            assertThat(desk.as("hana").outcomes()).containsExactly("applied");
            assertThat(desk.audit())
                    .anyMatch(row -> row.contains("approval.ask") && row.contains("protected"))
                    .anyMatch(row -> row.contains("approval.vote") && row.contains("approved"))
                    .anyMatch(row -> row.contains("approval.close") && row.contains("1 of 1"));
        }
    }

    @Test
    void germanPeopleReadItInGerman() throws Exception {
        try (Desk desk = desk()) {
            for (String who : List.of("hana", "anna", "dora")) {
                desk.slack.setLocale(who, "de-DE");
            }
            ask(desk);
            assertThat(desk.as("hana").seesLast().text())
                    .contains("wartet", "auf die Genehmigung durch Anna", "geschützte Person");
            assertThat(desk.as("anna").seesLast().buttons())
                    .containsExactly("Genehmigen", "Ablehnen", "Ich kümmere mich");
            desk.as("anna")
                    .presses("Genehmigen")
                    .fills("Code", desk.code("anna"))
                    .submits();
            assertThat(desk.as("hana").reads("ist genehmigt: von Anna")).hasSize(1);
            desk.as("dora").presses("Meine neue PIN holen");
            assertThat(desk.phone("dora", desk.as("dora").secret())).isEqualTo("signed in");
        }
    }

    @Test
    void aWrongCodeAndAUsedOneApproveNothing() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            desk.as("anna")
                    .presses("Approve")
                    .fills("Code", desk.wrongCode("anna"))
                    .submits();
            assertThat(desk.as("anna").seesLast().text()).contains("not right");
            assertThat(desk.as("anna").seesLast().fields()).contains("Code");
            assertThat(desk.as("dora").sees()).isEmpty();
            String code = desk.code("anna");
            desk.as("anna").fills("Code", code).submits();
            assertThat(desk.as("dora").sees()).hasSize(1);
            pin(desk);
            desk.as("dora").presses("I have it");

            desk.as("hana").types("/pin reset @dora reason:again");
            desk.as("anna").presses("Approve").fills("Code", code).submits();
            assertThat(desk.as("anna").seesLast().text()).contains("used already");
            assertThat(stateOf(desk)).isEqualTo(RequestState.AWAITING_APPROVAL);
        }
    }

    @Test
    void aFormWithoutACodeAsksAgainAndSomebodyElsesCodeIsWrong() throws Exception {
        try (Desk desk = desk()) {
            desk.enrol("heinz");
            ask(desk);
            Request request = newest(desk);
            ChatUser anna = desk.store()
                    .tx(tx -> tx.approvals().of(request.id()))
                    .orElseThrow()
                    .asked()
                    .get(0)
                    .party()
                    .chat();
            for (String typed : List.of("", "  ", "000000")) {
                desk.bot()
                        .inbox()
                        .submit(
                                "Ev-forged-" + typed.length(),
                                anna,
                                "approve",
                                request.id(),
                                typed.isEmpty() ? Map.of() : Map.of("code", typed),
                                new Origin("C1", null, null, null, null));
                desk.settle();
            }
            assertThat(stateOf(desk)).isEqualTo(RequestState.AWAITING_APPROVAL);
            desk.as("anna").presses("Approve").fills("Code", desk.code("heinz")).submits();
            assertThat(desk.as("anna").seesLast().text()).contains("not right");
            assertThat(desk.as("dora").sees()).isEmpty();
        }
    }

    @Test
    void aNoEndsItAtOnceAndItsReasonIsTold() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            desk.as("anna").presses("Deny");
            assertThat(desk.as("hana").seesLast().text()).contains("was denied by Anna");
            assertThat(desk.as("hana").seesLast().outcome()).isEqualTo("refused");
            desk.as("anna")
                    .presses("Say why")
                    .fills("Reason", "she sits next to me")
                    .submits();
            assertThat(desk.as("hana").seesLast().text()).contains("she sits next to me");
            assertThat(desk.as("dora").sees()).isEmpty();
            desk.as("anna").presses("Approve");
            assertThat(desk.as("anna").seesLast().text()).contains("was denied");
            assertThat(stateOf(desk)).isEqualTo(RequestState.CLOSED);
            assertThat(desk.phone("dora", Company.START_PIN)).isEqualTo("signed in");
        }
    }

    @Test
    void theOthersReadWhoIsOnIt() throws Exception {
        try (Desk desk = desk()) {
            second(desk);
            ask(desk);
            desk.as("anna").presses("I'll take it");
            assertThat(desk.as("alice").reads("is on it.")).isNotEmpty();
            assertThat(desk.as("anna").reads("You are on it")).isNotEmpty();
            approve(desk, "alice");
            assertThat(desk.as("anna").reads("was approved by Alice"))
                    .as("it gives no right")
                    .isNotEmpty();
        }
    }

    @Test
    void whoAskedCanTakeItBackAndAnOldCardSaysSo() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            desk.as("hana").presses("Cancel");
            assertThat(desk.as("anna").reads("has taken this request back")).isNotEmpty();
            desk.as("anna").presses("Approve");
            assertThat(desk.as("anna").seesLast().text()).contains("has taken this request back");
            assertThat(desk.as("dora").sees()).isEmpty();
            assertThat(desk.audit()).anyMatch(row -> row.contains("approval.close") && row.contains("cancelled"));
        }
    }

    @Test
    void theApproversAreRemindedOnceThenTheChannelThenItRunsOut() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            int cards = desk.as("anna").reads("needs your approval").size();
            desk.pass(Duration.ofHours(8).plusMinutes(1));
            assertThat(desk.as("anna").reads("needs your approval")).hasSize(cards + 1);
            assertThat(desk.as("anna").reads("asked once more")).hasSize(1);
            desk.pass(Duration.ofHours(1));
            assertThat(desk.as("anna").reads("needs your approval")).hasSize(cards + 1);
            desk.pass(Duration.ofHours(7));
            List<String> posts = channel(desk);
            assertThat(posts)
                    .filteredOn(text -> text.contains("An approval that Hana"))
                    .hasSize(1);
            assertThat(String.join("", posts)).doesNotContain("Dora", "PIN");
            desk.pass(Duration.ofHours(8));
            assertThat(desk.as("hana").seesLast().text()).contains("was not approved in time");
            assertThat(desk.as("anna").seesLast().text()).contains("was not approved in time");
            assertThat(desk.as("dora").sees()).isEmpty();
            desk.pass(Duration.ofHours(30));
            assertThat(desk.as("hana").reads("was not approved in time")).hasSize(1);
            assertThat(desk.audit()).anyMatch(row -> row.contains("approval.close") && row.contains("expired"));
        }
    }

    @Test
    void thePickupsClockBeginsWithTheApproval() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            desk.pass(Duration.ofHours(23));
            approve(desk, "anna");
            desk.pass(Duration.ofHours(23));
            assertThat(stateOf(desk)).isEqualTo(RequestState.OFFERED);
            desk.pass(Duration.ofMinutes(61));
            assertThat(stateOf(desk)).isEqualTo(RequestState.CLOSED);
            assertThat(desk.as("hana").seesLast().text()).contains("has run out");
            assertThat(desk.phone("dora", Company.START_PIN)).isEqualTo("signed in");
        }
    }

    @Test
    void anApproverWhoCannotBeReachedIsNotWaitedFor() throws Exception {
        try (Desk desk = desk()) {
            desk.slack.closeDm("anna", true);
            ask(desk);
            assertThat(desk.as("hana").seesLast().text()).contains("cannot be approved any more");
            assertThat(stateOf(desk)).isEqualTo(RequestState.CLOSED);
        }
    }

    @Test
    void ofTwoApproversTheOtherOneIsEnough() throws Exception {
        try (Desk desk = desk()) {
            second(desk);
            desk.slack.closeDm("anna", true);
            ask(desk);
            assertThat(stateOf(desk)).isEqualTo(RequestState.AWAITING_APPROVAL);
            approve(desk, "alice");
            assertThat(desk.phone("dora", pin(desk))).isEqualTo("signed in");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "out of the group"})
    void whoMayNotApproveAnyMoreDoesNot(String how) throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            unmake(desk, how);
            desk.as("anna").presses("Approve");
            assertThat(desk.as("anna").outcomes()).containsExactly("refused");
            assertThat(desk.as("hana").seesLast().text()).contains("cannot be approved any more");
            assertThat(desk.as("dora").sees()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "out of the group"})
    void anApprovalOfSomebodyWhoMayNotGiveItAnyMoreIsWorthNothingAtThePickup(String how) throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            approve(desk, "anna");
            unmake(desk, how);
            desk.as("dora").presses(TAKE);
            assertThat(desk.as("dora").secrets()).isEmpty();
            assertThat(desk.as("dora").outcomes()).containsExactly("refused");
            assertThat(desk.phone("dora", Company.START_PIN)).isEqualTo("signed in");
        }
    }

    private static void unmake(Desk desk, String how) {
        if (how.equals("disabled")) {
            desk.directory.disable("anna", true);
        } else {
            desk.directory.leave("anna", Company.ADMIN_GROUP);
        }
    }

    @Test
    void aPersonWhoIsFrozenMeanwhileGetsNothing() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            Request request = newest(desk);
            desk.store().tx(tx -> {
                tx.freezes()
                        .add(new Freezes.Freeze(
                                request.owner().person(),
                                desk.clock.instant(),
                                request.owner().person(),
                                null));
                return true;
            });
            desk.as("anna").presses("Approve");
            assertThat(desk.as("anna").reads("is not allowed for Dora")).isNotEmpty();
            assertThat(desk.as("dora").sees()).isEmpty();
            assertThat(desk.as("hana").seesLast().text()).contains("something has changed");
        }
    }

    @Test
    void whoBecomesProtectedAfterAnOrdinaryOfferIsNotServedByIt() throws Exception {
        try (Desk desk = desk()) {
            desk.as("hana").types("/pin reset @bob reason:lost");
            desk.directory.join("bob", Company.PROTECTED_GROUP);
            desk.as("bob").presses(TAKE);
            assertThat(desk.as("bob").secrets()).isEmpty();
            assertThat(desk.as("hana").seesLast().text()).contains("takes the approval of somebody else");
        }
    }

    @Test
    void nobodyIsAskedWhereNobodyCouldApprove() throws Exception {
        try (Desk desk = desk()) {
            desk.as("hana").types("/pin reset @anna reason:lost");
            assertThat(desk.as("hana").seesLast().text()).contains("Nobody could approve this", "authenticator");
            assertThat(desk.as("hana").outcomes()).containsExactly("refused");
            assertThat(desk.as("anna").sees()).isEmpty();
            desk.as("hana").types("/pin reset @heinz reason:lost");
            assertThat(desk.as("hana").seesLast().text()).contains("waits for approval by Anna", "Pindesk role");
        }
    }

    @Test
    void anApproverWithoutAnAuthenticatorCountsAsNobody() throws Exception {
        try (Desk desk = Desk.open()) {
            ask(desk);
            assertThat(desk.as("hana").seesLast().text()).contains("Nobody could approve this");
        }
    }

    @Test
    void theOwnersOwnResetNeedsNoApprovalAndEndsTheWaiting() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            desk.as("dora").types("/pin reset");
            assertThat(desk.phone("dora", desk.as("dora").secret())).isEqualTo("signed in");
            assertThat(desk.as("hana").seesLast().text()).contains("taken care of it personally");
            assertThat(desk.as("anna").reads("taken care of it personally")).isNotEmpty();
        }
    }

    @Test
    void listsAndASecondWishNameWhatWaits() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            desk.as("anna").types("/helpdesk approvals");
            assertThat(desk.as("anna").seesLast().text()).contains("Waits for you until", "Dora", "Hana");
            assertThat(desk.as("anna").seesLast().buttons()).containsExactly("Approve", "Deny");
            desk.as("hana").types("/helpdesk approvals");
            assertThat(desk.as("hana").seesLast().text()).contains("You wait for an approval", "Dora");
            desk.as("bob").types("/helpdesk approvals");
            assertThat(desk.as("bob").seesLast().text()).contains("No approval waits for you");
            desk.as("heinz").types("/pin reset @dora reason:me too");
            assertThat(desk.as("heinz").seesLast().text()).contains("waits for approval by Anna");
            assertThat(desk.as("heinz").seesLast().buttons()).isEmpty();
        }
    }

    /** Whoever presses is looked at, not the button: none of these is counted, and each is answered and noted. */
    @ParameterizedTest
    @CsvSource({"bob, for somebody else", "hana, for somebody else", "heinz, for somebody else", "dora, about yourself"
    })
    void aForgedPressIsNotCounted(String who, String words) throws Exception {
        try (Desk desk = desk()) {
            desk.enrol("bob");
            ask(desk);
            for (String label : List.of("Approve", "Deny", "I'll take it")) {
                desk.as(who).pressesOf("anna", label);
                assertThat(desk.as(who).seesLast().outcome())
                        .as("%s by %s", label, who)
                        .isEqualTo("refused");
            }
            assertThat(stateOf(desk)).isEqualTo(RequestState.AWAITING_APPROVAL);
            assertThat(desk.audit())
                    .filteredOn(row -> row.contains("approval.vote") && row.contains("denied"))
                    .hasSize(3);
        }
    }

    @Test
    void anAdministratorWhoAsksDoesNotApproveItThemselves() throws Exception {
        try (Desk desk = desk()) {
            desk.directory.join("anna", Company.HELPDESK_GROUP);
            desk.as("anna").types("/pin reset @dora reason:lost");
            assertThat(desk.as("anna").seesLast().text()).contains("Nobody could approve this");
            second(desk);
            desk.as("anna").types("/pin reset @dora reason:lost");
            assertThat(desk.as("anna").seesLast().text()).contains("waits for approval by Alice");
            desk.as("anna").pressesOf("alice", "Approve");
            assertThat(desk.as("anna").seesLast().text()).contains("You asked for this yourself");
            assertThat(desk.as("dora").sees()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accepted",
                "requested",
                "approver-asked",
                "approval-coded",
                "voted",
                "approved-offered",
                "taking"
            })
    void anApprovalSurvivesACrashAt(String boundary) throws Exception {
        try (Desk desk = desk()) {
            desk.crash.at(boundary);
            ask(desk);
            revive(desk);
            assertThat(desk.as("anna").wasOffered("Approve")).isTrue();
            assertThat(desk.as("hana").reads("waits for approval")).isNotEmpty();
            if (stateOf(desk) == RequestState.AWAITING_APPROVAL) {
                desk.as("anna").presses("Approve");
                revive(desk);
                desk.as("anna").fills("Code", desk.code("anna")).submits();
                revive(desk);
            }
            assertThat(stateOf(desk)).isEqualTo(RequestState.OFFERED);
            assertThat(desk.as("hana").reads("on its way")).isNotEmpty();
            desk.as("dora").presses(TAKE);
            revive(desk);
            assertThat(desk.phone("dora", desk.as("dora").secret())).isEqualTo("signed in");
            assertThat(desk.cucm.pinsHeld("dora")).isEqualTo(2);
            assertThat(desk.crash.hit()).contains(boundary);
            assertThat(desk.audit())
                    .filteredOn(row -> row.contains("approval.vote"))
                    .hasSize(1);
        }
    }

    private static void revive(Desk desk) {
        if (desk.crash.happened()) {
            desk.restartAfterCrash();
            desk.settle();
        }
    }

    /** There is one more administrator, with an authenticator. */
    private static void second(Desk desk) {
        desk.directory.join("alice", Company.ADMIN_GROUP);
        desk.enrol("alice");
    }

    /** What stands in the helpdesk's channel, as one of its members sees it. */
    private static List<String> channel(Desk desk) {
        return desk.as("heinz").sees().stream()
                .filter(shown -> shown.via() == Shown.Via.CHANNEL)
                .map(Shown::text)
                .toList();
    }

    private static RequestState stateOf(Desk desk) throws Exception {
        return newest(desk).state();
    }

    /** The request that was asked about last. */
    private static Request newest(Desk desk) throws Exception {
        String row = desk.audit().stream()
                .filter(each -> each.contains("approval.ask"))
                .reduce((first, second) -> second)
                .orElseThrow();
        Matcher id = Pattern.compile("\"correlation\":\"([0-9a-f]{12})\"").matcher(row);
        assertThat(id.find()).as(row).isTrue();
        return desk.store().tx(tx -> tx.requests().byId(id.group(1))).orElseThrow();
    }
}
