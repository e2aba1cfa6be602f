package org.pindesk.demo.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.company.Fault.Kind;
import org.pindesk.demo.tls.ServerCertificate;

/**
 * The demo company's directory on loopback: LDAPS, and LDAP with StartTLS. Starts in the constructor. Accounts are named by their
 * login in every method that changes one.
 */
public final class DirectorySimulator implements AutoCloseable {
    /** sAMAccountName of the account that the bot signs in with. */
    public static final String SERVICE_LOGIN = "svc.pindesk";

    public static final String SERVICE_OU = "OU=Service," + Company.BASE_DN;
    public static final String SERVICE_DN = "CN=Pindesk Service," + SERVICE_OU;
    public static final String SERVICE_UPN = SERVICE_LOGIN + "@" + Company.MAIL_DOMAIN;

    /** sAMAccountName of the account that the bot writes with: new passwords and unlocking for the staff, nothing else. */
    public static final String WRITE_LOGIN = "svc.pindesk-write";

    public static final String WRITE_DN = "CN=Pindesk Write Service," + SERVICE_OU;
    public static final String WRITE_UPN = WRITE_LOGIN + "@" + Company.MAIL_DOMAIN;

    /** A service account of somebody else's that is in Domain Admins: nobody may touch it. */
    public static final String ADMIN_SERVICE_LOGIN = "svc.backup";

    public static final String DOMAIN_ADMINS = "CN=Domain Admins,CN=Users," + Company.BASE_DN;

    /** Its members sign in with Kerberos only. */
    public static final String PROTECTED_USERS = "CN=Protected Users,CN=Users," + Company.BASE_DN;

    /** DNS name of the controller that this one plays, unless another is given. */
    public static final String HOST = "dc1." + Company.MAIL_DOMAIN;

    private static final Secret WRITE_PASSWORD = Secret.of("Svc.Pindesk-write.2909");
    private static final Secret SERVICE_PASSWORD = Secret.of("Svc.Pindesk-demo.7314");
    private static final String INNER_DN = "CN=signed-in";

    private final Weather weather = new Weather();
    private final Path caPem;
    private final int ldapsPort;
    private final int ldapPort;
    private final InMemoryDirectoryServer server;
    private final AdBehaviour behaviour;
    private final Records records;
    private final Controllers controllers;
    private final Callers callers = new Callers();
    private final SignIns signIns;
    private final ComputerSignIn computers;

    /**
     * What clients have asked for since the start.
     *
     * @param binds sign-ins tried
     * @param failedBinds sign-ins refused
     * @param searches searches and reads
     * @param writes modifications tried
     */
    public record Operations(long binds, long failedBinds, long searches, long writes) {}

    public DirectorySimulator(Clock clock, List<Employee> employees) {
        this(clock, employees, List.of("localhost"));
    }

    /**
     * @param certificateNames host names that the certificate is good for
     */
    public DirectorySimulator(Clock clock, List<Employee> employees, List<String> certificateNames) {
        this(clock, employees, certificateNames, HOST);
    }

