package org.pindesk.adapter.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which server certificates are trusted. There is no "trust all". With CAs the host name is checked; with a pin of the server's own
 * certificate it is not, since the pin already names that one certificate.
 */
public final class TlsTrust {
    private final X509ExtendedTrustManager manager;
    private final String description;

    private TlsTrust(X509ExtendedTrustManager manager, String description) {
        this.manager = manager;
        this.description = description;
    }

    /** The CAs that come with the JVM. */
    public static TlsTrust jvmDefault() {
        return new TlsTrust(new ExplainingTrust(standard(null), "the CAs of the Java runtime"), "JVM default");
    }

    /**
     * Certificates of one or more CAs, or the server's self-signed one.
     *
     * @throws IllegalArgumentException when the file cannot be read or holds no certificate
     */
    public static TlsTrust pemFile(Path file) {
        try {
            return pem(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalArgumentException("certificate file " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("certificate file " + file + " holds no certificate in PEM form", e);
        }
    }

    /**
     * As {@link #pemFile}, from a text.
     *
     * @throws IllegalArgumentException when there is no certificate in it
     */
    public static TlsTrust pem(String pem) {
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("no certificate in PEM form");
            }
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                anchors.setCertificateEntry("anchor-" + number++, certificate);
            }
            return new TlsTrust(
                    new ExplainingTrust(standard(anchors), "the configured certificates"),
                    certificates.size() + " configured certificate(s)");
        } catch (CertificateException e) {
            throw new IllegalArgumentException("no certificate in PEM form", e);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime lacks a standard key store", e);
        }
    }

    /**
     * The SHA-256 fingerprint of the server's own certificate: 64 hex digits, colons allowed, as {@code openssl x509 -fingerprint
     * -sha256} prints it. Renewing the certificate needs a new pin.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static TlsTrust pin(String sha256) {
        String hex = sha256.replace(":", "").replace(" ", "").toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a certificate pin is 64 hex digits (SHA-256), colons allowed");
        }
        return new TlsTrust(new PinnedTrust(hex), "pin " + hex);
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }

    /**
     * TLS on a connection that stands, for protocols that are not HTTP. The handshake is still to be made; it checks the certificate,
     * and with CAs the host name.
     *
     * @param host as configured; the certificate must name it
     * @return closes {@code connection} when it is closed
     * @throws IOException when the connection has ended
     */
    public SSLSocket over(Socket connection, String host, int port) throws IOException {
        SSLSocket tls = (SSLSocket) context().getSocketFactory().createSocket(connection, host, port, true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        return tls;
    }

    /** What is trusted, in words; no secret. */
    @Override
    public String toString() {
        return description;
    }

    private static X509ExtendedTrustManager standard(@Nullable KeyStore anchors) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            for (TrustManager candidate : factory.getTrustManagers()) {
                if (candidate instanceof X509ExtendedTrustManager usable) {
                    return usable;
                }
            }
            throw new IllegalStateException("this Java runtime has no PKIX trust manager");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no PKIX trust manager", e);
        }
    }
}
