package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.pindesk.adapter.directory.SimulatedDirectory.only;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.adapter.directory.AdFixtures.Case;
import org.pindesk.core.BackendException;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Password;
import org.pindesk.core.DirectoryEvidence.Server;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Directory.Lookup;

/** Every reason of directory.md §1.2 that a domain controller shows, asked from Samba. */
@Tag("real")
@Timeout(120)
class RealAdEvidenceTest {
    private static AdFixtures domain;
    private static LdapDirectory directory;

    @BeforeAll
    static void start() throws Exception {
        domain = AdFixtures.start("127.0.0.25");
        directory = open(domain.settings());
    }

    @AfterAll
    static void stop() throws Exception {
        if (directory != null) {
            directory.close();
        }
        if (domain != null) {
            domain.close();
        }
    }

    @Test
    void showsExactlyWhatIsTheMatterWithEachAccount() {
        List<Case> all = Stream.concat(AdFixtures.SINGLE.stream(), AdFixtures.SEVERAL.stream())
                .toList();
        assertThat(AdFixtures.SINGLE).hasSizeGreaterThanOrEqualTo(18);
        assertThat(AdFixtures.SEVERAL).hasSizeGreaterThanOrEqualTo(6);
        List<String> table = new ArrayList<>();
        for (Case one : all) {
            DirectoryEvidence evidence = evidence(one.login());
            Set<String> causes = causes(evidence);
            table.add("%-22s %-62s %s".formatted(one.login(), String.join(", ", causes), evidence.unseen()));
            assertThat(causes).as(one.login()).containsExactlyInAnyOrderElementsOf(one.causes());
            assertThat(evidence.login()).isEqualTo(one.login());
            assertThat(evidence.kind()).isEqualTo(DirectoryEvidence.Kind.ACTIVE_DIRECTORY);
            if (!one.login().equals("odd-hours")) {
                assertThat(evidence.unseen()).as(one.login()).isEmpty();
            }
        }
        System.out.println(String.join("\n", table));
    }

    @Test
    void tellsLocksWithTheirEnds() {
        Instant now = Instant.now();
        Lock locked = evidence("locked-out").lock();
        assertThat(locked.since()).isCloseTo(now.minusSeconds(60), within(60, ChronoUnit.SECONDS));
        assertThat(locked.ends()).isEqualTo(there(locked.since()).plus(Duration.ofMinutes(30)));

        Lock past = evidence("lock-ran-out").lock();
        assertThat(past.state()).isEqualTo(Lock.State.RAN_OUT);
        assertThat(evidence("lock-ran-out").servers().get(0).failures())
                .as("two hours ago: they count no more")
                .isZero();
        assertThat(past.ends())
                .isEqualTo(there(past.since()).plus(Duration.ofMinutes(30)))
                .isBefore(now);

        DirectoryEvidence endless = evidence("pso-locked");
        assertThat(endless.lock().state())
                .as("three hours ago, by a PSO whose locks never end")
                .isEqualTo(Lock.State.FAILED_SIGN_INS);
        assertThat(endless.lock().ends()).isNull();
        assertThat(endless.policy())
                .isEqualTo(new DirectoryEvidence.Policy("endless", true, 2, Duration.ZERO, 16, Duration.ofDays(30)));
        assertThat(evidence("ok").lock()).isEqualTo(Lock.OPEN);
    }

