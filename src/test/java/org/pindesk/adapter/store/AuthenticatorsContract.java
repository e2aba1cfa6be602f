package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pindesk.adapter.store.Samples.BOB;
import static org.pindesk.adapter.store.Samples.HANA;
import static org.pindesk.adapter.store.Samples.START;
import static org.pindesk.adapter.store.Samples.keys;
import static org.pindesk.adapter.store.StoreContract.THREADS;
import static org.pindesk.adapter.store.StoreContract.inParallel;
import static org.pindesk.adapter.store.StoreContract.meet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.Authenticators;

/** What every database must do alike with authenticators. */
interface AuthenticatorsContract {
    String KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    long STEP = 59_000_000;

    JdbcStore store();

    /** Another copy of the bot on the same database. */
    JdbcStore copy();

    /** The store once more, with these keys. */
    void reopen(Keys keys);

    void execute(String sql);

    List<String> column(String sql);

    @Test
    default void anAuthenticatorComesBackAsItWasEnrolled() {
        assertThat(held(BOB)).isEmpty();
        enrol(BOB);

        assertThat(held(BOB)).hasValueSatisfying(one -> {
            assertThat(one.key().open()).isEqualTo(KEY);
            assertThat(one.person()).isEqualTo(BOB);
            assertThat(one.since()).isEqualTo(Sql.kept(START));
            assertThat(one.lastStep()).isEqualTo(STEP);
            assertThat(one.usedBy()).isNull();
        });
        assertThat(held(HANA)).isEmpty();
        assertThat(authenticators(Authenticators::all))
                .containsExactly(new Authenticators.Listed(BOB, Sql.kept(START), true));
    }

    @Test
    default void itsKeyIsNotReadableAtRest() {
        enrol(BOB);

        List<String> atRest = store().sql(sql -> sql.query(
                "select sealed from authenticator",
                row -> new String(row.getBytes("sealed"), StandardCharsets.ISO_8859_1)));
        assertThat(atRest).hasSize(1).allSatisfy(bytes -> assertThat(bytes).doesNotContain(KEY.substring(0, 6)));
    }

    @Test
    default void aNewEnrolmentTakesThePlaceOfTheOldOneAndForgetsItsWrongCodes() {
        enrol(BOB);
        use(BOB, STEP + 5, "e1");
        wrong(BOB, "e2", 0);

        store().tx(tx -> {
            tx.authenticators().enrol(BOB, Secret.of("OTHERKEY"), STEP + 1, START.plusSeconds(9));
            return true;
        });

        assertThat(held(BOB).map(one -> one.key().open())).contains("OTHERKEY");
        assertThat(held(BOB).map(Authenticators.Authenticator::lastStep)).contains(STEP + 1);
        assertThat(held(BOB).map(one -> Optional.ofNullable(one.usedBy()))).contains(Optional.empty());
        assertThat(wrongCodes(BOB)).isEmpty();
    }

    @Test
    default void aRemovedAuthenticatorIsGoneWithAllThatBelongsToIt() {
        enrol(BOB);
        wrong(BOB, "e1", 0);

        assertThat(removed(HANA)).isFalse();
        assertThat(removed(BOB)).isTrue();

        assertThat(held(BOB)).isEmpty();
        assertThat(wrongCodes(BOB)).isEmpty();
        assertThat(removed(BOB)).isFalse();
        assertThat(use(BOB, STEP + 1, "e2")).isFalse();
    }

    @Test
    default void aStepIsUsedOnceAndTakesThoseBeforeItAlong() {
        enrol(BOB);

        assertThat(use(BOB, STEP, "e1")).as("it proved the enrolment").isFalse();
        assertThat(use(BOB, STEP + 2, "e2")).isTrue();
        assertThat(use(BOB, STEP + 2, "e3")).isFalse();
        assertThat(use(BOB, STEP + 1, "e4")).isFalse();
        assertThat(held(BOB).map(Authenticators.Authenticator::usedBy)).contains("e2");
        assertThat(use(BOB, STEP + 3, "e5")).isTrue();
        assertThat(held(BOB).map(Authenticators.Authenticator::usedBy)).contains("e5");
    }

    @Test
    default void outOfManyUsesOfOneStepByTwoCopiesAtTheSameTimeOneWins() throws Exception {
        enrol(BOB);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (JdbcStore other = copy()) {
            List<Boolean> results = inParallel(THREADS, number -> {
                meet(start);
                JdbcStore mine = number % 2 == 0 ? store() : other;
                return mine.tx(tx -> tx.authenticators().use(BOB, STEP + 1, "e" + number));
            });

            assertThat(results).containsOnlyOnce(true);
            assertThat(held(BOB).map(Authenticators.Authenticator::usedBy)).contains("e" + results.indexOf(true));
        }
    }

