package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.store.Samples.BOB;
import static org.pindesk.adapter.store.Samples.HANA;
import static org.pindesk.adapter.store.Samples.START;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pindesk.core.PersonId;
import org.pindesk.port.Freezes.Freeze;

/** What every database must do alike with frozen people. */
interface FreezesContract {
    JdbcStore store();

    @Test
    default void aFreezeStaysAsItWasUntilItIsLifted() {
        Freeze first = new Freeze(BOB, START, BOB, HANA);
        assertThat(frozen(BOB)).isEmpty();
        freeze(first);
        freeze(new Freeze(BOB, START.plusSeconds(60), HANA, null));
        freeze(new Freeze(HANA, START.plusSeconds(60), BOB, null));

        assertThat(frozen(BOB)).contains(first);
        assertThat(frozen(HANA)).contains(new Freeze(HANA, START.plusSeconds(60), BOB, null));

        assertThat(lifted(BOB)).isTrue();
        assertThat(lifted(BOB)).isFalse();
        assertThat(frozen(BOB)).isEmpty();
        assertThat(frozen(HANA)).isPresent();
    }

    /** Otherwise whoever freezes a person before they can say "this wasn't me" lifts it afterwards. */
    @Test
    default void whoseActItIsAgainstIsLearntLater() {
        freeze(new Freeze(BOB, START, HANA, null));
        freeze(new Freeze(BOB, START.plusSeconds(60), BOB, HANA));
        assertThat(frozen(BOB)).contains(new Freeze(BOB, START, HANA, HANA));
    }

    private Optional<Freeze> frozen(PersonId person) {
        return store().tx(tx -> tx.freezes().of(person));
    }

    private boolean lifted(PersonId person) {
        return store().tx(tx -> tx.freezes().lift(person));
    }

    private void freeze(Freeze freeze) {
        store().tx(tx -> {
            tx.freezes().add(freeze);
            return true;
        });
    }
}
