package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.store.Samples.BOB;
import static org.pindesk.adapter.store.Samples.HANA;
import static org.pindesk.adapter.store.Samples.START;
import static org.pindesk.adapter.store.StoreContract.THREADS;
import static org.pindesk.adapter.store.StoreContract.inParallel;
import static org.pindesk.adapter.store.StoreContract.meet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pindesk.core.Secret;
import org.pindesk.port.Tickets;
import org.pindesk.port.Tickets.Purpose;
import org.pindesk.port.Tickets.Ticket;

/** What every database must do alike with tickets. */
interface TicketsContract {
    Secret TOKEN = Secret.of("Canary-Token-0123456789-0123456789-01234567");
    Secret OTHER_TOKEN = Secret.of("Canary-Token-9876543210-0123456789-01234567");
    Secret BROWSER = Secret.of("Canary-Browser-0123456789");
    Secret OTHER_BROWSER = Secret.of("Canary-Browser-9876543210");

    JdbcStore store();

    @Test
    default void aTicketIsFoundByEachOfItsLinksAndByItsRequest() {
        Ticket fetch = fetch("t1", "r1");
        Ticket notMe = Ticket.fresh("t2", Purpose.NOT_ME, "r1", HANA, null, START.plusSeconds(90));
        put(fetch, TOKEN);
        store().tx(tx -> {
            tx.tickets().admit("t1", OTHER_TOKEN);
            tx.tickets().put(notMe);
            return true;
        });

        assertThat(of(TOKEN)).contains(fetch);
        assertThat(of(OTHER_TOKEN)).contains(fetch);
        assertThat(of(Secret.of("Canary-Token"))).isEmpty();
        assertThat(of(Purpose.FETCH, "r1")).contains(fetch);
        assertThat(of(Purpose.NOT_ME, "r1")).contains(notMe);
        assertThat(of(Purpose.NOT_ME, "r2")).isEmpty();
    }

    @Test
    default void aNewTicketTakesThePlaceOfAnOlderOneAndItsLinks() {
        put(fetch("t1", "r1"), TOKEN);
        put(fetch("t9", "r9"), Secret.of("of another request"));
        Ticket newer = fetch("t2", "r1");
        put(newer, OTHER_TOKEN);

        assertThat(of(TOKEN)).isEmpty();
        assertThat(of(OTHER_TOKEN)).contains(newer);
        assertThat(of(Purpose.FETCH, "r1")).contains(newer);
        assertThat(of(Purpose.FETCH, "r9")).contains(fetch("t9", "r9"));
    }

    @Test
    default void theFirstBrowserIsBoundAndNoOther() {
        put(fetch("t1", "r1"), TOKEN);
        put(fetch("t2", "r2"), OTHER_TOKEN);
        assertThat(boundTo("t1", BROWSER)).isFalse();

        assertThat(bind("t1", BROWSER)).isTrue();
        assertThat(bind("t1", OTHER_BROWSER)).isFalse();
        assertThat(bind("t1", BROWSER)).as("bound already").isFalse();
        assertThat(bind("nowhere", BROWSER)).isFalse();

        assertThat(boundTo("t1", BROWSER)).isTrue();
        assertThat(boundTo("t1", OTHER_BROWSER)).isFalse();
        assertThat(boundTo("t2", BROWSER)).as("of another ticket").isFalse();
        Ticket bound = of(TOKEN).orElseThrow();
        assertThat(bound.bound()).isTrue();
        assertThat(bound.validUntil()).isEqualTo(START.plusSeconds(60));
        assertThat(of(OTHER_TOKEN)).contains(fetch("t2", "r2"));
    }

    @Test
    default void ofManyBrowsersAtOnceOneIsBound() throws Exception {
        put(fetch("t1", "r1"), TOKEN);
        CyclicBarrier barrier = new CyclicBarrier(THREADS);

        List<Boolean> bound = inParallel(THREADS, number -> {
            meet(barrier);
            return bind("t1", Secret.of("browser-" + number));
        });

        assertThat(bound.stream().filter(each -> each)).hasSize(1);
    }

