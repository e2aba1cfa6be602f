package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.store.Samples.BOB;
import static org.pindesk.adapter.store.Samples.BOB_CHAT;
import static org.pindesk.adapter.store.Samples.HANA;
import static org.pindesk.adapter.store.Samples.HANA_CHAT;
import static org.pindesk.adapter.store.Samples.START;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;
import org.pindesk.port.Contacts.Baseline;
import org.pindesk.port.Verifications;
import org.pindesk.port.Verifications.State;
import org.pindesk.port.Verifications.Verification;

/** What every database must do alike with questions to callers, with acts for others, and with what contact data was seen. */
interface VerificationsContract {
    JdbcStore store();

    @Test
    default void oneQuestionForAPersonIsOpenAtATimeAndDecidedOnce() {
        assertThat(add("v1", "e1")).isTrue();
        assertThat(add("v2", "e2")).as("one is open").isFalse();
        assertThat(one(all -> all.openFor(BOB))).get().satisfies(open -> {
            assertThat(open.id()).isEqualTo("v1");
            assertThat(open.numbers()).isEqualTo("sealed");
            assertThat(open.sent()).isNull();
            assertThat(open.agent().name()).isEqualTo("Hana");
        });
        MessageRef message = new MessageRef("slack", "D1", "1.2");
        store().tx(tx -> {
            tx.verifications().sent("v1", message);
            return true;
        });
        assertThat(decide("v1", State.WRONG)).isTrue();
        assertThat(decide("v1", State.RIGHT)).as("one choice").isFalse();

        Verification decided = one(all -> all.byId("v1")).orElseThrow();
        assertThat(decided.state()).isEqualTo(State.WRONG);
        assertThat(decided.numbers()).as("gone").isNull();
        assertThat(decided.sent()).isEqualTo(message);
        assertThat(decided.decidedAt()).isEqualTo(START.plusSeconds(60));
        assertThat(one(all -> all.openFor(BOB))).isEmpty();
        assertThat(one(all -> all.byEvent("e1"))).contains(decided);
        assertThat(alarmed(START)).contains(START.plusSeconds(60));
        assertThat(alarmed(START.plusSeconds(61))).isEmpty();
        assertThat(add("v3", "e1")).as("an event begins one question").isFalse();
        assertThat(add("v3", "e3")).isTrue();
        assertThat(number(all -> all.askedBy(HANA, START))).isEqualTo(2);
        assertThat(number(all -> all.askedFor(BOB, START))).isEqualTo(2);
        assertThat(number(all -> all.askedFor(HANA, START))).isZero();
        assertThat(due(START.plusSeconds(179))).isEmpty();
        assertThat(due(START.plusSeconds(180))).hasSize(1);
        store().tx(tx -> {
            tx.verifications().forget(START.plusSeconds(1));
            return true;
        });
        assertThat(one(all -> all.byId("v1"))).isEmpty();
        assertThat(one(all -> all.byId("v3"))).as("an open one stays").isPresent();
    }

    @Test
    default void aProofIsUsedUpByOneAct() {
        add("v1", "e1");
        assertThat(holds(HANA, BOB)).as("while it is open").isFalse();
        decide("v1", State.RIGHT);
        assertThat(holds(HANA, BOB)).isTrue();
        assertThat(holds(BOB, HANA)).as("of another agent").isFalse();
        assertThat(holds(START.plusSeconds(61))).as("too old").isFalse();

        assertThat(use("act-1")).isTrue();
        assertThat(holds(HANA, BOB)).isFalse();
        assertThat(use("act-1")).as("the same event again").isTrue();
        assertThat(use("act-2")).as("another act").isFalse();
        add("v2", "e2");
        decide("v2", State.RIGHT);
        assertThat(use("act-1")).isTrue();
        assertThat(holds(HANA, BOB)).as("run again it takes no second one").isTrue();
        assertThat(use("act-2")).isTrue();
    }

