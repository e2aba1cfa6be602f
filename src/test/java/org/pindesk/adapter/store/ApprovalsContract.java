package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.store.Samples.BOB;
import static org.pindesk.adapter.store.Samples.BOB_CHAT;
import static org.pindesk.adapter.store.Samples.HANA;
import static org.pindesk.adapter.store.Samples.START;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Ending;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.SecretKind;
import org.pindesk.port.Approvals.Approval;
import org.pindesk.port.Approvals.Asked;
import org.pindesk.port.Approvals.Vote;
import org.pindesk.port.Store;

/** What every database must do alike with approvals. */
interface ApprovalsContract {
    PersonId ANNA = new PersonId("a00a");
    PersonId ARNO = new PersonId("a40a");

    JdbcStore store();

    @Test
    default void whatIsWaitedForComesBackAsItWasStored() {
        Approval approval = approval("r1", 2, ANNA, ARNO);
        ask(approval);

        assertThat(read("r1")).isEqualTo(approval);
        assertThat(yes(tx -> tx.approvals().hold("r1").equals(Optional.of(approval))))
                .isTrue();
        assertThat(yes(tx -> tx.approvals().of("r2").isEmpty())).isTrue();
        assertThat(yes(tx -> tx.approvals().hold("r2").isEmpty())).isTrue();
    }

    @Test
    default void aPersonHasOneVoteAndTheFirstOneStands() {
        ask(approval("r1", 2, ANNA, ARNO));
        Vote yes = vote(ANNA, true, "e1");
        assertThat(voted("r1", yes)).isTrue();
        assertThat(voted("r1", vote(ANNA, false, "e2"))).isFalse();
        assertThat(voted("r1", vote(ARNO, false, "e3"))).isTrue();

        assertThat(read("r1").votes()).contains(yes, vote(ARNO, false, "e3")).hasSize(2);
        assertThat(read("r1").waitedFor()).isEmpty();
        assertThat(explained("r1", ARNO)).isTrue();
        assertThat(explained("r1", ARNO)).as("words are added once").isFalse();
        assertThat(explained("r1", BOB)).isFalse();
        assertThat(read("r1").vote(ARNO).orElseThrow().reason()).isEqualTo("no reason given to me 📞");
    }

    @Test
    default void cardsClaimsAndWhoLeftAreKeptForEach() {
        ask(approval("r1", 1, ANNA, ARNO));
        MessageRef card = new MessageRef("slack", "D1", "17.4");
        store().tx(tx -> {
            tx.approvals().card("r1", ANNA, card);
            tx.approvals().claim("r1", ANNA, START.plusSeconds(5));
            return true;
        });
        assertThat(read("r1").asked(ANNA)).contains(new Asked(party(ANNA), card, START.plusSeconds(5), null));
        assertThat(leftOut("r1", ARNO)).isTrue();
        assertThat(leftOut("r1", ARNO)).isFalse();
        assertThat(leftOut("r1", BOB)).as("who was never asked").isFalse();
        assertThat(read("r1").waitedFor())
                .extracting(each -> each.party().person())
                .containsExactly(ANNA);
    }

    @Test
    default void aReminderIsGoneOnToByOneCallerOnly() {
        ask(approval("r1", 1, ANNA));
        assertThat(due(0)).isEmpty();
        assertThat(due(60)).containsExactly("r1");
        assertThat(advanced("r1", 0, 120)).isTrue();
        assertThat(advanced("r1", 0, 120)).isFalse();
        assertThat(due(60)).isEmpty();
        assertThat(due(120)).containsExactly("r1");
        assertThat(yes(tx -> tx.approvals().advance("r1", 1, null))).isTrue();
        assertThat(yes(tx -> tx.approvals().advance("r1", 2, null)))
                .as("there is no further one")
                .isFalse();
        assertThat(due(9999)).isEmpty();
        assertThat(read("r1").stage()).isEqualTo(2);
    }

    @Test
    default void listsNameWhatStillWaits() {
        ask(approval("r1", 2, ANNA, ARNO));
        assertThat(waitingFor(ANNA)).containsExactly("r1");
        assertThat(waitingFor(BOB)).isEmpty();
        assertThat(ids(tx -> tx.approvals().waitingOf(HANA, 9))).containsExactly("r1");
        assertThat(voted("r1", vote(ANNA, true, "e1"))).isTrue();
        assertThat(waitingFor(ANNA)).isEmpty();
        assertThat(waitingFor(ARNO)).containsExactly("r1");
        Request request = store().tx(tx -> tx.requests().byId("r1")).orElseThrow();
        assertThat(yes(tx -> tx.requests().replace(request, request.closed(Ending.CANCELLED))))
                .isTrue();
        assertThat(waitingFor(ARNO)).isEmpty();
        assertThat(ids(tx -> tx.approvals().waitingOf(HANA, 9))).isEmpty();
    }

