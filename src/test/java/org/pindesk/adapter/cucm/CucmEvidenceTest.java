package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.pindesk.adapter.cucm.CucmWorld.evidence;
import static org.pindesk.adapter.cucm.CucmWorld.person;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pindesk.core.BackendException;
import org.pindesk.core.CredentialState;
import org.pindesk.core.CredentialState.Lock;
import org.pindesk.core.Problem;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.core.TelephoneEvidence.PasswordHome;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.cucm.AxlJournal.Received;
import org.pindesk.demo.cucm.BrokenCucm;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.port.GivesEvidence.Sighting;
import org.pindesk.port.Pbx.Match;

/** What a cluster shows of a failing sign-in, and what is said when a part of it is silent. */
@Timeout(120)
class CucmEvidenceTest {
    private static final String OWN_PASSWORD = "Own.Password.4402";

    private final CucmWorld world = new CucmWorld();
    private final Instant start = Instant.ofEpochSecond(world.clock.instant().getEpochSecond());

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void somebodyFromTheDirectoryIsShownInFull() {
        TelephoneEvidence bob = evidence(world.pbx("12.5"), "bob");

        assertThat(bob.account().userId()).isEqualTo("bob");
        assertThat(bob.active()).isTrue();
        assertThat(bob.passwordHome()).isEqualTo(PasswordHome.DIRECTORY);
        assertThat(bob.directoryBase()).isEqualTo(Company.BASE_DN);
        assertThat(bob.loginAttribute()).isEqualTo("sAMAccountName");
        assertThat(bob.mayUsePortal()).isTrue();
        assertThat(bob.phoneProfile()).isTrue();
        assertThat(pin(bob).lock()).isEqualTo(Lock.OPEN);
        assertThat(bob.password()).as("the directory's business").isNull();
        assertThat(bob.portalUrl()).isEqualTo("https://127.0.0.1/ucmuser");
        assertThat(bob.cachedFor()).isEqualTo(120);
        assertThat(bob.unseen()).isEmpty();
    }

    @Test
    void aLocalUsersPasswordIsShownWithItsLockApartFromThePin() {
        world.simulator.makeLocal("bob", OWN_PASSWORD);
        for (int i = 0; i < 10; i++) {
            world.simulator.portal("bob", "wrong");
        }
        TelephoneEvidence bob = evidence(world.pbx("12.5"), "bob");

        assertThat(bob.passwordHome()).isEqualTo(PasswordHome.OWN);
        assertThat(bob.directoryBase()).isNull();
        CredentialState password = password(bob);
        assertThat(password.lock()).isEqualTo(Lock.FAILED_SIGN_INS);
        assertThat(password.lockedSince()).isEqualTo(start);
        assertThat(password.lockEnds()).isEqualTo(start.plus(Duration.ofMinutes(30)));
        assertThat(password.failedSignIns()).isEqualTo(10);
        assertThat(password.changedAt()).isEqualTo(start);
        assertThat(password.expires()).isEqualTo(start.plus(Duration.ofDays(180)));
        assertThat(pin(bob).lock()).isEqualTo(Lock.OPEN);
        assertThat(pin(bob).failedSignIns()).isZero();
        assertThat(bob.unseen()).isEmpty();
    }

    @Test
    void whereTheDirectoryChecksNoPasswordsTheClusterKeepsThem() {
        world.simulator.authenticateInDirectory(false);
        TelephoneEvidence bob = evidence(world.pbx("12.5"), "bob");

        assertThat(bob.passwordHome()).isEqualTo(PasswordHome.OWN);
        assertThat(bob.directoryBase()).isNull();
        assertThat(password(bob).lock()).isEqualTo(Lock.OPEN);
    }

