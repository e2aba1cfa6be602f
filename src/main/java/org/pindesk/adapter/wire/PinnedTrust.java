package org.pindesk.adapter.wire;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;

/** Trusts exactly one server certificate, whatever host name and dates it carries. */
final class PinnedTrust extends ServerTrust {
    private final String sha256;

    /**
     * @param sha256 lower-case hex
     */
    PinnedTrust(String sha256) {
        this.sha256 = sha256;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        String found = fingerprint(chain[0]);
        if (!found.equals(sha256)) {
            throw new CertificateException("the server's certificate has SHA-256 " + found + ", the configured pin is "
                    + sha256 + "; if it was renewed on purpose, configure the new one");
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
