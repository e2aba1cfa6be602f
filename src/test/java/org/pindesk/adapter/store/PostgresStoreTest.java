package org.pindesk.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The contract on a real PostgreSQL. */
class PostgresStoreTest extends StoreContract {
    private final String database = SharedPostgres.newDatabase();

    @Override
    StoreSettings settings() {
        return SharedPostgres.settings(database, SharedPostgres.port());
    }

    @Test
    void severalCopiesMayUseIt() {
        assertThat(store.isSingleProcess()).isFalse();
    }
}
