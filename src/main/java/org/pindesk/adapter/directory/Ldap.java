package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.Access;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.core.BackendException;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to the LDAP servers: every operation passes {@link #call}, which bounds it, repeats a read once on another connection,
 * and turns failures into {@link BackendException}. Connects at the first call, not before.
 */
final class Ldap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ldap.class);

    /** Below the 15 minutes after which Active Directory drops an idle connection. */
    private static final Duration CONNECTION_AGE = Duration.ofMinutes(10);

    /** What is done on a connection. */
    interface Operation<T> {
        T on(LDAPConnection connection) throws LDAPException;
    }

    /**
     * Entries of a search.
     *
     * @param more whether the server holds more of them than it gave
     */
    record Found(List<SearchResultEntry> entries, boolean more) {}

    private final DirectorySettings settings;
    private final Servers servers;
    private final Guard guard;
    private final Duration patience;
    private final LDAPConnectionPool pool;

    /** Opens no connection. Throws {@link PindeskException} for a CA file that cannot be used. */
    Ldap(DirectorySettings settings, Clock clock, AuthLatch latch, Guard guard) {
        this.settings = settings;
        this.guard = guard;
        this.patience =
                settings.limits().connect().plus(settings.limits().answer()).multipliedBy(2);
        SignIn signIn = new SignIn(
                latch, clock, LdapErrors.SYSTEM, settings.bindName(), settings.bindPassword(), LdapErrors.PASSWORD_KEY);
        this.servers = new Servers(settings, socketFactory(settings.caPem()), signIn);
        try {
            // the credentials here are for the library's re-authentication, which is not used: Servers signs in
            this.pool = new LDAPConnectionPool(
                    servers,
                    new SimpleBindRequest(
                            settings.bindName(), settings.bindPassword().open()),
                    0,
                    settings.limits().connections());
        } catch (LDAPException e) {
            throw LdapErrors.duringCall("the connection pool", e, settings.bindPassword());
        }
        pool.setConnectionPoolName("pindesk-directory");
        pool.setMaxConnectionAgeMillis(CONNECTION_AGE.toMillis());
        pool.setRetryFailedOperationsDueToInvalidConnections(false);
    }

    /** Bounds of a guard that fits: as many calls as connections; reads are repeated here, on another connection. */
    static GuardSettings guarding(DirectorySettings settings) {
        return GuardSettings.DEFAULT.withPlaces(settings.limits().connections()).withoutRepeating();
    }

    /** Runs the operation on a signed-in connection. The guard point: breaker, bounded concurrency and latch are behind it. */
    <T> T call(Access access, Operation<T> operation) {
        return guard.call(access, false, patience, answer -> false, left -> onConnection(access, operation));
    }

    private <T> T onConnection(Access access, Operation<T> operation) {
        boolean again = access == Access.READ;
        while (true) {
            LDAPConnection connection = connection();
            String where = connection.getConnectedAddress() + ":" + connection.getConnectedPort();
            boolean usable = false;
            try {
                T result = operation.on(connection);
                usable = true;
                return result;
            } catch (LDAPException e) {
                usable = e.getResultCode().isConnectionUsable() && connection.isConnected();
                boolean silent = e.getResultCode().equals(ResultCode.TIMEOUT);
                if (silent) {
                    servers.avoid(connection.getConnectedAddress(), connection.getConnectedPort());
                }
                if (!usable) {
                    // the other idle connections most likely share its fate
                    pool.shrinkPool(0);
                }
                if (usable || !again || (silent && servers.count() == 1)) {
                    throw LdapErrors.duringCall(where, e, settings.bindPassword());
                }
                LOG.debug(
                        "directory: {} failed with result {}, asking once more",
                        where,
                        e.getResultCode().intValue());
                again = false;
            } finally {
                if (usable) {
                    pool.releaseConnection(connection);
                } else {
                    pool.discardConnection(connection);
                }
            }
        }
    }

    /** Searches; a base that is not there is an error. */
    Found search(String base, SearchScope scope, Filter filter, int limit, String... attributes) {
        return call(Access.READ, connection -> {
            try {
                return new Found(
                        connection
                                .search(request(base, scope, filter, limit, attributes))
                                .getSearchEntries(),
                        false);
            } catch (LDAPSearchException e) {
                if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED) && e.getSearchEntries() != null) {
                    return new Found(e.getSearchEntries(), true);
                }
                throw e;
            }
        });
    }

    /** Reads one entry by name; empty when it is not there, not visible, or does not fit the filter. */
    Optional<SearchResultEntry> entry(String dn, Filter filter, String... attributes) {
        return call(Access.READ, connection -> {
            try {
                return connection
                        .search(request(dn, SearchScope.BASE, filter, 1, attributes))
                        .getSearchEntries()
                        .stream()
                        .findFirst();
            } catch (LDAPSearchException e) {
                if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /**
     * One server's answer to {@link #each}.
     *
     * @param silent problem code when it gave none; null when {@code value} counts
     */
    record Answered<T>(
            String server,
            @Nullable String silent,
            @Nullable T value) {}

    /** Asks every server by itself and all at the same time, each on a connection of its own; a silent one is a row that says so. */
    <T> List<Answered<T>> each(Duration within, Operation<T> operation) {
        throw new UnsupportedOperationException("coming");
    }

    /** Whether there is an account for writing. */
    boolean writable() {
        throw new UnsupportedOperationException("coming");
    }

    /**
     * Changes one entry with the account for writing, in one request, once.
     *
     * @param secret what the request holds, scrubbed from the server's words; null for none
     */
    Written modify(String dn, List<Modification> changes, @Nullable Secret secret) {
        throw new UnsupportedOperationException("coming");
    }

    /** Sends an extended request with the account for writing, once; as {@link #modify}. */
    Written extended(ExtendedRequest request, @Nullable Secret secret) {
        throw new UnsupportedOperationException("coming");
    }

    /** Binds with a person's name and password on a connection of its own, once; null when there was no answer. */
    @Nullable
    BindResult bindAs(BindRequest request) {
        throw new UnsupportedOperationException("coming");
    }

    void allowSignIn() {
        servers.allowSignIn();
    }

    @Override
    public void close() {
        pool.close();
    }

    /** A new one for each try: a used one may still be told that its former connection was closed. */
    private SearchRequest request(String base, SearchScope scope, Filter filter, int limit, String... attributes) {
        SearchRequest request = new SearchRequest(base, scope, filter, attributes);
        request.setDerefPolicy(DereferencePolicy.NEVER);
        request.setSizeLimit(limit);
        request.setTimeLimitSeconds((int) Math.max(1, settings.limits().answer().toSeconds()));
        return request;
    }

    private LDAPConnection connection() {
        try {
            return pool.getConnection();
        } catch (Servers.Failure e) {
            throw e.backendException();
        } catch (LDAPException e) {
            throw LdapErrors.duringCall("the connection pool", e, settings.bindPassword());
        }
    }

    private static SSLSocketFactory socketFactory(@Nullable Path caPem) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(caPem == null ? null : authorities(caPem));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new PindeskException(
                    Problem.CONFIGURATION,
                    "directory: the CA file " + caPem + " cannot be read as PEM certificates: " + e.getMessage(),
                    e);
        }
    }

    private static KeyStore authorities(Path pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            if (number == 0) {
                throw new GeneralSecurityException("it holds no certificate");
            }
        }
        return store;
    }
}
