package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pindesk.app.Bot;
import org.pindesk.authorization.Needs;
import org.pindesk.authorization.Policy;
import org.pindesk.authorization.Protection;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Ending;
import org.pindesk.core.Origin;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.demo.company.Company;
import org.pindesk.port.Approvals;

/** Two copies of the bot on one PostgreSQL, and people who press at the same moment: one word counts, and the others are answered. */
class ApprovalRacesTest {
    private static final String TAKE = "Get my new PIN";

    @Test
    void ofTwoWhoApproveAtTheSameMomentOneIsEnoughAndTheOwnerHasOneOffer() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            for (String who : List.of("anna", "alice")) {
                desk.as(who).presses("Approve").fills("Code", desk.code(who));
            }
            assertThat(desk.slack.submit("anna")).isNull();
            assertThat(desk.slack.submit("alice")).isNull();
            desk.settle();
            assertThat(closings(desk)).hasSize(1);
            assertThat(votes(desk)).hasSize(1);
            assertThat(desk.as("dora").sees()).hasSize(1);
            assertThat(desk.phone("dora", desk.as("dora").presses(TAKE).secret()))
                    .isEqualTo("signed in");
            for (String who : List.of("anna", "alice")) {
                assertThat(desk.as(who).reads("was approved by")).as(who).isNotEmpty();
            }
        }
    }

    @Test
    void onePersonsYesAndNoAtTheSameMomentAreOneVote() throws Exception {
        try (Desk desk = desk()) {
            Bot copy = desk.startCopy();
            ask(desk);
            Request request = request(desk);
            ChatUser anna = anna(desk, request);
            String code = desk.code("anna");
            desk.bot().inbox().submit("Ev-yes", anna, "approve", request.id(), Map.of("code", code), nowhere());
            copy.inbox().press("Ev-no", anna, "deny", request.id(), nowhere());
            desk.settle();
            assertThat(votes(desk)).hasSize(1);
            assertThat(closings(desk)).hasSize(1);
            RequestState state = now(desk, request).state();
            boolean yes = votes(desk).get(0).approves();
            assertThat(state).isEqualTo(yes ? RequestState.OFFERED : RequestState.CLOSED);
            assertThat(desk.as("dora").sees()).hasSize(yes ? 1 : 0);
        }
    }

    @Test
    void anEventThatComesTwiceIsCountedOnce() throws Exception {
        try (Desk desk = desk()) {
            Bot copy = desk.startCopy();
            ask(desk);
            Request request = request(desk);
            ChatUser anna = anna(desk, request);
            Map<String, String> code = Map.of("code", desk.code("anna"));
            for (Bot bot : List.of(desk.bot(), copy, desk.bot())) {
                bot.inbox().submit("Ev-same", anna, "approve", request.id(), code, nowhere());
            }
            desk.settle();
            assertThat(votes(desk)).hasSize(1);
            assertThat(desk.as("dora").sees()).hasSize(1);
            assertThat(desk.audit())
                    .filteredOn(row -> row.contains("factor.check"))
                    .hasSize(1);
        }
    }

    @Test
    void anApprovalAndACancellationAtTheSameMomentEndInACancellation() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            Request request = request(desk);
            desk.as("anna").presses("Approve").fills("Code", desk.code("anna"));
            assertThat(desk.slack.submit("anna")).isNull();
            assertThat(desk.slack.press("hana", "Cancel")).isTrue();
            desk.settle();
            assertThat(now(desk, request).ending()).isEqualTo(Ending.CANCELLED);
            assertThat(closings(desk)).hasSize(1);
            if (desk.as("dora").wasOffered(TAKE)) {
                desk.as("dora").presses(TAKE);
            }
            assertThat(desk.as("dora").secrets()).isEmpty();
            assertThat(desk.phone("dora", Company.START_PIN)).isEqualTo("signed in");
        }
    }

    /** The time is over when the clock says so, not when a sweep comes by. */
    @Test
    void anApprovalThatComesWithTheExpiryIsTooLate() throws Exception {
        try (Desk desk = desk()) {
            ask(desk);
            Request request = request(desk);
            desk.as("anna").presses("Approve");
            desk.clock.advance(Duration.ofHours(24));
            desk.as("anna").fills("Code", desk.code("anna")).submits();
            assertThat(votes(desk)).isEmpty();
            desk.bot().sweep();
            desk.settle();
            assertThat(now(desk, request).ending()).isEqualTo(Ending.EXPIRED);
            assertThat(desk.as("dora").sees()).isEmpty();
        }
    }

    /** One copy sweeps what is over while the other is told to approve it. */
    @Test
    void aLateApprovalOnOneCopyAndTheExpiryOnTheOtherEndInTheExpiry() throws Exception {
        try (Desk desk = desk()) {
            Bot copy = desk.startCopy();
            ask(desk);
            Request request = request(desk);
            ChatUser anna = anna(desk, request);
            desk.clock.advance(Duration.ofHours(24));
            Map<String, String> code = Map.of("code", desk.code("anna"));
            Thread sweep = new Thread(copy::sweep);
            sweep.start();
            desk.bot().inbox().submit("Ev-late", anna, "approve", request.id(), code, nowhere());
            sweep.join();
            copy.sweep();
            desk.settle();
            assertThat(votes(desk)).isEmpty();
            assertThat(closings(desk)).hasSize(1);
            assertThat(now(desk, request).ending()).isEqualTo(Ending.EXPIRED);
            assertThat(desk.as("dora").sees()).isEmpty();
            assertThat(desk.as("hana").reads("was not approved in time")).hasSize(1);
        }
    }

    @Test
    void anApprovalOnOneCopyAndTheCancellationOnTheOtherLeaveNothingToTake() throws Exception {
        try (Desk desk = desk()) {
            Bot copy = desk.startCopy();
            ask(desk);
            Request request = request(desk);
            Map<String, String> code = Map.of("code", desk.code("anna"));
            desk.bot().inbox().submit("Ev-yes", anna(desk, request), "approve", request.id(), code, nowhere());
            copy.inbox().press("Ev-cancel", request.actor().chat(), "cancel", request.id(), nowhere());
            desk.settle();
            assertThat(now(desk, request).ending()).isEqualTo(Ending.CANCELLED);
            assertThat(closings(desk)).hasSize(1);
            copy.inbox().press("Ev-take", request.owner().chat(), "take", request.id(), nowhere());
            desk.settle();
            assertThat(desk.as("dora").secrets()).isEmpty();
            assertThat(desk.cucm.pinsHeld("dora")).isEqualTo(1);
        }
    }

    /** Where two have to approve: one form, sent to both copies as two events, is one word by one code. */
    @Test
    void aFormThatIsSentAgainToTheOtherCopyDoesNotCountForASecondApprover() throws Exception {
        try (Desk desk = desk()) {
            Policy one = desk.policy.get();
            Needs.Approval two = new Needs.Approval(2, Set.of(Company.ADMIN_GROUP), true, Policy.A_DAY, Policy.A_DAY);
            Protection spared = new Protection(one.protection().groups(), Set.of(), two);
            Policy both = Policy.of(one.roles(), one.rules(), spared, one.velocity(), one.platforms());
            desk.policy = () -> both;
            Bot copy = desk.startCopy();
            ask(desk);
            Request request = request(desk);
            ChatUser anna = anna(desk, request);
            Map<String, String> code = Map.of("code", desk.code("anna"));
            desk.bot().inbox().submit("Ev-first", anna, "approve", request.id(), code, nowhere());
            copy.inbox().submit("Ev-again", anna, "approve", request.id(), code, nowhere());
            desk.settle();
            assertThat(votes(desk)).hasSize(1);
            assertThat(now(desk, request).state()).isEqualTo(RequestState.AWAITING_APPROVAL);
            assertThat(desk.as("dora").sees()).isEmpty();
        }
    }

    /** Both copies sweep: people are reminded once, and told once that it is over. */
    @Test
    void twoCopiesRemindOnce() throws Exception {
        try (Desk desk = desk()) {
            Bot copy = desk.startCopy();
            ask(desk);
            for (int hours : List.of(8, 8, 8)) {
                desk.clock.advance(Duration.ofHours(hours).plusMinutes(1));
                copy.sweep();
                desk.bot().sweep();
                desk.settle();
            }
            assertThat(desk.as("anna").reads("asked once more")).hasSize(1);
            assertThat(desk.as("heinz").reads("An approval that Hana")).hasSize(1);
            assertThat(desk.as("hana").reads("was not approved in time")).hasSize(1);
        }
    }

    private static Desk desk() {
        Desk desk = Desk.onPostgres();
        desk.directory.join("alice", Company.ADMIN_GROUP);
        desk.enrol("anna");
        desk.enrol("alice");
        desk.startCopy();
        return desk;
    }

    private static void ask(Desk desk) {
        desk.as("hana").types("/pin reset @dora reason:lost");
    }

    /** The newest request that waits. */
    private static Request request(Desk desk) {
        PersonId hana = desk.store()
                .tx(tx -> tx.requests().due(desk.clock.instant().plus(Duration.ofDays(2)), 9))
                .get(0)
                .actor()
                .person();
        String id = desk.store().tx(tx -> tx.approvals().waitingOf(hana, 9)).get(0);
        return desk.store().tx(tx -> tx.requests().byId(id)).orElseThrow();
    }

    private static Request now(Desk desk, Request request) {
        return desk.store().tx(tx -> tx.requests().byId(request.id())).orElseThrow();
    }

    private static ChatUser anna(Desk desk, Request request) {
        return desk.store().tx(tx -> tx.approvals().of(request.id())).orElseThrow().asked().stream()
                .filter(each -> each.party().name().startsWith("Anna"))
                .findFirst()
                .orElseThrow()
                .party()
                .chat();
    }

    private static List<Approvals.Vote> votes(Desk desk) throws Exception {
        String row = desk.audit().stream()
                .filter(each -> each.contains("approval.ask"))
                .findFirst()
                .orElseThrow();
        String id = row.replaceAll(".*\"correlation\":\"([0-9a-f]{12})\".*", "$1");
        return desk.store().tx(tx -> tx.approvals().of(id)).orElseThrow().votes();
    }

    private static List<String> closings(Desk desk) throws Exception {
        return desk.audit().stream()
                .filter(row -> row.contains("approval.close"))
                .toList();
    }

    private static Origin nowhere() {
        return new Origin("C1", null, null, null, null);
    }
}
