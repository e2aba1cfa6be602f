package org.pindesk.adapter.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pindesk.core.Secret;

/**
 * One PostgreSQL for all tests of this JVM, started at the first use; each test has a database for itself. The migrations run once,
 * into a template that the others are cloned from. A clone is 8 MB to write, so a database that was handed back, and that nobody is
 * connected to any more, is emptied and lent again.
 */
public final class SharedPostgres {
    private static final String TEMPLATE = "pindesk_template";
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Queue<String> RETURNED = new ConcurrentLinkedQueue<>();

    /** Every table as the migrations left it, in a schema beside; and what empties all tables and brings that back. */
    private static final String RESET = makeTemplate();

    private SharedPostgres() {}

    /** The name of a database with the tables as the migrations left them, for the caller alone. */
    static String newDatabase() {
        for (int tries = RETURNED.size(); tries > 0; tries--) {
            String returned = RETURNED.poll();
            if (returned != null && reset(returned)) {
                return returned;
            }
        }
        return create("pindesk" + NEXT.incrementAndGet(), " template " + TEMPLATE);
    }

    /** The name of a new database without tables. */
    static String newEmptyDatabase() {
        return create("pindesk" + NEXT.incrementAndGet(), "");
    }

    /** Gives a database of {@link #newDatabase} back; its stores are closed. */
    static void handBack(String database) {
        RETURNED.add(database);
    }

    private static String makeTemplate() {
        create(TEMPLATE, "");
        Schema.migrate(Database.POSTGRESQL.plain(settings(TEMPLATE, port())));
        return in(TEMPLATE, sql -> {
            List<String> tables = sql.query(
                    "select tablename from pg_tables where schemaname = 'public'", row -> row.getString("tablename"));
            sql.update("create schema seed");
            tables.forEach(table -> sql.update("create table seed." + table + " as table public." + table));
            return "truncate " + String.join(", ", tables) + " restart identity; "
                    + tables.stream()
                            .map(table -> "insert into public." + table + " overriding system value select * from seed."
                                    + table)
                            .collect(Collectors.joining("; "));
        });
    }

    /** False when somebody is still connected: then it is not lent again. */
    private static boolean reset(String database) {
        return in(database, sql -> {
            boolean alone = sql.query(
                            "select pid from pg_stat_activity where datname = current_database()"
                                    + " and pid <> pg_backend_pid()",
                            row -> row.getInt("pid"))
                    .isEmpty();
            if (alone) {
                sql.update(RESET);
            }
            return alone;
        });
    }

    private static String create(String name, String how) {
        in("postgres", sql -> sql.update("create database " + name + how));
        return name;
    }

    private static <T> T in(String database, Function<Sql, T> work) {
        try (Connection connection = SERVER.getDatabase("postgres", database).getConnection()) {
            return work.apply(new Sql(connection));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Location of a database as {@link #newDatabase} makes it, for stories with several copies of the bot. */
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
