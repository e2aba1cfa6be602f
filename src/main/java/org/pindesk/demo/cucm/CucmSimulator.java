package org.pindesk.demo.cucm;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.cucm.AxlEndpoint.Behaviour;
import org.pindesk.demo.cucm.AxlJournal.Received;
import org.pindesk.demo.tls.ServerCertificate;
import org.pindesk.demo.wire.HttpsListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A CUCM cluster with the people of the demo company who have a telephone: AXL over HTTPS, the desk phones and the self-care page.
 * Misbehaviour concerns AXL alone; phones and page always work. Thread-safe.
 */
public final class CucmSimulator implements AutoCloseable {
    /** Service account that may only read. */
    public static final String READER_USER = "pindesk-read";

    public static final String READER_PASSWORD = "Reader.Axl.7391";
    /** Service account that may read and write. */
    public static final String WRITER_USER = "pindesk-write";

    public static final String WRITER_PASSWORD = "Writer.Axl.5128";

    private static final Logger LOG = LoggerFactory.getLogger(CucmSimulator.class);

    private final ServerCertificate certificate;
    private final Cluster cluster;
    private final Portal portal;
    private final SqlConsole sql;
    private final Sessions sessions;
    private final AxlJournal journal = new AxlJournal();
    private final SchemaOracle oracle = new SchemaOracle();
    private final HttpsListener<Behaviour> listener;
    private volatile Behaviour behaviour = new Behaviour(Fault.UP, Quirk.NONE, null, new Release("15.0"), null);

    /**
     * @param clock for locks and sessions
     * @param people those without a telephone get no account
     */
    public CucmSimulator(Clock clock, List<Employee> people) {
        this(clock, people, ServerCertificate.forLoopback());
    }

    CucmSimulator(Clock clock, List<Employee> people, ServerCertificate certificate) {
        this.certificate = certificate;
        this.cluster = new Cluster(clock, people);
        this.portal = new Portal(cluster);
        this.sql = new SqlConsole(cluster);
        this.sessions = new Sessions(clock);
        AxlEndpoint endpoint = new AxlEndpoint(
                new AxlOperations(cluster, sql, portal), new ServiceAccounts(sessions), journal, oracle);
        this.listener = new HttpsListener<>("cucm", certificate, endpoint, () -> behaviour);
    }

    /** Listens on a free port of 127.0.0.1, which stays the same until {@link #close}. */
    public void start() {
        listener.start();
    }

    /** {@code https://127.0.0.1:PORT/axl/}. */
    public URI url() {
        return URI.create("https://127.0.0.1:" + listener.port() + "/axl/");
    }

    /** The self-signed certificate, to be trusted; names 127.0.0.1 and localhost. */
    public String caPem() {
        return certificate.pem();
    }

    /** Behaves so until told otherwise. Requests that hang are dropped when this changes. */
    public synchronized void misbehave(Fault fault) {
        behaviour = new Behaviour(fault, behaviour.quirk(), behaviour.only(), behaviour.release(), behaviour.shape());
        if (fault.is(Fault.Kind.WRONG_PASSWORD)) {
            sessions.endAll();
        }
        listener.follow(fault);
    }

    synchronized void breakAnswers(Quirk quirk) {
        breakAnswers(quirk, null);
    }

    /**
     * @param only the one operation that is concerned; null = all
     */
    synchronized void breakAnswers(Quirk quirk, @Nullable String only) {
        behaviour = new Behaviour(behaviour.fault(), quirk, only, behaviour.release(), behaviour.shape());
        listener.release();
    }

    synchronized void shapeFaults(FaultShape shape) {
        behaviour = new Behaviour(behaviour.fault(), behaviour.quirk(), behaviour.only(), behaviour.release(), shape);
    }

    /**
     * Is another release of CUCM from now on; 15.0 at the start.
     *
     * @param newest the newest AXL schema that it speaks, from 7.1 to 15.0; those of the two major versions before it are spoken too,
     *     others are answered with HTTP 599
     * @throws IllegalArgumentException when there is no such schema
     */
    public synchronized void release(String newest) {
        behaviour = new Behaviour(
                behaviour.fault(), behaviour.quirk(), behaviour.only(), new Release(newest), behaviour.shape());
    }

    /** Leaves a table of the database with these columns alone; tables are {@code credential}, {@code credentialdynamic} and {@code enduser}. */
    void columns(String table, List<String> columns) {
        sql.columns(table, columns);
    }

