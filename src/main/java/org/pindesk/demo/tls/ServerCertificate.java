package org.pindesk.demo.tls;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.OID;
import com.unboundid.util.ObjectPair;
import com.unboundid.util.ssl.cert.CertException;
import com.unboundid.util.ssl.cert.PublicKeyAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import com.unboundid.util.ssl.cert.X509CertificateExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed server certificate, such as CUCM's tomcat has one by default; made anew for each simulator. */
public final class ServerCertificate {
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final byte DNS_NAME = (byte) 0x82;
    private static final byte IP_ADDRESS = (byte) 0x87;
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2049-12-31T00:00:00Z");

    private final KeyStore keyStore;
    private final String pem;

    private ServerCertificate(KeyStore keyStore, String pem) {
        this.keyStore = keyStore;
        this.pem = pem;
    }

    /** For 127.0.0.1 and localhost. */
    public static ServerCertificate forLoopback() {
        return forLoopbackAnd(List.of("localhost"));
    }

    /** For 127.0.0.1 and these host names. */
    public static ServerCertificate forLoopbackAnd(Collection<String> hosts) {
        List<ASN1Element> names = new ArrayList<>();
        hosts.forEach(host -> names.add(new ASN1OctetString(DNS_NAME, host)));
        names.add(new ASN1OctetString(IP_ADDRESS, new byte[] {127, 0, 0, 1}));
        return of(names, UNTIL);
    }

    /** For another host, as after a mix-up of servers. */
    public static ServerCertificate forHost(String name) {
        return of(List.of(new ASN1OctetString(DNS_NAME, name)), UNTIL);
    }

    /** For 127.0.0.1, but no longer valid. */
    public static ServerCertificate expired() {
        return of(
                List.of(new ASN1OctetString(IP_ADDRESS, new byte[] {127, 0, 0, 1})),
                Instant.parse("2024-05-01T00:00:00Z"));
    }

    private static ServerCertificate of(List<? extends ASN1Element> names, Instant until) {
        try {
            X509CertificateExtension alternativeNames = new X509CertificateExtension(
                    new OID(SUBJECT_ALTERNATIVE_NAME), false, new ASN1Sequence(names).encode());
            ObjectPair<X509Certificate, KeyPair> made = X509Certificate.generateSelfSignedCertificate(
                    SignatureAlgorithmIdentifier.SHA_256_WITH_ECDSA,
                    PublicKeyAlgorithmIdentifier.EC,
                    256,
                    new DN("CN=simulated,O=Beispiel AG"),
                    FROM.toEpochMilli(),
                    until.toEpochMilli(),
                    alternativeNames);
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(made.getFirst().getX509CertificateBytes()));
            KeyStore keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null, null);
            keyStore.setKeyEntry("server", made.getSecond().getPrivate(), new char[0], new Certificate[] {certificate});
            return new ServerCertificate(keyStore, made.getFirst().toPEMString());
        } catch (CertException | LDAPException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no certificate could be made for a simulated system", e);
        }
    }

    /** For a server that presents this certificate. */
    public SSLContext context() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Key under an empty password. */
    public KeyStore keyStore() {
        return keyStore;
    }

    /** The certificate, which is its own CA. */
    public String pem() {
        return pem;
    }
}