    @Test
    default void wrongCodesTypedAtOnceAreAllCounted() throws Exception {
        put(fetch("t1", "r1"), TOKEN);
        CyclicBarrier barrier = new CyclicBarrier(THREADS);

        List<Integer> counted = inParallel(THREADS, number -> {
            meet(barrier);
            return store().tx(tx -> tx.tickets().wrong("t1"));
        });

        assertThat(counted)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, THREADS).boxed().toList());
        assertThat(of(TOKEN).orElseThrow().wrong()).isEqualTo(THREADS);
    }

    @Test
    default void anEndedTicketStaysEnded() {
        put(fetch("t1", "r1"), TOKEN);
        assertThat(of(TOKEN).orElseThrow().over(START)).isFalse();
        store().tx(tx -> {
            tx.tickets().end("t1", START);
            tx.tickets().end("t1", START.plusSeconds(5));
            tx.tickets().keepUntil("t1", START.plusSeconds(500));
            return true;
        });

        assertThat(bind("t1", BROWSER)).isFalse();
        Ticket ended = of(TOKEN).orElseThrow();
        assertThat(ended.usedAt()).isEqualTo(START);
        assertThat(ended.validUntil()).isEqualTo(START.plusSeconds(3600));
        assertThat(ended.over(START)).isTrue();
    }

    @Test
    default void aTicketIsOverWhenItsTimeHasComeAndForgottenLater() {
        Ticket first = fetch("t1", "r1");
        put(first, TOKEN);
        put(fetch("t2", "r2"), OTHER_TOKEN);
        store().tx(tx -> {
            tx.tickets().keepUntil("t2", first.validUntil().plusSeconds(1));
            tx.tickets().forget(first.validUntil());
            return true;
        });
        assertThat(of(TOKEN)).contains(first);
        assertThat(first.over(first.validUntil().minusNanos(1))).isFalse();
        assertThat(first.over(first.validUntil())).isTrue();

        store().tx(tx -> {
            tx.tickets().forget(first.validUntil().plus(Duration.ofMillis(1)));
            return true;
        });
        assertThat(of(TOKEN)).isEmpty();
        assertThat(of(OTHER_TOKEN)).isPresent();
    }

    @Test
    default void neitherTokenNorBrowserStandsInTheTables() {
        put(fetch("t1", "r1"), TOKEN);
        bind("t1", BROWSER);

        List<String> rows = store().sql(sql -> {
            List<String> all = new java.util.ArrayList<>(sql.query(
                    "select id, code, browser from ticket",
                    row -> row.getString("id") + row.getString("code") + row.getString("browser")));
            all.addAll(sql.query(
                    "select digest, ticket_id from ticket_link",
                    row -> row.getString("digest") + row.getString("ticket_id")));
            return all;
        });

        assertThat(rows).hasSize(2).noneMatch(row -> row.contains("Canary"));
    }

    private static Ticket fetch(String id, String request) {
        return Ticket.fresh(id, Purpose.FETCH, request, BOB, "k:sealed:code", START.plusSeconds(3600));
    }

    private void put(Ticket ticket, Secret token) {
        store().tx(tx -> {
            tx.tickets().put(ticket);
            tx.tickets().admit(ticket.id(), token);
            return true;
        });
    }

    private Optional<Ticket> of(Secret token) {
        return store().tx(tx -> tx.tickets().of(token));
    }

    private Optional<Ticket> of(Tickets.Purpose purpose, String request) {
        return store().tx(tx -> tx.tickets().of(purpose, request));
    }

    private boolean bind(String id, Secret browser) {
        return store().tx(tx -> tx.tickets().bind(id, browser, START.plusSeconds(60)));
    }

    private boolean boundTo(String id, Secret browser) {
        return store().tx(tx -> tx.tickets().boundTo(id, browser));
    }
}
