package org.pindesk.demo.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Employee.Trait;
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

    /** A service account of somebody else's that is in Domain Admins: nobody may touch it. */
    public static final String ADMIN_SERVICE_LOGIN = "svc.backup";

    public static final String DOMAIN_ADMINS = "CN=Domain Admins,CN=Users," + Company.BASE_DN;

    private static final Secret SERVICE_PASSWORD = Secret.of("Svc.Pindesk-demo.7314");
    private static final String INNER_DN = "CN=signed-in";

    private final Weather weather = new Weather();
    private final Path caPem;
    private final int ldapsPort;
    private final int ldapPort;
    private final InMemoryDirectoryServer server;
    private final AdBehaviour behaviour;
    private final Records records;

    /**
     * What clients have asked for since the start.
     *
     * @param binds sign-ins tried
     * @param failedBinds sign-ins refused
     * @param searches searches and reads
     */
    public record Operations(long binds, long failedBinds, long searches) {}

    public DirectorySimulator(Clock clock, List<Employee> employees) {
        this(clock, employees, List.of("localhost"));
    }

    /**
     * @param certificateNames host names that the certificate is good for
     */
    public DirectorySimulator(Clock clock, List<Employee> employees, List<String> certificateNames) {
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
            config.setCustomRootDSEAttributes(List.of(
                    new Attribute("supportedCapabilities", "1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670"),
                    new Attribute("defaultNamingContext", Company.BASE_DN),
                    new Attribute("dnsHostName", "dc1." + Company.MAIL_DOMAIN)));
            records = new Records(clock);
            behaviour = new AdBehaviour(records, weather, INNER_DN, innerPassword);
            config.addInMemoryOperationInterceptor(behaviour);
            server = new InMemoryDirectoryServer(config);
            records.keepIn(server);
            fill(employees);
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

    public Operations operations() {
        return behaviour.operations();
    }

    /**
     * Misbehaves from now on. DOWN closes the ports, and UP opens the same ones.
     *
     * @throws IllegalArgumentException for a fault that a directory which is only read cannot have
     */
    public synchronized void misbehave(Fault fault) {
        if (fault.is(Kind.REFUSE_TRIVIAL) || fault.is(Kind.DROP_AFTER_WRITE) || fault.is(Kind.LIE)) {
            throw new IllegalArgumentException("the directory is only read, so this fault cannot show there");
        }
        boolean wasDown = weather.now().is(Kind.DOWN);
        weather.change(fault);
        if (fault.is(Kind.DOWN)) {
            server.shutDown(true);
        } else if (wasDown) {
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
        List<Attribute> more = new ArrayList<>(List.of(new Attribute("cn", login)));
        if (mail != null) {
            more.add(new Attribute("mail", mail));
        }
        records.addUser(
                login,
                "CN=" + login + "," + container,
                Secret.of(Company.START_PASSWORD),
                Records.NORMAL_ACCOUNT,
                more);
    }

    public void disable(String login, boolean disabled) {
        records.setDisabled(login, disabled);
    }

    public void lock(String login, boolean locked) {
        records.change(login, account -> account.withLocked(locked));
    }

    public void expirePassword(String login, boolean expired) {
        records.change(login, account -> account.withPasswordExpired(expired));
    }

    public void demandPasswordChange(String login) {
        records.set(login, "pwdLastSet", "0");
    }

    /**
     * @param at null for never
     */
    public void expireAccount(String login, @Nullable Instant at) {
        records.setExpiry(login, at);
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

    private void fill(List<Employee> employees) throws LDAPException {
        server.add(
                Company.BASE_DN,
                new Attribute("objectClass", "top", "domainDNS"),
                new Attribute("distinguishedName", Company.BASE_DN));
        for (String container :
                List.of(Company.STAFF_DN, Company.GROUPS_DN, SERVICE_OU, "CN=Users," + Company.BASE_DN)) {
            records.addContainer(container);
        }
        for (String group : List.of(
                Company.HELPDESK_GROUP, Company.HELPDESK_NIGHT_GROUP, Company.ADMIN_GROUP, Company.PROTECTED_GROUP)) {
            records.addGroup(group, 0);
        }
        records.addGroup(DOMAIN_ADMINS, 512);
        nest(Company.HELPDESK_NIGHT_GROUP, Company.HELPDESK_GROUP);
        addService(SERVICE_LOGIN, SERVICE_DN, SERVICE_PASSWORD);
        addService(
                ADMIN_SERVICE_LOGIN,
                "CN=Backup Service," + SERVICE_OU,
                Secret.of(UUID.randomUUID().toString()));
        join(ADMIN_SERVICE_LOGIN, DOMAIN_ADMINS);
        for (Employee employee : employees) {
            if (!employee.is(Trait.NOT_IN_DIRECTORY)) {
                addEmployee(employee);
            }
        }
        for (Employee employee : employees) {
            String manager = employee.account().equals("hana") ? "anna" : "dora";
            if (!employee.is(Trait.NOT_IN_DIRECTORY)
                    && !employee.account().equals(manager)
                    && employees.stream().anyMatch(other -> other.account().equals(manager))) {
                records.set(employee.account(), "manager", dn(manager));
            }
        }
    }

    private void addService(String login, String dn, Secret password) {
        records.addUser(
                login,
                dn,
                password,
                Records.NORMAL_ACCOUNT | Records.PASSWORD_NEVER_EXPIRES,
                List.of(new Attribute("cn", dn.substring(3, dn.indexOf(',')))));
    }

    private void addEmployee(Employee employee) {
        add(employee, employee.account(), employee.fullName());
        if (employee.is(Trait.TWICE_IN_DIRECTORY)) {
            add(employee, employee.account() + ".old", employee.fullName() + " (old account)");
        }
        if (employee.is(Trait.DISABLED)) {
            disable(employee.account(), true);
        }
        if (employee.is(Trait.HELPDESK)) {
            boolean atNight = employee.account().equals("heinz");
            join(employee.account(), atNight ? Company.HELPDESK_NIGHT_GROUP : Company.HELPDESK_GROUP);
        }
        if (employee.is(Trait.ADMINISTRATOR)) {
            join(employee.account(), Company.ADMIN_GROUP);
        }
        if (employee.is(Trait.PROTECTED)) {
            join(employee.account(), Company.PROTECTED_GROUP);
        }
    }

    private void add(Employee employee, String login, String name) {
        List<Attribute> more = new ArrayList<>(List.of(
                new Attribute("cn", name),
                new Attribute("displayName", name),
                new Attribute("givenName", employee.givenName()),
                new Attribute("sn", employee.surname()),
                new Attribute("department", employee.department()),
                new Attribute("mail", employee.mail()),
                new Attribute("proxyAddresses", "SMTP:" + employee.mail())));
        if (employee.extension() != null) {
            more.add(new Attribute("telephoneNumber", "+49 30 5550 " + employee.extension()));
        }
        records.addUser(
                login,
                "CN=" + name + "," + Company.STAFF_DN,
                Secret.of(Company.START_PASSWORD),
                Records.NORMAL_ACCOUNT,
                more);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
