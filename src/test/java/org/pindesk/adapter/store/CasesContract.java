package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pindesk.adapter.store.Samples.BOB;
import static org.pindesk.adapter.store.Samples.BOB_CHAT;
import static org.pindesk.adapter.store.Samples.HANA;
import static org.pindesk.adapter.store.Samples.HANA_CHAT;
import static org.pindesk.adapter.store.Samples.START;
import static org.pindesk.adapter.store.Samples.helpCase;
import static org.pindesk.adapter.store.StoreContract.THREADS;
import static org.pindesk.adapter.store.StoreContract.inParallel;
import static org.pindesk.adapter.store.StoreContract.meet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.pindesk.core.ChatUser;
import org.pindesk.core.HelpCase;
import org.pindesk.core.HelpCase.State;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.port.Cases;

/** What every database must do alike with cases. */
interface CasesContract {
    Party HEINZ = new Party(new PersonId("4e14"), new ChatUser("slack", "T1", "UHEINZ"), "Heinz Hübner");
    Party HANA_PARTY = new Party(HANA, HANA_CHAT, "Hana Novak");
    MessageRef CASE_CARD = new MessageRef("slack", "CQUEUE", "17.3");
    Duration MICRO = Duration.ofNanos(1000);

    JdbcStore store();

    /** Another copy of the bot on the same database. */
    JdbcStore copy();

    @Test
    default void aCaseComesBackAsItWentIn() {
        HelpCase full = full("c1", State.CLAIMED);
        HelpCase bare = bare("c2", HANA, START);

        assertThat(added(full)).isTrue();
        assertThat(added(bare)).isTrue();

        assertThat(caseOf("c1")).contains(full);
        assertThat(caseOf("c2")).contains(bare);
        assertThat(caseOf("event-c1")).isEmpty();
        assertThat(byEventOf("event-c1")).contains(full);
        assertThat(byEventOf("event-c2")).contains(bare);
        assertThat(byEventOf("c1")).isEmpty();
        for (LoginPlace place : LoginPlace.values()) {
            HelpCase there = at("place-" + place, place);
            added(there);
            assertThat(caseOf("place-" + place)).contains(there);
        }
    }

    @Test
    default void anEventOpensOneCaseOnly() {
        HelpCase first = helpCase("c1", BOB, "locked", START);
        added(first);

        boolean restGoesOn = store().tx(tx -> {
            boolean same = tx.cases().add(first.withState(State.QUEUED));
            boolean sameEvent = tx.cases().add(withId("c2", first));
            return !same && !sameEvent && tx.cases().add(helpCase("c3", BOB, "locked", START));
        });

        assertThat(restGoesOn).isTrue();
        assertThat(caseOf("c1")).contains(first);
        assertThat(caseOf("c2")).isEmpty();
    }

    @Test
    default void anIdThatAnotherEventHasIsADefectAndNotTakenForARepetition() {
        HelpCase first = helpCase("c1", BOB, "locked", START);
        added(first);

        assertInternal(() -> added(withId("c1", helpCase("c9", HANA, "locked", START))));

        assertThat(caseOf("c1")).contains(first);
    }

    @Test
    default void replacingChangesEverythingButIdEventAskerAndOpening() {
        HelpCase before = helpCase("c1", BOB, "locked", START);
        HelpCase bystander = helpCase("c2", BOB, "locked", START);
        added(before);
        added(bystander);
        HelpCase after = full("c1", State.CLAIMED);

        assertThat(replaced(
                        before,
                        new HelpCase(
                                "c1",
                                "another event",
                                HEINZ,
                                after.subject(),
                                after.subjectName(),
                                after.chat(),
                                after.place(),
                                after.cause(),
                                after.state(),
                                START.plusSeconds(99),
                                after.dueAt(),
                                after.helper(),
                                after.card(),
                                after.incident())))
                .isTrue();

        HelpCase expected = new HelpCase(
                "c1",
                "event-c1",
                before.asker(),
                after.subject(),
                after.subjectName(),
                after.chat(),
                after.place(),
                after.cause(),
                after.state(),
                START,
                after.dueAt(),
                after.helper(),
                after.card(),
                after.incident());
        assertThat(caseOf("c1")).contains(expected);
        assertThat(caseOf("c2")).contains(bystander);

        HelpCase emptied = bare("c1", BOB, START);
        assertThat(replaced(expected, emptied)).isTrue();
        assertThat(caseOf("c1")).contains(withAsker(before.asker(), emptied));
    }