    @Test
    void tellsTimesAndNumbers() {
        Instant now = Instant.now();
        DirectoryEvidence ok = evidence("ok");
        Password password = ok.password();
        assertThat(password.setAt()).isCloseTo(now.minus(10, ChronoUnit.DAYS), within(60, ChronoUnit.SECONDS));
        assertThat(password.expires()).isEqualTo(there(password.setAt()).plus(42, ChronoUnit.DAYS));
        assertThat(password.changeableFrom()).isNull();
        assertThat(password.selfChange()).isTrue();
        assertThat(ok.policy())
                .isEqualTo(new DirectoryEvidence.Policy(
                        "domain policy", true, 3, Duration.ofMinutes(30), 7, Duration.ofDays(42)));
        assertThat(ok.clockSkew()).isBetween(Duration.ofSeconds(-2), Duration.ofSeconds(2));
        assertThat(ok.tokenGroups()).isPositive();
        assertThat(ok.protectedUsers()).isFalse();
        assertThat(ok.principal()).isEqualTo("ok@pindesk.test");
        assertThat(ok.distinguishedName()).isEqualTo("CN=ok," + AdFixtures.CASES_DN);
        assertThat(ok.servers()).hasSize(1);
        assertThat(ok.servers().get(0).failures()).isZero();

        Password young = evidence("too-young").password();
        assertThat(young.changeableFrom()).isEqualTo(there(young.setAt()).plus(1, ChronoUnit.DAYS));
        assertThat(evidence("expires-soon").password().expires())
                .isCloseTo(now.plus(2, ChronoUnit.DAYS), within(60, ChronoUnit.SECONDS));
        assertThat(evidence("never-expires").password().expires()).isNull();
        assertThat(evidence("account-expired").validUntil()).isBefore(now);
        assertThat(evidence("expires-zero").validUntil()).isNull();
        assertThat(evidence("workstation").workstations()).containsExactlyInAnyOrder("PC-ONE", "PC-TWO");
        assertThat(there(evidence("no-hours").hours()).next(now)).as("never").isEmpty();
        Server row = evidence("failures").servers().get(0);
        assertThat(row.failures()).isEqualTo(2);
        assertThat(row.lastFailure()).isCloseTo(now.minusSeconds(120), within(60, ChronoUnit.SECONDS));
        assertThat(evidence("odd-hours").unseen()).singleElement().asString().contains("logonHours", "2 bytes");
        assertThat(evidence("odd-hours").hours()).isNull();
    }

    @Test
    void saysWhatItMayNotSee() throws Exception {
        List<PersonId> ids =
                AdFixtures.SINGLE.stream().map(one -> id(one.login())).toList();
        domain.server().showAccounts(false);
        try (LdapDirectory hardened = open(domain.settings())) {
            for (PersonId id : ids) {
                DirectoryEvidence evidence = hardened.evidence(id);
                assertThat(causes(evidence)).as(evidence.login()).isEmpty();
                assertThat(evidence.lock()).isEqualTo(Lock.UNSEEN);
                assertThat(evidence.password().state()).isEqualTo(Password.State.UNSEEN);
                assertThat(evidence.disabled()).isNull();
                assertThat(evidence.smartCardOnly()).isNull();
                assertThat(evidence.protectedUsers()).isNull();
                assertThat(evidence.tokenGroups()).isNull();
                assertThat(evidence.policy()).isEqualTo(DirectoryEvidence.Policy.UNSEEN);
                assertThat(evidence.servers()).allSatisfy(row -> {
                    assertThat(row.silent()).isNull();
                    assertThat(row.locked()).isNull();
                    assertThat(row.failures()).isNull();
                });
                assertThat(String.join("\n", evidence.unseen()))
                        .contains(
                                "userAccountControl",
                                "accountExpires",
                                "logonHours",
                                "tokenGroups",
                                "msDS-User-Account-Control-Computed",
                                "pwdLastSet",
                                "Account Restrictions",
                                "Logon Information",
                                "password policy");
            }
            System.out.println(String.join("\n", hardened.evidence(ids.get(0)).unseen()));
        } finally {
            domain.server().showAccounts(true);
        }
    }

    @Test
    void quotesNoNumbersOfAnotherPolicyForOneThatItMayNotRead() throws Exception {
        assertThat(evidence("pso").policy().minLength()).isEqualTo(16);
        domain.server().domain("hide-policies");
        try (LdapDirectory other = open(domain.settings())) {
            DirectoryEvidence evidence = other.evidence(id("pso-locked"));
            assertThat(evidence.policy().readable()).isFalse();
            assertThat(evidence.policy().lockout()).isNull();
            assertThat(evidence.policy().minLength()).isNull();
            assertThat(evidence.lock().state()).isEqualTo(Lock.State.FAILED_SIGN_INS);
            assertThat(evidence.lock().ends()).as("not known").isNull();
            assertThat(evidence.unseen()).anyMatch(line -> line.contains("password settings object"));
            assertThat(other.passwordPolicy(id("pso")).minLength()).isGreaterThanOrEqualTo(14);
            assertThat(other.evidence(id("ok")).policy().minLength())
                    .as("the domain's own still stand")
                    .isEqualTo(7);
        } finally {
            domain.server().domain("show-policies");
        }
    }

