package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.adapter.directory.DirectorySettings.Kind;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.core.AccountState;
import org.pindesk.core.BackendException;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Directory.Lookup;
import org.pindesk.port.WatchesContacts;

/** The facts that {@link LdapDirectoryTest} takes from the simulator, asked from a Samba domain controller. */
@Tag("real")
@Timeout(120)
class RealActiveDirectoryTest {
    private static final String BASE = "DC=pindesk,DC=test";
    private static final String STAFF = "OU=Staff," + BASE;
    private static final String HELPDESK = "CN=helpdesk,OU=Groups," + BASE;
    private static final String LOOP = "CN=loop-b,OU=Groups," + BASE;
    private static final String BY_PRIMARY = "CN=by-primary,OU=Groups," + BASE;

    private static RealServer samba;
    private static LdapDirectory directory;

    @BeforeAll
    static void start() throws Exception {
        samba = RealServer.samba("127.0.0.21");
        directory =
                new LdapDirectory(settings(RealServer.BOT_PASSWORD, samba.ldaps()), Clock.systemUTC(), AuthLatch.NONE);
    }

    @AfterAll
    static void stop() throws Exception {
        if (directory != null) {
            directory.close();
        }
        if (samba != null) {
            samba.close();
        }
    }

    @Test
    void findsAPersonByMailLoginAndUpn() {
        Person alice = only(directory.byMail("alice@pindesk.test"));

        assertThat(alice.login()).isEqualTo("alice");
        assertThat(alice.id().value()).matches("[0-9a-f]{32}");
        assertThat(alice.displayName()).isEqualTo("Alice Real");
        assertThat(alice.department()).isEqualTo("Sales");
        assertThat(alice.phoneNumbers()).containsExactly("+49 30 5550 1101", "1101");
        assertThat(alice.state()).isEqualTo(AccountState.FINE);
        assertThat(alice.privileged()).isFalse();
        for (Lookup same : List.of(
                directory.byMail("A.Adler@pindesk.test"),
                directory.byLogin("ALICE"),
                directory.byLogin("alice@pindesk.test"))) {
            assertThat(only(same).id()).isEqualTo(alice.id());
        }
        assertThat(directory.read(alice.id()).orElseThrow()).isEqualTo(alice);
    }

    @Test
    void knowsNobodyElse() {
        assertThat(directory.byMail("dup@pindesk.test")).isEqualTo(Lookup.SEVERAL);
        assertThat(directory.byLogin("*")).isEqualTo(Lookup.NOBODY);
        assertThat(directory.byLogin("*)(objectClass=*)")).isEqualTo(Lookup.NOBODY);
        assertThat(directory.byLogin("outside")).as("not in the area").isEqualTo(Lookup.NOBODY);
        assertThat(directory.byLogin("alic\u00e9"))
                .as("Active Directory may see no accents")
                .isEqualTo(Lookup.NOBODY);
        assertThat(directory.read(new PersonId("00112233445566778899aabbccddeeff")))
                .isEmpty();
        assertThat(only(directory.byLogin("odd (round)")).login()).isEqualTo("odd (round)");
    }

    @Test
    void seesNestedGroupsCyclesAndThePrimaryGroup() {
        assertThat(only(directory.byLogin("alice")).groups()).containsExactlyInAnyOrder(HELPDESK, LOOP);
        assertThat(only(directory.byLogin("primary")).groups()).containsExactly(BY_PRIMARY);
        assertThat(only(directory.byLogin("plain")).groups()).isEmpty();
    }

    @Test
    void knowsWhoLeadsARoleHolder() {
        assertThat(only(directory.byLogin("boss")).leadsRoleHolder()).isTrue();
        assertThat(only(directory.byLogin("alice")).leadsRoleHolder()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "plain,    false, false, false, false, false",
        "dan,      true,  false, false, false, false",
        "axel,     false, true,  false, false, false",
        "locked,   false, false, true,  false, false",
        "unlocked, false, false, false, false, false",
        "expired,  false, false, false, true,  false",
        "fresh,    false, false, false, false, true",
        "never,    false, false, false, false, false"
    })
    void tellsEveryState(
            String login,
            boolean disabled,
            boolean expired,
            boolean locked,
            boolean passwordExpired,
            boolean mustChange) {
        assertThat(only(directory.byLogin(login)).state())
                .isEqualTo(new AccountState(true, disabled, expired, locked, passwordExpired, mustChange));
    }

    @Test
    void marksThePrivileged() {
        assertThat(only(directory.byLogin("root")).privileged())
                .as("nested in Domain Admins")
                .isTrue();
        assertThat(only(directory.byLogin("shielded")).privileged())
                .as("Protected Users")
                .isTrue();
    }

    @Test
    void whatIsNotShownIsNotFine() throws Exception {
        assertThat(only(directory.byLogin("hidden")).state()).isEqualTo(AccountState.UNREADABLE);

        samba.showAccounts(false);
        try (LdapDirectory hardened = new LdapDirectory(
                settings(RealServer.BOT_PASSWORD, samba.ldaps()).withGroups(Set.of(), Set.of()),
                Clock.systemUTC(),
                AuthLatch.NONE)) {
            assertThat(only(hardened.byLogin("plain")).state()).isEqualTo(AccountState.UNREADABLE);
            assertThat(only(hardened.byMail("dan@pindesk.test")).state()).isEqualTo(AccountState.UNREADABLE);
        } finally {
            samba.showAccounts(true);
        }
        try (LdapDirectory again = new LdapDirectory(
                settings(RealServer.BOT_PASSWORD, samba.ldaps()), Clock.systemUTC(), AuthLatch.NONE)) {
            assertThat(only(again.byLogin("plain")).state()).isEqualTo(AccountState.FINE);
        }
    }