    /**
     * Signs in at a desk phone.
     *
     * @return "signed in", or the phone's own error: {@code [201]} for a user id or PIN that is wrong or locked, and for an inactive
     *     user; {@code [209]} when the PIN must be changed; {@code [205]} for a user without a device profile
     */
    public String phoneSignIn(String userId, String pin) {
        return cluster.signInAtPhone(userId, pin)
                .map(how -> switch (how) {
                    case OK ->
                        cluster.find(userId, EndUser::phoneProfile).orElse(false)
                                ? Portal.SIGNED_IN
                                : "[205] User Profile Absent";
                    case MUST_CHANGE -> "[209] Change PIN";
                    case WRONG, LOCKED -> "[201] Authentication error";
                })
                .orElse("[201] Authentication error");
    }

    /** From now on passwords of people from the directory are checked here. Nobody's is taken before. */
    public void directory(DirectoryLogin login) {
        portal.directory(login);
    }

    /** From now on a new PIN that comes with zeroHop false goes to voicemail first, and stays the old one when that does not take it. */
    public void pinSync(PinSync sync) {
        cluster.pinSync(sync);
    }

    /**
     * Signs in at the self-care page: the right password (the directory's, or the cluster's own for local users, which failed sign-ins
     * lock) of somebody who holds the end-user role.
     *
     * @return "signed in", or the page's own text, the same one for every reason
     */
    public String portal(String account, String secret) {
        return portal.signIn(account, secret);
    }

    /** Takes somebody out of the stock group of end users; others are in it from the start. */
    public void leaveEndUsers(String account) {
        cluster.leave(AccessGroup.END_USERS.name(), account);
    }

    /** From now on the stock group of end users carries one more role. */
    public void endUsersCarry(String role) {
        cluster.carry(AccessGroup.END_USERS.name(), role);
    }

    /** Puts somebody into a group of any name that carries one role. */
    public void joinGroup(String account, String group, String role) {
        if (cluster.group(group).isEmpty()) {
            cluster.carry(group, role);
        }
        cluster.join(group, account);
    }

    /**
     * Makes a user the cluster's own, with a password that the cluster keeps. Everybody came from the directory before.
     *
     * @throws IllegalArgumentException when there is no such user, as below
     */
    public void makeLocal(String account, String password) {
        cluster.change(account, (user, now) -> user.makeLocal(password, now));
    }

    /** False = LDAP synchronisation no longer finds the user, who is then inactive. */
    public void foundInDirectory(String account, boolean found) {
        cluster.change(account, (user, now) -> user.active(found));
    }

    /** Whether the user has a device profile to sign in with at a desk phone; everybody has one at the start. */
    public void phoneProfile(String account, boolean there) {
        cluster.change(account, (user, now) -> user.phoneProfile(there));
    }

    /** Whether the directory checks passwords of those who came from it, as at the start, or the cluster. */
    public void authenticateInDirectory(boolean on) {
        LdapUse now = cluster.ldap();
        cluster.ldap(new LdapUse(on, now.searchBase(), now.userIdAttribute()));
    }

    /**
     * Locks or unlocks a PIN as an administrator does.
     *
     * @throws IllegalArgumentException when there is no such user
     */
    public void lockByAdministrator(String userId, boolean locked) {
        cluster.change(userId, (user, now) -> user.pin().lockByAdministrator(locked, now));
    }

    /** From now on a lock from failed sign-ins lasts so long; zero = until somebody lifts it. Half an hour at the start. */
    public void lockFor(Duration duration) {
        cluster.lockFor(duration);
    }

    /**
     * Asks for longer PINs from now on, for everybody.
     *
     * @param digits at least 4
     */
    public void requireDigits(int digits) {
        cluster.requireDigits(digits);
    }

    /** How many different PINs this user has had, the first one included; 0 when there is no such user. */
    public int pinsHeld(String userId) {
        return cluster.pinsHeld(userId);
    }

    /** The same of the passwords that the cluster keeps, since it keeps the user's. */
    public int passwordsHeld(String userId) {
        return cluster.passwordsHeld(userId);
    }

    /** Every request over AXL, oldest first, PINs masked. */
    public List<Received> journal() {
        return journal.entries();
    }

    public void clearJournal() {
        journal.clear();
    }

    /** Messages that did not fit the AXL schema; such a message was answered with HTTP 500 and a plain text. */
    public List<String> schemaViolations() {
        return oracle.violations();
    }

    /** "AXL schema: checked N messages" or "AXL schema: not available". */
    public String schemaSummary() {
        return oracle.summary();
    }

    @Override
    public void close() {
        listener.stop();
        LOG.info(oracle.summary());
    }
}
