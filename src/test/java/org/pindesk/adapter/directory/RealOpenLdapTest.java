package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

/** The same for OpenLDAP with its password policy. */
@Tag("real")
@Timeout(60)
class RealOpenLdapTest {
    private static final String BASE = "dc=pindesk,dc=test";
    private static final String HELPDESK = "cn=helpdesk,ou=groups," + BASE;

    private static RealServer slapd;
    private static LdapDirectory directory;

    @BeforeAll
    static void start() throws Exception {
        slapd = RealServer.slapd("127.0.0.22", people());
        directory =
                new LdapDirectory(settings(RealServer.BOT_PASSWORD, slapd.ldaps()), Clock.systemUTC(), AuthLatch.NONE);
    }

    @AfterAll
    static void stop() throws Exception {
        if (directory != null) {
            directory.close();
        }
        if (slapd != null) {
            slapd.close();
        }
    }

    @Test
    void findsAPerson() {
        Person alice = only(directory.byMail("ALICE@pindesk.test"));

        assertThat(alice.login()).isEqualTo("alice");
        assertThat(alice.state()).isEqualTo(AccountState.FINE);
        assertThat(only(directory.byLogin("alice"))).isEqualTo(alice);
        assertThat(directory.read(alice.id()).orElseThrow()).isEqualTo(alice);
    }

    @Test
    void knowsNobodyElse() {
        assertThat(directory.byMail("dup@pindesk.test")).isEqualTo(Lookup.SEVERAL);
        assertThat(directory.byLogin("*")).isEqualTo(Lookup.NOBODY);
        assertThat(directory.byLogin("ali  ce")).isEqualTo(Lookup.NOBODY);
        assertThat(directory.byLogin("nobody")).isEqualTo(Lookup.NOBODY);
    }

    @Test
    void findsNestedGroupsInACycle() {
        assertThat(only(directory.byLogin("alice")).groups()).containsExactly(HELPDESK);
        assertThat(only(directory.byLogin("boss")).groups()).isEmpty();
        assertThat(only(directory.byLogin("boss")).leadsRoleHolder()).isTrue();
        assertThat(only(directory.byLogin("alice")).leadsRoleHolder()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "alice,    false, false, false, false",
        "locked,   false, true,  false, false",
        "unlocked, false, false, false, false",
        "forever,  false, true,  false, false",
        "expired,  false, false, true,  false",
        "fresh,    false, false, false, true",
        "later,    true,  false, false, false",
        "gone,     true,  false, false, false"
    })
    void tellsEveryState(String login, boolean expired, boolean locked, boolean passwordExpired, boolean mustChange) {
        assertThat(only(directory.byLogin(login)).state())
                .isEqualTo(new AccountState(true, false, expired, locked, passwordExpired, mustChange));
    }

    @Test
    void whatIsNotShownIsNotFine() {
        assertThat(only(directory.byLogin("hidden")).state()).isEqualTo(AccountState.UNREADABLE);
    }

    @Test
    void goesPastADeadPortAndSpeaksStartTls() {
        try (LdapDirectory other = new LdapDirectory(
                settings(RealServer.BOT_PASSWORD, slapd.deadPort(), slapd.startTls()),
                Clock.systemUTC(),
                AuthLatch.NONE)) {
            assertThat(only(other.byLogin("alice")).login()).isEqualTo("alice");
        }
    }

    @Test
    void aWrongServicePasswordIsOneBadSignIn() throws Exception {
        try (LdapDirectory other = new LdapDirectory(
                settings("wrong-password", slapd.ldaps(), slapd.startTls()), Clock.systemUTC(), AuthLatch.NONE)) {
            for (int i = 0; i < 3; i++) {
                BackendException failure = catchThrowableOfType(BackendException.class, other::check);
                assertThat(failure.problem()).isEqualTo(Problem.BAD_CREDENTIALS);
            }
        }
        try (LDAPConnection admin = slapd.administrator()) {
            assertThat(admin.getEntry("cn=bot," + BASE, "pwdFailureTime").getAttributeValues("pwdFailureTime"))
                    .hasSize(1);
        }
    }

    @Test
    void ofAnEntryOnlyItsLastChangeIsKnownAndOneThatWasNeverTouchedHasNone() throws Exception {
        PersonId id = only(directory.byLogin("alice")).id();
        assertThat(directory.contactRecord(id)).as("as it was loaded").isEqualTo(WatchesContacts.Record.kept(null));
        // times are kept in seconds: a change in the same second would not show
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            try (LDAPConnection admin = slapd.administrator()) {
                admin.modify(
                        "uid=alice,ou=people," + BASE,
                        new Modification(ModificationType.REPLACE, "mobile", "+49 170 1"));
            }
            return !directory.contactRecord(id).kept();
        });
        assertThat(directory.contactRecord(id).notAfter())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(2));
    }

    private static DirectorySettings settings(String password, String... urls) {
        return DirectorySettings.of(
                        Arrays.stream(urls).map(Server::parse).toList(),
                        "cn=bot," + BASE,
                        Secret.of(password),
                        List.of("ou=people," + BASE))
                .withCa(slapd.ca())
                .withGroups(Set.of(HELPDESK), Set.of(HELPDESK))
                .withPasswordPolicy("cn=default,ou=policies," + BASE);
    }

    private static String people() {
        String day = "pwdChangedTime: " + ago(86_400);
        return person("boss", day)
                + person("alice", day, "manager: uid=boss,ou=people," + BASE)
                + person("locked", day, "pwdAccountLockedTime: " + ago(60))
                + person("unlocked", day, "pwdAccountLockedTime: " + ago(7200))
                + person("forever", day, "pwdAccountLockedTime: 000001010000Z")
                + person("expired", "pwdChangedTime: " + ago(31_536_000))
                + person("fresh", day, "pwdReset: TRUE")
                + person("later", day, "pwdStartTime: " + ago(-86_400))
                + person("gone", day, "pwdEndTime: " + ago(86_400))
                + person("hidden", day, "pwdAccountLockedTime: " + ago(60))
                + person("dup1", day).replace("mail: dup1", "mail: dup")
                + person("dup2", day).replace("mail: dup2", "mail: dup");
    }

    private static String person(String login, String... lines) {
        return "dn: uid=%1$s,ou=people,%2$s\nobjectClass: inetOrgPerson\nuid: %1$s\ncn: %1$s\nsn: %1$s\n"
                        .formatted(login, BASE)
                + "mail: " + login + "@pindesk.test\nuserPassword: secret-of-nobody\n" + String.join("\n", lines)
                + "\n\n";
    }

    private static String ago(long seconds) {
        return DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now().minusSeconds(seconds));
    }
}
