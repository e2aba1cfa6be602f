package org.pindesk.demo.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;

/** It refuses what Active Directory refuses, so that nothing passes here that fails there. */
@Timeout(30)
class DirectorySimulatorTest {
    private DirectorySimulator simulator;

    @BeforeEach
    void start() {
        simulator = new DirectorySimulator(Clock.systemUTC(), Company.people());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void answersNobodyWhoHasNotSignedIn() throws Exception {
        try (LDAPConnection connection = connect()) {
            LDAPException refusal = catchThrowableOfType(
                    LDAPException.class,
                    () -> connection.search(Company.BASE_DN, SearchScope.SUB, "(sAMAccountName=bob)"));
            assertThat(refusal).isNotNull();
        }
    }

    @Test
    void takesDnUpnAndDomainName() throws Exception {
        for (String name : new String[] {
            DirectorySimulator.SERVICE_DN,
            DirectorySimulator.SERVICE_UPN,
            "BEISPIEL\\" + DirectorySimulator.SERVICE_LOGIN
        }) {
            try (LDAPConnection connection = connect()) {
                connection.bind(name, DirectorySimulator.servicePassword().open());
            }
        }
        assertThat(simulator.operations()).isEqualTo(new DirectorySimulator.Operations(3, 0, 0, 0));
    }

    @Test
    void saysWhyASignInFails() throws Exception {
        assertThat(subCode("nobody", "x")).isEqualTo("525");
        assertThat(subCode("bob", "x")).isEqualTo("52e");
        assertThat(subCode("leo", Company.START_PASSWORD)).isEqualTo("533");
        simulator.lock("bob", true);
        assertThat(subCode("bob", "x")).isEqualTo("775");
    }

    @Test
    void givesTokenGroupsForABaseSearchOnly() throws Exception {
        try (LDAPConnection connection = signedIn()) {
            LDAPException refusal = catchThrowableOfType(
                    LDAPException.class,
                    () -> connection.search(
                            Company.STAFF_DN, SearchScope.SUB, "(sAMAccountName=bob)", "mail", "tokenGroups"));
            assertThat(refusal.getResultCode()).isEqualTo(ResultCode.OPERATIONS_ERROR);
            assertThat(connection.getEntry(simulator.dn("heinz"), "tokenGroups").getAttributeValues("tokenGroups"))
                    .as("Domain Users, the night group and the one around it")
                    .hasSize(3);
        }
    }

    @Test
    void resolvesChainsAndReferences() throws Exception {
        try (LDAPConnection connection = signedIn()) {
            SearchResult result = connection.search(
                    Company.BASE_DN,
                    SearchScope.SUB,
                    "(&(objectClass=user)(memberOf:1.2.840.113556.1.4.1941:=" + Company.HELPDESK_GROUP + "))",
                    "sAMAccountName");
            assertThat(result.getSearchEntries())
                    .extracting(entry -> entry.getAttributeValue("sAMAccountName"))
                    .containsExactlyInAnyOrder("hana", "heinz");
            assertThat(result.getReferenceCount()).isPositive();
        }
    }

    @Test
    void takesNoWrites() throws Exception {
        try (LDAPConnection connection = signedIn()) {
            LDAPException refusal = catchThrowableOfType(
                    LDAPException.class,
                    () -> connection.modify(
                            simulator.dn("bob"), new Modification(ModificationType.REPLACE, "mail", "x@y.z")));
            assertThat(refusal.getResultCode()).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        }
    }

    @Test
    void opensTheSamePortAgain() throws Exception {
        int port = simulator.ldapsPort();
        simulator.misbehave(Fault.parse("down").orElseThrow());
        assertThat(catchThrowableOfType(LDAPException.class, this::connect)).isNotNull();
        simulator.misbehave(Fault.UP);
        connect().close();
        assertThat(simulator.ldapsPort()).isEqualTo(port);
    }

    private String subCode(String login, String password) throws Exception {
        try (LDAPConnection connection = connect()) {
            LDAPException refusal = catchThrowableOfType(
                    LDAPException.class, () -> connection.bind(login + "@" + Company.MAIL_DOMAIN, password));
            assertThat(refusal.getResultCode()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
            return refusal.getDiagnosticMessage().replaceAll(".*data ([0-9a-f]+),.*", "$1");
        }
    }

    private LDAPConnection signedIn() throws Exception {
        LDAPConnection connection = connect();
        connection.bind(
                DirectorySimulator.SERVICE_UPN,
                DirectorySimulator.servicePassword().open());
        return connection;
    }

    private LDAPConnection connect() throws Exception {
        return new LDAPConnection(
                new SSLUtil(new PEMFileTrustManager(simulator.caPem().toFile())).createSSLSocketFactory(),
                "127.0.0.1",
                simulator.ldapsPort());
    }
}