    @Test
    default void ofManyChoicesAtTheSameTimeOneDecides() throws Exception {
        add("v1", "e1");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> picks = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<Boolean>) () -> decide("v1", i % 2 == 0 ? State.RIGHT : State.WRONG))
                    .toList();
            int decided = 0;
            for (Future<Boolean> each : pool.invokeAll(picks)) {
                decided += each.get() ? 1 : 0;
            }
            assertThat(decided).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    default void actsForOthersAreCountedByWhoDidThemAndForWhom() {
        store().tx(tx -> {
            tx.acts().add(BOB, "pin.reset", "e1", START);
            tx.acts().addFor(HANA, BOB, "pin.reset", "e2", START);
            tx.acts().addFor(HANA, BOB, "pin.reset", "e2", START);
            tx.acts().addFor(HANA, BOB, "mend.unlock-account", "e3", START);
            tx.acts().addFor(HANA, new PersonId("al1ce"), "pin.unlock", "e4", START.plusSeconds(9));
            return true;
        });
        store().tx(tx -> {
            assertThat(tx.acts().since(BOB, "pin.reset", START))
                    .as("their own alone")
                    .isEqualTo(1);
            assertThat(tx.acts().by(HANA, START)).isEqualTo(3);
            assertThat(tx.acts().by(HANA, START.plusSeconds(1))).isEqualTo(1);
            assertThat(tx.acts().by(BOB, START)).isZero();
            assertThat(tx.acts().on(BOB, "pin.reset", START)).isEqualTo(2);
            assertThat(tx.acts().on(BOB, "mend.", START)).isEqualTo(1);
            assertThat(tx.acts().on(BOB, "pin.reset", START.plusSeconds(1))).isZero();
            return true;
        });
    }

    @Test
    default void aChangeOfContactDataIsSeenByItsDigest() {
        List<String> before = List.of("bob@beispiel.example", "+49301234");
        List<String> after = List.of("bob@elsewhere.example", "+49301234");
        assertThat(seen(before, 0)).isEqualTo(new Baseline(START, null));
        assertThat(seen(before, 5)).isEqualTo(new Baseline(START, null));
        assertThat(seen(after, 9)).isEqualTo(new Baseline(START, START.plusSeconds(9)));
        assertThat(seen(after, 12)).isEqualTo(new Baseline(START, START.plusSeconds(9)));
        assertThat(seen(before, 20))
                .as("back again is a change too")
                .isEqualTo(new Baseline(START, START.plusSeconds(20)));
        List<String> rows = store().sql(sql -> sql.query("select digest from contact", row -> row.getString("digest")));
        assertThat(rows).singleElement().asString().matches("[0-9a-f]{64}");
    }

    private Optional<Verification> one(Function<Verifications, Optional<Verification>> question) {
        return store().tx(tx -> question.apply(tx.verifications()));
    }

    private int number(ToIntFunction<Verifications> question) {
        return store().tx(tx -> question.applyAsInt(tx.verifications()));
    }

    private Optional<Instant> alarmed(Instant from) {
        return store().tx(tx -> tx.verifications().alarmed(BOB, from));
    }

    private List<Verification> due(Instant now) {
        return store().tx(tx -> tx.verifications().due(now, 9));
    }

    private boolean holds(Instant from) {
        return store().tx(tx -> tx.verifications().holds(HANA, BOB, from));
    }

    private Baseline seen(List<String> contact, int second) {
        return store().tx(tx -> tx.contacts().seen(BOB, contact, START.plusSeconds(second)));
    }

    private boolean holds(PersonId agent, PersonId target) {
        return store().tx(tx -> tx.verifications().holds(agent, target, START));
    }

    private boolean use(String event) {
        return store().tx(tx -> tx.verifications().use(HANA, BOB, START, event));
    }

    private boolean decide(String id, State state) {
        return store().tx(tx -> tx.verifications().decide(id, state, START.plusSeconds(60)));
    }

    private boolean add(String id, String event) {
        return store().tx(tx -> tx.verifications()
                .add(new Verification(
                        id,
                        event,
                        new Party(HANA, HANA_CHAT, "Hana"),
                        new Party(BOB, BOB_CHAT, "Bob"),
                        "sealed",
                        State.OPEN,
                        id.equals("v1") ? START : START.plusSeconds(1),
                        START.plusSeconds(180),
                        null,
                        null)));
    }
}
