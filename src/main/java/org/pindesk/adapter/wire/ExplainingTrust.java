package org.pindesk.adapter.wire;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** The JVM's own check of chain and host name, with dates checked also where the certificate itself is trusted, in words of use to an operator. */
final class ExplainingTrust extends ServerTrust {
    private final X509ExtendedTrustManager standard;
    private final String anchors;

    ExplainingTrust(X509ExtendedTrustManager standard, String anchors) {
        this.standard = standard;
        this.anchors = anchors;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, authType, () -> standard.checkServerTrusted(chain, authType, engine), engine::getPeerHost);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (!(socket instanceof SSLSocket tls)) {
            throw new CertificateException("a server is never trusted without its connection");
        }
        check(
                chain,
                authType,
                () -> standard.checkServerTrusted(chain, authType, socket),
                () -> tls.getHandshakeSession().getPeerHost());
    }

    /** The JVM's check of chain and host name. */
    private interface Check {
        void run() throws CertificateException;
    }

    private void check(X509Certificate[] chain, String authType, Check whole, Supplier<String> host)
            throws CertificateException {
        X509Certificate leaf = chain[0];
        try {
            leaf.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new CertificateException(
                    "the server's certificate has expired on "
                            + leaf.getNotAfter().toInstant(),
                    e);
        } catch (CertificateNotYetValidException e) {
            throw new CertificateException(
                    "the server's certificate is valid only from "
                            + leaf.getNotBefore().toInstant(),
                    e);
        }
        try {
            whole.run();
        } catch (CertificateException e) {
            if (issuerTrusted(chain, authType)) {
                throw new CertificateException(
                        "the server's certificate names " + names(leaf) + " and not the configured host " + host.get(),
                        e);
            }
            throw new CertificateException(
                    "the server's certificate does not lead to " + anchors + ": subject "
                            + leaf.getSubjectX500Principal() + ", issuer " + leaf.getIssuerX500Principal()
                            + ", SHA-256 " + fingerprint(leaf),
                    e);
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return standard.getAcceptedIssuers();
    }

    private boolean issuerTrusted(X509Certificate[] chain, String authType) {
        try {
            standard.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static String names(X509Certificate leaf) {
        try {
            Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
            if (alternatives != null && !alternatives.isEmpty()) {
                return alternatives.stream()
                        .map(entry -> String.valueOf(entry.get(1)))
                        .collect(Collectors.joining(", "));
            }
        } catch (CertificateParsingException e) {
            return "no readable host";
        }
        return leaf.getSubjectX500Principal().toString();
    }
}
