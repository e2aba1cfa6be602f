package org.pindesk.adapter.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.pindesk.adapter.store.Samples.START;
import static org.pindesk.adapter.store.Samples.event;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;

/** The contract on a real PostgreSQL, and what is true of a server only. */
class PostgresStoreTest extends StoreContract {
    /** What "about two seconds" may mean on a loaded machine. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final String database = SharedPostgres.newDatabase();

    @Override
    StoreSettings settings() {
        return SharedPostgres.settings(database, SharedPostgres.port());
    }

    @Override
    @AfterEach
    void closeStore() {
        super.closeStore();
        SharedPostgres.handBack(database);
    }

    @Test
    void severalCopiesMayUseIt() {
        assertThat(store.isSingleProcess()).isFalse();
    }

    @Test
    void copiesThatStartAtTheSameTimeShareOneSchema() throws Exception {
        StoreSettings fresh = SharedPostgres.settings(SharedPostgres.newEmptyDatabase(), SharedPostgres.port());
        CyclicBarrier start = new CyclicBarrier(3);

        assertThat(inParallel(3, number -> {
                    meet(start);
                    try (JdbcStore copy = JdbcStore.open(fresh, clock)) {
                        return copy.tx(tx -> tx.queue().add(event("e" + number, START)));
                    }
                }))
                .containsExactly(true, true, true);
    }

    @Test
    void aServerThatFallsSilentIsDownWithinSecondsAndComesBack() throws Exception {
        try (StallingProxy proxy = new StallingProxy(SharedPostgres.port());
                JdbcStore behind = JdbcStore.open(SharedPostgres.settings(database, proxy.port()), clock)) {
            behind.tx(tx -> tx.queue().add(event("e1", START)));
            proxy.stall();

            assertDownSoon(() -> behind.tx(tx -> tx.queue().add(event("e2", START))));
            assertDownSoon(() -> behind.tx(tx -> tx.queue().add(event("e3", START))));

            proxy.goOn();
            await().atMost(20, SECONDS)
                    .ignoreException(PindeskException.class)
                    .until(() -> behind.tx(tx -> tx.queue().add(event("e4", START))));
        }
    }

    @Test
    void aServerThatFallsSilentInTheMiddleOfATransactionIsDownWithinSeconds() throws Exception {
        try (StallingProxy proxy = new StallingProxy(SharedPostgres.port());
                JdbcStore behind = JdbcStore.open(SharedPostgres.settings(database, proxy.port()), clock)) {
            assertDownSoon(() -> behind.tx(tx -> {
                tx.queue().add(event("e1", START));
                proxy.stall();
                return tx.queue().add(event("e2", START));
            }));
        }
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(open()).isZero());
    }

    @Test
    void aSilentServerAtTheStartIsDown() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertDownSoon(() -> JdbcStore.open(SharedPostgres.settings(database, silent.getLocalPort()), clock));
        }
    }

    @Test
    void noServerAtAllIsDownAndNamedWithoutThePassword() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        StoreSettings plain = SharedPostgres.settings(database, free);
        StoreSettings inUrl = new StoreSettings(
                plain.location() + "?password=hunter2hunter2",
                plain.user(),
                null,
                plain.keys(),
                plain.auditKey(),
                plain.poolSize());

        assertDownSoon(() -> JdbcStore.open(inUrl, clock));
        assertThatThrownBy(() -> JdbcStore.open(inUrl, clock))
                .hasMessageContaining("127.0.0.1:" + free)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void aDatabaseThatIsNotThereIsAMatterOfConfiguration() {
        assertThatThrownBy(() -> JdbcStore.open(SharedPostgres.settings("nowhere", SharedPostgres.port()), clock))
                .hasMessageContaining("nowhere")
                .asInstanceOf(InstanceOfAssertFactories.type(PindeskException.class))
                .extracting(PindeskException::problem)
                .isEqualTo(Problem.CONFIGURATION);
    }

    private static void assertDownSoon(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        long began = System.nanoTime();
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(PindeskException.class))
                .extracting(PindeskException::problem)
                .isEqualTo(Problem.STORE_DOWN);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }
}