    /**
     * One of several controllers. They do not replicate: what is done at one is not known at the other, as counters and fresh locks
     * are not.
     *
     * @param certificateNames host names that the certificate is good for
     * @param host DNS name of the controller that this one plays, {@code dc2.beispiel.example}
     */
    public DirectorySimulator(Clock clock, List<Employee> employees, List<String> certificateNames, String host) {
        try {
            ServerCertificate certificate = ServerCertificate.forLoopbackAnd(certificateNames);
            caPem = Files.writeString(Files.createTempFile("pindesk-directory-ca", ".pem"), certificate.pem());
            caPem.toFile().deleteOnExit();
            ldapsPort = freePort();
            ldapPort = freePort();
            Secret innerPassword = Secret.of(UUID.randomUUID().toString());
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(Company.BASE_DN);
            config.setSchema(null);
            config.setListenerConfigs(
                    InMemoryListenerConfig.createLDAPSConfig(
                            "ldaps",
                            InetAddress.getLoopbackAddress(),
                            ldapsPort,
                            certificate.context().getServerSocketFactory(),
                            null),
                    InMemoryListenerConfig.createLDAPConfig(
                            "ldap",
                            InetAddress.getLoopbackAddress(),
                            ldapPort,
                            certificate.context().getSocketFactory()));
            config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH, OperationType.COMPARE);
            config.addAdditionalBindCredentials(INNER_DN, innerPassword.open());
            config.setCustomRootDSEAttributes(List.of(Controllers.rootAttributes(host)));
            records = new Records(clock);
            signIns = new SignIns(records, weather);
            computers = new ComputerSignIn(records, signIns, weather);
            controllers = new Controllers(records, host);
            behaviour = new AdBehaviour(
                    records, weather, signIns, controllers, callers, this::dropConnections, INNER_DN, innerPassword);
            config.addInMemoryOperationInterceptor(behaviour);
            server = new InMemoryDirectoryServer(config);
            records.keepIn(server);
            new Founding(records).fill(employees, SERVICE_PASSWORD, WRITE_PASSWORD);
            controllers.fill();
            server.startListening();
        } catch (LDAPException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the demo directory does not start", e);
        }
    }

    /** {@code ldaps://127.0.0.1:port}. */
    public String ldapsUrl() {
        return "ldaps://127.0.0.1:" + ldapsPort;
    }

    /** {@code ldap://127.0.0.1:port}: StartTLS. */
    public String ldapUrl() {
        return "ldap://127.0.0.1:" + ldapPort;
    }

    public int ldapsPort() {
        return ldapsPort;
    }

    /** File with the certificate to trust; gone after {@link #close}. */
    public Path caPem() {
        return caPem;
    }

    public static Secret servicePassword() {
        return SERVICE_PASSWORD;
    }

    public static Secret writePassword() {
        return WRITE_PASSWORD;
    }

    public Operations operations() {
        return behaviour.operations();
    }

    /**
     * Misbehaves from now on. DOWN closes the ports, and UP opens the same ones. WRONG_PASSWORD concerns both accounts of the bot; LIE,
     * REFUSE_TRIVIAL and DROP_AFTER_WRITE concern writes only.
     */
    public synchronized void misbehave(Fault fault) {
        boolean wasDown = weather.now().is(Kind.DOWN);
        weather.change(fault);
        if (fault.is(Kind.DOWN)) {
            server.shutDown(true);
        } else if (wasDown) {
            callers.forgetAll();
            try {
                server.startListening();
            } catch (LDAPException e) {
                throw new IllegalStateException("the demo directory does not open its ports again", e);
            }
        } else if (fault.is(Kind.WRONG_PASSWORD)) {
            dropConnections();
        }
    }

    /** Ends every connection, as a restart would; the ports stay open. */
    public void dropConnections() {
        server.closeAllConnections(false);
    }

    public void addGroup(String dn) {
        records.addGroup(dn, 0);
    }

    /** Puts one group into another; cycles are allowed. */
    public void nest(String innerGroup, String outerGroup) {
        records.join(innerGroup, outerGroup);
    }

    public void join(String login, String group) {
        records.join(records.account(login).dn(), group);
    }

    public void leave(String login, String group) {
        records.leave(records.account(login).dn(), group);
    }

    /** A further plain user with the demo's start password. */
    public void addUser(String login, String container, @Nullable String mail) {
        new Founding(records).addPlain(login, container, mail);
    }

    /** Another controller of the domain appears in the directory's own list; whether it can be reached is another matter. */
    public void addDomainController(String host) {
        controllers.add(host);
    }

    // ---------------------------------------------------------------- signing in

    /**
     * Signs in as an application does for a person: a simple bind with the account's name. A password that must be changed or has
     * expired does not sign in, and a wrong one is counted. False too while the directory cannot be reached.
     */
    public boolean signsIn(String login, String password) {
        return !weather.now().is(Kind.DOWN)
                && !weather.now().is(Kind.HANG)
                && signIns.judge(records.byLogin(login).orElse(null), Secret.of(password), SignIns.SIMPLE_BIND)
                        == SignIns.Verdict.GOOD;
    }

    /**
     * Signs in at the person's own Windows PC.
     *
     * @param newPassword what is typed when Windows asks for a new one; null = cancelled
     * @return "signed in", or the sentence that Windows says
     */
    public String signInAtComputer(String login, String password, @Nullable String newPassword) {
        return computers.signIn(login, Secret.of(password), newPassword == null ? null : Secret.of(newPassword));
    }

    // ---------------------------------------------------------------- state of accounts

    public void disable(String login, boolean disabled) {
        records.setFlag(login, Standing.DISABLED, disabled);
    }

    /** As by too many failed sign-ins at this moment; it runs out by the policy. */
    public void lock(String login, boolean locked) {
        lockSince(login, locked ? records.now() : null);
    }

    /**
     * @param since when the failed sign-ins were; null = not locked
     */
    public void lockSince(String login, @Nullable Instant since) {
        Account account = records.account(login);
        long at = since == null ? 0 : FileTime.of(since);
        long failures = since == null ? 0 : records.standing(account).rules().threshold();
        records.setReplicated(account, Map.of("lockoutTime", at, "badPasswordTime", at, "badPwdCount", failures));
    }

    /** By its age; "never expires" is taken off the account for it. */
    public void expirePassword(String login, boolean expired) {
        Account account = records.account(login);
        Duration age = records.standing(account).rules().maxAge();
        if (expired) {
            records.setFlag(login, Standing.PASSWORD_NEVER_EXPIRES, false);
        }
        passwordSetAt(login, expired ? records.now().minus(age).minus(Duration.ofDays(1)) : records.now());
    }

    public void passwordSetAt(String login, Instant at) {
        records.set(login, "pwdLastSet", FileTime.of(at));
    }

    public void passwordNeverExpires(String login, boolean never) {
        records.setFlag(login, Standing.PASSWORD_NEVER_EXPIRES, never);
    }

    public void demandPasswordChange(String login) {
        records.set(login, "pwdLastSet", 0);
    }

    /** Setting the flag scrambles the password; a later reset makes a password good again, as on Samba. */
    public void demandSmartCard(String login) {
        records.setFlag(login, Standing.SMART_CARD, true);
        records.change(
                login,
                account -> account.withPassword(Secret.of(UUID.randomUUID().toString())));
    }

    /**
     * @param week 21 bytes, bit 0 of byte 0 = Sunday 00:00 to 01:00 UTC
     */
    public void allowHours(String login, byte[] week) {
        records.setBytes(login, "logonHours", week);
    }

    /** "User cannot change password". */
    public void forbidSelfChange(String login, boolean forbidden) {
        records.change(login, account -> account.withChangesItself(!forbidden));
    }

    /** Changes the domain's password policy. */
    public void domainPolicy(PasswordRules rules) {
        records.policies().changeDomain(rules);
    }

    /**
     * Adds a password settings object.
     *
     * @param readable whether the bot's accounts may read it; by Windows' default they may not
     */
    public void addPolicy(String name, PasswordRules rules, boolean readable) {
        records.policies().add(name, rules, readable);
    }

    /** From now on the named settings object holds for the account. */
    public void applyPolicy(String login, String name) {
        records.policies().apply(login, name);
    }

    /**
     * @param at null for never
     */
    public void expireAccount(String login, @Nullable Instant at) {
        records.set(login, "accountExpires", at == null ? FileTime.NEVER : FileTime.of(at));
    }

    /** Shows readers nothing but the names of this account, as after the removal of their rights. */
    public void hideState(String login, boolean hidden) {
        records.change(login, account -> account.withHidden(hidden));
    }

    /** Sets one attribute of the entry, null takes it away: {@code mail}, {@code manager} (a DN), {@code telephoneNumber}. */
    public void set(String login, String attribute, @Nullable String value) {
        records.set(login, attribute, value);
    }

    /** Moves the account to another container, which must be there. */
    public void move(String login, String container) {
        records.move(login, container);
    }

    public void remove(String login) {
        records.remove(login);
    }

    public String dn(String login) {
        return records.account(login).dn();
    }

    @Override
    public void close() {
        weather.change(Fault.UP);
        server.shutDown(true);
        try {
            Files.deleteIfExists(caPem);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