    @Test
    void asksEveryControllerAndBelievesTheOneThatKnowsOfALock() throws Exception {
        try (RealServer twin = domain.server().twin("127.0.0.26");
                LdapDirectory both = open(domain.settings(domain.server().ldaps(), twin.ldaps()))) {
            PersonId person = id("twin-one");
            try (LDAPConnection admin = admin(twin)) {
                long now = (System.currentTimeMillis() + 11_644_473_600_000L) * 10_000;
                admin.modify(
                        "CN=twin-one," + AdFixtures.CASES_DN,
                        new Modification(ModificationType.REPLACE, "lockoutTime", String.valueOf(now)));
            }
            DirectoryEvidence evidence = both.evidence(person);
            assertThat(evidence.servers().stream().map(Server::name))
                    .as("a copy of the first, so it has its name")
                    .containsExactly("dc1.pindesk.test", "dc1.pindesk.test");
            assertThat(evidence.servers().stream().map(Server::locked)).containsExactly(false, true);
            assertThat(evidence.lock().state()).isEqualTo(Lock.State.FAILED_SIGN_INS);
            assertThat(evidence.lock().ends()).isAfter(Instant.now());
        }
    }

    @Test
    void aDeadControllerIsARowAndCostsItsTimeOnce() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                LdapDirectory three = open(domain.settings(
                        domain.server().ldaps(),
                        "ldaps://127.0.0.1:" + deaf.getLocalPort(),
                        domain.server().deadPort()))) {
            PersonId person = id("locked-out");
            DirectoryEvidence first = three.evidence(person);
            assertThat(first.servers()).hasSize(3);
            assertThat(first.servers().get(0).locked()).isTrue();
            assertThat(first.servers().subList(1, 3)).allSatisfy(row -> {
                assertThat(row.silent()).isEqualTo(Problem.UNREACHABLE.code());
                assertThat(row.locked()).isNull();
            });

            long single;
            try (LdapDirectory alone = open(domain.settings())) {
                single = median(() -> alone.read(person));
            }
            long median = median(() -> three.evidence(person));
            System.out.printf(
                    "evidence with two dead controllers: median %.2f ms; a single read: median %.2f ms; ratio %.2f%n",
                    median / 1e6, single / 1e6, (double) median / single);
            assertThat(TimeUnit.NANOSECONDS.toMillis(median))
                    .as("no part of the 1500 ms that a dead one takes")
                    .isLessThan(200);
        }
    }

    @Test
    void anotherControllerOfTheDomainIsAskedByItsNameUnlessAnAddressCoversIt() throws Exception {
        assertThat(evidence("ok").servers())
                .as("dc1.pindesk.test is the configured one")
                .hasSize(1);
        String dn = "CN=dc9,CN=Computers," + AdFixtures.BASE;
        try (LDAPConnection admin = admin(domain.server())) {
            admin.add(
                    "dn: " + dn,
                    "objectClass: computer",
                    "sAMAccountName: dc9$",
                    "userAccountControl: 8192",
                    "dNSHostName: dc9.pindesk.invalid");
            try (LdapDirectory other = open(domain.settings())) {
                List<Server> servers = other.evidence(id("ok")).servers();
                assertThat(servers.stream().map(Server::name))
                        .containsExactly("dc1.pindesk.test", "dc9.pindesk.invalid");
                assertThat(servers.get(0).silent()).isNull();
                assertThat(servers.get(1).silent()).isEqualTo(Problem.UNREACHABLE.code());
            } finally {
                admin.delete(dn);
            }
        }
    }

    @Test
    void knowsWhatSomebodyMayHaveMeant() {
        assertThat(directory.byLogin("other-ou")).isEqualTo(Lookup.NOBODY);
        assertThat(directory.near("other-ou").outside()).isTrue();
        assertThat(directory.near("PINDESK\\other-ou").outside()).isTrue();
        assertThat(directory.near("must-chnage").logins()).startsWith("must-change");
        assertThat(directory.near("must-chnage").outside()).isFalse();
        assertThat(directory.near("twin").logins())
                .contains("twin-one", "twin-two")
                .hasSizeLessThanOrEqualTo(5);
        for (String nothing :
                List.of("", "   ", "*", "a*", "*)(objectClass=*)", "x".repeat(5000), "\u0000", "zzzzzz")) {
            assertThat(directory.near(nothing).logins()).as(nothing).isEmpty();
            assertThat(directory.near(nothing).outside()).as(nothing).isFalse();
        }
        assertThat(directory.byMail("twins@pindesk.test")).isEqualTo(Lookup.SEVERAL);
    }

    @Test
    void refusesAnAccountOutsideTheArea() throws Exception {
        try (LdapDirectory wide = open(new DirectorySettings(
                domain.settings().servers(),
                domain.settings().caPem(),
                domain.settings().bindName(),
                domain.settings().bindPassword(),
                domain.settings().kind(),
                List.of(AdFixtures.BASE),
                Set.of(),
                Set.of(),
                Set.of(),
                null,
                null,
                domain.settings().limits()))) {
            PersonId outside = only(wide.byLogin("other-ou")).id();
            assertThatThrownBy(() -> directory.evidence(outside))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("configured area");
        }
        assertThatThrownBy(() -> directory.evidence(new PersonId("00112233445566778899aabbccddeeff")))
                .isInstanceOf(BackendException.class);
        assertThatThrownBy(() -> directory.evidence(new PersonId("nonsense"))).isInstanceOf(BackendException.class);
    }

    /** What the evidence says is the matter, in the words of {@link AdFixtures}. */
    private static Set<String> causes(DirectoryEvidence evidence) {
        Instant now = Instant.now();
        Set<String> causes = new TreeSet<>();
        note(causes, Boolean.TRUE.equals(evidence.disabled()), AdFixtures.DISABLED);
        note(causes, evidence.validUntil() != null && evidence.validUntil().isBefore(now), AdFixtures.ACCOUNT_EXPIRED);
        note(causes, evidence.lock().state() == Lock.State.FAILED_SIGN_INS, AdFixtures.LOCKED);
        note(causes, evidence.lock().state() == Lock.State.RAN_OUT, AdFixtures.LOCK_RAN_OUT);
        note(causes, evidence.password().state() == Password.State.EXPIRED, AdFixtures.PASSWORD_EXPIRED);
        note(causes, evidence.password().state() == Password.State.MUST_CHANGE, AdFixtures.MUST_CHANGE);
        note(causes, evidence.password().state() == Password.State.NEVER_SET, AdFixtures.NEVER_SET);
        note(causes, Boolean.TRUE.equals(evidence.smartCardOnly()), AdFixtures.SMART_CARD);
        note(causes, evidence.hours() != null && !evidence.hours().allow(now), AdFixtures.HOURS);
        note(causes, !evidence.workstations().isEmpty(), AdFixtures.COMPUTERS);
        note(causes, Boolean.TRUE.equals(evidence.protectedUsers()), AdFixtures.PROTECTED_USERS);
        boolean counted = evidence.servers().stream().anyMatch(row -> row.failures() != null && row.failures() > 0);
        note(causes, counted && evidence.lock().state() == Lock.State.OPEN, AdFixtures.FAILURES);
        note(causes, evidence.password().changeableFrom() != null, AdFixtures.TOO_YOUNG);
        note(causes, Boolean.FALSE.equals(evidence.password().selfChange()), AdFixtures.NO_SELF_CHANGE);
        return causes;
    }

    private static void note(Set<String> causes, boolean holds, String cause) {
        if (holds) {
            causes.add(cause);
        }
    }

    private static long median(Runnable call) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long start = System.nanoTime();
            call.run();
            times.add(System.nanoTime() - start);
        }
        times.sort(Comparator.naturalOrder());
        return times.get(times.size() / 2);
    }

    private static DirectoryEvidence evidence(String login) {
        return directory.evidence(id(login));
    }

    private static PersonId id(String login) {
        return only(directory.byLogin(login)).id();
    }

    private static <T> T there(@Nullable T value) {
        assertThat(value).isNotNull();
        return Objects.requireNonNull(value);
    }

    private static LdapDirectory open(DirectorySettings settings) {
        return new LdapDirectory(settings, Clock.systemUTC(), AuthLatch.NONE);
    }

    private static LDAPConnection admin(RealServer server) throws Exception {
        return new LDAPConnection(
                new SSLUtil(new PEMFileTrustManager(server.ca().toFile())).createSSLSocketFactory(),
                server.address(),
                636,
                "Administrator@pindesk.test",
                RealServer.ADMIN_PASSWORD);
    }
}