    @Test
    default void whoHoldsAnAuthenticatorLooksAtItAlone() throws Exception {
        enrol(BOB);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (JdbcStore other = copy()) {
            List<Boolean> counted = inParallel(THREADS, number -> {
                meet(start);
                JdbcStore mine = number % 2 == 0 ? store() : other;
                return mine.tx(tx -> {
                    tx.authenticators().hold(BOB);
                    boolean free = tx.authenticators().wrongCodes(BOB).size() < 3;
                    if (free) {
                        tx.authenticators().wrong(BOB, "e" + number, START);
                    }
                    return free;
                });
            });

            assertThat(counted).filteredOn(each -> each).hasSize(3);
            assertThat(wrongCodes(BOB)).hasSize(3);
        }
    }

    @Test
    default void wrongCodesAreCountedOncePerEventNewestFirstUntilAGoodOne() {
        enrol(BOB);
        wrong(BOB, "e1", 0);
        wrong(BOB, "e2", 60);
        wrong(BOB, "e1", 90);
        wrong(HANA, "e3", 0);

        assertThat(wrongCodes(BOB))
                .extracting(Authenticators.WrongCode::eventId)
                .containsExactly("e2", "e1");
        assertThat(wrongCodes(BOB).get(1).at()).isEqualTo(Sql.kept(START));

        assertThat(use(BOB, STEP, "e4")).as("no good one").isFalse();
        assertThat(wrongCodes(BOB)).hasSize(2);
        use(BOB, STEP + 1, "e5");
        assertThat(wrongCodes(BOB)).isEmpty();
        assertThat(wrongCodes(HANA)).hasSize(1);
    }

    @Test
    default void aRowMovedToAnotherPersonDoesNotOpen() {
        enrol(BOB);
        execute("update authenticator set person = '" + HANA.value() + "'");

        assertDoesNotOpen(() -> held(HANA));
        assertThat(foreignRows()).isOne();
        assertThat(authenticators(Authenticators::all))
                .extracting(Authenticators.Listed::opens)
                .containsExactly(false);
        assertThat(removed(HANA)).as("it can be removed").isTrue();
        assertThat(foreignRows()).isZero();
    }

    @Test
    default void anOlderKeyIsNeededUntilItIsSealedAnew() {
        enrol(BOB);
        reopen(keys("new", "old"));
        assertThat(foreignRows()).isZero();
        assertThat(held(BOB).map(one -> one.key().open())).contains(KEY);

        assertThat(authenticators(Authenticators::reseal)).isOne();
        assertThat(authenticators(Authenticators::reseal)).as("once is enough").isZero();
        assertThat(column("select key_id from authenticator")).containsExactly("new");

        reopen(keys("new"));
        assertThat(foreignRows()).isZero();
        assertThat(held(BOB).map(one -> one.key().open())).contains(KEY);
    }

    @Test
    default void aMissingKeyIsNoticedAndNothingIsSealedOverIt() {
        enrol(BOB);
        reopen(keys("new"));

        assertThat(foreignRows()).isOne();
        assertDoesNotOpen(() -> held(BOB));
        assertThat(authenticators(Authenticators::reseal)).isZero();
        reopen(keys("old"));
        assertThat(held(BOB).map(one -> one.key().open())).contains(KEY);
    }

    // steps

    private void enrol(PersonId person) {
        store().tx(tx -> {
            tx.authenticators().enrol(person, Secret.of(KEY), STEP, START);
            return true;
        });
    }

    private <T> T authenticators(Function<Authenticators, T> work) {
        return store().tx(tx -> work.apply(tx.authenticators()));
    }

    private Optional<Authenticators.Authenticator> held(PersonId person) {
        return authenticators(all -> all.hold(person));
    }

    private boolean removed(PersonId person) {
        return authenticators(all -> all.remove(person));
    }

    private boolean use(PersonId person, long step, String eventId) {
        return authenticators(all -> all.use(person, step, eventId));
    }

    private void wrong(PersonId person, String eventId, long seconds) {
        store().tx(tx -> {
            tx.authenticators().wrong(person, eventId, START.plusSeconds(seconds));
            return true;
        });
    }

    private List<Authenticators.WrongCode> wrongCodes(PersonId person) {
        return authenticators(all -> all.wrongCodes(person));
    }

    private int foreignRows() {
        return store().tx(tx -> tx.vault().foreign());
    }

    private static void assertDoesNotOpen(ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(PindeskException.class))
                .extracting(PindeskException::problem)
                .isEqualTo(Problem.WRONG_KEY);
    }
}
