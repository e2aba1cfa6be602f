package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.AccountState;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.directory.DirectorySimulator;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Directory.Lookup;

@org.junit.jupiter.api.Timeout(30)
class LdapDirectoryTest {
    private final MovableClock clock = new MovableClock();
    private DirectorySimulator simulator;
    private LdapDirectory directory;

    @BeforeEach
    void start() {
        simulator = new DirectorySimulator(clock, Company.people());
        directory = new LdapDirectory(SimulatedDirectory.settings(simulator), clock, AuthLatch.NONE);
    }

    @AfterEach
    void stop() {
        directory.close();
        simulator.close();
    }

    @Test
    void findsAPersonByMail() {
        Person bob = only(directory.byMail("bob@beispiel.example"));

        assertThat(bob.login()).isEqualTo("bob");
        assertThat(bob.id().value()).matches("[0-9a-f]{32}");
        assertThat(bob.mail()).isEqualTo("bob@beispiel.example");
        assertThat(bob.displayName()).isEqualTo("Bob Berger");
        assertThat(bob.givenName()).isEqualTo("Bob");
        assertThat(bob.surname()).isEqualTo("Berger");
        assertThat(bob.department()).isEqualTo("Sales");
        assertThat(bob.phoneNumbers()).containsExactly("+49 30 5550 1102");
        assertThat(bob.state()).isEqualTo(AccountState.FINE);
        assertThat(bob.groups()).isEmpty();
        assertThat(bob.privileged()).isFalse();
        assertThat(bob.leadsRoleHolder()).isFalse();
    }

    @Test
    void findsAPersonByLoginOrUpnInAnyCase() {
        PersonId bob = only(directory.byLogin("bob")).id();

        assertThat(only(directory.byLogin("BOB")).id()).isEqualTo(bob);
        assertThat(only(directory.byLogin("Bob@Beispiel.Example")).id()).isEqualTo(bob);
        assertThat(only(directory.byMail("BOB@beispiel.example")).id()).isEqualTo(bob);
    }

    @Test
    void findsAPersonByAFurtherAddress() {
        simulator.set("bob", "proxyAddresses", "smtp:robert@beispiel.example");

        assertThat(only(directory.byMail("robert@beispiel.example")).login()).isEqualTo("bob");
    }

    @Test
    void anAddressOfOneThatIsAFurtherAddressOfAnotherIsAmbiguous() {
        simulator.set("alice", "proxyAddresses", "smtp:bob@beispiel.example");

        assertThat(directory.byMail("bob@beispiel.example")).isEqualTo(Lookup.SEVERAL);
    }

    @Test
    void neverPicksOneOfSeveral() {
        assertThat(directory.byMail("max@beispiel.example")).isEqualTo(Lookup.SEVERAL);

        simulator.addUser("max.third", Company.STAFF_DN, "max@beispiel.example");
        assertThat(directory.byMail("max@beispiel.example")).isEqualTo(Lookup.SEVERAL);
        assertThat(only(directory.byLogin("max")).login()).isEqualTo("max");
    }

