package org.pindesk.demo.cucm;

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
import java.util.List;

/** A self-signed server certificate as CUCM's tomcat has one by default, made anew for each simulator. */
final class ServerCertificate {
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
    static ServerCertificate forLoopback() {
        return of(
                List.of(
                        new ASN1OctetString(DNS_NAME, "localhost"),
                        new ASN1OctetString(IP_ADDRESS, new byte[] {127, 0, 0, 1})),
                UNTIL);
    }

    /** For another host, as after a mix-up of servers. */
    static ServerCertificate forHost(String name) {
        return of(List.of(new ASN1OctetString(DNS_NAME, name)), UNTIL);
    }

    /** For 127.0.0.1, but no longer valid. */
    static ServerCertificate expired() {
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
                    new DN("CN=cucm-publisher,O=Beispiel AG"),
                    FROM.toEpochMilli(),
                    until.toEpochMilli(),
                    alternativeNames);
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(made.getFirst().getX509CertificateBytes()));
            KeyStore keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null, null);
            keyStore.setKeyEntry("tomcat", made.getSecond().getPrivate(), new char[0], new Certificate[] {certificate});
            return new ServerCertificate(keyStore, made.getFirst().toPEMString());
        } catch (CertException | LDAPException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no certificate could be made for the simulated CUCM", e);
        }
    }

    /** Key under an empty password. */
    KeyStore keyStore() {
        return keyStore;
    }

    String pem() {
        return pem;
    }
}
