package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.adapter.directory.DirectorySettings.Writer;
import org.pindesk.core.BackendException;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.Foreseen;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.ProvesPin.Answer;
import org.pindesk.port.Written;

/** What becomes of changes that a server takes only in part. */
@Timeout(30)
class OpenLdapChangesTest {
    private static final String BASE = "dc=lab,dc=test";
    private static final String ALICE = "uid=alice,ou=people," + BASE;
    private static final String POLICY = "cn=default,ou=policies," + BASE;
    private static final Secret OLD = Secret.of("old-secret-1");
    private static final Secret NEW = Secret.of("new-secret-2");

    private final MovableClock clock = new MovableClock();
    private final List<String> refused = new ArrayList<>();
    private InMemoryDirectoryServer server;
    private LdapDirectory directory;

    /** Refuses modifications whose text is in the list. */
    private final class Refusing extends InMemoryOperationInterceptor {
        @Override
        public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
            for (Modification one : request.getRequest().getModifications()) {
                String text = one.getAttributeName() + "=" + String.join(",", one.getValues());
                if (refused.contains(text)) {
                    throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "no write access");
                }
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        config.addAdditionalBindCredentials("cn=bot," + BASE, "bot-password");
        config.addInMemoryOperationInterceptor(new Refusing());
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, null));
        server = new InMemoryDirectoryServer(config);
        server.add("dn: " + BASE, "objectClass: domain");
        server.add("dn: ou=people," + BASE, "objectClass: organizationalUnit");
        server.add("dn: ou=policies," + BASE, "objectClass: organizationalUnit");
        server.add("dn: " + POLICY, "objectClass: pwdPolicy", "pwdLockout: TRUE", "pwdMustChange: TRUE");
        server.add("dn: " + ALICE, "objectClass: person", "uid: alice", "userPassword: old-secret-1");
        server.startListening();
        directory = new LdapDirectory(settings(), clock, AuthLatch.NONE);
    }

    @AfterEach
    void stop() {
        directory.close();
        server.shutDown(true);
    }

    @Test
    void aPasswordThatIsSetWithoutTheDemandToChangeItIsNotCalledAccepted() {
        refused.add("pwdReset=TRUE");

        Written written = directory.resetPassword(alice(), NEW);

        assertThat(written.kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(written.detail())
                .contains("the password was set", "must be changed")
                .doesNotContain("new-secret-2");
        assertThat(directory.signsIn(alice(), NEW)).as("it is set nevertheless").isEqualTo(Answer.YES);
    }

    @Test
    void aRightThatIsMissingShowsBeforeThePasswordIsSet() {
        refused.add("pwdReset=");

        Written written = directory.resetPassword(alice(), NEW);

        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(written.detail()).contains("nothing was changed");
        assertThat(directory.signsIn(alice(), OLD)).isEqualTo(Answer.YES);
    }

    /** The rehearsal before a reset writes what is there, so it may not lift a demand that another reset made. */
    @Test
    void aRefusedResetLeavesAnEarlierDemand() throws Exception {
        server.modify("dn: " + ALICE, "changetype: modify", "add: pwdReset", "pwdReset: TRUE");
        refused.add("pwdReset=TRUE");

        assertThat(directory.resetPassword(alice(), NEW).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(server.getEntry(ALICE).getAttributeValue("pwdReset")).isEqualTo("TRUE");
        assertThat(directory.signsIn(alice(), OLD)).isEqualTo(Answer.YES);
    }

    @Test
    void withoutAnAccountForChangesNothingIsTried() {
        try (LdapDirectory readOnly = new LdapDirectory(settings().withWriter(null), clock, AuthLatch.NONE)) {
            assertThat(readOnly.mayUnlock(alice()).answer()).isEqualTo(Foreseen.Answer.NO);
            assertThat(readOnly.mayReset(alice()).answer()).isEqualTo(Foreseen.Answer.NO);
            assertThat(readOnly.unlock(alice()).kind()).isEqualTo(Written.Kind.NOT_SENT);
            assertThat(readOnly.resetPassword(alice(), NEW).kind()).isEqualTo(Written.Kind.NOT_SENT);
        }
        assertThat(directory.signsIn(alice(), OLD)).isEqualTo(Answer.YES);
    }

    @Test
    void asksForALongPasswordWhereThePolicyCannotBeRead() throws Exception {
        server.delete(POLICY);

        assertThat(directory.passwordPolicy(alice()).minLength()).isGreaterThanOrEqualTo(12);
        assertThat(directory.evidence(alice()).policy().readable()).isFalse();
        assertThat(directory.evidence(alice()).lock()).isEqualTo(DirectoryEvidence.Lock.UNSEEN);
    }

    @Test
    void aPolicyWithANumberThatIsNoneIsNotReadAsNoRule() throws Exception {
        server.modify("dn: " + POLICY, "changetype: modify", "add: pwdMaxAge", "pwdMaxAge: ninety days");

        BackendException failure = catchThrowableOfType(BackendException.class, () -> directory.evidence(alice()));
        assertThat(failure.problem()).isEqualTo(Problem.GARBLED);
    }

    private PersonId alice() {
        return new PersonId(entryUuid());
    }

    private String entryUuid() {
        try {
            return server.getEntry(ALICE, "entryUUID").getAttributeValue("entryUUID");
        } catch (LDAPException e) {
            throw new AssertionError(e);
        }
    }

    private DirectorySettings settings() {
        return DirectorySettings.of(
                        List.of(Server.parse("ldap+plain://127.0.0.1:" + server.getListenPort())),
                        "cn=bot," + BASE,
                        Secret.of("bot-password"),
                        List.of("ou=people," + BASE))
                .withPasswordPolicy(POLICY)
                .withWriter(new Writer("cn=bot," + BASE, Secret.of("bot-password")));
    }
}