    @Test
    void goesPastADeadPortAndSpeaksStartTls() {
        try (LdapDirectory other = new LdapDirectory(
                settings(RealServer.BOT_PASSWORD, samba.deadPort(), samba.startTls()),
                Clock.systemUTC(),
                AuthLatch.NONE)) {
            assertThat(only(other.byLogin("alice")).login()).isEqualTo("alice");
        }
    }

    @Test
    void knowsADistributionGroupAndAMissingOne() {
        String list = "CN=list,OU=Groups," + BASE;
        String missing = "CN=missing,OU=Groups," + BASE;
        DirectorySettings wrong =
                settings(RealServer.BOT_PASSWORD, samba.ldaps()).withGroups(Set.of(list, missing, HELPDESK), Set.of());
        try (LdapDirectory other = new LdapDirectory(wrong, Clock.systemUTC(), AuthLatch.NONE)) {
            assertThatThrownBy(other::check)
                    .hasMessageContaining(list + " is a distribution group")
                    .hasMessageContaining(missing + " is not there")
                    .hasMessageNotContaining(HELPDESK);
        }
    }

    @Test
    void keepsTheIdThroughRenameAndMove() throws Exception {
        PersonId id = only(directory.byLogin("never")).id();
        try (LDAPConnection admin = admin()) {
            admin.modifyDN("CN=never," + STAFF, "CN=renamed", true, "OU=Elsewhere," + BASE);
            assertThat(directory.read(id)).as("out of the area").isEmpty();
            admin.modifyDN("CN=renamed,OU=Elsewhere," + BASE, "CN=renamed", true, STAFF);
            assertThat(directory.read(id).orElseThrow().login()).isEqualTo("never");
            admin.modifyDN("CN=renamed," + STAFF, "CN=never", true);
        }
    }

    @Test
    void sambaShowsNoRecordOfEachAttributeSoThatOnlyTheEntrysLastChangeIsKnown() throws Exception {
        PersonId id = only(directory.byLogin("never")).id();
        WatchesContacts.Record before = directory.contactRecord(id);
        assertThat(before.kept()).as("msDS-ReplAttributeMetaData").isFalse();
        assertThat(before.notAfter())
                .isBetween(Instant.now().minusSeconds(3600), Instant.now().plusSeconds(2));
        try (LDAPConnection admin = admin()) {
            assertThat(admin.getEntry("CN=never," + STAFF, "msDS-ReplAttributeMetaData")
                            .getAttributeValues("msDS-ReplAttributeMetaData"))
                    .as("not for an administrator either")
                    .isNull();
            admin.modify(
                    "CN=never," + STAFF,
                    new Modification(ModificationType.REPLACE, "telephoneNumber", "+49 30 5550 9999"));
        }
        assertThat(directory.contactRecord(id).notAfter()).isAfterOrEqualTo(before.notAfter());
    }

    @Test
    void aWrongServicePasswordIsOneBadSignIn() throws Exception {
        try (LdapDirectory other = new LdapDirectory(
                settings("wrong-password", samba.ldaps(), samba.startTls()), Clock.systemUTC(), AuthLatch.NONE)) {
            for (int i = 0; i < 3; i++) {
                assertThat(refusal(other)).contains("wrong name or password (49, data 52e)");
            }
        }
        try (LDAPConnection admin = admin()) {
            assertThat(admin.getEntry("CN=svc.bot,OU=Service," + BASE, "badPwdCount")
                            .getAttributeValue("badPwdCount"))
                    .isEqualTo("1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "locked,  the account is locked",
        "dan,     the account is disabled",
        "axel,    the account has expired",
        "fresh,   it must change its password",
        "expired, its password has expired"
    })
    void saysWhichFaultTheServiceAccountHas(String login, String text) {
        DirectorySettings settings = settings(RealServer.USER_PASSWORD, samba.ldaps());
        DirectorySettings asThem = new DirectorySettings(
                settings.servers(),
                settings.caPem(),
                login + "@pindesk.test",
                settings.bindPassword(),
                settings.kind(),
                settings.baseDns(),
                Set.of(),
                Set.of(),
                Set.of(),
                null,
                null,
                settings.limits());
        try (LdapDirectory other = new LdapDirectory(asThem, Clock.systemUTC(), AuthLatch.NONE)) {
            assertThat(refusal(other)).contains(text);
        }
    }

    private static String refusal(LdapDirectory other) {
        BackendException failure = catchThrowableOfType(BackendException.class, other::check);
        assertThat(failure.problem()).isEqualTo(Problem.BAD_CREDENTIALS);
        return String.valueOf(failure.getMessage());
    }

    private static DirectorySettings settings(String password, String... urls) {
        return DirectorySettings.of(
                        Arrays.stream(urls).map(Server::parse).toList(),
                        "svc.bot@pindesk.test",
                        Secret.of(password),
                        List.of(STAFF))
                .withCa(samba.ca())
                .withKind(Kind.AUTO)
                .withGroups(Set.of(HELPDESK, LOOP, BY_PRIMARY), Set.of(HELPDESK));
    }

    private static LDAPConnection admin() throws Exception {
        return new LDAPConnection(
                new SSLUtil(new PEMFileTrustManager(samba.ca().toFile())).createSSLSocketFactory(),
                samba.address(),
                636,
                "Administrator@pindesk.test",
                RealServer.ADMIN_PASSWORD);
    }
}
