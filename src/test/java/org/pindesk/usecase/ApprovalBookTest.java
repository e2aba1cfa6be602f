package org.pindesk.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.store.Keys;
import org.pindesk.adapter.store.SharedPostgres;
import org.pindesk.adapter.store.StoreSettings;
import org.pindesk.authorization.Needs;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Ending;
import org.pindesk.core.Leg;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.port.Approvals.Vote;
import org.pindesk.testing.SettableClock;
import org.pindesk.usecase.ApprovalBook.Said;

/** Two of three have to approve, and two copies share one PostgreSQL: whatever comes at the same moment, exactly one transition is made. */
class ApprovalBookTest {
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    private static final String BASE64 = Base64.getEncoder().encodeToString(new byte[32]);
    private static final int ROUNDS = 8;

    private final SettableClock clock = new SettableClock(START);
    private final StoreSettings settings = new StoreSettings(
            SharedPostgres.newLocation(),
            "postgres",
            Secret.of("postgres"),
            Keys.parse(Secret.of("test:" + BASE64)),
            AuditKey.parse(Secret.of(BASE64)),
            4);
    private JdbcStore store;
    private JdbcStore other;
    private ApprovalBook book;
    private ApprovalBook copy;
    private int asked;

    @BeforeEach
    void open() {
        store = JdbcStore.open(settings, clock);
        other = JdbcStore.open(settings, clock);
        book = new ApprovalBook(store, new Trail(store, clock), clock);
        copy = new ApprovalBook(other, new Trail(other, clock), clock);
    }

    @AfterEach
    void close() {
        store.close();
        other.close();
    }

    @Test
    void theLastOfTheNeededVotesMakesTheOfferAndStartsItsClock() {
        Request request = ask();
        assertThat(book.vote(request, yes("anna", "e1"))).isEqualTo(Said.COUNTED);
        assertThat(book.vote(request, yes("anna", "e1")))
                .as("the same event again")
                .isEqualTo(Said.COUNTED);
        assertThat(book.vote(request, yes("anna", "e2"))).isEqualTo(Said.BEFORE);
        assertThat(book.vote(request, yes("hana", "e3"))).as("was not asked").isEqualTo(Said.OVER);
        assertThat(now(request).state()).isEqualTo(RequestState.AWAITING_APPROVAL);
        clock.advance(Duration.ofHours(5));
        assertThat(copy.vote(request, yes("arno", "e4"))).isEqualTo(Said.GRANTED);
        assertThat(now(request).state()).isEqualTo(RequestState.OFFERED);
        assertThat(now(request).dueAt()).isEqualTo(START.plus(Duration.ofHours(5 + 3)));
        assertThat(book.vote(request, yes("axel", "e5"))).isEqualTo(Said.OVER);
    }

    @Test
    void aVoteOfSomebodyWhoWasLeftOutSinceDoesNotCountAndTooFewLeftEndIt() {
        Request request = ask();
        assertThat(book.vote(request, yes("anna", "e1"))).isEqualTo(Said.COUNTED);
        book.leaveOut(request, id("anna"), "state");
        assertThat(book.vote(request, yes("arno", "e2"))).isEqualTo(Said.COUNTED);
        assertThat(now(request).state()).isEqualTo(RequestState.AWAITING_APPROVAL);
        book.leaveOut(request, id("axel"), "unreachable");
        assertThat(now(request).ending()).isEqualTo(Ending.UNAPPROVABLE);
    }

    @Test
    void twoVotesAtTheSameMomentMakeOneOffer() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Request request = ask();
            List<Said> said =
                    together(() -> book.vote(request, yes("anna", "a")), () -> copy.vote(request, yes("arno", "b")));
            assertThat(said).containsExactlyInAnyOrder(Said.COUNTED, Said.GRANTED);
        }
    }

    @Test
    void onePersonTwiceAtTheSameMomentIsOneVote() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Request request = ask();
            List<Said> said =
                    together(() -> book.vote(request, yes("anna", "a")), () -> copy.vote(request, yes("anna", "b")));
            assertThat(said).containsExactlyInAnyOrder(Said.COUNTED, Said.BEFORE);
            assertThat(now(request).state()).isEqualTo(RequestState.AWAITING_APPROVAL);
        }
    }

    @Test
    void aLastVoteAndAnEndAtTheSameMomentAreOneOfTheTwo() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Request request = ask();
            assertThat(book.vote(request, yes("anna", "a"))).isEqualTo(Said.COUNTED);
            List<Said> said = together(() -> settled(() -> book.vote(request, yes("arno", "b"))), () -> {
                Request before = now(request);
                boolean closed = other.tx(tx -> tx.requests().replace(before, before.closed(Ending.CANCELLED)));
                return closed && before.state() == RequestState.AWAITING_APPROVAL ? Said.DENIED : Said.BEFORE;
            });
            boolean cancelled = said.get(1) == Said.DENIED;
            assertThat(said.get(0)).isEqualTo(cancelled ? Said.OVER : Said.GRANTED);
        }
    }

    /** As the worker does: what changed at the same moment is looked at again. */
    private static Said settled(Callable<Said> vote) throws Exception {
        try {
            return vote.call();
        } catch (TryLater e) {
            return vote.call();
        }
    }

    private static List<Said> together(Callable<Said> first, Callable<Said> second) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<Said>> both = new ArrayList<>();
            for (Callable<Said> each : List.of(first, second)) {
                both.add(pool.submit(() -> {
                    start.await();
                    return each.call();
                }));
            }
            return List.of(both.get(0).get(40, TimeUnit.SECONDS), both.get(1).get(40, TimeUnit.SECONDS));
        } finally {
            pool.shutdownNow();
        }
    }

    /** A new request, which two of anna, arno and axel have to approve. */
    private Request ask() {
        String id = String.format("%012x", ++asked);
        Request request = new Request(
                id,
                "event-" + id,
                party("hana"),
                party("dora" + asked),
                SecretKind.PIN,
                "lost",
                "protected",
                RequestState.AWAITING_APPROVAL,
                List.of(Leg.planned("hq", "dora")),
                clock.instant(),
                clock.instant().plus(Duration.ofHours(10)),
                null,
                null);
        Needs needs = new Needs(
                false,
                false,
                new Needs.Approval(2, Set.of("CN=chiefs"), true, Duration.ofHours(10), Duration.ofHours(3)),
                Set.of("protected"));
        store.tx(tx -> {
            tx.requests().add(request);
            ApprovalBook.begin(
                    tx,
                    new Trail(store, clock),
                    request,
                    ApprovalBook.of(
                            request,
                            needs,
                            List.of(party("anna"), party("arno"), party("axel")),
                            null,
                            clock.instant()));
            return true;
        });
        return request;
    }

    private Request now(Request request) {
        return store.tx(tx -> tx.requests().byId(request.id())).orElseThrow();
    }

    private Vote yes(String who, String event) {
        return new Vote(id(who), true, true, event, clock.instant(), null);
    }

    private static PersonId id(String who) {
        return new PersonId("id-" + who);
    }

    private static Party party(String who) {
        return new Party(id(who), new ChatUser("slack", "T1", "U-" + who), who);
    }
}
