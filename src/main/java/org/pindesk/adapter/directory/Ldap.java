package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPBindException;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings.Server;
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
 * The one way to the LDAP servers. Reads are bounded, repeated once on another connection, and their failures are {@link
 * BackendException}s; writes go out once, on a connection of their own, and end in {@link Written}. Connects at the first call, not
 * before.
 */
final class Ldap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ldap.class);

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
    private final Guard guard;
    private final Duration patience;
    private final SignIn signIn;
    private final Servers servers;
    private final ServerPool pool;
    private final EachServer each;
    private final Servers unsigned;
    private final @Nullable WriteAccount writer;

    /** Opens no connection. Throws {@link PindeskException} for a CA file that cannot be used. */
    Ldap(DirectorySettings settings, Clock clock, AuthLatch latch, Guard guard) {
        this.settings = settings;
        this.guard = guard;
        this.patience =
                settings.limits().connect().plus(settings.limits().answer()).multipliedBy(2);
        Connections connections = new Connections(settings.caPem(), settings.limits());
        this.signIn = new SignIn(
                latch, clock, LdapErrors.SYSTEM, settings.bindName(), settings.bindPassword(), LdapErrors.PASSWORD_KEY);
        this.servers = new Servers(settings.servers(), connections, signIn, settings.limits());
        this.unsigned = new Servers(settings.servers(), connections, signIn, settings.limits());
        this.pool = pool("pindesk-directory", servers, settings.limits().connections());
        this.each = new EachServer((server, most) ->
                pool("pindesk-" + server, new Servers(List.of(server), connections, signIn, settings.limits()), most));
        DirectorySettings.Writer account = settings.writer();
        if (account == null) {
            this.writer = null;
        } else {
            // the same account is signed in through the same latch
            SignIn writing = signIn.isOf(account.bindName(), account.bindPassword())
                    ? signIn
                    : new SignIn(
                            latch,
                            clock,
                            LdapErrors.SYSTEM,
                            account.bindName(),
                            account.bindPassword(),
                            LdapErrors.WRITE_PASSWORD_KEY);
            this.writer = new WriteAccount(
                    new Servers(settings.servers(), connections, writing, settings.limits()), guard, patience, writing);
        }
    }

    private ServerPool pool(String name, Servers of, int most) {
        return new ServerPool(name, of, settings.bindName(), settings.bindPassword(), most);
    }

    /** Bounds of a guard that fits: as many calls as connections; reads are repeated here, on another connection. */
    static GuardSettings guarding(DirectorySettings settings) {
        return GuardSettings.DEFAULT.withPlaces(settings.limits().connections()).withoutRepeating();
    }

    /** Reads on a signed-in connection. The guard point: breaker, bounded concurrency and latch are behind it. */
    <T> T read(Operation<T> operation) {
        return guard.call(Access.READ, false, patience, answer -> false, left -> pool.read(operation));
    }

    /** Searches; a base that is not there is an error. */
    Found search(String base, SearchScope scope, Filter filter, int limit, String... attributes) {
        return read(connection -> {
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
        return entry(dn, filter, null, attributes);
    }

    /** As the other, with a control that says more about the question. */
    Optional<SearchResultEntry> entry(String dn, Filter filter, @Nullable Control control, String... attributes) {
        return read(connection -> {
            SearchRequest request = request(dn, SearchScope.BASE, filter, 1, attributes);
            if (control != null) {
                request.addControl(control);
            }
            try {
                return connection.search(request).getSearchEntries().stream().findFirst();
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
            Server server,
            @Nullable String silent,
            @Nullable T value) {}

    /**
     * Asks every configured server by itself and all at the same time, each on a connection of its own; a silent one is a row that says
     * so. Who was just found silent is not waited for again for some seconds.
     */
    <T> List<Answered<T>> each(Duration within, Operation<T> operation) {
        return asking(settings.servers(), within, operation).get();
    }

    /** As {@link #each} with the given servers; begins at once, and the supplier waits for the answers. */
    <T> Supplier<List<Answered<T>>> asking(List<Server> some, Duration within, Operation<T> operation) {
        return each.ask(some, within, operation);
    }

    /** Whether there is an account for writing. */
    boolean writable() {
        return writer != null;
    }

    /**
     * Changes one entry with the account for writing, in one request, once; throws nothing. The server is the one that reading uses at
     * the moment, so that reading again shows the change.
     *
     * @param secret what the request holds, scrubbed from the server's words; null for none
     */
    Written modify(String dn, List<Modification> changes, @Nullable Secret secret) {
        return modify(new ModifyRequest(dn, changes), secret);
    }

    /** As the other, for a request with controls of its own. */
    Written modify(ModifyRequest request, @Nullable Secret secret) {
        return write(connection -> connection.modify(request), secret);
    }

    /** Sends an extended request with the account for writing, once; as {@link #modify}. */
    Written extended(ExtendedRequest request, @Nullable Secret secret) {
        return write(connection -> connection.processExtendedOperation(request), secret);
    }

    /** Reads with the account for writing, to learn what it may do. Throws as {@link #read}; refused when there is none. */
    <T> T readAsWriter(Operation<T> operation) {
        if (writer == null) {
            throw new BackendException(Problem.NOT_PERMITTED, LdapErrors.SYSTEM, WriteAccount.NONE);
        }
        return writer.read(servers.preferred(), operation);
    }

    /**
     * Binds with a person's name and password on a connection of its own, once.
     *
     * @return the answer, also a refusal; null when there was none
     */
    @Nullable
    BindResult bindAs(BindRequest request) {
        unsigned.prefer(servers.preferred());
        AtomicReference<@Nullable BindResult> result = new AtomicReference<>();
        try {
            guard.call(Access.WRITE, false, patience, any -> false, left -> {
                result.set(bound(request));
                return true;
            });
        } catch (BackendException e) {
            LOG.info("directory: whether a password signs in could not be asked: {}", e.getMessage());
        }
        return result.get();
    }

    private @Nullable BindResult bound(BindRequest request) {
        try (LDAPConnection connection = unsigned.anonymous()) {
            return connection.bind(request);
        } catch (Servers.Failure e) {
            throw e.backendException();
        } catch (LDAPBindException e) {
            return WriteAccount.isNoAnswer(e.getResultCode()) ? null : e.getBindResult();
        } catch (LDAPException e) {
            return WriteAccount.isNoAnswer(e.getResultCode()) ? null : new BindResult(e);
        }
    }

    private Written write(WriteAccount.Request request, @Nullable Secret secret) {
        return writer == null
                ? new Written(Written.Kind.NOT_SENT, WriteAccount.NONE)
                : writer.send(servers.preferred(), request, secret);
    }

    /** Lets the service accounts sign in again after they had been refused: a password or an account was corrected. */
    void allowSignIn() {
        signIn.allowAgain();
        if (writer != null) {
            writer.allowSignIn();
        }
    }

    @Override
    public void close() {
        each.close();
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
}
