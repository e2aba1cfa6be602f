package org.pindesk.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.cucm.BrokenCucm;
import org.pindesk.demo.cucm.CucmSimulator;

class TlsTrustTest {
    private static final CucmSimulator RIGHT = new CucmSimulator(Clock.systemUTC(), Company.people());
    private static final CucmSimulator OTHER_HOST = BrokenCucm.certifiedForAnotherHost();
    private static final CucmSimulator EXPIRED = BrokenCucm.certifiedLongAgo();

    @BeforeAll
    static void start() {
        RIGHT.start();
        OTHER_HOST.start();
        EXPIRED.start();
    }

    @AfterAll
    static void stop() {
        RIGHT.close();
        OTHER_HOST.close();
        EXPIRED.close();
    }

    @Test
    void theConfiguredCertificateIsTrustedForItsHost() {
        assertThat(status(RIGHT, TlsTrust.pem(RIGHT.caPem()))).isEqualTo(404);
    }

    @Test
    void severalCertificatesInOneFileAreAllTrusted(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), OTHER_HOST.caPem() + "\n" + RIGHT.caPem());

        assertThat(status(RIGHT, TlsTrust.pemFile(file))).isEqualTo(404);
    }

    @Test
    void anotherCaIsRefusedAndTheCertificateNamed() throws Exception {
        BackendException failure = failure(RIGHT, TlsTrust.pem(OTHER_HOST.caPem()));

        assertThat(failure.problem()).isEqualTo(Problem.UNTRUSTED_TLS);
        assertThat(failure)
                .hasMessageContaining("does not lead to the configured certificates")
                .hasMessageContaining("CN=simulated")
                .hasMessageContaining(fingerprint(RIGHT));
    }

    @Test
    void theJvmsCasDoNotTrustASelfSignedCertificate() {
        assertThat(failure(RIGHT, TlsTrust.jvmDefault()))
                .hasMessageContaining("the CAs of the Java runtime")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.UNTRUSTED_TLS);
    }

    @Test
    void anotherHostNameIsRefusedAndBothNamed() {
        assertThat(failure(OTHER_HOST, TlsTrust.pem(OTHER_HOST.caPem())))
                .hasMessageContaining("names cucm.beispiel.example")
                .hasMessageContaining("not the configured host 127.0.0.1")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.UNTRUSTED_TLS);
    }

    @Test
    void anExpiredCertificateIsRefusedEvenWhenConfigured() {
        assertThat(failure(EXPIRED, TlsTrust.pem(EXPIRED.caPem())))
                .hasMessageContaining("has expired on 2024-05-01")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.UNTRUSTED_TLS);
    }

    @Test
    void aPinTrustsItsCertificateWhateverHostItNames() throws Exception {
        assertThat(status(RIGHT, TlsTrust.pin(fingerprint(RIGHT)))).isEqualTo(404);
        assertThat(status(OTHER_HOST, TlsTrust.pin(colons(fingerprint(OTHER_HOST)))))
                .isEqualTo(404);
    }

    @Test
    void aPinTrustsNoOtherCertificate() throws Exception {
        assertThat(failure(RIGHT, TlsTrust.pin(fingerprint(OTHER_HOST))))
                .hasMessageContaining(fingerprint(RIGHT))
                .hasMessageContaining("the configured pin is")
                .extracting(BackendException::problem)
                .isEqualTo(Problem.UNTRUSTED_TLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "zz", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
    void whatIsNoCertificateIsSaidAtStart(String pem) {
        assertThatThrownBy(() -> TlsTrust.pem(pem)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TlsTrust.pin(pem)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> TlsTrust.pemFile(folder.resolve("nowhere.pem")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere.pem");
    }

    /** Without a sign-in and at a wrong path: an answer with 404 proves that TLS was fine. */
    private static int status(CucmSimulator server, TlsTrust trust) {
        return call(server, trust).status();
    }

    private static BackendException failure(CucmSimulator server, TlsTrust trust) {
        BackendException failure = catchThrowableOfType(BackendException.class, () -> call(server, trust));
        assertThat(failure).as("a failure").isNotNull();
        return failure;
    }

    private static HttpAnswer call(CucmSimulator server, TlsTrust trust) {
        URI uri = server.url().resolve("/nothing");
        return new Http(Guard.of("hq", GuardSettings.DEFAULT), trust, Duration.ofSeconds(5), 10_000)
                .call("hq", Access.READ, HttpCall.get(uri, Map.of()), Duration.ofSeconds(30));
    }

    private static String fingerprint(CucmSimulator server) throws Exception {
        byte[] certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(server.caPem().getBytes(StandardCharsets.US_ASCII)))
                .getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    }

    private static String colons(String hex) {
        return hex.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
    }
}