    @Test
    void everyStateIsShownInEveryCombination() {
        CucmPbx pbx = world.pbx("12.5");
        for (int mix = 0; mix < 32; mix++) {
            boolean inactive = (mix & 1) != 0;
            boolean inNoGroup = (mix & 2) != 0;
            boolean noProfile = (mix & 4) != 0;
            boolean adminLock = (mix & 8) != 0;
            boolean local = (mix & 16) != 0;
            if (local) {
                world.simulator.makeLocal("bob", OWN_PASSWORD);
            }
            world.simulator.foundInDirectory("bob", !inactive);
            world.simulator.leaveEndUsers("bob");
            if (!inNoGroup) {
                world.simulator.joinGroup("bob", "Standard CCM End Users", "");
            }
            world.simulator.phoneProfile("bob", !noProfile);
            world.simulator.lockByAdministrator("bob", adminLock);
            TelephoneEvidence seen = evidence(pbx, "bob");

            assertThat(seen.passwordHome()).isEqualTo(local ? PasswordHome.OWN : PasswordHome.DIRECTORY);
            assertThat(seen.active()).isEqualTo(!inactive);
            assertThat(seen.mayUsePortal()).isEqualTo(!inNoGroup);
            assertThat(seen.phoneProfile()).isEqualTo(!noProfile);
            assertThat(pin(seen).lock()).isEqualTo(adminLock ? Lock.ADMINISTRATOR : Lock.OPEN);
            assertThat(seen.password() != null).isEqualTo(local);
            assertThat(seen.unseen()).isEmpty();
        }
    }

    @Test
    void theRoleDecidesNotTheNameOfAGroup() {
        world.simulator.leaveEndUsers("bob");
        world.simulator.joinGroup("bob", "RB-EndUser-D", "Standard CCMUSER Administration");
        assertThat(evidence(world.pbx("12.5"), "bob").mayUsePortal()).isFalse();

        world.simulator.joinGroup("bob", "RB-Portal", "Standard CCM End Users");
        assertThat(evidence(world.pbx("12.5"), "bob").mayUsePortal()).isTrue();
        assertThat(evidence(world.withPortal("House Portal Role", "any", null), "bob")
                        .mayUsePortal())
                .as("another role is configured")
                .isFalse();
    }

    @Test
    void aConfiguredPortalAddressIsUsed() {
        URI url = URI.create("https://phone.beispiel.example/ucmuser");

        assertThat(evidence(world.withPortal("Standard CCM End Users", "any", url), "bob")
                        .portalUrl())
                .isEqualTo(url.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "getLdapSystem, FAULT",
        "getLdapSystem, EMPTY",
        "getLdapAuthentication, FAULT",
        "getLdapAuthentication, TRUNCATED",
        "getLdapAuthentication, OTHER_ANSWER",
        "getCredentialPolicy, FAULT",
        "getCredentialPolicy, ERROR_PAGE",
        "executeSQLQuery, FAULT",
        "executeSQLQuery, OVERSIZED",
        "executeSQLQuery, STALLED_BODY",
        "getLdapSystem, STALLED_BODY"
    })
    void aSilentPartNamesItselfAndTakesAwayNothingElse(String operation, String quirk) {
        CucmPbx pbx = quirk.equals("STALLED_BODY") ? world.hasty(Duration.ofMillis(1500)) : world.pbx("12.5");
        pbx.find(person("alice"));
        BrokenCucm.answers(world.simulator, quirk, operation);
        TelephoneEvidence lotte = evidence(pbx, "lotte");

        boolean ldap = !operation.equals("getLdapAuthentication");
        assertThat(lotte.active()).isTrue();
        assertThat(lotte.mayUsePortal()).isTrue();
        assertThat(lotte.phoneProfile()).isTrue();
        assertThat(lotte.passwordHome()).isEqualTo(ldap ? PasswordHome.DIRECTORY : PasswordHome.UNSEEN);
        assertThat(lotte.directoryBase()).isEqualTo(ldap ? Company.BASE_DN : null);
        assertThat(lotte.loginAttribute()).isEqualTo(operation.equals("getLdapSystem") ? null : "sAMAccountName");
        assertThat(pin(lotte).lock())
                .isEqualTo(operation.equals("executeSQLQuery") ? Lock.UNSEEN : Lock.FAILED_SIGN_INS);
        assertThat(pin(lotte).mustChange()).isFalse();
        assertThat(lotte.unseen()).isNotEmpty().anyMatch(each -> each.contains(named(operation)));
        assertThat(lotte.unseen()).noneMatch(each -> each.contains("a defect of Pindesk"));
    }

    private static String named(String operation) {
        return switch (operation) {
            case "getLdapSystem" -> "LDAP system: ";
            case "getLdapAuthentication" -> "LDAP authentication: ";
            case "getCredentialPolicy" -> "PIN: credential policy: ";
            default -> "PIN: failed sign-ins: ";
        };
    }

