package org.pindesk.demo.cucm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;

/** The simulator by itself, spoken to with hand-made HTTP. */
class CucmSimulatorTest {
    private static final String WRONG = "[201] Authentication error";

    private final MovableClock clock = new MovableClock();
    private final CucmSimulator cucm = new CucmSimulator(clock, Company.people());
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        cucm.start();
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry(
                "cucm",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new java.io.ByteArrayInputStream(cucm.caPem().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        client = HttpClient.newBuilder().sslContext(tls).build();
    }

    @AfterEach
    void stop() {
        cucm.close();
        assertThat(cucm.schemaViolations()).isEmpty();
    }

    @Test
    void tenWrongPinsLockThePhoneForHalfAnHour() {
        for (int i = 0; i < 10; i++) {
            assertThat(cucm.phoneSignIn("bob", "999999")).isEqualTo(WRONG);
        }
        assertThat(cucm.phoneSignIn("bob", Company.START_PIN)).isEqualTo(WRONG);
        clock.move(Duration.ofMinutes(30));
        assertThat(cucm.phoneSignIn("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void failedSignInsAreForgottenAfterHalfAnHourWithoutOne() {
        for (int i = 0; i < 4; i++) {
            cucm.phoneSignIn("bob", "999999");
        }
        clock.move(Duration.ofMinutes(30));
        cucm.phoneSignIn("bob", "999999");
        assertThat(cucm.phoneSignIn("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void peopleWithoutATelephoneAreUnknown() throws Exception {
        assertThat(cucm.phoneSignIn("nora", Company.START_PIN)).isEqualTo(WRONG);
        assertThat(call("getUser", "<userid>nora</userid>").body()).contains("<axlcode>5007</axlcode>");
        assertThat(call("updateUser", "<userid>nora</userid><pin>730915</pin>").body())
                .contains("<axlcode>5003</axlcode>");
    }

    @Test
    void anAdministratorsLockOutlivesAReset() throws Exception {
        cucm.lockByAdministrator("bob", true);
        assertThat(call("updateUser", reset("730915")).statusCode()).isEqualTo(200);
        assertThat(cucm.phoneSignIn("bob", "730915")).isEqualTo(WRONG);
        cucm.lockByAdministrator("bob", false);
        assertThat(cucm.phoneSignIn("bob", "730915")).isEqualTo("signed in");
    }

    @Test
    void theHackCountFlagLiftsALockAndAPlainUpdateDoesNot() throws Exception {
        for (int i = 0; i < 10; i++) {
            cucm.phoneSignIn("bob", "999999");
        }
        call("updateUser", "<userid>bob</userid><pin>730915</pin>");
        assertThat(cucm.phoneSignIn("bob", "730915")).isEqualTo(WRONG);
        call("updateUser", reset("940362"));
        assertThat(cucm.phoneSignIn("bob", "940362")).isEqualTo("signed in");
    }

    @Test
    void aPinThatMustBeChangedSaysSoAtThePhone() throws Exception {
        call(
                "updateUser",
                "<userid>bob</userid><pin>730915</pin><pinCredentials><pinCredUserMustChange>t</pinCredUserMustChange></pinCredentials>");
        assertThat(cucm.phoneSignIn("bob", "730915")).isEqualTo("[209] Change PIN");
    }

    @Test
    void twelvePinsAreRemembered() throws Exception {
        String[] pins = {
            "730915", "940362", "618049", "305871", "862914", "517038", "204796", "691840", "839172", "460917",
            "275068", "918304"
        };
        for (String pin : pins) {
            assertThat(call("updateUser", reset(pin)).statusCode())
                    .as("fresh PIN")
                    .isEqualTo(200);
        }
        assertThat(call("updateUser", reset(pins[0])).body()).contains("used before");
        assertThat(call("updateUser", reset(Company.START_PIN)).statusCode()).isEqualTo(200);
        assertThat(call("updateUser", reset(pins[0])).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"7309, below the minimum", "121212, Trivial", "73x915, Only digits"})
    void thePolicyIsEnforced(String pin, String words) throws Exception {
        HttpResponse<String> answer = call("updateUser", reset(pin));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains(words).doesNotContain(pin);
        assertThat(cucm.phoneSignIn("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<pin>730915</pin><userid>bob</userid>",
                "<userid>bob</userid><zeroHop>false</zeroHop><pin>730915</pin>",
                "<userid>bob</userid><pin>730915</pin><pin>730915</pin>",
                "<userid>bob</userid><pinCredentials><pinResetHackCount>true</pinResetHackCount><pinCredUserMustChange>f</pinCredUserMustChange></pinCredentials>",
                "<userid>bob</userid><unheardOf/>"
            })
    void elementsOutOfOrderAreRefused(String children) throws Exception {
        HttpResponse<String> answer = call("updateUser", children);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("not expected at this place");
        assertThat(cucm.phoneSignIn("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"executeSQLUpdate", "removeUser"})
    void otherOperationsAreRefused(String operation) throws Exception {
        HttpResponse<String> answer = call(operation, "<sql>delete from enduser</sql>");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("is not allowed here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from credential",
                "delete from enduser",
                "select c.credentials from enduser e, credential c, credentialdynamic d where e.pkid = c.fkenduser"
                        + " and c.pkid = d.fkcredential and c.tkcredential = 4 and lower(e.userid) = 'bob'",
                "select e.userid from enduser e, endusernumplanmap m, numplan n where m.fkenduser = e.pkid"
                        + " and m.fknumplan = n.pkid and m.tkdnusage = 1 and n.dnorpattern = '1' or '1' = '1'"
            })
    void otherSqlIsASyntaxError(String sql) throws Exception {
        assertThat(call("executeSQLQuery", "<sql>" + sql + "</sql>").body()).contains("<axlcode>-201</axlcode>");
    }

    @ParameterizedTest
    @CsvSource({
        "15.0, 12.0 12.5 14.0 15.0, 11.5",
        "14.0, 11.0 11.5 12.0 12.5 14.0, 10.5 15.0",
        "11.5, 9.0 9.1 10.0 10.5 11.0 11.5, 8.5 12.0",
        "9.1, 7.1 8.0 8.5 9.0 9.1, 10.0",
        "7.1, 7.1, 7.0 8.0"
    })
    void aReleaseSpeaksItsOwnSchemasAndThoseOfTwoMajorsBefore(String newest, String spoken, String others)
            throws Exception {
        cucm.release(newest);
        for (String version : spoken.split(" ")) {
            assertThat(send("/axl/", version, version, "getUser", "<userid>bob</userid>", reader())
                            .statusCode())
                    .isEqualTo(200);
        }
        for (String version : others.split(" ")) {
            assertThat(send("/axl/", version, version, "getUser", "<userid>bob</userid>", reader())
                            .statusCode())
                    .isEqualTo(599);
        }
    }

    @Test
    void theOldestReleaseHasItsOwnNamesOrderAndFault() throws Exception {
        cucm.release("7.1");
        String user = send("/axl/", "7.1", "7.1", "getUser", "<userid>bob</userid>", reader())
                .body();
        String unknown = send("/axl/", "7.1", "7.1", "getUser", "<userid>nora</userid>", reader())
                .body();
        String withoutPolicy = send("/axl/", "7.1", "7.1", "updateUser", reset("730915"), writer())
                .body();

        assertThat(user).contains("<firstname>Bob</firstname>").doesNotContain("homeCluster");
        assertThat(user.indexOf("telephoneNumber")).isLessThan(user.indexOf("mailid"));
        assertThat(unknown).contains("<axl:error").contains("<code>5007</code>");
        assertThat(withoutPolicy).contains("not expected at this place");
    }

    @Test
    void lotteIsLockedForHalfAnHourAndAdeleUntilAnAdministratorActs() {
        assertThat(cucm.phoneSignIn("lotte", Company.START_PIN)).isEqualTo(WRONG);
        assertThat(cucm.phoneSignIn("adele", Company.START_PIN)).isEqualTo(WRONG);
        clock.move(Duration.ofMinutes(30));
        assertThat(cucm.phoneSignIn("lotte", Company.START_PIN)).isEqualTo("signed in");
        assertThat(cucm.phoneSignIn("adele", Company.START_PIN)).isEqualTo(WRONG);
        cucm.lockByAdministrator("adele", false);
        assertThat(cucm.phoneSignIn("adele", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void theReadOnlyAccountMayNotWrite() throws Exception {
        assertThat(send("/axl/", "12.5", "12.5", "updateUser", reset("730915"), reader())
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("/axl/", "12.5", "12.5", "getUser", "<userid>bob</userid>", reader())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void transportRulesAreEnforced() throws Exception {
        String get = "<userid>bob</userid>";
        assertThat(send("/axl", "12.5", "12.5", "getUser", get, writer()).statusCode())
                .isEqualTo(404);
        assertThat(send("/axl/", "11.5", "11.5", "getUser", get, writer()).statusCode())
                .isEqualTo(599);
        assertThat(send("/axl/", "12.5", "14.0", "getUser", get, writer()).statusCode())
                .isEqualTo(500);
        assertThat(send("/axl/", "12.5", "12.5", "getUser", get, "Basic eDp5").statusCode())
                .isEqualTo(401);
        HttpRequest read = HttpRequest.newBuilder(cucm.url()).GET().build();
        assertThat(client.send(read, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void aSessionStandsInForThePasswordUntilItIsIdleTooLong() throws Exception {
        String cookie = call("getUser", "<userid>bob</userid>")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
        assertThat(withCookie(cookie).statusCode()).isEqualTo(200);
        clock.move(Duration.ofMinutes(29));
        assertThat(withCookie(cookie).statusCode()).isEqualTo(200);
        clock.move(Duration.ofMinutes(30));
        assertThat(withCookie(cookie).statusCode()).isEqualTo(404);
    }

    @Test
    void theAdministratorCarriesAForeignRole() throws Exception {
        assertThat(call("getUser", "<userid>carl</userid>").body())
                .contains("Standard CCM Super Users")
                .contains("Standard CCM Admin Users");
    }

    @Test
    void theJournalHoldsNoPin() throws Exception {
        call("updateUser", reset("730915"));
        assertThat(cucm.journal()).hasSize(1);
        assertThat(cucm.journal().get(0).operation()).isEqualTo("updateUser");
        assertThat(cucm.journal().toString()).doesNotContain("730915").contains("<pin>***</pin>");
    }

    @Test
    void faultsDoNotReachThePhone() {
        cucm.misbehave(Fault.parse("down").orElseThrow());
        assertThat(cucm.phoneSignIn("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void throttlingTurnsAwayAsManyAsItSays() throws Exception {
        cucm.misbehave(Fault.parse("throttle 30%").orElseThrow());
        int away = 0;
        for (int i = 0; i < 20; i++) {
            away += call("updateUser", "<userid>bob</userid>").statusCode() == 503 ? 1 : 0;
        }
        assertThat(away).isEqualTo(6);
    }

    private static String reset(String pin) {
        return "<userid>bob</userid><pin>" + pin
                + "</pin><pinCredentials><pinResetHackCount>true</pinResetHackCount></pinCredentials>";
    }

    private HttpResponse<String> call(String operation, String children) throws IOException, InterruptedException {
        return send("/axl/", "14.0", "14.0", operation, children, writer());
    }

    private HttpResponse<String> send(
            String path, String action, String namespace, String operation, String children, String authorization)
            throws IOException, InterruptedException {
        URI uri = cucm.url().resolve(path);
        return client.send(
                request(uri, action, namespace, operation, children)
                        .header("Authorization", authorization)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> withCookie(String cookie) throws IOException, InterruptedException {
        return client.send(
                request(cucm.url(), "14.0", "14.0", "getUser", "<userid>bob</userid>")
                        .header("Cookie", cookie)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(
            URI uri, String action, String namespace, String operation, String children) {
        String body = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><n:" + operation
                + " xmlns:n=\"http://www.cisco.com/AXL/API/" + namespace + "\">" + children + "</n:" + operation
                + "></e:Body></e:Envelope>";
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("SOAPAction", "CUCM:DB ver=" + action + " " + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String writer() {
        return basic(CucmSimulator.WRITER_USER, CucmSimulator.WRITER_PASSWORD);
    }

    private static String reader() {
        return basic(CucmSimulator.READER_USER, CucmSimulator.READER_PASSWORD);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
