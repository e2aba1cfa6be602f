package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings.Limits;
import org.pindesk.adapter.directory.DirectorySettings.Security;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
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
    private final String bindName;
    private final SignIn signIn;
    private final Limits limits;
    private final SSLSocketFactory tls;
    private final LDAPConnectionOptions options;
    private volatile int first;

    Servers(DirectorySettings settings, SSLSocketFactory tls, SignIn signIn) {
        this.servers = settings.servers();
        this.bindName = settings.bindName();
        this.signIn = signIn;
        this.limits = settings.limits();
        this.tls = new ImpatientSocketFactory(tls, limits.connect());
        this.options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) limits.connect().toMillis());
        options.setResponseTimeoutMillis(limits.answer().toMillis());
        options.setAbandonOnTimeout(true);
        options.setFollowReferrals(false);
        options.setBindWithDNRequiresPassword(true);
        options.setSSLSocketVerifier(new HostCheck());
    }

    int count() {
        return servers.size();
    }

    /** The given server did not answer: others come first from now on. */
    void avoid(@Nullable String host, int port) {
        Server current = servers.get(first);
        if (current.host().equals(host) && current.port() == port) {
            first = (first + 1) % servers.size();
        }
    }

    /** Lets the service account sign in again after it had been refused: its password or its state was corrected. */
    void allowSignIn() {
        signIn.allowAgain();
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
        try (SignIn.Turn turn = signIn.begin(limits.connect().plus(limits.answer()))) {
            return connection(turn);
        } catch (BackendException e) {
            throw new Failure(e);
        }
    }

    private LDAPConnection connection(SignIn.Turn turn) throws LDAPException {
        List<BackendException> failures = new ArrayList<>();
        int start = first;
        for (int i = 0; i < servers.size(); i++) {
            int index = (start + i) % servers.size();
            Server server = servers.get(index);
            try {
                LDAPConnection connection = open(server, turn.password());
                if (index != start) {
                    LOG.warn("directory: {} is used now, after {}", server, texts(failures));
                }
                first = index;
                return connection;
            } catch (LDAPException e) {
                BackendException failure = LdapErrors.atSignIn(server, e, turn.password());
                if (failure.problem() == Problem.BAD_CREDENTIALS) {
                    if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
                        turn.refused(text(failure));
                    } else {
                        turn.refusedForNow(text(failure));
                    }
                    throw new Failure(failure);
                }
                failures.add(failure);
            }
        }
        throw new Failure(summary(failures));
    }

    private LDAPConnection open(Server server, Secret password) throws LDAPException {
        LDAPConnection connection = server.security() == Security.LDAPS
                ? new LDAPConnection(tls, options, server.host(), server.port())
                : new LDAPConnection(options, server.host(), server.port());
        boolean signedIn = false;
        try {
            if (server.security() == Security.STARTTLS) {
                ExtendedResult result = connection.processExtendedOperation(new StartTLSExtendedRequest(tls));
                if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
                    throw new LDAPException(
                            ResultCode.CONNECT_ERROR, "StartTLS refused", new SSLException("StartTLS refused"));
                }
            }
            connection.bind(new SimpleBindRequest(bindName, password.open()));
            signedIn = true;
            return connection;
        } finally {
            if (!signedIn) {
                connection.close();
            }
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

        Failure(BackendException failure) {
            super(ResultCode.CONNECT_ERROR, failure.problem().code());
            this.failure = failure;
        }

        BackendException backendException() {
            return failure;
        }
    }

    /** The library accepts every host name unless told otherwise, and its refusal does not say that it is one about names. */
    private static final class HostCheck extends SSLSocketVerifier {
        /** What the JDK gives for a connection whose handshake failed; handshaking again tells why. */
        private static final String NO_SESSION = "SSL_NULL_WITH_NULL_NULL";

        private final HostNameSSLSocketVerifier names = new HostNameSSLSocketVerifier(true);

        @Override
        public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
            try {
                // handshaking twice would change the keys under TLS 1.3, and Samba 4.17 reads nothing more after that
                if (socket.getSession().getCipherSuite().equals(NO_SESSION)) {
                    socket.startHandshake();
                }
            } catch (IOException e) {
                throw new LDAPException(ResultCode.CONNECT_ERROR, "TLS handshake", e);
            }
            try {
                names.verifySSLSocket(host, port, socket);
                // the bound was for the handshake; from here on the library's own timeouts hold
                socket.setSoTimeout(0);
            } catch (IOException e) {
                throw new LDAPException(ResultCode.CONNECT_ERROR, "TLS handshake", e);
            } catch (LDAPException e) {
                throw new LDAPException(
                        ResultCode.CONNECT_ERROR,
                        "host name",
                        new SSLPeerUnverifiedException("not the name of the host"));
            }
        }
    }
}
