package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.store.Samples.BOB;
import static org.pindesk.adapter.store.Samples.HANA;
import static org.pindesk.adapter.store.Samples.START;

import org.junit.jupiter.api.Test;
import org.pindesk.port.Freezes.Freeze;

/** What every database must do alike with frozen people. */
interface FreezesContract {
    JdbcStore store();

    @Test
    default void aFreezeStaysAsItWasUntilItIsLifted() {
        Freeze first = new Freeze(BOB, START, BOB, HANA);
        assertThat(store().tx(tx -> tx.freezes().of(BOB))).isEmpty();
        freeze(first);
        freeze(new Freeze(BOB, START.plusSeconds(60), HANA, null));
        freeze(new Freeze(HANA, START.plusSeconds(60), BOB, null));

        assertThat(store().tx(tx -> tx.freezes().of(BOB))).contains(first);
        assertThat(store().tx(tx -> tx.freezes().of(HANA)))
                .contains(new Freeze(HANA, START.plusSeconds(60), BOB, null));

        assertThat(store().tx(tx -> tx.freezes().lift(BOB))).isTrue();
        assertThat(store().tx(tx -> tx.freezes().lift(BOB))).isFalse();
        assertThat(store().tx(tx -> tx.freezes().of(BOB))).isEmpty();
        assertThat(store().tx(tx -> tx.freezes().of(HANA))).isPresent();
    }

    private void freeze(Freeze freeze) {
        store().tx(tx -> {
            tx.freezes().add(freeze);
            return true;
        });
    }
}