    @Test
    default void aRequestThatAwaitsApprovalHoldsItsOwnersPlaceAndRunsOut() {
        ask(approval("r1", 1, ANNA));
        assertThat(yes(tx -> tx.requests().add(Samples.request("r9", BOB, RequestState.OFFERED, "hq"))))
                .as("its owner's place is taken")
                .isFalse();
        Request open = store().tx(tx -> tx.requests().openFor(BOB, "hq", SecretKind.PIN))
                .orElseThrow();
        assertThat(open.state()).isEqualTo(RequestState.AWAITING_APPROVAL);
        assertThat(ids(tx -> tx.requests().due(START.plusSeconds(600), 9).stream()
                        .map(Request::id)
                        .toList()))
                .containsExactly("r1");
    }

    /** Each of two who have to approve sees the other's vote or is seen by it: exactly one of them finds that all have approved. */
    @Test
    default void ofTwoVotesAtTheSameMomentExactlyOneIsTheLast() throws Exception {
        for (int round = 0; round < 15; round++) {
            String id = "race-" + round;
            PersonId owner = new PersonId("owner-" + round);
            Request request = Samples.request(id, owner, RequestState.AWAITING_APPROVAL, "hq");
            store().tx(tx -> {
                tx.requests().add(request);
                tx.approvals().add(approval(id, 2, ANNA, ARNO));
                return true;
            });
            CyclicBarrier start = new CyclicBarrier(2);
            List<Boolean> last = StoreContract.inParallel(2, number -> {
                start.await();
                return store().tx(tx -> {
                    assertThat(tx.approvals().hold(id).isPresent()).isTrue();
                    tx.approvals().vote(id, vote(number == 0 ? ANNA : ARNO, true, "e" + number));
                    Approval now = tx.approvals().of(id).orElseThrow();
                    Request before = tx.requests().byId(id).orElseThrow();
                    return now.votes().size() == 2
                            && tx.requests()
                                    .replace(before, before.withState(RequestState.OFFERED, START.plusSeconds(86_400)));
                });
            });
            assertThat(last).as("round %d", round).containsExactlyInAnyOrder(true, false);
            Request after = store().tx(tx -> tx.requests().byId(id)).orElseThrow();
            assertThat(after.state()).isEqualTo(RequestState.OFFERED);
        }
    }

    private boolean yes(Function<Store.Tx, Boolean> work) {
        return store().tx(work);
    }

    private List<String> ids(Function<Store.Tx, List<String>> work) {
        return store().tx(work);
    }

    private static Approval approval(String request, int count, PersonId... asked) {
        return new Approval(
                request,
                count,
                Set.of("CN=admins,DC=x", "CN=Ümläut\\, chiefs,DC=x"),
                true,
                Duration.ofHours(24),
                Duration.ofHours(3),
                List.of("protected", "burst"),
                "new-password",
                START,
                0,
                START.plusSeconds(60),
                java.util.Arrays.stream(asked)
                        .map(each -> Asked.of(party(each)))
                        .toList(),
                List.of());
    }

    private static Party party(PersonId person) {
        return new Party(person, new ChatUser(BOB_CHAT.platform(), BOB_CHAT.team(), "U" + person), "Name " + person);
    }

    private static Vote vote(PersonId by, boolean approves, String event) {
        return new Vote(by, approves, true, event, START.plusSeconds(9), null);
    }

    private void ask(Approval approval) {
        store().tx(tx -> {
            tx.requests().add(Samples.request(approval.request(), BOB, RequestState.AWAITING_APPROVAL, "hq"));
            tx.approvals().add(approval);
            return true;
        });
    }

    private Approval read(String request) {
        return store().tx(tx -> tx.approvals().of(request)).orElseThrow();
    }

    private boolean voted(String request, Vote vote) {
        return store().tx(tx -> tx.approvals().vote(request, vote));
    }

    private boolean explained(String request, PersonId by) {
        return store().tx(tx -> tx.approvals().explain(request, by, "no reason given to me 📞"));
    }

    private boolean leftOut(String request, PersonId person) {
        return store().tx(tx -> tx.approvals().leaveOut(request, person, "unreachable"));
    }

    private List<String> due(int seconds) {
        return store().tx(tx -> tx.approvals().due(START.plusSeconds(seconds), 9));
    }

    private boolean advanced(String request, int stage, int seconds) {
        return store().tx(tx -> tx.approvals().advance(request, stage, START.plusSeconds(seconds)));
    }

    private List<String> waitingFor(PersonId person) {
        return store().tx(tx -> tx.approvals().waitingFor(person, 9));
    }
}
