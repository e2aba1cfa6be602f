package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.DN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

/**
 * How to reach the directory and what to look at there. Every constructor and wither throws {@link PindeskException} with
 * {@link Problem#CONFIGURATION} for a value that cannot work, naming it.
 *
 * @param servers asked in this order; the one that answered last is asked first
 * @param caPem file of CA certificates to trust, null for those of the JVM
 * @param bindName DN, or on Active Directory also a UPN, of the service account
 * @param bindPassword its password
 * @param kind what speaks there
 * @param baseDns areas where people are looked for; nobody outside of them exists for Pindesk
 * @param watch what authorization asks about at this moment; it may change while the program runs
 * @param ownAccounts logins, UPNs or DNs of service accounts of Pindesk, to be marked privileged; the bind account always is
 * @param passwordPolicy OpenLDAP only: DN of the overlay's default policy entry, which no reader can discover; null for none
 * @param writer the account for changes, null when nothing is ever to be changed
 * @param limits timeouts and number of connections
 */
public record DirectorySettings(
        List<Server> servers,
        @Nullable Path caPem,
        String bindName,
        Secret bindPassword,
        Kind kind,
        List<String> baseDns,
        Supplier<Watched> watch,
        Set<String> ownAccounts,
        @Nullable String passwordPolicy,
        @Nullable Writer writer,
        Limits limits) {

    /**
     * What authorization asks about.
     *
     * @param groups DNs of every group: role groups, protected groups, groups of rules
     * @param roleGroups those of them that give a Pindesk role
     * @param attributes names of attributes of people
     */
    public record Watched(Set<String> groups, Set<String> roleGroups, Set<String> attributes) {
        public Watched {
            groups = Set.copyOf(groups);
            roleGroups = Set.copyOf(roleGroups);
            attributes = Set.copyOf(attributes);
            requireDns("group", groups);
            for (String group : roleGroups) {
                if (!groups.contains(group)) {
                    throw wrong("directory: role group '" + group + "' is not among the watched groups");
                }
            }
        }
    }

    /** What speaks LDAP there; AUTO asks the server. */
    public enum Kind {
        AUTO,
        ACTIVE_DIRECTORY,
        OPENLDAP
    }

    /**
     * The service account for changes: another than the one for reading, so that reading needs no right to change anything.
     *
     * @param bindName DN, or on Active Directory also a UPN
     */
    public record Writer(String bindName, Secret bindPassword) {
        public Writer {
            if (bindName.isBlank()) {
                throw wrong("directory: the service account for changes has no name");
            }
        }
    }

    /**
     * Bounds of every exchange.
     *
     * @param connect longest wait for a TCP connection with TLS
     * @param answer longest wait for each answer
     * @param connections most connections at one time
     */
    public record Limits(Duration connect, Duration answer, int connections) {
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(3), Duration.ofSeconds(5), 8);

        public Limits {
            if (connect.toMillis() < 1 || answer.toMillis() < 1 || connections < 1) {
                throw wrong("directory timeouts and connections must be positive");
            }
        }
    }

    /** How a connection is protected. */
    public enum Security {
        LDAPS,
        STARTTLS,
        /** Not at all: taken for loopback addresses only. */
        PLAIN
    }

    /** One directory server. */
    public record Server(String host, int port, Security security) {
        public Server {
            if (host.isBlank() || port < 1 || port > 65_535) {
                throw wrong(
                        "directory server needs a host and a port from 1 to 65535, not '" + host + ":" + port + "'");
            }
            if (security == Security.PLAIN && !isLoopback(host)) {
                throw wrong(
                        "directory server " + host + ": unprotected LDAP is for loopback addresses only, use ldaps://"
                                + " or ldap:// (which means StartTLS)");
            }
        }

        /**
         * Reads {@code ldaps://host[:636]} (TLS), {@code ldap://host[:389]} (StartTLS, always) or {@code ldap+plain://127.0.0.1[:389]}
         * (no TLS, loopback only).
         */
        public static Server parse(String url) {
            URI uri;
            try {
                uri = new URI(url.trim());
            } catch (URISyntaxException e) {
                throw wrong("directory server '" + url + "' is not like ldaps://dc1.example.com:636");
            }
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String path = uri.getPath() == null ? "" : uri.getPath();
            if (uri.getHost() == null
                    || uri.getUserInfo() != null
                    || uri.getQuery() != null
                    || !(path.isEmpty() || path.equals("/"))) {
                throw wrong("directory server '" + url + "' is not like ldaps://dc1.example.com:636");
            }
            Security security = switch (scheme) {
                case "ldaps" -> Security.LDAPS;
                case "ldap" -> Security.STARTTLS;
                case "ldap+plain" -> Security.PLAIN;
                default -> throw wrong("directory server '" + url + "' must begin with ldaps:// or ldap:// (StartTLS)");
            };
            int port = uri.getPort() > 0 ? uri.getPort() : security == Security.LDAPS ? 636 : 389;
            return new Server(uri.getHost().replaceAll("^\\[|\\]$", ""), port, security);
        }

        private static boolean isLoopback(String host) {
            return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("::1");
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    public DirectorySettings {
        servers = List.copyOf(servers);
        baseDns = List.copyOf(baseDns);
        ownAccounts = Set.copyOf(ownAccounts);
        if (servers.isEmpty()) {
            throw wrong("directory: at least one server is needed");
        }
        if (baseDns.isEmpty()) {
            throw wrong("directory: at least one base DN is needed");
        }
        if (bindName.isBlank()) {
            throw wrong("directory: the service account has no name");
        }
        requireDns("base DN", baseDns);
        java.util.Objects.requireNonNull(watch.get());
        if (passwordPolicy != null) {
            requireDns("password policy", List.of(passwordPolicy));
        }
    }

    /** With groups that never change. */
    public DirectorySettings(
            List<Server> servers,
            @Nullable Path caPem,
            String bindName,
            Secret bindPassword,
            Kind kind,
            List<String> baseDns,
            Set<String> watchedGroups,
            Set<String> roleGroups,
            Set<String> ownAccounts,
            @Nullable String passwordPolicy,
            @Nullable Writer writer,
            Limits limits) {
        this(
                servers,
                caPem,
                bindName,
                bindPassword,
                kind,
                baseDns,
                constant(watchedGroups, roleGroups),
                ownAccounts,
                passwordPolicy,
                writer,
                limits);
    }

    /** The groups that are asked about now. */
    Set<String> watchedGroups() {
        return watch.get().groups();
    }

    /** Those of them that give a role. */
    Set<String> roleGroups() {
        return watch.get().roleGroups();
    }

    /** Settings with the JVM's trust, kind AUTO, no groups and default limits; the withers change the rest. */
    public static DirectorySettings of(
            List<Server> servers, String bindName, Secret bindPassword, List<String> baseDns) {
        return new DirectorySettings(
                servers,
                null,
                bindName,
                bindPassword,
                Kind.AUTO,
                baseDns,
                constant(Set.of(), Set.of()),
                Set.of(),
                null,
                null,
                Limits.DEFAULT);
    }

    public DirectorySettings withCa(@Nullable Path pem) {
        return with(pem, kind, watch, ownAccounts, passwordPolicy, writer, limits);
    }

    public DirectorySettings withKind(Kind what) {
        return with(caPem, what, watch, ownAccounts, passwordPolicy, writer, limits);
    }

    public DirectorySettings withGroups(Set<String> watched, Set<String> roles) {
        return withWatch(constant(watched, roles));
    }

    /** With what is asked about at each moment. */
    public DirectorySettings withWatch(Supplier<Watched> now) {
        return with(caPem, kind, now, ownAccounts, passwordPolicy, writer, limits);
    }

    private static Supplier<Watched> constant(Set<String> watched, Set<String> roles) {
        Watched always = new Watched(watched, roles, Set.of());
        return () -> always;
    }

    public DirectorySettings withOwnAccounts(Set<String> logins) {
        return with(caPem, kind, watch, logins, passwordPolicy, writer, limits);
    }

    public DirectorySettings withPasswordPolicy(@Nullable String dn) {
        return with(caPem, kind, watch, ownAccounts, dn, writer, limits);
    }

    /** With an account for changes; null for never. */
    public DirectorySettings withWriter(@Nullable Writer account) {
        return with(caPem, kind, watch, ownAccounts, passwordPolicy, account, limits);
    }

    public DirectorySettings withLimits(Limits bounds) {
        return with(caPem, kind, watch, ownAccounts, passwordPolicy, writer, bounds);
    }

    /** The same servers, areas and account for reading, with all that {@link #of} leaves at its default. */
    private DirectorySettings with(
            @Nullable Path pem,
            Kind what,
            Supplier<Watched> now,
            Set<String> logins,
            @Nullable String dn,
            @Nullable Writer account,
            Limits bounds) {
        return new DirectorySettings(
                servers, pem, bindName, bindPassword, what, baseDns, now, logins, dn, account, bounds);
    }

    private static void requireDns(String what, Collection<String> names) {
        for (String name : names) {
            if (name.isBlank() || !DN.isValidDN(name)) {
                throw wrong("directory: " + what + " '" + name + "' is not a DN like OU=Staff,DC=example,DC=com");
            }
        }
    }

    private static PindeskException wrong(String text) {
        return new PindeskException(Problem.CONFIGURATION, text);
    }
}
