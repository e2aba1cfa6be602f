package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.time.Duration;
import org.pindesk.core.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signed-in connections that are used again. A read that found a broken one is made once more on another. */
final class ServerPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerPool.class);

    /** Below the 15 minutes after which Active Directory drops an idle connection. */
    private static final Duration CONNECTION_AGE = Duration.ofMinutes(10);

    private final Servers servers;
    private final Secret password;
    private final LDAPConnectionPool pool;

    /**
     * Opens no connection.
     *
     * @param most connections that are kept
     */
    ServerPool(String name, Servers servers, String bindName, Secret password, int most) {
        this.servers = servers;
        this.password = password;
        try {
            // the credentials here are for the library's re-authentication, which is not used: Servers signs in
            this.pool = new LDAPConnectionPool(servers, new SimpleBindRequest(bindName, password.open()), 0, most);
        } catch (LDAPException e) {
            throw LdapErrors.duringCall("the connection pool", e, password);
        }
        pool.setConnectionPoolName(name);
        pool.setMaxConnectionAgeMillis(CONNECTION_AGE.toMillis());
        pool.setRetryFailedOperationsDueToInvalidConnections(false);
    }

    /** Throws {@link org.pindesk.core.BackendException} when it fails, a second time if it may be asked again. */
    <T> T read(Ldap.Operation<T> operation) {
        boolean again = true;
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
                    throw LdapErrors.duringCall(where, e, password);
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

    @Override
    public void close() {
        pool.close();
    }

    private LDAPConnection connection() {
        try {
            return pool.getConnection();
        } catch (Servers.Failure e) {
            throw e.backendException();
        } catch (LDAPException e) {
            throw LdapErrors.duringCall("the connection pool", e, password);
        }
    }
}