    @Test
    void knowsNobodyWhoIsNotThere() {
        assertThat(directory.byMail("eve@beispiel.example")).isEqualTo(Lookup.NOBODY);
        assertThat(directory.byLogin("eve")).isEqualTo(Lookup.NOBODY);
        assertThat(directory.read(new PersonId("00112233445566778899aabbccddeeff")))
                .isEmpty();
        assertThat(directory.read(new PersonId("no-such-id"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "b*",
                "*)(objectClass=*)",
                "bob)(|(cn=*",
                "bob\\2a",
                "(bob)",
                "",
                "   ",
                "bob\u0000",
                "bob\n",
                "bo\u200bb",
                "\ud800"
            })
    void takesNothingTypedForAFilter(String typed) {
        assertThat(directory.byLogin(typed)).isEqualTo(Lookup.NOBODY);
        assertThat(directory.byMail(typed)).isEqualTo(Lookup.NOBODY);
    }

    @Test
    void asksNothingForNamesThatCannotBe() {
        directory.check();
        long before = simulator.operations().searches();

        directory.byLogin("x".repeat(257));
        directory.byMail("x".repeat(255));
        directory.byLogin("");

        assertThat(simulator.operations().searches()).isEqualTo(before);
    }

    @Test
    void readsTheSamePersonAfterRenameAndMove() {
        PersonId bob = only(directory.byLogin("bob")).id();
        simulator.set("bob", "mail", "robert@beispiel.example");
        simulator.move("bob", "CN=Users," + Company.BASE_DN);
        assertThat(directory.read(bob)).as("moved out of the area").isEmpty();

        simulator.move("bob", Company.STAFF_DN);
        assertThat(directory.read(bob).orElseThrow().mail()).isEqualTo("robert@beispiel.example");

        simulator.remove("bob");
        assertThat(directory.read(bob)).isEmpty();
    }

    @Test
    void doesNotKnowPeopleOutsideTheArea() {
        assertThat(directory.byLogin(DirectorySimulator.ADMIN_SERVICE_LOGIN)).isEqualTo(Lookup.NOBODY);
    }

    @Test
    void seesNestedGroups() {
        assertThat(only(directory.byLogin("hana")).groups()).containsExactly(Company.HELPDESK_GROUP);
        assertThat(only(directory.byLogin("heinz")).groups()).containsExactly(Company.HELPDESK_GROUP);
        assertThat(only(directory.byLogin("anna")).groups()).containsExactly(Company.ADMIN_GROUP);
        assertThat(only(directory.byLogin("dora")).groups()).containsExactly(Company.PROTECTED_GROUP);
    }

    @Test
    void seesAChangeOfMembershipAtOnce() {
        simulator.join("bob", Company.HELPDESK_NIGHT_GROUP);
        assertThat(only(directory.byLogin("bob")).groups()).containsExactly(Company.HELPDESK_GROUP);

        simulator.leave("bob", Company.HELPDESK_NIGHT_GROUP);
        assertThat(only(directory.byLogin("bob")).groups()).isEmpty();
    }

    @Test
    void namesThePeopleOfGroupsNestedOnesIncluded() {
        assertThat(members(Company.HELPDESK_GROUP)).containsExactly("hana", "heinz");
        assertThat(members(Company.ADMIN_GROUP)).containsExactly("anna");
        simulator.nest(Company.HELPDESK_NIGHT_GROUP, Company.ADMIN_GROUP);
        assertThat(members(Company.ADMIN_GROUP)).containsExactly("anna", "heinz");
        assertThat(directory.membersOf(Set.of(), 9)).isEmpty();
        assertThat(directory.membersOf(Set.of(Company.ADMIN_GROUP, Company.HELPDESK_GROUP), 2))
                .hasSize(2);
        simulator.join(DirectorySimulator.ADMIN_SERVICE_LOGIN, Company.ADMIN_GROUP);
        assertThat(members(Company.ADMIN_GROUP))
                .as("nobody from outside of the area")
                .doesNotContain("svc.backup");
    }

    private List<String> members(String group) {
        return directory.membersOf(Set.of(group), 9).stream()
                .peek(person -> assertThat(person.groups()).contains(group))
                .map(Person::login)
                .toList();
    }

    @Test
    void endsInACycleOfGroups() {
        simulator.nest(Company.HELPDESK_GROUP, Company.HELPDESK_NIGHT_GROUP);

        assertThat(only(directory.byLogin("heinz")).groups()).containsExactly(Company.HELPDESK_GROUP);
        assertThat(only(directory.byLogin("bob")).groups()).isEmpty();
        assertThat(only(directory.byLogin("anna")).leadsRoleHolder()).isTrue();
    }

    @Test
    void knowsWhoLeadsARoleHolder() {
        assertThat(only(directory.byLogin("anna")).leadsRoleHolder())
                .as("hana's manager")
                .isTrue();
        assertThat(only(directory.byLogin("dora")).leadsRoleHolder())
                .as("heinz', nested")
                .isTrue();
        assertThat(only(directory.byLogin("hana")).leadsRoleHolder()).isFalse();

        simulator.set("nora", "manager", simulator.dn("bob"));
        assertThat(only(directory.byLogin("bob")).leadsRoleHolder())
                .as("of one without a role")
                .isFalse();
    }

    @Test
    void tellsEveryState() {
        assertThat(only(directory.byLogin("leo")).state().disabled()).isTrue();

        simulator.lock("bob", true);
        assertThat(state("bob")).isEqualTo(new AccountState(true, false, false, true, false, false));
        simulator.lock("bob", false);
        simulator.expirePassword("bob", true);
        assertThat(state("bob")).isEqualTo(new AccountState(true, false, false, false, true, false));
        simulator.expirePassword("bob", false);
        simulator.demandPasswordChange("bob");
        assertThat(state("bob")).isEqualTo(new AccountState(true, false, false, false, false, true));

        simulator.expireAccount("alice", clock.instant().plus(Duration.ofDays(1)));
        assertThat(state("alice")).isEqualTo(AccountState.FINE);
        clock.forward(Duration.ofDays(2));
        assertThat(state("alice")).isEqualTo(new AccountState(true, false, true, false, false, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"userAccountControl", "accountExpires", "pwdLastSet"})
    void whatIsNotShownIsNotFine(String attribute) {
        simulator.set("bob", attribute, null);

        assertThat(state("bob")).isEqualTo(AccountState.UNREADABLE);
    }

    @Test
    void anAccountThatHidesItselfIsUnreadable() {
        simulator.hideState("dora", true);

        Person dora = only(directory.byLogin("dora"));
        assertThat(dora.state()).isEqualTo(AccountState.UNREADABLE);
        assertThat(dora.groups()).isEmpty();
    }

    @Test
    void marksThePrivileged() {
        assertThat(only(directory.byLogin("anna")).privileged())
                .as("Pindesk's own administrators are not")
                .isFalse();

        simulator.nest(Company.HELPDESK_NIGHT_GROUP, DirectorySimulator.DOMAIN_ADMINS);
        assertThat(only(directory.byLogin("heinz")).privileged())
                .as("nested in Domain Admins")
                .isTrue();
        assertThat(only(directory.byLogin("hana")).privileged()).isFalse();

        simulator.set("bob", "adminCount", "1");
        assertThat(only(directory.byLogin("bob")).privileged()).isTrue();
        simulator.set("bob", "adminCount", "0");
        assertThat(only(directory.byLogin("bob")).privileged()).isFalse();
    }

    @Test
    void marksItsOwnServiceAccounts() {
        DirectorySettings all = SimulatedDirectory.settings(simulator).withOwnAccounts(Set.of("NORA"));
        DirectorySettings wide = new DirectorySettings(
                all.servers(),
                all.caPem(),
                DirectorySimulator.SERVICE_DN,
                all.bindPassword(),
                all.kind(),
                List.of(Company.BASE_DN),
                all.watchedGroups(),
                all.roleGroups(),
                all.ownAccounts(),
                null,
                null,
                all.limits());
        try (LdapDirectory other = new LdapDirectory(wide, clock, AuthLatch.NONE)) {
            assertThat(only(other.byLogin("nora")).privileged()).isTrue();
            assertThat(only(other.byLogin(DirectorySimulator.SERVICE_LOGIN)).privileged())
                    .as("the bind account, named by DN")
                    .isTrue();
            assertThat(only(other.byLogin(DirectorySimulator.ADMIN_SERVICE_LOGIN))
                            .privileged())
                    .as("Domain Admins")
                    .isTrue();
        }
    }

    @Test
    void anEntryInTwoOverlappingAreasIsOnePerson() {
        DirectorySettings twice = SimulatedDirectory.settings(simulator);
        twice = new DirectorySettings(
                twice.servers(),
                twice.caPem(),
                twice.bindName(),
                twice.bindPassword(),
                twice.kind(),
                List.of(Company.STAFF_DN, Company.BASE_DN),
                Set.of(),
                Set.of(),
                Set.of(),
                null,
                null,
                twice.limits());
        try (LdapDirectory other = new LdapDirectory(twice, clock, AuthLatch.NONE)) {
            assertThat(only(other.byLogin("bob")).login()).isEqualTo("bob");
        }
    }

    @Test
    void namesEveryGroupThatIsNotThere() {
        String one = "CN=nobody," + Company.GROUPS_DN;
        String person = "CN=Bob Berger," + Company.STAFF_DN;
        DirectorySettings wrong =
                SimulatedDirectory.settings(simulator).withGroups(Set.of(one, person, Company.ADMIN_GROUP), Set.of());
        try (LdapDirectory other = new LdapDirectory(wrong, clock, AuthLatch.NONE)) {
            assertThatThrownBy(other::check)
                    .isInstanceOfSatisfying(
                            PindeskException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONFIGURATION))
                    .hasMessageContaining(one)
                    .hasMessageContaining(person)
                    .hasMessageNotContaining(Company.ADMIN_GROUP);
        }
    }

    @Test
    void callsCostAFixedNumberOfOperations() {
        only(directory.byLogin("bob"));
        for (int i = 0; i < 40; i++) {
            simulator.addUser("extra" + i, Company.STAFF_DN, "extra" + i + "@beispiel.example");
            simulator.set("extra" + i, "manager", simulator.dn("dora"));
            simulator.addGroup("CN=g" + i + "," + Company.GROUPS_DN);
            simulator.join("hana", "CN=g" + i + "," + Company.GROUPS_DN);
        }
        PersonId hana = only(directory.byLogin("hana")).id();

        assertThat(searches(() -> directory.byMail("bob@beispiel.example"))).isEqualTo(3);
        assertThat(searches(() -> directory.byMail("hana@beispiel.example"))).isEqualTo(3);
        assertThat(searches(() -> directory.byLogin("dora"))).isEqualTo(3);
        assertThat(searches(() -> directory.read(hana))).isEqualTo(2);
        assertThat(searches(() -> directory.byMail("eve@beispiel.example"))).isEqualTo(1);
        assertThat(simulator.operations().binds()).isEqualTo(1);
    }

    @Test
    void readsTheWatchedGroupsAgainAfterSomeMinutes() {
        only(directory.byLogin("bob"));
        clock.forward(Duration.ofMinutes(6));

        assertThat(searches(() -> directory.byLogin("bob"))).isEqualTo(3 + SimulatedDirectory.WATCHED.size());
        assertThat(searches(() -> directory.byLogin("bob"))).isEqualTo(3);
    }

    private AccountState state(String login) {
        return only(directory.byLogin(login)).state();
    }

    private long searches(Runnable call) {
        long before = simulator.operations().searches();
        call.run();
        return simulator.operations().searches() - before;
    }
}
