package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pindesk.adapter.store.Samples.START;
import static org.pindesk.adapter.store.Samples.incident;
import static org.pindesk.adapter.store.StoreContract.THREADS;
import static org.pindesk.adapter.store.StoreContract.inParallel;
import static org.pindesk.adapter.store.StoreContract.meet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pindesk.core.Incident;
import org.pindesk.core.MessageRef;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;

/** What every database must do alike with incidents. */
interface IncidentsContract {
    MessageRef INCIDENT_CARD = new MessageRef("slack", "CQUEUE", "17.4");

    JdbcStore store();

    /** Another copy of the bot on the same database. */
    JdbcStore copy();

    @Test
    default void anIncidentComesBackAsItWentIn() {
        Incident bare = incident("i1", "locked@ad");
        Incident full = new Incident("i2", "expired", START.plusSeconds(1), "Über <all> of it", INCIDENT_CARD, null);
        Incident over = new Incident("i3", "expired", START, null, null, START.plusSeconds(9));

        assertThat(opened(bare)).isTrue();
        assertThat(opened(full)).isTrue();
        assertThat(opened(over)).as("it does not last").isTrue();

        assertThat(incidentOf("i1")).contains(bare);
        assertThat(incidentOf("i2")).contains(full);
        assertThat(incidentOf("i3")).contains(over);
        assertThat(incidentOf("i4")).isEmpty();
        assertThat(lastingOf("locked@ad")).contains(bare);
        assertThat(lastingOf("expired")).contains(full);
        assertThat(lastingOf("locked")).isEmpty();
    }

    @Test
    default void aSecondIncidentOfACauseThatLastsIsRefused() {
        Incident first = incident("i1", "locked");
        opened(first);

        boolean otherInTheSameTransaction = store().tx(tx -> {
            boolean second = tx.incidents().open(new Incident("i2", "locked", START, "second", null, null));
            return !second && tx.incidents().open(incident("i3", "locked@ad"));
        });

        assertThat(otherInTheSameTransaction).isTrue();
        assertThat(incidentOf("i2")).isEmpty();
        assertThat(lastingOf("locked")).contains(first);
    }

    @Test
    default void anIncidentThatHasEndedGivesItsCauseBackAndIsNotChangedAnyMore() {
        Incident first = incident("i1", "locked");
        opened(first);
        Incident told = new Incident("i1", "locked", START, "we know", INCIDENT_CARD, null);
        Incident ended = new Incident("i1", "locked", START, "all is well", INCIDENT_CARD, START.plusSeconds(60));

        assertThat(replaced(told)).isTrue();
        assertThat(incidentOf("i1")).contains(told);
        assertThat(opened(incident("i2", "locked"))).isFalse();
        assertThat(replaced(ended)).isTrue();
        assertThat(replaced(told)).as("it has ended").isFalse();
        assertThat(incidentOf("i1")).contains(ended);
        assertThat(lastingOf("locked")).isEmpty();

        Incident second = incident("i2", "locked");
        assertThat(opened(second)).isTrue();
        assertThat(replaced(told)).as("the first is not the second").isFalse();
        assertThat(lastingOf("locked")).contains(second);
        assertThat(replaced(incident("i9", "locked"))).isFalse();
        assertThat(replaced(new Incident("i2", "locked", START, null, null, START)))
                .isTrue();
        assertThat(opened(incident("i3", "locked")))
                .as("two that have ended are no hindrance")
                .isTrue();
    }

    @Test
    default void replacingLeavesCauseAndBeginningAlone() {
        opened(incident("i1", "locked"));

        assertThat(replaced(new Incident("i1", "expired", START, "w", null, null)))
                .isFalse();
        assertThat(replaced(new Incident("i1", "locked", START.plusSeconds(5), "w", null, null)))
                .isTrue();

        assertThat(incidentOf("i1")).contains(new Incident("i1", "locked", START, "w", null, null));
        assertThat(lastingOf("expired")).isEmpty();
    }

    @Test
    default void allThatLastAreListedOldestFirst() {
        assertThat(lastingIds()).isEmpty();
        opened(new Incident("i1", "third", START.plusSeconds(2), null, null, null));
        opened(new Incident("i2", "first", START, null, null, null));
        opened(new Incident("i3", "over", START, null, null, null));
        opened(new Incident("i4", "second", START.plusSeconds(1), null, null, null));
        replaced(new Incident("i3", "over", START, null, null, START.plusSeconds(3)));

        assertThat(lastingIds()).containsExactly("i2", "i4", "i1");
    }

    @Test
    default void outOfManyCopiesOneOpensTheIncident() throws Exception {
        try (JdbcStore copy = copy()) {
            for (int round = 0; round < 15; round++) {
                String cause = "cause" + round;
                CyclicBarrier start = new CyclicBarrier(THREADS);

                List<Boolean> results = inParallel(THREADS, number -> {
                    meet(start);
                    JdbcStore mine = number % 2 == 0 ? store() : copy;
                    return mine.tx(tx -> tx.incidents().open(incident(cause + "-" + number, cause)));
                });

                assertThat(results).containsOnlyOnce(true);
                assertThat(lastingOf(cause)).map(Incident::id).contains(cause + "-" + results.indexOf(true));
            }
        }
        assertThat(lastingIds()).hasSize(15);
    }

    @Test
    default void outOfManyCopiesOneEndsTheIncident() throws Exception {
        opened(incident("i1", "locked"));
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Boolean> results;
        try (JdbcStore copy = copy()) {
            results = inParallel(THREADS, number -> {
                meet(start);
                JdbcStore mine = number % 2 == 0 ? store() : copy;
                return mine.tx(tx -> tx.incidents().replace(ended("i1", "by " + number, START.plusSeconds(number))));
            });
        }

        assertThat(results).containsOnlyOnce(true);
        assertThat(incidentOf("i1")).map(Incident::words).contains("by " + results.indexOf(true));
    }

    @Test
    default void longWordsOfAnIncidentAreKeptWholeAndACauseThatIsTooLongIsRefused() {
        String words = "Ümläut 📞 ".repeat(10_000);
        String cause = "c".repeat(300);

        assertThat(opened(new Incident("i1", cause, START, words, null, null))).isTrue();

        assertThat(incidentOf("i1")).map(Incident::words).contains(words);
        assertThat(lastingOf(cause)).isPresent();
        assertThatThrownBy(() -> opened(incident("i2", cause + "c")))
                .asInstanceOf(InstanceOfAssertFactories.type(PindeskException.class))
                .extracting(PindeskException::problem)
                .isEqualTo(Problem.INTERNAL);
        assertThat(lastingIds()).containsExactly("i1");
    }

    // steps

    private static Incident ended(String id, @Nullable String words, Instant at) {
        return new Incident(id, "locked", START, words, null, at);
    }

    private boolean opened(Incident incident) {
        return store().tx(tx -> tx.incidents().open(incident));
    }

    private boolean replaced(Incident incident) {
        return store().tx(tx -> tx.incidents().replace(incident));
    }

    private Optional<Incident> incidentOf(String id) {
        return store().tx(tx -> tx.incidents().byId(id));
    }

    private Optional<Incident> lastingOf(String cause) {
        return store().tx(tx -> tx.incidents().lasting(cause));
    }

    private List<String> lastingIds() {
        return store().tx(tx -> tx.incidents().lasting()).stream()
                .map(Incident::id)
                .toList();
    }
}
