package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings.Limits;
import org.pindesk.adapter.directory.DirectorySettings.Security;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;

/** Opens connections, protected as configured and to the right host; nobody is signed in on them yet. */
final class Connections {
    private final SSLSocketFactory tls;
    private final LDAPConnectionOptions options;

    /** Opens none. Throws {@link PindeskException} for a CA file that cannot be used. */
    Connections(@Nullable Path caPem, Limits limits) {
        this.tls = new ImpatientSocketFactory(socketFactory(caPem), limits.connect());
        this.options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) limits.connect().toMillis());
        options.setResponseTimeoutMillis(limits.answer().toMillis());
        options.setAbandonOnTimeout(true);
        options.setFollowReferrals(false);
        options.setBindWithDNRequiresPassword(true);
        options.setSSLSocketVerifier(new HostCheck());
    }

    LDAPConnection open(Server server) throws LDAPException {
        LDAPConnection connection = server.security() == Security.LDAPS
                ? new LDAPConnection(tls, options, server.host(), server.port())
                : new LDAPConnection(options, server.host(), server.port());
        boolean open = false;
        try {
            if (server.security() == Security.STARTTLS) {
                ExtendedResult result = connection.processExtendedOperation(new StartTLSExtendedRequest(tls));
                if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
                    throw new LDAPException(
                            ResultCode.CONNECT_ERROR, "StartTLS refused", new SSLException("StartTLS refused"));
                }
            }
            open = true;
            return connection;
        } finally {
            if (!open) {
                connection.close();
            }
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