    @Test
    void whatFailedIsAskedForAgain() {
        CucmPbx pbx = world.pbx("12.5");
        BrokenCucm.answers(world.simulator, "FAULT", "getLdapAuthentication");
        assertThat(evidence(pbx, "bob").passwordHome()).isEqualTo(PasswordHome.UNSEEN);

        BrokenCucm.answers(world.simulator, "NONE");
        assertThat(evidence(pbx, "bob").passwordHome()).isEqualTo(PasswordHome.DIRECTORY);
    }

    @Test
    void halfAnAnswerIsNotSeenNotFine() {
        CucmPbx pbx = world.pbx("12.5");
        BrokenCucm.answers(world.simulator, "HALF_USER", "getUser");
        TelephoneEvidence bob = evidence(pbx, "bob");

        assertThat(bob.active()).isNull();
        assertThat(bob.mayUsePortal()).isNull();
        assertThat(bob.phoneProfile()).isNull();
        assertThat(pin(bob).lock()).isEqualTo(Lock.UNSEEN);
        assertThat(bob.passwordHome()).as("the database shows it too").isEqualTo(PasswordHome.DIRECTORY);
        assertThat(bob.unseen())
                .anyMatch(each -> each.contains("active"))
                .anyMatch(each -> each.contains("portal"))
                .anyMatch(each -> each.contains("profile"))
                .anyMatch(each -> each.startsWith("PIN: "));

        BrokenCucm.columns(world.simulator, "enduser", "pkid");
        TelephoneEvidence less = evidence(world.pbx("12.5"), "bob");
        assertThat(less.passwordHome()).isEqualTo(PasswordHome.UNSEEN);
        assertThat(less.unseen()).anyMatch(each -> each.startsWith("who keeps the password"));
    }