    @Test
    default void replacingNeedsStateAndHelperAsTheyWereSeen() {
        HelpCase queued = helpCase("c1", BOB, "locked", START).withState(State.QUEUED);
        added(queued);
        HelpCase claimed = queued.withState(State.CLAIMED).heldBy(HANA_PARTY);
        assertThat(replaced(queued, claimed)).isTrue();

        assertThat(replaced(queued, queued.withState(State.CLOSED)))
                .as("state and helper differ")
                .isFalse();
        assertThat(replaced(claimed.heldBy(HEINZ), claimed.withState(State.CLOSED)))
                .as("another helper")
                .isFalse();
        assertThat(replaced(claimed.heldBy(null), claimed.withState(State.CLOSED)))
                .as("no helper")
                .isFalse();
        assertThat(replaced(claimed.withState(State.QUEUED), claimed.withState(State.CLOSED)))
                .as("another state")
                .isFalse();
        assertThat(caseOf("c1")).contains(claimed);

        assertThat(replaced(claimed.withCard(CASE_CARD).dueAt(START), claimed.withState(State.CLOSED)))
                .as("nothing else is compared")
                .isTrue();
        assertThat(replaced(withId("c9", claimed), withId("c9", claimed))).isFalse();
        assertThatThrownBy(() -> replaced(claimed, withId("c9", claimed))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aTextThatTheDatabaseCannotHoldAsItIsStillCompares() {
        Party odd = new Party(HANA, HANA_CHAT, "Ha\0na \ud800");
        HelpCase claimed =
                helpCase("c1", BOB, "locked", START).withState(State.CLAIMED).heldBy(odd);
        added(claimed);

        assertThat(replaced(claimed, claimed.withState(State.CLOSED))).isTrue();
    }

    @Test
    default void outOfManyCopiesOneClaimsTheCase() throws Exception {
        try (JdbcStore copy = copy()) {
            for (int round = 0; round < 15; round++) {
                HelpCase queued = helpCase("c" + round, BOB, "locked", START).withState(State.QUEUED);
                added(queued);
                CyclicBarrier start = new CyclicBarrier(THREADS);

                List<Boolean> results = inParallel(THREADS, number -> {
                    meet(start);
                    HelpCase mine = queued.withState(State.CLAIMED).heldBy(helper(number));
                    return (number % 2 == 0 ? store() : copy)
                            .tx(tx -> tx.cases().replace(queued, mine));
                });

                assertThat(results).containsOnlyOnce(true);
                assertThat(caseOf(queued.id()))
                        .contains(queued.withState(State.CLAIMED).heldBy(helper(results.indexOf(true))));
            }
        }
    }

    @Test
    default void outOfManyCopiesOneHandsTheCaseOver() throws Exception {
        HelpCase claimed =
                helpCase("c1", BOB, "locked", START).withState(State.CLAIMED).heldBy(HANA_PARTY);
        added(claimed);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Boolean> results;
        try (JdbcStore copy = copy()) {
            results = inParallel(THREADS, number -> {
                meet(start);
                JdbcStore mine = number % 2 == 0 ? store() : copy;
                return mine.tx(tx -> tx.cases().replace(claimed, claimed.heldBy(helper(number))));
            });
        }

        assertThat(results).containsOnlyOnce(true);
        assertThat(caseOf("c1")).contains(claimed.heldBy(helper(results.indexOf(true))));
    }

    @Test
    default void outOfManyCopiesOneOpensTheCaseOfAnEvent() throws Exception {
        try (JdbcStore copy = copy()) {
            for (int round = 0; round < 10; round++) {
                HelpCase first = helpCase("c" + round, BOB, "locked", START);
                CyclicBarrier start = new CyclicBarrier(THREADS);

                List<Boolean> results = inParallel(THREADS, number -> {
                    meet(start);
                    HelpCase mine = withId(first.id() + "-" + number, first);
                    return (number % 2 == 0 ? store() : copy)
                            .tx(tx -> tx.cases().add(mine));
                });

                assertThat(results).containsOnlyOnce(true);
                assertThat(byEventOf(first.eventId()))
                        .contains(withId(first.id() + "-" + results.indexOf(true), first));
            }
        }
    }

    @Test
    default void theQueueHoldsQueuedAndClaimedCasesOldestFirst() {
        HelpCase late = helpCase("c1", BOB, "locked", START.plusSeconds(9)).withState(State.QUEUED);
        HelpCase early =
                helpCase("c2", HANA, "locked", START).withState(State.CLAIMED).heldBy(HEINZ);
        HelpCase middle = helpCase("c3", BOB, "locked", START.plusSeconds(1)).withState(State.QUEUED);
        List.of(
                        late,
                        early,
                        middle,
                        helpCase("c4", BOB, "locked", START),
                        helpCase("c5", BOB, "locked", START).withState(State.CLOSED))
                .forEach(this::added);

        assertThat(queued(10)).containsExactly(early, middle, late);
        assertThat(queued(2)).containsExactly(early, middle);

        replaced(early, early.withState(State.CLOSED));
        replaced(middle, middle.withState(State.CLAIMED).heldBy(HEINZ));
        assertThat(queued(10)).containsExactly(middle.withState(State.CLAIMED).heldBy(HEINZ), late);
        replaced(early.withState(State.CLOSED), early.withState(State.QUEUED).heldBy(null));
        assertThat(queued(1))
                .as("reopened, as old as it is")
                .containsExactly(early.withState(State.QUEUED).heldBy(null));
    }

    @Test
    default void queuedForGivesTheNewestAboutThisPersonThatIsInTheQueue() {
        HelpCase older = helpCase("c1", BOB, "locked", START).withState(State.QUEUED);
        HelpCase newer = helpCase("c2", BOB, "expired", START.plusSeconds(1))
                .withState(State.CLAIMED)
                .heldBy(HEINZ);
        HelpCase byBob = withAsker(
                newer.asker(),
                helpCase("c3", HANA, "locked", START.plusSeconds(2)).withState(State.QUEUED));
        List.of(older, newer, byBob, helpCase("c4", BOB, "locked", START.plusSeconds(3)))
                .forEach(this::added);

        assertThat(queuedForOf(BOB)).contains(newer);
        replaced(newer, newer.withState(State.CLOSED));
        assertThat(queuedForOf(BOB)).contains(older);
        replaced(older, older.withState(State.ANSWERED));
        assertThat(queuedForOf(BOB)).isEmpty();
        assertThat(queuedForOf(HANA)).contains(byBob);
    }

    @Test
    default void dueAreTheOnesWhoseTimeHasComeOldestFirst() {
        HelpCase late = helpCase("c1", BOB, "locked", START).dueAt(START.plusSeconds(20));
        HelpCase early = helpCase("c2", HANA, "locked", START).dueAt(START.plusSeconds(10));
        List.of(late, early, helpCase("c3", BOB, "locked", START)).forEach(this::added);

        assertThat(dueOf(START.plusSeconds(10).minus(MICRO), 10)).isEmpty();
        assertThat(dueOf(START.plusSeconds(10), 10)).containsExactly(early);
        assertThat(dueOf(START.plusSeconds(20), 10)).containsExactly(early, late);
        assertThat(dueOf(START.plusSeconds(20), 1)).containsExactly(early);

        replaced(early, early.dueAt(null));
        assertThat(dueOf(START.plusSeconds(20), 10)).containsExactly(late);
    }

    @Test
    default void peopleAreCountedOnceByCauseFromTheTimeOn() {
        added(helpCase("c1", BOB, "locked@ad", START));
        added(helpCase("c2", BOB, "locked@ad", START.plusSeconds(5)));
        added(withAsker(
                HANA_PARTY,
                helpCase("c3", person(3), "locked@ad", START.plusSeconds(5)).withState(State.CLOSED)));
        added(helpCase("c4", HANA, "locked@hq", START.plusSeconds(5)));
        added(helpCase("c5", HANA, "locked", START.plusSeconds(5)));

        assertThat(peopleWithOf("locked@ad", START)).isEqualTo(2);
        assertThat(peopleWithOf("locked@ad", START.plusSeconds(5))).isEqualTo(2);
        assertThat(peopleWithOf("locked@ad", START.plusSeconds(5).plus(MICRO))).isZero();
        assertThat(peopleWithOf("locked@hq", START)).isOne();
        assertThat(peopleWithOf("lock%", START)).isZero();
    }

    @Test
    default void theFirstOfACauseIsTheOldestFromTheTimeOn() {
        added(helpCase("c1", BOB, "locked", START.plusSeconds(5)));
        added(helpCase("c2", HANA, "locked", START));
        added(helpCase("c3", HANA, "expired", START.minusSeconds(5)));

        assertThat(firstWithOf("locked", START.minusSeconds(60))).contains(START);
        assertThat(firstWithOf("locked", START)).contains(START);
        assertThat(firstWithOf("locked", START.plus(MICRO))).contains(START.plusSeconds(5));
        assertThat(firstWithOf("locked", START.plusSeconds(6))).isEmpty();
    }

    @Test
    default void joiningTakesTheCasesOfTheCauseFromTheTimeOnThatBelongToNone() {
        added(helpCase("before", BOB, "locked", START.minus(MICRO)));
        added(helpCase("at", BOB, "locked", START));
        added(helpCase("closed", HANA, "locked", START.plusSeconds(1)).withState(State.CLOSED));
        added(helpCase("taken", person(1), "locked", START.plusSeconds(1)).in("i0"));
        added(helpCase("other", person(2), "locked@ad", START.plusSeconds(1)));

        run(cases -> cases.join("i1", "locked", START));
        added(helpCase("after", person(3), "locked", START.plusSeconds(2)));

        assertThat(incidentOfCases("before", "at", "closed", "taken", "other", "after"))
                .containsExactly("none", "i1", "i1", "i0", "none", "none");
        assertThat(peopleInOf("i1")).isEqualTo(2);
        assertThat(peopleInOf("i0")).isOne();
        assertThat(peopleInOf("i2")).isZero();
        run(cases -> cases.join("i1", "locked", START));
        assertThat(peopleInOf("i1")).isEqualTo(3);
    }

    @Test
    default void aCaseThatJoinedAfterItWasSeenStaysInItsIncident() {
        HelpCase seen = helpCase("c1", BOB, "locked", START);
        added(seen);
        run(cases -> cases.join("i1", "locked", START));

        assertThat(replaced(seen, seen.withState(State.QUEUED))).isTrue();
        assertThat(caseOf("c1")).contains(seen.withState(State.QUEUED).in("i1"));

        HelpCase joined = caseOf("c1").orElseThrow();
        assertThat(replaced(joined, joined.in("i2"))).as("on purpose").isTrue();
        assertThat(incidentOfCases("c1")).containsExactly("i2");
        assertThat(replaced(joined.in("i2"), seen)).isTrue();
        assertThat(incidentOfCases("c1")).containsExactly("none");
    }

    @Test
    default void ofAnIncidentEachPersonIsGivenOnceForEachWhoAskedInTheOrderInWhichTheyAsked() {
        List<HelpCase> first = IntStream.range(0, 7)
                .mapToObj(n -> helpCase("c" + (9 - n), person(n * 5 % 7), "locked", START.plusSeconds(n))
                        .in("i1"))
                .toList();
        first.forEach(this::added);
        added(helpCase("again", person(0), "locked", START.plusSeconds(20)).in("i1"));
        added(helpCase("again-too", person(3), "locked", START.plusSeconds(21)).in("i1"));
        added(bare("mute", person(50), START).in("i1"));
        added(helpCase("other", person(51), "locked", START).in("i2"));
        HelpCase laterInChat = helpCase("chat-since", person(52), "locked", START.plusSeconds(8))
                .in("i1");
        added(bare("no-chat-yet", person(52), START).in("i1"));
        added(laterInChat);
        List<HelpCase> expected = new ArrayList<>(first);
        expected.addAll(
                1,
                List.of(
                        bare("mute", person(50), START).in("i1"),
                        bare("no-chat-yet", person(52), START).in("i1")));
        expected.add(laterInChat);

        assertThat(ofIncident("i1", 0, 100)).containsExactlyElementsOf(expected);
        List<HelpCase> pages = new ArrayList<>();
        for (int offset = 0; offset < 12; offset += 3) {
            List<HelpCase> page = ofIncident("i1", offset, 3);
            assertThat(page).hasSize(offset == 9 ? 1 : 3);
            pages.addAll(page);
            added(helpCase("meanwhile" + offset, person(1), "locked", START.plusSeconds(30 + offset))
                    .in("i1"));
        }
        assertThat(pages).containsExactlyElementsOf(expected);
        assertThat(ofIncident("i1", 10, 3)).isEmpty();

        added(helpCase("newcomer", person(60), "locked", START.plusSeconds(40)).in("i1"));
        assertThat(ofIncident("i1", 10, 3)).extracting(HelpCase::id).containsExactly("newcomer");
        assertThat(peopleInOf("i1")).as("with the one who has no chat account").isEqualTo(10);
    }

    @Test
    default void joinsMissNobodyWhileOthersAsk() throws Exception {
        int each = 30;
        AtomicInteger adding = new AtomicInteger(THREADS / 2);
        try (JdbcStore copy = copy()) {
            inParallel(THREADS, number -> {
                JdbcStore mine = number % 4 < 2 ? store() : copy;
                if (number % 2 == 0) {
                    // the adders are two pairs, and a pair adds cases of the same people
                    int pair = number / 4;
                    try {
                        for (int i = 0; i < each; i++) {
                            String id = "c" + number + "-" + i;
                            Instant at = START.plusSeconds(i);
                            PersonId who = person(pair * 1000 + i);
                            boolean stored = mine.tx(tx -> tx.cases().add(helpCase(id, who, "locked", at)));
                            assertThat(stored).isTrue();
                        }
                    } finally {
                        adding.decrementAndGet();
                    }
                    return true;
                }
                int people = 0;
                while (adding.get() > 0) {
                    int now = mine.tx(tx -> {
                        tx.cases().join("i1", "locked", START);
                        return tx.cases().peopleIn("i1");
                    });
                    assertThat(now).isBetween(people, 2 * each);
                    people = now;
                }
                return true;
            });
        }
        run(cases -> cases.join("i1", "locked", START));

        assertThat(peopleInOf("i1")).isEqualTo(2 * each);
        assertThat(peopleWithOf("locked", START))
                .as("who is in an incident begins no other")
                .isZero();
        assertThat(ofIncident("i1", 0, 1000)).hasSize(2 * each);
    }

    @Test
    default void ofManyIncidentsThatWantACaseAtTheSameTimeOneGetsIt() throws Exception {
        int people = 40;
        for (int i = 0; i < people; i++) {
            added(helpCase("c" + i, person(i), "locked", START.plusSeconds(i)));
        }
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (JdbcStore copy = copy()) {
            inParallel(THREADS, number -> {
                meet(start);
                JdbcStore mine = number % 2 == 0 ? store() : copy;
                for (int from = people - 1; from >= 0; from--) {
                    Instant since = START.plusSeconds(from);
                    mine.tx(tx -> {
                        tx.cases().join("i" + number, "locked", since);
                        return true;
                    });
                }
                return true;
            });
        }

        assertThat(IntStream.range(0, THREADS)
                        .map(number -> peopleInOf("i" + number))
                        .sum())
                .isEqualTo(people);
    }

    @Test
    default void joiningLosesNoClaimAndClaimingLosesNoJoin() throws Exception {
        for (int round = 0; round < 10; round++) {
            Instant at = START.plusSeconds(round);
            String cause = "cause" + round;
            HelpCase queued = helpCase("c" + round, BOB, cause, at).withState(State.QUEUED);
            HelpCase claimed = queued.withState(State.CLAIMED).heldBy(HEINZ);
            added(queued);
            CyclicBarrier start = new CyclicBarrier(2);

            inParallel(2, number -> {
                meet(start);
                if (number == 0) {
                    run(cases -> cases.join("i1", cause, at));
                } else {
                    assertThat(replaced(queued, claimed)).isTrue();
                }
                return true;
            });

            assertThat(caseOf(queued.id())).contains(claimed.in("i1"));
        }
    }

    @Test
    default void repeatsAreAtLeastAnHourApart() {
        Duration hour = Duration.ofHours(1);
        List<Instant> times = List.of(
                START.minus(MICRO),
                START,
                START.plus(hour).minus(MICRO),
                START.plus(hour),
                START.plus(hour.multipliedBy(2)).minus(MICRO),
                START.plus(hour.multipliedBy(5)));
        for (int i = 0; i < times.size(); i++) {
            added(helpCase("c" + i, BOB, "locked", times.get(i)));
        }
        added(helpCase("cause", BOB, "locked@ad", START.plus(hour.multipliedBy(8))));
        added(helpCase("person", HANA, "locked", START.plus(hour.multipliedBy(9))));

        assertThat(repeatsOf(BOB, "locked", START)).isEqualTo(3);
        assertThat(repeatsOf(BOB, "locked", START.plus(hour))).isEqualTo(2);
        assertThat(repeatsOf(BOB, "locked", START.plus(hour.multipliedBy(5)))).isOne();
        assertThat(repeatsOf(BOB, "locked", START.plus(hour.multipliedBy(6)))).isZero();
        assertThat(repeatsOf(BOB, "locked@ad", START)).isOne();
    }

    @Test
    default void forgottenAreOldCasesThatNobodyHasToWorkOn() {
        for (State state : State.values()) {
            added(helpCase("old-" + state, BOB, "locked", START.minus(MICRO)).withState(state));
            added(helpCase("new-" + state, BOB, "locked", START).withState(state));
        }
        added(helpCase("old-due", BOB, "locked", START.minus(MICRO)).dueAt(START.plusSeconds(60)));

        run(cases -> cases.forget(START));

        assertThat(ids("old-ANSWERED", "old-CLOSED", "old-due")).isEmpty();
        assertThat(ids("old-QUEUED", "old-CLAIMED", "new-ANSWERED", "new-QUEUED", "new-CLAIMED", "new-CLOSED"))
                .hasSize(6);
        assertThat(added(helpCase("old-CLOSED", BOB, "locked", START))).isTrue();
    }

    @Test
    default void nothingOfOneCaseIsSeenInAnother() {
        HelpCase bobs = full("c1", State.CLAIMED);
        Party other = new Party(person(7), new ChatUser("discord", "T2", "9"), "Nobody Else");
        HelpCase others = new HelpCase(
                "c2",
                "event-c2",
                other,
                other.person(),
                other.name(),
                other.chat(),
                LoginPlace.COMPUTER,
                "expired@ad",
                State.QUEUED,
                START.plusSeconds(3),
                START.plusSeconds(5),
                null,
                null,
                null);
        added(bobs);
        added(others);

        assertThat(caseOf("c1")).contains(bobs);
        assertThat(caseOf("c2")).contains(others);
        assertThat(queued(10)).containsExactly(bobs, others);
        assertThat(queuedForOf(BOB)).contains(bobs);
        assertThat(queuedForOf(other.person())).contains(others);
        assertThat(queuedForOf(HANA)).as("asked, but it is not about her").isEmpty();
        assertThat(dueOf(START.plusSeconds(900), 10)).containsExactly(others, bobs);
        assertThat(ofIncident("i1", 0, 10)).containsExactly(bobs);
        assertThat(ofIncident("i2", 0, 10)).isEmpty();
        assertThat(repeatsOf(HANA, bobs.cause(), START)).isZero();
        assertThat(repeatsOf(BOB, others.cause(), START)).isZero();
    }

    @Test
    default void longNamesAreKeptWholeAndACauseThatIsTooLongIsRefused() {
        String name = "Ümläut 📞 ".repeat(10_000);
        String cause = "ä".repeat(300);
        HelpCase plain = helpCase("c1", new PersonId("p".repeat(198)), cause, START)
                .withState(State.CLAIMED)
                .heldBy(new Party(HANA, HANA_CHAT, name));
        HelpCase named = new HelpCase(
                plain.id(),
                plain.eventId(),
                new Party(HANA, HANA_CHAT, name),
                plain.subject(),
                name,
                plain.chat(),
                plain.place(),
                plain.cause(),
                plain.state(),
                plain.openedAt(),
                plain.dueAt(),
                plain.helper(),
                plain.card(),
                plain.incident());

        assertThat(added(named)).isTrue();

        assertThat(caseOf("c1")).contains(named);
        assertThat(replaced(named, named.withState(State.CLOSED))).isTrue();
        assertThat(peopleWithOf(cause, START)).isOne();
        assertInternal(() -> added(helpCase("c2", BOB, cause + "ä", START)));
        assertThat(caseOf("c2")).isEmpty();
    }

    @Test
    default void aRowThatNobodyCanReadBackStopsNoneOfTheOthers() {
        for (String id : List.of("c1", "c2", "c3")) {
            added(helpCase(id, person(id.charAt(1)), "locked", START)
                    .withState(State.QUEUED)
                    .dueAt(START)
                    .in("i1"));
        }
        store().sql(sql -> sql.update("update help_case set state = 'NEWER' where id = 'c1'"));
        store().sql(sql -> sql.update("update help_case set place = 'moon' where id = 'c2'"));

        assertThat(queued(10)).extracting(HelpCase::id).containsExactly("c3");
        assertThat(dueOf(START, 10)).extracting(HelpCase::id).containsExactly("c3");
        assertThat(ofIncident("i1", 0, 10)).extracting(HelpCase::id).containsExactly("c3");
        assertInternal(() -> caseOf("c1"));
        assertInternal(() -> byEventOf("event-c2"));
    }

    // values

    /** About BOB, asked by HANA, everything filled in. */
    private static HelpCase full(String id, State state) {
        return new HelpCase(
                id,
                "event-" + id,
                HANA_PARTY,
                BOB,
                "Bob <Burger> 📞",
                BOB_CHAT,
                LoginPlace.DESK_PHONE,
                "pin-locked@hq",
                state,
                START,
                START.plusSeconds(600),
                HEINZ,
                CASE_CARD,
                "i1");
    }

    /** Everything null that may be. */
    private static HelpCase bare(String id, PersonId subject, Instant at) {
        HelpCase like = helpCase(id, subject, "none", at);
        return new HelpCase(
                id,
                like.eventId(),
                HANA_PARTY,
                subject,
                like.subjectName(),
                null,
                null,
                like.cause(),
                State.ANSWERED,
                at,
                null,
                null,
                null,
                null);
    }

    private static HelpCase at(String id, LoginPlace place) {
        HelpCase like = helpCase(id, BOB, "none", START);
        return new HelpCase(
                id,
                like.eventId(),
                like.asker(),
                BOB,
                like.subjectName(),
                like.chat(),
                place,
                like.cause(),
                like.state(),
                START,
                null,
                null,
                null,
                null);
    }

    private static HelpCase withId(String id, HelpCase like) {
        return changed(id, like.asker(), like);
    }

    private static HelpCase withAsker(Party asker, HelpCase like) {
        return changed(like.id(), asker, like);
    }

    private static HelpCase changed(String id, Party asker, HelpCase like) {
        return new HelpCase(
                id,
                like.eventId(),
                asker,
                like.subject(),
                like.subjectName(),
                like.chat(),
                like.place(),
                like.cause(),
                like.state(),
                like.openedAt(),
                like.dueAt(),
                like.helper(),
                like.card(),
                like.incident());
    }

    private static PersonId person(int number) {
        return new PersonId("person" + number);
    }

    private static Party helper(int number) {
        return new Party(person(number), new ChatUser("slack", "T1", "U" + number), "Helper " + number);
    }

    // steps

    private static void assertInternal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(PindeskException.class))
                .extracting(PindeskException::problem)
                .isEqualTo(Problem.INTERNAL);
    }

