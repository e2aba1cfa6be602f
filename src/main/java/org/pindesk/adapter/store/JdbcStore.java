package org.pindesk.adapter.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.port.Acts;
import org.pindesk.port.Approvals;
import org.pindesk.port.AuditLog;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Authenticators;
import org.pindesk.port.Brake;
import org.pindesk.port.BreakGlassUses;
import org.pindesk.port.Cases;
import org.pindesk.port.Contacts;
import org.pindesk.port.Freezes;
import org.pindesk.port.Incidents;
import org.pindesk.port.KnownPeople;
import org.pindesk.port.LinkCodes;
import org.pindesk.port.Links;
import org.pindesk.port.LongValues;
import org.pindesk.port.Queue;
import org.pindesk.port.Requests;
import org.pindesk.port.Store;
import org.pindesk.port.Tickets;
import org.pindesk.port.Vault;
import org.pindesk.port.Verifications;
import org.pindesk.port.Vouches;

/**
 * State in an H2 file or in PostgreSQL, over a bounded pool. A database that does not answer turns into {@code STORE_DOWN} after
 * about two seconds. One thing no database client can know: when the connection is lost while PostgreSQL commits, the commit may
 * have happened although {@link #tx} throws; a repeated event is then recognised by its id.
 *
 * <p>An interrupt does not end a transaction in the middle: it commits as a whole, or the work throws and nothing of it happened.
 */
public final class JdbcStore implements Store {
    /** How often a transaction is begun, when the database asks for it to be run again. */
    private static final int TRIES = 6;

    private static final int ID_BYTES = 16;

    private final HikariDataSource pool;
    private final Sealer sealer;
    private final AuditKey auditKey;
    private final Clock clock;
    private final SecureRandom random;
    private final boolean singleProcess;
    /** Digest of the policy that decides now; null while none does. */
    private volatile @Nullable Supplier<String> policy;

    private JdbcStore(
            HikariDataSource pool, StoreSettings settings, Clock clock, SecureRandom random, boolean singleProcess) {
        this.pool = pool;
        this.sealer = new Sealer(settings.keys(), random);
        this.auditKey = settings.auditKey();
        this.clock = clock;
        this.random = random;
        this.singleProcess = singleProcess;
    }

    /**
     * Opens the database, brings its tables up to date and checks the audit key. Sealed secrets of other keys do not stop it: ask
     * {@link Vault#foreign()}.
     *
     * @throws PindeskException {@code STORE_IN_USE} when another process has the H2 file; {@code STORE_DOWN} when it cannot be
     *     reached; {@code BAD_CREDENTIALS}; {@code WRONG_KEY} when the audit chain was begun with another key; {@code
     *     CONFIGURATION} when the location is no such thing, or the tables are newer than this program
     */
    public static JdbcStore open(StoreSettings settings, Clock clock) {
        return open(settings, clock, new SecureRandom());
    }

