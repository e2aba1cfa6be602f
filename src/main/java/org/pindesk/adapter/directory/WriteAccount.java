package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.adapter.wire.Access;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.Written;

/**
 * The service account for changes. Every request is sent once, on a connection that is opened for it: on one that lay idle nobody could
 * tell afterwards whether the request still arrived. Connections are protected, or loopback ({@link Server} takes no others).
 */
final class WriteAccount {
    static final String NONE =
            "the directory is configured without an account that may write: set LDAP_WRITE_BIND_DN and "
                    + LdapErrors.WRITE_PASSWORD_KEY;

    /** What is sent. */
    interface Request {
        LDAPResult on(LDAPConnection connection) throws LDAPException;
    }

    private final Servers servers;
    private final Guard guard;
    private final Duration patience;
    private final SignIn signIn;

    WriteAccount(Servers servers, Guard guard, Duration patience, SignIn signIn) {
        this.servers = servers;
        this.guard = guard;
        this.patience = patience;
        this.signIn = signIn;
    }

    void allowSignIn() {
        signIn.allowAgain();
    }

    /**
     * @param to asked first; another one takes its place only when it cannot be reached
     * @param secret scrubbed from what comes back; null for none
     */
    Written send(Server to, Request request, @Nullable Secret secret) {
        AtomicBoolean sent = new AtomicBoolean();
        try {
            return guard.call(Access.WRITE, false, patience, any -> false, left -> exchange(to, request, secret, sent));
        } catch (BackendException e) {
            String words = String.valueOf(e.getMessage());
            return new Written(
                    sent.get() ? Written.Kind.NO_ANSWER : Written.Kind.NOT_SENT,
                    secret == null ? words : secret.scrub(words));
        }
    }

    /** Reads as this account sees it; throws {@link BackendException}. */
    <T> T read(Server from, Ldap.Operation<T> operation) {
        return guard.call(Access.READ, false, patience, any -> false, left -> {
            try (LDAPConnection connection = connection(from)) {
                return operation.on(connection);
            } catch (LDAPException e) {
                throw LdapErrors.duringCall(String.valueOf(from), e, null);
            }
        });
    }

    private Written exchange(Server to, Request request, @Nullable Secret secret, AtomicBoolean sent) {
        LDAPConnection opened;
        try {
            opened = connection(to);
        } catch (BackendException e) {
            if (e.problem() == Problem.BUSY) {
                // thrown on, the guard would try it again
                return new Written(Written.Kind.NOT_SENT, String.valueOf(e.getMessage()));
            }
            throw e;
        }
        try (LDAPConnection connection = opened) {
            sent.set(true);
            return WriteAnswers.written(request.on(connection), secret);
        } catch (LDAPException e) {
            if (isNoAnswer(e.getResultCode())) {
                throw new BackendException(
                        Problem.NO_ANSWER,
                        LdapErrors.SYSTEM,
                        to + " did not say whether it did it ("
                                + e.getResultCode().getName() + ")");
            }
            return WriteAnswers.written(e.toLDAPResult(), secret);
        }
    }

    private LDAPConnection connection(Server preferred) {
        servers.prefer(preferred);
        try {
            return servers.getConnection();
        } catch (Servers.Failure e) {
            throw e.backendException();
        } catch (LDAPException e) {
            throw LdapErrors.duringCall(String.valueOf(preferred), e, null);
        }
    }

    /** Whether the library made this result up because none came, or none that can be read. */
    static boolean isNoAnswer(ResultCode code) {
        return code.isClientSideResultCode();
    }
}