    @ParameterizedTest
    @CsvSource({"FAULT, REFUSED", "TRUNCATED, GARBLED", "FORBIDDEN, NOT_PERMITTED"})
    void withoutTheUserThereIsNothingToSay(String quirk, Problem problem) {
        CucmPbx pbx = world.pbx("12.5");
        evidence(pbx, "bob");
        BrokenCucm.answers(world.simulator, quirk, "getUser");

        assertThat(catchThrowableOfType(BackendException.class, () -> pbx.evidence(person("bob")))
                        .problem())
                .isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({"down, UNREACHABLE", "hang, NO_ANSWER", "wrong-password, BAD_CREDENTIALS"})
    void aSilentClusterIsATrouble(String fault, Problem problem) {
        CucmPbx pbx = world.hasty(Duration.ofMillis(1500));
        evidence(pbx, "bob");
        world.world(fault);

        assertThat(catchThrowableOfType(BackendException.class, () -> pbx.evidence(person("bob")))
                        .problem())
                .isEqualTo(problem);
    }

    @Test
    void aRefusedServicePasswordIsTriedOnceThoughManyThingsAreAskedFor() {
        CucmPbx pbx = world.pbx("12.5");
        evidence(pbx, "bob");
        world.clock.move(Duration.ofMinutes(6));
        world.world("wrong-password");
        world.operations();

        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowableOfType(BackendException.class, () -> pbx.evidence(person("bob"))))
                    .isNotNull();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.simulator.journal())
                        .filteredOn(each -> each.status() == 401)
                        .hasSize(1));
    }

    @Test
    void whoIsNotThePersonIsNotShown() {
        CucmPbx pbx = world.pbx("12.5");
        // first: what the other questions leave under way cannot arrive in between
        Sighting without = pbx.evidence(person("", null, List.of()));
        assertThat(without.match().kind()).isEqualTo(Match.Kind.ABSENT);
        assertThat(world.operations()).isEmpty();

        Sighting doubtful = pbx.evidence(person("bob", "somebody@else.example", List.of()));
        Sighting absent = pbx.evidence(person("nora"));

        assertThat(doubtful.match().kind()).isEqualTo(Match.Kind.DOUBTFUL);
        assertThat(doubtful.evidence()).isNull();
        assertThat(absent).isEqualTo(new Sighting(Match.absent(), null));
    }

    @Test
    void evidenceCostsTheSameOperationsEveryTime() {
        CucmPbx pbx = world.pbx("12.5");
        world.simulator.makeLocal("alice", OWN_PASSWORD);

        evidence(pbx, "bob");
        assertThat(world.operations())
                .containsExactlyInAnyOrder(
                        "getUser",
                        "executeSQLQuery",
                        "executeSQLQuery",
                        "getLdapSystem",
                        "getLdapAuthentication",
                        "getCredentialPolicy");
        for (String who : List.of("bob", "lotte", "alice", "carl")) {
            evidence(pbx, who);
            assertThat(world.operations()).as(who).containsExactlyInAnyOrder("getUser", "executeSQLQuery");
        }
        world.clock.move(Duration.ofMinutes(6));
        evidence(pbx, "bob");
        assertThat(world.operations())
                .containsExactlyInAnyOrder(
                        "getUser", "executeSQLQuery", "getLdapSystem", "getLdapAuthentication", "getCredentialPolicy");
    }

    @Test
    void theReaderAloneIsUsed() {
        evidence(world.pbx("12.5"), "bob");

        assertThat(world.simulator.journal()).extracting(Received::account).containsOnly(CucmSimulator.READER_USER);
    }

    @Test
    void everythingIsAskedForAtTheSameTime() throws Exception {
        CucmPbx pbx = world.pbx("12.5");
        evidence(pbx, "bob");
        world.clock.move(Duration.ofMinutes(6));
        world.operations();
        world.world("hang");
        CompletableFuture<TelephoneEvidence> asked = CompletableFuture.supplyAsync(() -> evidence(pbx, "bob"));

        // none of them is answered, and yet all of them are there
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.simulator.journal())
                        .extracting(Received::operation)
                        .containsExactlyInAnyOrder(
                                "getUser", "executeSQLQuery", "getLdapSystem", "getLdapAuthentication"));
        assertThat(asked).isNotDone();

        world.world("up"); // drops what hangs; reads are repeated once
        TelephoneEvidence bob = asked.get(30, TimeUnit.SECONDS);
        assertThat(bob.unseen()).isEmpty();
        assertThat(bob.passwordHome()).isEqualTo(PasswordHome.DIRECTORY);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void everyGenerationSaysWhatItCan(Generation generation) {
        world.simulator.release(generation.version());
        world.simulator.makeLocal("alice", OWN_PASSWORD);
        world.simulator.phoneProfile("alice", false);
        world.simulator.leaveEndUsers("alice");
        world.simulator.foundInDirectory("lotte", false);
        CucmPbx pbx = world.pbx(generation.version());
        boolean oldest = generation == Generation.V7_1;

        TelephoneEvidence bob = evidence(pbx, "bob");
        assertThat(bob.passwordHome()).isEqualTo(oldest ? PasswordHome.UNSEEN : PasswordHome.DIRECTORY);
        assertThat(bob.loginAttribute()).isEqualTo(oldest ? null : "sAMAccountName");
        assertThat(bob.directoryBase()).isEqualTo(oldest ? null : Company.BASE_DN);
        assertThat(bob.active()).isTrue();
        assertThat(bob.mayUsePortal()).isTrue();
        assertThat(bob.phoneProfile()).isTrue();
        assertThat(bob.portalUrl()).endsWith(generation.portalPath());
        assertThat(bob.unseen().stream().filter(each -> each.contains("cannot ask for it")))
                .hasSize(oldest ? 2 : 0);

        TelephoneEvidence alice = evidence(pbx, "alice");
        assertThat(alice.passwordHome()).isEqualTo(PasswordHome.OWN);
        assertThat(password(alice).lock()).isEqualTo(Lock.OPEN);
        assertThat(alice.phoneProfile()).isFalse();
        assertThat(alice.mayUsePortal()).isFalse();

        TelephoneEvidence lotte = evidence(pbx, "lotte");
        assertThat(lotte.active()).isFalse();
        assertThat(pin(lotte).lock()).isEqualTo(Lock.FAILED_SIGN_INS);
    }

    @Test
    void theSchemaIsFoundWithOneQuestionAtATime() {
        world.simulator.release("10.5");

        assertThat(evidence(world.pbx("auto"), "bob").unseen()).isEmpty();
        assertThat(world.simulator.journal())
                .filteredOn(each -> each.status() == 599)
                .isNotEmpty()
                .allMatch(each -> each.operation().equals("getUser"));
    }

    private static CredentialState pin(TelephoneEvidence evidence) {
        return Objects.requireNonNull(evidence.pin());
    }

    private static CredentialState password(TelephoneEvidence evidence) {
        return Objects.requireNonNull(evidence.password());
    }
}
