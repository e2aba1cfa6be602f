package org.pindesk.adapter.store;

import org.junit.jupiter.api.Test;
import static org.assertj.core.api.Assertions.assertThat;

/** The contract on an H2 file. */
class H2StoreTest extends StoreContract {
    @Override
    StoreSettings settings() {
        return StoreSettings.file(dir.resolve("db/pindesk"), Samples.keys("old"), Samples.auditKey("audit"));
    }

    @Test
    void oneProcessOwnsTheFile() {
        assertThat(store.isSingleProcess()).isTrue();
    }
}
