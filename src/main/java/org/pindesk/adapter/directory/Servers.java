package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings.Limits;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens signed-in connections to the first server that takes one. Not the library's own fail-over set: that one goes on to the next
 * server after a refused password, and stays with a server that connects but does not answer the sign-in. Here a refused password
 * ends everything, see {@link SignIn}, so that a wrong password costs exactly one bad sign-in.
 */
final class Servers extends ServerSet {
    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    private final List<Server> servers;
    private final Connections connections;
    private final SignIn signIn;
    private final Duration patience;
    private volatile int first;

    Servers(List<Server> servers, Connections connections, SignIn signIn, Limits limits) {
        this.servers = servers;
        this.connections = connections;
        this.signIn = signIn;
        this.patience = limits.connect().plus(limits.answer());
    }

    int count() {
        return servers.size();
    }

    /** The server that is asked first at the moment. */
    Server preferred() {
        return servers.get(first);
    }

    void prefer(Server server) {
        first = Math.max(0, servers.indexOf(server));
    }

    /** The given server did not answer: others come first from now on. */
    void avoid(@Nullable String host, int port) {
        Server current = servers.get(first);
        if (current.host().equals(host) && current.port() == port) {
            first = (first + 1) % servers.size();
        }
    }

    @Override
    public boolean includesAuthentication() {
        return true;
    }

    @Override
    public boolean includesPostConnectProcessing() {
        return true;
    }

    @Override
    public LDAPConnection getConnection() throws LDAPException {
        return first(this::signIn);
    }

    /** As {@link #getConnection}, with nobody signed in. */
    LDAPConnection anonymous() throws Failure {
        return first((server, connection) -> {});
    }

    /** What is done with a connection before it may be used. */
    private interface Opening {
        void on(Server server, LDAPConnection connection) throws LDAPException;
    }

    private LDAPConnection first(Opening opening) throws Failure {
        List<BackendException> failures = new ArrayList<>();
        int start = first;
        for (int i = 0; i < servers.size(); i++) {
            int index = (start + i) % servers.size();
            Server server = servers.get(index);
            try {
                LDAPConnection connection = open(server, opening);
                if (index != start) {
                    LOG.warn("directory: {} is used now, after {}", server, texts(failures));
                }
                first = index;
                return connection;
            } catch (Failure e) {
                if (e.everywhere) {
                    throw e;
                }
                failures.add(e.backendException());
            } catch (LDAPException e) {
                failures.add(LdapErrors.atSignIn(server, e, null, signIn.key()));
            }
        }
        throw new Failure(summary(failures), true);
    }

    private LDAPConnection open(Server server, Opening opening) throws LDAPException {
        LDAPConnection connection = connections.open(server);
        boolean ready = false;
        try {
            opening.on(server, connection);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    /** The turn is for the sign-in alone: a server that does not even connect holds up no sign-in elsewhere. */
    private void signIn(Server server, LDAPConnection connection) throws Failure {
        try (SignIn.Turn turn = signIn.begin(patience)) {
            bind(server, connection, turn);
        } catch (BackendException e) {
            throw new Failure(e, true);
        }
    }

    private void bind(Server server, LDAPConnection connection, SignIn.Turn turn) throws Failure {
        try {
            connection.bind(
                    new SimpleBindRequest(signIn.account(), turn.password().open()));
        } catch (LDAPException e) {
            BackendException failure = LdapErrors.atSignIn(server, e, turn.password(), signIn.key());
            boolean refused = failure.problem() == Problem.BAD_CREDENTIALS;
            if (refused && e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
                turn.refused(text(failure));
            } else if (refused) {
                turn.refusedForNow(text(failure));
            }
            throw new Failure(failure, refused);
        }
    }

    private static BackendException summary(List<BackendException> failures) {
        BackendException worst = failures.get(0);
        for (BackendException failure : failures) {
            if (failure.problem() == Problem.UNTRUSTED_TLS || worst.problem() == Problem.UNREACHABLE) {
                worst = failure;
            }
        }
        return new BackendException(worst.problem(), LdapErrors.SYSTEM, texts(failures));
    }

    private static String texts(List<BackendException> failures) {
        return String.join("; ", failures.stream().map(Servers::text).toList());
    }

    private static String text(BackendException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.substring(message.indexOf(": ") + 2);
    }

    /** Carries our own exception through the library's pool, which knows LDAPException only. */
    static final class Failure extends LDAPException {
        private static final long serialVersionUID = 1L;

        private final BackendException failure;

        /** Whether asking another server would be no use. */
        private final boolean everywhere;

        Failure(BackendException failure, boolean everywhere) {
            super(ResultCode.CONNECT_ERROR, failure.problem().code());
            this.failure = failure;
            this.everywhere = everywhere;
        }

        BackendException backendException() {
            return failure;
        }
    }
}
