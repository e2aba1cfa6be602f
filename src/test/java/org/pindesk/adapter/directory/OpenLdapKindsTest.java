package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.adapter.directory.DirectorySettings.Writer;
import org.pindesk.core.AccountState;
import org.pindesk.core.BackendException;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.DirectoryEvidence.Kind;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Password;
import org.pindesk.core.DirectoryEvidence.Policy;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.ProvesPin.Answer;
import org.pindesk.port.Written;

/**
 * 389 Directory Server and FreeIPA, as documents and public code describe them: a server in memory holds their attributes. That the
 * real ones behave so is not shown here.
 */
@Timeout(30)
class OpenLdapKindsTest {
    private static final String BASE = "dc=lab,dc=test";

    private final MovableClock clock = new MovableClock();
    private final Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    private final List<InMemoryDirectoryServer> servers = new ArrayList<>();
    private final List<LdapDirectory> opened = new ArrayList<>();
    private String people = "";
    private int number;

    @AfterEach
    void stop() {
        opened.forEach(LdapDirectory::close);
        servers.forEach(server -> server.shutDown(true));
    }

    @Test
    void reads389DirectoryServer() throws Exception {
        ds389(1);
        String policy = "cn=policy,ou=people," + BASE;
        add(
                policy,
                "objectClass: ldapsubentry",
                "passwordMaxAge: 8640000",
                "passwordExp: on",
                "passwordMustChange: on",
                "passwordMinLength: 10",
                "passwordLockout: on",
                "passwordMaxFailure: 5",
                "passwordUnlock: on",
                "passwordLockoutDuration: 3600",
                "passwordGraceLimit: 2");
        String ruled = "pwdpolicysubentry: " + policy;
        String later = "passwordExpirationTime: " + at(-86_400);
        PersonId fine = person("fine", ruled, later, "passwordRetryCount: 1", "retryCountResetTime: " + at(-60));
        PersonId off = person("off", ruled, later, "nsAccountLock: True");
        PersonId locked = person("locked", ruled, later, "accountUnlockTime: " + at(-600), "passwordRetryCount: 5");
        PersonId ranOut = person("ranout", ruled, later, "accountUnlockTime: " + at(600));
        PersonId forever = person("forever", ruled, later, "accountUnlockTime: 19700101000000Z");
        PersonId reset = person("reset", ruled, "passwordExpirationTime: 19700101000000Z");
        PersonId grace = person("grace", ruled, "passwordExpirationTime: " + at(60), "passwordGraceUserTime: 1");
        PersonId over = person("over", ruled, "passwordExpirationTime: " + at(60), "passwordGraceUserTime: 2");
        PersonId loose = person("loose", later);

        DirectoryEvidence seen = directory().evidence(fine);
        assertThat(seen.kind()).isEqualTo(Kind.DS_389);
        assertThat(seen.lock()).isEqualTo(Lock.OPEN);
        assertThat(seen.password().state()).isEqualTo(Password.State.USABLE);
        assertThat(seen.password().expires()).isEqualTo(now.plusSeconds(86_400));
        assertThat(seen.servers().get(0).failures()).isEqualTo(1);
        assertThat(seen.policy())
                .isEqualTo(new Policy("policy", true, 5, Duration.ofHours(1), 10, Duration.ofDays(100)));
        assertThat(seen.unseen()).isEmpty();
        assertThat(state("fine")).isEqualTo(AccountState.FINE);
        assertThat(directory().evidence(off).disabled()).isTrue();
        assertThat(directory().evidence(locked).lock())
                .isEqualTo(new Lock(Lock.State.FAILED_SIGN_INS, null, now.plusSeconds(600)));
        assertThat(state("locked").locked()).isTrue();
        assertThat(directory().evidence(ranOut).lock().state()).isEqualTo(Lock.State.RAN_OUT);
        assertThat(directory().evidence(forever).lock()).isEqualTo(new Lock(Lock.State.FAILED_SIGN_INS, null, null));
        assertThat(directory().evidence(reset).password().state()).isEqualTo(Password.State.MUST_CHANGE);
        assertThat(directory().evidence(grace).password().graceLeft()).isEqualTo(1);
        assertThat(directory().evidence(grace).password().state()).isEqualTo(Password.State.GRACE);
        assertThat(directory().evidence(over).password().state()).isEqualTo(Password.State.EXPIRED);
        assertThat(state("over").passwordExpired()).isTrue();
        assertThat(directory().evidence(loose).policy().readable()).isFalse();
        assertThat(directory().evidence(loose).unseen())
                .singleElement()
                .asString()
                .contains("cn=config");
    }