    /** As {@link #open(StoreSettings, Clock)}, with the source of nonces and salts. */
    @SuppressWarnings("try") // the first connection is only held: without one H2 would close the file in between
    public static JdbcStore open(StoreSettings settings, Clock clock, SecureRandom random) {
        Database database = Database.of(settings);
        HikariDataSource pool;
        try (Connection first = database.reach(settings)) {
            database.protect(settings);
            Schema.migrate(database.plain(settings));
            pool = new HikariDataSource(Database.pool(settings));
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        } catch (IOException e) {
            throw new PindeskException(Problem.STORE_DOWN, "the rights of the database file could not be set", e);
        } catch (HikariPool.PoolInitializationException e) {
            throw new PindeskException(Problem.STORE_DOWN, "no connection to the database could be opened", e);
        }
        JdbcStore store = new JdbcStore(pool, settings, clock, random, database == Database.H2);
        try {
            store.checkAuditKey();
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        return store;
    }

    /** From now on each audit row says by which policy things were decided: its short digest, as the fact {@code policy}. */
    public void ruledBy(Supplier<String> digest) {
        this.policy = digest;
    }

    /** Whether one process owns the database (H2): then claims and leases found at the start are nobody's. */
    public boolean isSingleProcess() {
        return singleProcess;
    }

    /** The pool, for db-scheduler's own table. */
    public DataSource dataSource() {
        return pool;
    }

    /** Which service passwords were refused; usable until this store is closed, and of its own transactions. */
    public AuthLatch authLatch() {
        return new JdbcAuthLatch(this, auditKey, clock);
    }

    /** Values that are longer than a button carries; usable until this store is closed, and of its own transactions. */
    public LongValues longValues() {
        return new JdbcLongValues(this, clock);
    }

    /** A transaction for tables that stand behind no part of {@link Tx}. */
    <T> T sql(Function<Sql, T> work) {
        return tx(tx -> work.apply(((JdbcTx) tx).sql()));
    }

    @Override
    public <T> T tx(Function<Tx, T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = pool.getConnection()) {
                return once(connection, work);
            } catch (SqlFailure e) {
                if (!e.again() || attempt == TRIES) {
                    throw e;
                }
            } catch (SQLException e) {
                throw SqlFailure.of(e);
            }
        }
    }

    private <T> T once(Connection connection, Function<Tx, T> work) throws SQLException {
        connection.setAutoCommit(false);
        Sql sql = new Sql(connection);
        boolean committed = false;
        try {
            T result = work.apply(new JdbcTx(sql));
            SqlFailure swallowed = sql.failure();
            if (swallowed != null) {
                throw swallowed;
            }
            connection.commit();
            committed = true;
            return result;
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        } finally {
            if (!committed) {
                rollBack(connection);
            }
        }
    }

    /** A connection that cannot roll back is closed, and the database rolls back by itself. */
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
        }
    }

    /** The first start signs the database's own id; every later one must be able to do so again. */
    private void checkAuditKey() {
        byte[] fresh = new byte[ID_BYTES];
        random.nextBytes(fresh);
        boolean same = tx(tx -> {
            Sql sql = ((JdbcTx) tx).sql();
            String id = keep(sql, "database-id", HexFormat.of().formatHex(fresh));
            String mark = auditKey.mac("pindesk-audit-key-check-1", id);
            return keep(sql, "audit-key-check", mark).equals(mark);
        });
        if (!same) {
            throw new PindeskException(
                    Problem.WRONG_KEY,
                    "the audit key is not the one that this database's audit chain was begun with. Configure that key again");
        }
    }

    /** Stores the entry unless there is one; returns the one that is there. */
    private static String keep(Sql sql, String name, String entry) {
        sql.update("insert into meta (name, entry) values (?, ?) on conflict do nothing", name, entry);
        return sql.first("select entry from meta where name = ?", row -> row.getString("entry"), name)
                .orElse(entry);
    }

    @Override
    public void close() {
        pool.close();
    }

    private final class JdbcTx implements Tx {
        private final Sql sql;

        JdbcTx(Sql sql) {
            this.sql = sql;
        }

        Sql sql() {
            return sql;
        }

        @Override
        public Queue queue() {
            return new JdbcQueue(sql, clock);
        }

        @Override
        public Requests requests() {
            return new JdbcRequests(sql);
        }

        @Override
        public Vault vault() {
            return new JdbcVault(sql, sealer);
        }

        @Override
        public Links links() {
            return new JdbcLinks(sql);
        }

        @Override
        public LinkCodes linkCodes() {
            return new JdbcLinkCodes(sql, auditKey, random);
        }

        @Override
        public Vouches vouches() {
            return new JdbcVouches(sql);
        }

        @Override
        public Acts acts() {
            return new JdbcActs(sql);
        }

        @Override
        public Brake brake() {
            return new JdbcBrake(sql);
        }

        @Override
        public Cases cases() {
            return new JdbcCases(sql);
        }

        @Override
        public Freezes freezes() {
            return new JdbcFreezes(sql);
        }

        @Override
        public Incidents incidents() {
            return new JdbcIncidents(sql);
        }

        @Override
        public Authenticators authenticators() {
            return new JdbcAuthenticators(sql, sealer);
        }

        @Override
        public Tickets tickets() {
            return new JdbcTickets(sql, auditKey);
        }

        @Override
        public Approvals approvals() {
            return new JdbcApprovals(sql);
        }

        @Override
        public Verifications verifications() {
            return new JdbcVerifications(sql);
        }

        @Override
        public Contacts contacts() {
            return new JdbcContacts(sql, auditKey);
        }

        @Override
        public KnownPeople knownPeople() {
            return new JdbcKnownPeople(sql, vault());
        }

        @Override
        public BreakGlassUses breakGlassUses() {
            return new JdbcBreakGlassUses(sql);
        }

        @Override
        public AuditLog audit() {
            return new JdbcAuditLog(sql, auditKey, random, policy);
        }
    }
}
