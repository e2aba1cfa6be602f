package org.pindesk.demo.directory;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.util.OID;
import com.unboundid.util.ObjectPair;
import com.unboundid.util.ssl.cert.CertException;
import com.unboundid.util.ssl.cert.PublicKeyAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import com.unboundid.util.ssl.cert.X509CertificateExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate, made anew for each start; its own certificate is the CA to trust. */
final class ServerCertificate {
    private static final OID SUBJECT_ALTERNATIVE_NAME = new OID("2.5.29.17");

    /** Tags of GeneralName in RFC 5280 4.2.1.6. */
    private static final byte DNS_NAME = (byte) 0x82;

    private static final byte IP_ADDRESS = (byte) 0x87;

    private final X509Certificate certificate;
    private final SSLContext context;

    /**
     * @param names host names that it is good for; the loopback address is always one
     */
    ServerCertificate(Instant now, Collection<String> names) throws GeneralSecurityException, IOException {
        char[] noPassword = new char[0];
        try {
            ObjectPair<X509Certificate, KeyPair> made = X509Certificate.generateSelfSignedCertificate(
                    SignatureAlgorithmIdentifier.SHA_256_WITH_ECDSA,
                    PublicKeyAlgorithmIdentifier.EC,
                    256,
                    new DN(new RDN("CN", "Pindesk demo directory")),
                    now.minus(Duration.ofDays(1)).toEpochMilli(),
                    now.plus(Duration.ofDays(365)).toEpochMilli(),
                    alternativeNames(names));
            certificate = made.getFirst();
            Certificate chain = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.getX509CertificateBytes()));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("server", made.getSecond().getPrivate(), noPassword, new Certificate[] {chain});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, noPassword);
            context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
        } catch (CertException e) {
            throw new GeneralSecurityException("no certificate for the directory", e);
        }
    }

    SSLContext context() {
        return context;
    }

    Path writeTo(Path file) throws IOException {
        return Files.write(file, certificate.toPEM());
    }

    private static X509CertificateExtension alternativeNames(Collection<String> names) throws IOException {
        List<ASN1Element> general = new ArrayList<>();
        names.forEach(name -> general.add(new ASN1OctetString(DNS_NAME, name)));
        general.add(new ASN1OctetString(
                IP_ADDRESS, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}).getAddress()));
        return new X509CertificateExtension(SUBJECT_ALTERNATIVE_NAME, false, new ASN1Sequence(general).encode());
    }
}
