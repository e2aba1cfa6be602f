package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.store.Samples.BOB;
import static org.pindesk.adapter.store.Samples.HANA;
import static org.pindesk.adapter.store.Samples.START;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pindesk.core.AccountState;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.port.BreakGlassUses.Use;
import org.pindesk.port.KnownPeople.Known;
import org.pindesk.port.Links;

/** What every database must do alike with people as they were seen last, and with the uses of break-glass. */
interface KnownPeopleContract {
    JdbcStore store();

    @Test
    default void whatIsKnownOfAPersonIsWhatWasSeenLast() {
        Known first = known(BOB, "target-protected", false, START);
        Known later = known(BOB, null, false, START.plusSeconds(60));
        keep(first);
        assertThat(of(BOB)).contains(first);
        keep(later);
        keep(known(HANA, "target-role-holder", true, START));
        assertThat(of(BOB)).contains(later);
        assertThat(named()).containsExactly(known(HANA, "target-role-holder", true, START));
        forget(START.plusSeconds(30));
        assertThat(of(HANA)).isEmpty();
        assertThat(of(BOB)).isPresent();
    }

    /** A row of somebody else, or columns changed by hand, make nobody plain, named, or seen just now. */
    @Test
    default void aForgedRowIsNone() {
        keep(known(BOB, null, false, START));
        keep(known(HANA, "target-protected", false, START));
        store().sql(sql -> sql.update(
                "update known_person set named = true, sealed ="
                        + " (select other.sealed from known_person other where other.person = ?) where person = ?",
                BOB.value(),
                HANA.value()));
        assertThat(of(HANA)).isEmpty();
        store().sql(sql -> sql.update("update known_person set named = true, seen_at = ?", START.plusSeconds(900)));
        assertThat(named()).isEmpty();
        assertThat(of(BOB)).contains(known(BOB, null, false, START));
    }

    @Test
    default void dueIsWhoIsLinkedAndNotSeenForLongOrByAnotherPolicy() {
        store().tx(tx -> {
            tx.links().pin(link("U1", BOB, null));
            tx.links().pin(link("U2", BOB, null));
            tx.links().pin(link("U3", HANA, "mail address changed"));
            return true;
        });
        assertThat(due(START, "p1")).containsExactly(BOB);
        keep(known(BOB, null, false, START));
        assertThat(due(START, "p1")).isEmpty();
        assertThat(due(START, "p2")).containsExactly(BOB);
        assertThat(due(START.plusSeconds(1), "p1")).containsExactly(BOB);
    }

    @Test
    default void usesAreCountedAndToldOnce() {
        store().tx(tx -> {
            tx.breakGlassUses().hold();
            tx.breakGlassUses().add(new Use("r1", START));
            tx.breakGlassUses().add(new Use("r1", START));
            tx.breakGlassUses().add(new Use("r2", START.plusSeconds(60)));
            return true;
        });
        assertThat(since(START)).isEqualTo(2);
        assertThat(since(START.plusSeconds(1))).isEqualTo(1);
        assertThat(untold()).containsExactly(new Use("r1", START), new Use("r2", START.plusSeconds(60)));
        store().tx(tx -> {
            tx.breakGlassUses().told();
            return true;
        });
        assertThat(untold()).isEmpty();
        store().tx(tx -> {
            tx.breakGlassUses().forget(START.plusSeconds(60));
            return true;
        });
        assertThat(since(START)).isEqualTo(1);
    }

    private Optional<Known> of(PersonId person) {
        return store().tx(tx -> tx.knownPeople().of(person));
    }

    private List<Known> named() {
        return store().tx(tx -> tx.knownPeople().named());
    }

    private List<Use> untold() {
        return store().tx(tx -> tx.breakGlassUses().untold());
    }

    private int since(Instant from) {
        return store().tx(tx -> tx.breakGlassUses().since(from));
    }

    private List<PersonId> due(Instant since, String policy) {
        return store().tx(tx -> tx.knownPeople().due(since, policy, 9));
    }

    private void keep(Known known) {
        store().tx(tx -> {
            tx.knownPeople().keep(known);
            return true;
        });
    }

    private void forget(Instant before) {
        store().tx(tx -> {
            tx.knownPeople().forget(before);
            return true;
        });
    }

    private static Links.Link link(String user, PersonId person, @Nullable String suspended) {
        return new Links.Link(new ChatUser("slack", "T1", user), person, null, Links.How.IMPORTED, START, suspended);
    }

    private static Known known(PersonId id, @Nullable String against, boolean named, Instant at) {
        Person person = new Person(
                id,
                "bob.äöü",
                null,
                "Bob . Berger",
                "Bob",
                null,
                "Sales",
                List.of("+49 30 5550 1102", "1102"),
                AccountState.UNREADABLE,
                Set.of(),
                false,
                false);
        return new Known(person, against, named, "p1", at);
    }
}