    private void run(Consumer<Cases> work) {
        store().tx(tx -> {
            work.accept(tx.cases());
            return true;
        });
    }

    private boolean added(HelpCase opened) {
        return store().tx(tx -> tx.cases().add(opened));
    }

    private boolean replaced(HelpCase before, HelpCase after) {
        return store().tx(tx -> tx.cases().replace(before, after));
    }

    private Optional<HelpCase> caseOf(String id) {
        return store().tx(tx -> tx.cases().byId(id));
    }

    private Optional<HelpCase> byEventOf(String eventId) {
        return store().tx(tx -> tx.cases().byEvent(eventId));
    }

    private List<HelpCase> queued(int max) {
        return store().tx(tx -> tx.cases().queue(max));
    }

    private Optional<HelpCase> queuedForOf(PersonId subject) {
        return store().tx(tx -> tx.cases().queuedFor(subject));
    }

    private List<HelpCase> dueOf(Instant now, int max) {
        return store().tx(tx -> tx.cases().due(now, max));
    }

    private int peopleWithOf(String cause, Instant from) {
        return store().tx(tx -> tx.cases().peopleWith(cause, from));
    }

    private Optional<Instant> firstWithOf(String cause, Instant from) {
        return store().tx(tx -> tx.cases().firstWith(cause, from));
    }

    private List<HelpCase> ofIncident(String incident, int offset, int max) {
        return store().tx(tx -> tx.cases().of(incident, offset, max));
    }

    private int peopleInOf(String incident) {
        return store().tx(tx -> tx.cases().peopleIn(incident));
    }

    private int repeatsOf(PersonId subject, String cause, Instant from) {
        return store().tx(tx -> tx.cases().repeats(subject, cause, from));
    }

    private List<String> ids(String... wanted) {
        return List.of(wanted).stream().filter(id -> caseOf(id).isPresent()).toList();
    }

    private List<String> incidentOfCases(String... ids) {
        return List.of(ids).stream()
                .map(id ->
                        Optional.ofNullable(caseOf(id).orElseThrow().incident()).orElse("none"))
                .toList();
    }
}
