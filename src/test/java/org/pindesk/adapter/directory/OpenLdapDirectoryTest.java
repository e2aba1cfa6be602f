package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.adapter.directory.DirectorySettings.Server;
import org.pindesk.core.AccountState;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Directory.Lookup;

@Timeout(30)
class OpenLdapDirectoryTest {
    private static final String DESK = "cn=desk,ou=groups,dc=lab,dc=test";
    private static final String NIGHT = "cn=night,ou=groups,dc=lab,dc=test";
    private static final String POLICY = "cn=default,ou=policies,dc=lab,dc=test";

    private final MovableClock clock = new MovableClock();
    private InMemoryDirectoryServer server;
    private LdapDirectory directory;

    @BeforeEach
    void start() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=lab,dc=test");
        config.setSchema(null);
        config.addAdditionalBindCredentials("cn=bot,dc=lab,dc=test", "bot-password");
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, null));
        server = new InMemoryDirectoryServer(config);
        add("dc=lab,dc=test", "objectClass: domain");
        for (String area : List.of("people", "groups", "policies")) {
            add("ou=" + area + ",dc=lab,dc=test", "objectClass: organizationalUnit");
        }
        add(
                POLICY,
                "objectClass: pwdPolicy",
                "pwdMaxAge: 7776000",
                "pwdLockout: TRUE",
                "pwdLockoutDuration: 900",
                "pwdGraceAuthNLimit: 1",
                "pwdMustChange: TRUE");
        person("alice", "telephoneNumber: +49 30 5550 1101", "departmentNumber: Sales", "displayName: Alice Adler");
        person("bob");
        add(NIGHT, "objectClass: groupOfNames", "member: uid=alice,ou=people,dc=lab,dc=test");
        add(DESK, "objectClass: groupOfUniqueNames", "uniqueMember: " + NIGHT);
        server.startListening();
        directory = new LdapDirectory(settings(), clock, AuthLatch.NONE);
    }

    @AfterEach
    void stop() {
        directory.close();
        server.shutDown(true);
    }

    @Test
    void findsAPerson() {
        Person alice = only(directory.byMail("alice@lab.test"));

        assertThat(alice.login()).isEqualTo("alice");
        assertThat(alice.displayName()).isEqualTo("Alice Adler");
        assertThat(alice.department()).isEqualTo("Sales");
        assertThat(alice.phoneNumbers()).containsExactly("+49 30 5550 1101");
        assertThat(alice.state()).isEqualTo(AccountState.FINE);
        assertThat(alice.id().value()).matches("[0-9a-f-]{36}");
        assertThat(only(directory.byLogin("alice")).id()).isEqualTo(alice.id());
        assertThat(directory.read(alice.id()).orElseThrow().login()).isEqualTo("alice");
        assertThat(directory.byLogin("*)(uid=*)")).isEqualTo(Lookup.NOBODY);
        assertThat(directory.read(new PersonId("00112233445566778899aabbccddeeff")))
                .isEmpty();
    }

    @Test
    void neverPicksOneOfSeveral() throws Exception {
        person("carl");
        server.modify(
                "dn: uid=carl,ou=people,dc=lab,dc=test", "changetype: modify", "replace: mail", "mail: bob@lab.test");

        assertThat(directory.byMail("bob@lab.test")).isEqualTo(Lookup.SEVERAL);
    }

    @Test
    void findsNestedGroupsWithoutMemberOf() {
        assertThat(only(directory.byLogin("alice")).groups()).containsExactlyInAnyOrder(DESK);
        assertThat(only(directory.byLogin("bob")).groups()).isEmpty();
    }

    @Test
    void findsGroupsThatOnlyTheMemberNames() throws Exception {
        server.modify(
                "dn: uid=bob,ou=people,dc=lab,dc=test", "changetype: modify", "add: memberOf", "memberOf: " + NIGHT);

        assertThat(only(directory.byLogin("bob")).groups()).containsExactly(DESK);
    }

    @Test
    void namesThePeopleOfAGroupHoweverTheyAreInIt() throws Exception {
        assertThat(members()).containsExactly("alice");
        server.modify(
                "dn: uid=bob,ou=people,dc=lab,dc=test", "changetype: modify", "add: memberOf", "memberOf: " + NIGHT);
        server.modify("dn: " + NIGHT, "changetype: modify", "add: member", "member: " + DESK);
        server.modify("dn: " + NIGHT, "changetype: modify", "add: member", "member: uid=gone,ou=people,dc=lab,dc=test");
        assertThat(members()).containsExactly("alice", "bob");
        assertThat(directory.membersOf(Set.of(DESK), 1)).hasSize(1);
    }

    private List<String> members() {
        return directory.membersOf(Set.of(DESK), 9).stream().map(Person::login).toList();
    }

    @Test
    void endsInACycleOfGroups() throws Exception {
        server.modify("dn: " + NIGHT, "changetype: modify", "add: member", "member: " + DESK);

        assertThat(only(directory.byLogin("alice")).groups()).containsExactly(DESK);
    }

    @Test
    void groupsNestedTooDeepLeaveThePersonUnreadable() throws Exception {
        String inner = "uid=bob,ou=people,dc=lab,dc=test";
        for (int i = 0; i < 12; i++) {
            String group = "cn=level" + i + ",ou=groups,dc=lab,dc=test";
            add(group, "objectClass: groupOfNames", "member: " + inner);
            inner = group;
        }
        assertThat(only(directory.byLogin("bob")).state()).isEqualTo(AccountState.UNREADABLE);
    }

    @Test
    void knowsWhoLeadsARoleHolder() throws Exception {
        assertThat(only(directory.byLogin("bob")).leadsRoleHolder()).isFalse();
        server.modify(
                "dn: uid=alice,ou=people,dc=lab,dc=test",
                "changetype: modify",
                "add: manager",
                "manager: uid=bob,ou=people,dc=lab,dc=test");

        assertThat(only(directory.byLogin("bob")).leadsRoleHolder()).isTrue();
        assertThat(only(directory.byLogin("alice")).leadsRoleHolder()).isFalse();
    }

    @Test
    void tooManyReportsCountAsLeadingARoleHolder() throws Exception {
        for (int i = 0; i < 101; i++) {
            person("report" + i, "manager: uid=bob,ou=people,dc=lab,dc=test");
        }
        assertThat(only(directory.byLogin("bob")).leadsRoleHolder()).isTrue();
    }

    @Test
    void tellsEveryState() throws Exception {
        person("lou", "pwdAccountLockedTime: " + ago(60));
        person("lars", "pwdAccountLockedTime: " + ago(7200));
        person("perm", "pwdAccountLockedTime: 000001010000Z");
        person("mia", "pwdReset: TRUE");
        person("stan", "pwdStartTime: " + ago(-86_400));
        person("enda", "pwdEndTime: " + ago(86_400));
        person("dan", "pwdAccountDisabled: 000001010000Z");
        String old = "pwdChangedTime: " + ago(31_536_000);
        add("uid=grace,ou=people,dc=lab,dc=test", "objectClass: person", "uid: grace", old);
        add("uid=eve,ou=people,dc=lab,dc=test", "objectClass: person", "uid: eve", old, "pwdGraceUseTime: " + ago(60));

        assertThat(state("lou")).isEqualTo(new AccountState(true, false, false, true, false, false));
        assertThat(state("lars")).as("the lock ran out").isEqualTo(AccountState.FINE);
        assertThat(state("perm").locked()).isTrue();
        assertThat(state("mia")).isEqualTo(new AccountState(true, false, false, false, false, true));
        assertThat(state("stan")).isEqualTo(new AccountState(true, false, true, false, false, false));
        assertThat(state("enda")).isEqualTo(new AccountState(true, false, true, false, false, false));
        assertThat(state("dan").disabled()).isTrue();
        assertThat(state("grace")).as("a grace login is left").isEqualTo(AccountState.FINE);
        assertThat(state("eve")).isEqualTo(new AccountState(true, false, false, false, true, false));

        clock.forward(Duration.ofMinutes(15));
        assertThat(state("lou")).as("15 minutes later").isEqualTo(AccountState.FINE);
    }

    @Test
    void withAPolicyAnAccountWhosePasswordTimeIsNotShownIsUnreadable() throws Exception {
        add("uid=hid,ou=people,dc=lab,dc=test", "objectClass: person", "uid: hid");

        assertThat(state("hid")).isEqualTo(AccountState.UNREADABLE);
    }

    @Test
    void withoutAPolicyEveryLockCounts() throws Exception {
        person("lars", "pwdAccountLockedTime: " + ago(7200));
        try (LdapDirectory other = new LdapDirectory(settings().withPasswordPolicy(null), clock, AuthLatch.NONE)) {
            assertThat(only(other.byLogin("lars")).state().locked()).isTrue();
        }
    }

    @Test
    void namesAGroupThatIsNotThere() {
        String missing = "cn=nobody,ou=groups,dc=lab,dc=test";
        try (LdapDirectory other =
                new LdapDirectory(settings().withGroups(Set.of(missing), Set.of()), clock, AuthLatch.NONE)) {
            assertThatThrownBy(other::check)
                    .isInstanceOfSatisfying(
                            PindeskException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONFIGURATION))
                    .hasMessageContaining(missing);
        }
    }

    @Test
    void saysWhenItIsNotTheActiveDirectoryThatWasConfigured() {
        DirectorySettings wrong = settings().withKind(DirectorySettings.Kind.ACTIVE_DIRECTORY);
        try (LdapDirectory other = new LdapDirectory(wrong, clock, AuthLatch.NONE)) {
            assertThatThrownBy(other::check).hasMessageContaining("PD-301");
        }
    }

    private DirectorySettings settings() {
        return DirectorySettings.of(
                        List.of(Server.parse("ldap+plain://127.0.0.1:" + server.getListenPort())),
                        "cn=bot,dc=lab,dc=test",
                        Secret.of("bot-password"),
                        List.of("ou=people,dc=lab,dc=test"))
                .withGroups(Set.of(DESK), Set.of(DESK))
                .withPasswordPolicy(POLICY);
    }

    private AccountState state(String login) {
        return only(directory.byLogin(login)).state();
    }

    private String ago(long seconds) {
        return DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(clock.instant().minusSeconds(seconds));
    }

    private void person(String login, String... lines) throws LDAPException, LDIFException {
        String[] all = new String[lines.length + 5];
        all[0] = "objectClass: person";
        all[1] = "uid: " + login;
        all[2] = "cn: " + login;
        all[3] = "mail: " + login + "@lab.test";
        all[4] = "pwdChangedTime: " + ago(86_400);
        System.arraycopy(lines, 0, all, 5, lines.length);
        add("uid=" + login + ",ou=people,dc=lab,dc=test", all);
    }

    private void add(String dn, String... lines) throws LDAPException, LDIFException {
        String[] all = new String[lines.length + 1];
        all[0] = "dn: " + dn;
        System.arraycopy(lines, 0, all, 1, lines.length);
        server.add(all);
    }
}
