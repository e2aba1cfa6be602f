package org.pindesk.demo.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.charset.StandardCharsets;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;

/** A plain LDAP client of the simulator, so that it is tested through the wire. */
final class Client {
    private final DirectorySimulator simulator;

    Client(DirectorySimulator simulator) {
        this.simulator = simulator;
    }

    LDAPConnection connect() throws Exception {
        return new LDAPConnection(
                new SSLUtil(new PEMFileTrustManager(simulator.caPem().toFile())).createSSLSocketFactory(),
                "127.0.0.1",
                simulator.ldapsPort());
    }

    LDAPConnection reader() throws Exception {
        return signedIn(DirectorySimulator.SERVICE_UPN, DirectorySimulator.servicePassword());
    }

    LDAPConnection writer() throws Exception {
        return signedIn(DirectorySimulator.WRITE_DN, DirectorySimulator.writePassword());
    }

    private LDAPConnection signedIn(String name, Secret password) throws Exception {
        LDAPConnection connection = connect();
        connection.bind(name, password.open());
        return connection;
    }

    /** The sub-code of a refused simple bind, or "ok". */
    String bind(String login, String password) throws Exception {
        try (LDAPConnection connection = connect()) {
            connection.bind(login + "@" + Company.MAIL_DOMAIN, password);
            return "ok";
        } catch (LDAPException e) {
            return e.getDiagnosticMessage().replaceAll(".*data ([0-9a-f]+),.*", "$1");
        }
    }

    SearchResultEntry read(String login, String... attributes) throws Exception {
        try (LDAPConnection connection = reader()) {
            return connection.getEntry(simulator.dn(login), attributes);
        }
    }

    long number(String login, String attribute) throws Exception {
        Long value = read(login, attribute).getAttributeValueAsLong(attribute);
        if (value == null) {
            throw new AssertionError(login + " has no " + attribute);
        }
        return value;
    }

    /** What the write account is answered: "0" or result code and text. */
    String write(String dn, Modification... changes) throws Exception {
        try (LDAPConnection connection = writer()) {
            return modify(connection, new ModifyRequest(dn, changes));
        }
    }

    static String modify(LDAPConnection connection, ModifyRequest request) {
        try {
            return String.valueOf(connection.modify(request).getResultCode().intValue());
        } catch (LDAPException e) {
            return e.getResultCode().intValue() + " " + e.getDiagnosticMessage();
        }
    }

    static Modification replace(String attribute, String value) {
        return new Modification(ModificationType.REPLACE, attribute, value);
    }

    static Modification password(String value) {
        return new Modification(
                ModificationType.REPLACE, "unicodePwd", ("\"" + value + "\"").getBytes(StandardCharsets.UTF_16LE));
    }
}
