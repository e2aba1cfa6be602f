package org.pindesk.adapter.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.pindesk.core.Secret;

/** One PostgreSQL for all tests of this JVM, started at the first use; each test takes a database of its own. */
public final class SharedPostgres {
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private SharedPostgres() {}

    /** The name of a new, empty database. */
    static String newDatabase() {
        String name = "pindesk" + NEXT.incrementAndGet();
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    /** Location of a new, empty database, for stories with several copies of the bot. */
    public static String newLocation() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + newDatabase();
    }

    static int port() {
        return SERVER.getPort();
    }

    static StoreSettings settings(String database, int port) {
        return new StoreSettings(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                "postgres",
                Secret.of("postgres"),
                Samples.keys("old"),
                Samples.auditKey("audit"),
                10);
    }

    private static EmbeddedPostgres start() {
        if ("root".equals(System.getProperty("user.name")) && !mayUnshare()) {
            throw new IllegalStateException(
                    "PostgreSQL does not run as root; the embedded one then needs `unshare`, which"
                            + " is missing or forbidden here: run the tests as another user, or allow user namespaces");
        }
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "100")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("the embedded PostgreSQL did not start", e);
        }
    }

    private static boolean mayUnshare() {
        try {
            return new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