    @Test
    void locksOf389BelongToEachServer() throws Exception {
        ds389(2);
        PersonId id = person("locked");
        servers.get(1)
                .modify(
                        "dn: uid=locked," + people,
                        "changetype: modify",
                        "add: accountUnlockTime",
                        "accountUnlockTime: " + at(-600),
                        "-",
                        "add: passwordRetryCount",
                        "passwordRetryCount: 5");

        DirectoryEvidence seen = directory().evidence(id);
        assertThat(seen.lock().state()).isEqualTo(Lock.State.FAILED_SIGN_INS);
        assertThat(seen.servers()).extracting(DirectoryEvidence.Server::locked).containsExactly(false, true);
        assertThat(seen.servers())
                .extracting(DirectoryEvidence.Server::failures)
                .containsExactly(0, 5);
    }

    @Test
    void unlocksAndResetsOn389() throws Exception {
        ds389(1);
        PersonId id = person(
                "locked", "accountUnlockTime: " + at(-600), "passwordRetryCount: 5", "userPassword: old-secret-1");

        assertThat(directory().unlock(id).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(directory().unlock(id).kind()).as("again").isEqualTo(Written.Kind.ACCEPTED);
        assertThat(directory().evidence(id).lock()).isEqualTo(Lock.OPEN);
        assertThat(directory().resetPassword(id, Secret.of("new-secret-2")).kind())
                .isEqualTo(Written.Kind.ACCEPTED);
        assertThat(directory().evidence(id).password().state()).isEqualTo(Password.State.MUST_CHANGE);
        assertThat(servers.get(0)
                        .bind("uid=locked," + people, "new-secret-2")
                        .getResultCode()
                        .intValue())
                .isZero();
    }

    @Test
    void readsFreeIpa() throws Exception {
        freeIpa();
        PersonId fine = person("fine", good(), "krbLoginFailedCount: 2", "krbLastFailedAuth: " + at(10));
        PersonId old = person("old", good(), "krbLoginFailedCount: 2", "krbLastFailedAuth: " + at(500));
        PersonId locked = person("locked", good(), "krbLoginFailedCount: 6", "krbLastFailedAuth: " + at(10));
        PersonId ranOut = person("ranout", good(), "krbLoginFailedCount: 6", "krbLastFailedAuth: " + at(601));
        PersonId freed = person(
                "freed",
                good(),
                "krbLoginFailedCount: 6",
                "krbLastFailedAuth: " + at(10),
                "krbLastAdminUnlock: " + at(5));
        PersonId expired = person("expired", "krbPasswordExpiration: " + at(60), "krbLastPwdChange: " + at(86_400));
        PersonId reset = person("reset", "krbPasswordExpiration: " + at(60), "krbLastPwdChange: " + at(60));
        PersonId ended = person("ended", good(), "krbPrincipalExpiration: " + at(60));

        DirectoryEvidence seen = directory().evidence(fine);
        assertThat(seen.kind()).isEqualTo(Kind.FREEIPA);
        assertThat(seen.lock()).isEqualTo(Lock.OPEN);
        assertThat(seen.servers().get(0).failures()).isEqualTo(2);
        assertThat(seen.servers().get(0).lastFailure()).isEqualTo(now.minusSeconds(10));
        assertThat(seen.policy())
                .isEqualTo(new Policy("global_policy", true, 6, Duration.ofMinutes(10), 8, Duration.ofDays(90)));
        assertThat(state("fine")).isEqualTo(AccountState.FINE);
        assertThat(directory().evidence(old).servers().get(0).failures()).isZero();
        assertThat(directory().evidence(locked).lock())
                .isEqualTo(new Lock(Lock.State.FAILED_SIGN_INS, now.minusSeconds(10), now.plusSeconds(590)));
        assertThat(directory().evidence(ranOut).lock().state()).isEqualTo(Lock.State.RAN_OUT);
        assertThat(directory().evidence(freed).lock()).isEqualTo(Lock.OPEN);
        assertThat(directory().evidence(expired).password().state()).isEqualTo(Password.State.EXPIRED);
        assertThat(directory().evidence(reset).password().state()).isEqualTo(Password.State.MUST_CHANGE);
        assertThat(directory().evidence(ended).validUntil()).isEqualTo(now.minusSeconds(60));
        assertThat(state("ended").expired()).isTrue();

        assertThat(directory().signsIn(fine, Secret.of("wrong-secret-3"))).isEqualTo(Answer.NO);
        assertThat(directory().signsIn(reset, Secret.of("wrong-secret-3"))).isEqualTo(Answer.CANNOT_TELL);

        assertThat(directory().unlock(locked).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(directory().evidence(locked).lock()).isEqualTo(Lock.OPEN);
        Entry written = servers.get(0).getEntry("uid=locked," + people);
        assertThat(written.getAttributeValue("krbLoginFailedCount")).isEqualTo("0");
        assertThat(written.getAttributeValue("krbLastAdminUnlock")).isEqualTo(at(0));
    }

    @Test
    void withoutItsPolicyFreeIpasLockIsUnseen() throws Exception {
        freeIpa();
        servers.get(0).delete("cn=global_policy,cn=LAB.TEST,cn=kerberos," + BASE);
        PersonId id = person("locked", good(), "krbLoginFailedCount: 6", "krbLastFailedAuth: " + at(10));

        assertThat(directory().evidence(id).lock()).isEqualTo(Lock.UNSEEN);
        assertThat(directory().evidence(id).policy().readable()).isFalse();
        assertThat(state("locked")).isEqualTo(AccountState.UNREADABLE);
    }

    @Test
    void aValueThatIsNoTimeOrNumberIsNeverFine() throws Exception {
        freeIpa();
        PersonId time = person("time", good(), "krbLastFailedAuth: yesterday");
        PersonId count = person("count", good(), "krbLoginFailedCount: many");

        for (PersonId id : List.of(time, count)) {
            BackendException failure = catchThrowableOfType(
                    BackendException.class, () -> directory().evidence(id));
            assertThat(failure.problem()).isEqualTo(Problem.GARBLED);
        }
    }

    private void ds389(int copies) throws Exception {
        people = "ou=people," + BASE;
        start(copies, "ou=people," + BASE);
    }

    private void freeIpa() throws Exception {
        people = "cn=users,cn=accounts," + BASE;
        start(1, "cn=accounts," + BASE, people, "cn=kerberos," + BASE, "cn=LAB.TEST,cn=kerberos," + BASE);
        add(
                "cn=global_policy,cn=LAB.TEST,cn=kerberos," + BASE,
                "objectClass: krbPwdPolicy",
                "krbPwdMaxFailure: 6",
                "krbPwdFailureCountInterval: 60",
                "krbPwdLockoutDuration: 600",
                "krbMaxPwdLife: 7776000",
                "krbMinPwdLife: 3600",
                "krbPwdMinLength: 8");
    }

    private String good() {
        return "krbPasswordExpiration: " + at(-86_400);
    }

    private void start(int copies, String... containers) throws Exception {
        for (int i = 0; i < copies; i++) {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
            config.setSchema(null);
            config.addAdditionalBindCredentials("cn=bot," + BASE, "bot-password");
            config.setRootDSEEntry(new ReadOnlyEntry(
                    new Entry("dn:", "objectClass: top", "namingContexts: " + BASE, "vendorName: 389 Project")));
            config.setListenerConfigs(
                    InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, null));
            InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
            servers.add(server);
            server.startListening();
        }
        add(BASE, "objectClass: domain");
        for (String container : containers) {
            add(container, "objectClass: nsContainer");
        }
        List<Server> addresses = servers.stream()
                .map(server -> Server.parse("ldap+plain://127.0.0.1:" + server.getListenPort()))
                .toList();
        opened.add(new LdapDirectory(
                DirectorySettings.of(addresses, "cn=bot," + BASE, Secret.of("bot-password"), List.of(people))
                        .withWriter(new Writer("cn=bot," + BASE, Secret.of("bot-password"))),
                clock,
                AuthLatch.NONE));
    }

    private LdapDirectory directory() {
        return opened.get(0);
    }

    private AccountState state(String login) {
        return only(directory().byLogin(login)).state();
    }

    private String at(long secondsAgo) {
        return DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(now.minusSeconds(secondsAgo));
    }

    private PersonId person(String login, String... lines) throws Exception {
        String id = "%08x-00000000-00000000-00000000".formatted(++number);
        String[] all = Arrays.copyOf(lines, lines.length + 5);
        all[lines.length] = "objectClass: person";
        all[lines.length + 1] = "uid: " + login;
        all[lines.length + 2] = "mail: " + login + "@lab.test";
        all[lines.length + 3] = "nsUniqueId: " + id;
        all[lines.length + 4] = "krbPrincipalName: " + login + "@LAB.TEST";
        add("uid=" + login + "," + people, all);
        return new PersonId(id);
    }

    private void add(String dn, String... lines) throws Exception {
        String[] all = new String[lines.length + 1];
        all[0] = "dn: " + dn;
        System.arraycopy(lines, 0, all, 1, lines.length);
        for (InMemoryDirectoryServer server : servers) {
            server.add(all);
        }
    }
}
