package org.pindesk.adapter.store;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The differences between the two databases: how to reach them, how their waiting is limited, and what their refusals mean. What is
 * asked of them is the same SQL.
 */
enum Database {
    H2 {
        /**
         * {@code async:} because an interrupt in the middle of a write closes an ordinary file channel, after which H2 reports the
         * whole file as corrupt. {@code WRITE_DELAY=0}: a commit is on disk when it returns. No trace file: it would hold statements.
         */
        @Override
        DataSource plain(StoreSettings settings) {
            if (settings.location().contains(";") || settings.location().startsWith("jdbc:")) {
                throw new PindeskException(
                        Problem.CONFIGURATION,
                        "the database is named by a path (without ; in it) or by a URL jdbc:postgresql://host/name");
            }
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:async:" + Path.of(settings.location()).toAbsolutePath()
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0"
                    + ";LOCK_TIMEOUT=" + LOCK_MILLIS);
            source.setUser(settings.user());
            source.setPassword(passwordOf(settings));
            return source;
        }

        /** Persons, chat accounts and the audit stand there in clear. */
        @Override
        void protect(StoreSettings settings) throws IOException {
            Path file = h2File(settings);
            if (Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }

        @Override
        void fill(HikariConfig pool, StoreSettings settings) {
            pool.setDataSource(plain(settings));
            // without a connection H2 closes the file: it is opened once and stays open
            pool.setMaxLifetime(0);
        }

        @Override
        PindeskException refusal(StoreSettings settings, SQLException e) {
            Path file = h2File(settings);
            return switch (e.getErrorCode()) {
                case H2_ALREADY_OPEN ->
                    new PindeskException(
                            Problem.STORE_IN_USE,
                            "the database file " + file
                                    + " is used by another process. Stop the other Pindesk (or whatever tool"
                                    + " has it open), or name another file; several copies at once need PostgreSQL",
                            e);
                case H2_WRONG_USER ->
                    new PindeskException(
                            Problem.BAD_CREDENTIALS,
                            "the database file " + file + " was made with another user or password",
                            e);
                default ->
                    new PindeskException(
                            Problem.STORE_DOWN,
                            "the database file " + file
                                    + " cannot be opened. Look at its rights, the space on its disk and,"
                                    + " when it is damaged, at the last backup",
                            e);
            };
        }
    },

    POSTGRESQL {
        @Override
        DataSource plain(StoreSettings settings) {
            return source(settings);
        }

        @Override
        void fill(HikariConfig pool, StoreSettings settings) {
            PGSimpleDataSource source = source(settings);
            source.setSocketTimeout(SOCKET_SECONDS);
            source.setTcpKeepAlive(true);
            source.setApplicationName("pindesk");
            // the server's detail lines quote values
            source.setLogServerErrorDetail(false);
            pool.setDataSource(source);
            pool.setConnectionInitSql("set statement_timeout = " + STATEMENT_MILLIS + "; set lock_timeout = "
                    + LOCK_MILLIS + "; set idle_in_transaction_session_timeout = " + IDLE_MILLIS);
        }

        private PGSimpleDataSource source(StoreSettings settings) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(settings.location());
            source.setUser(settings.user());
            source.setPassword(passwordOf(settings));
            source.setConnectTimeout(CONNECT_SECONDS);
            source.setLoginTimeout(CONNECT_SECONDS);
            return source;
        }

        @Override
        PindeskException refusal(StoreSettings settings, SQLException e) {
            String state = SqlFailure.stateOf(e);
            // what stands after ? may be a password
            String where = settings.location().split("\\?", 2)[0];
            if (state.startsWith("28")) {
                return new PindeskException(
                        Problem.BAD_CREDENTIALS,
                        where + " refused the user " + settings.user() + " (SQLSTATE " + state + ")");
            }
            if (state.startsWith("3D")) {
                return new PindeskException(Problem.CONFIGURATION, where + ": there is no such database");
            }
            return new PindeskException(
                    Problem.STORE_DOWN,
                    where + " cannot be reached (SQLSTATE " + state + "). Look at host, port, firewall and the server",
                    e);
        }
    };

    /** A statement that waits for a row longer than this fails. */
    private static final int LOCK_MILLIS = 1200;

    /** A PostgreSQL statement that runs longer than this is ended by the server. */
    private static final int STATEMENT_MILLIS = 1500;

    /** PostgreSQL ends a transaction whose copy of the bot went silent, so that its locks do not stay. */
    private static final int IDLE_MILLIS = 10_000;

    /** When the PostgreSQL server itself is silent; the driver counts whole seconds. */
    private static final int SOCKET_SECONDS = 2;

    private static final int CONNECT_SECONDS = 2;

    /** How long a worker waits for a connection of the pool. */
    private static final int POOL_MILLIS = 2000;

    /** H2's DATABASE_ALREADY_OPEN_1. */
    private static final int H2_ALREADY_OPEN = 90020;

    /** H2's WRONG_USER_OR_PASSWORD. */
    private static final int H2_WRONG_USER = 28000;

    static Database of(StoreSettings settings) {
        return settings.location().startsWith("jdbc:postgresql:") ? POSTGRESQL : H2;
    }

    /** Connections without limits of time: for migrations. */
    abstract DataSource plain(StoreSettings settings);

    /** Keeps other users of the machine away, once the database exists. */
    void protect(StoreSettings settings) throws IOException {
        // a server protects itself
    }

    /** Says where the pool's connections come from and how long they wait at most. */
    abstract void fill(HikariConfig pool, StoreSettings settings);

    /** What it means that no connection could be opened at the start. */
    abstract PindeskException refusal(StoreSettings settings, SQLException e);

    /** A first connection; for H2 it holds the file open until the pool does. */
    Connection reach(StoreSettings settings) {
        try {
            return plain(settings).getConnection();
        } catch (SQLException e) {
            throw refusal(settings, e);
        }
    }

    private static Path h2File(StoreSettings settings) {
        return Path.of(settings.location() + ".mv.db").toAbsolutePath();
    }

    private static String passwordOf(StoreSettings settings) {
        Secret password = settings.password();
        return password == null ? "" : password.open();
    }

    /** The bounded pool, not opened yet. */
    static HikariConfig pool(StoreSettings settings) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("pindesk-store");
        pool.setMaximumPoolSize(settings.poolSize());
        pool.setConnectionTimeout(POOL_MILLIS);
        pool.setValidationTimeout(POOL_MILLIS / 2);
        of(settings).fill(pool, settings);
        return pool;
    }
}
