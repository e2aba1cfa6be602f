package org.pindesk.adapter.ucware;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.ucware.UcwareWorld.PASSWORD;
import static org.pindesk.adapter.ucware.UcwareWorld.PIN;
import static org.pindesk.adapter.ucware.UcwareWorld.account;
import static org.pindesk.adapter.ucware.UcwareWorld.person;
import static org.pindesk.adapter.ucware.UcwareWorld.uwe;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.CredentialState;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.core.TelephoneEvidence.PasswordHome;
import org.pindesk.demo.ucware.BrokenUcware;
import org.pindesk.demo.ucware.RpcJournal.Received;
import org.pindesk.demo.ucware.UcwareSimulator;
import org.pindesk.port.GivesEvidence.Sighting;
import org.pindesk.port.Pbx;
import org.pindesk.port.Pbx.Match;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.ResetsLocalPassword.Keeper;
import org.pindesk.port.Written;

/** The connector against a healthy server, in every generation. */
@Timeout(120)
class UcwarePbxTest {
    private final UcwareWorld world = new UcwareWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/2, 2, basic",
        "/api/1, 1, basic",
        "/ucware/api, legacy, basic",
        "/api/2, auto, basic",
        "/api/1, auto, basic",
        "/ucware/api, auto, basic",
        "/api/2, auto, bearer",
        "/api/1, auto, bearer",
        "/ucware/api, auto, bearer",
        "/ucware/api, auto, kept"
    })
    void theSameScenarioInEveryGeneration(String path, String api, String secret) {
        world.simulator.serve(path);
        world.simulator.directory((login, password) -> password.equals("Windows.1"));
        world.api = api;
        UcwareAccount account = secret.equals("basic")
                ? UcwareWorld.BASIC
                : secret.equals("bearer") ? UcwareWorld.BEARER : UcwareWorld.KEPT_TOKEN;
        world.reader = account;
        world.writer = account;
        UcwarePbx pbx = world.pbx();

        Account uwe = account(pbx, "uwe");
        Account lena = account(pbx, "lena");
        Account carl = account(pbx, "carl");
        assertThat(pbx.resetPin(uwe, PIN)).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
        assertThat(pbx.resetPin(lena, PIN)).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
        assertThat(pbx.resetLocalPassword(uwe, PASSWORD)).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
        world.methods();
        Written refused = pbx.resetLocalPassword(lena, PASSWORD);
        assertThat(refused.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(refused.detail()).contains("BEISPIEL");
        assertThat(world.methods()).doesNotContain("setPassword");
        assertThat(pbx.passwordKeeper(lena)).isEqualTo(new Keeper(false, true, "BEISPIEL"));
        assertThat(pbx.passwordKeeper(uwe)).isEqualTo(new Keeper(true, false, "ucware"));
        world.methods();
        assertThat(pbx.resetPin(carl, PIN).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(pbx.resetLocalPassword(carl, PASSWORD).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.methods()).isEmpty();

        assertThat(world.newPinSignsIn()).isTrue();
        assertThat(world.oldPinSignsIn()).isFalse();
        assertThat(world.simulator.phone("lena", PIN.open())).isEqualTo("signed in");
        assertThat(world.simulator.phone("carl", PIN.open())).isEqualTo(UcwareSimulator.PHONE_REFUSED);
        assertThat(world.passwordSignsIn("uwe")).isTrue();
        assertThat(world.passwordSignsIn("lena")).isFalse();
        assertThat(world.simulator.portal("lena", "Windows.1")).isEqualTo("signed in");
    }

    @ParameterizedTest
    @CsvSource({"/api/2, '[4711,\"***\"]'", "/api/1, '[\"uwe\",\"***\"]'", "/ucware/api, '[\"uwe\",\"***\"]'"})
    void aWriteNamesTheUserAsItsGenerationWantsAndCostsOneMessage(String path, String params) {
        world.simulator.serve(path);
        UcwarePbx pbx = world.pbx();
        Account uwe = account(pbx, "uwe");
        world.methods();

        pbx.resetPin(uwe, Secret.of("073915")); // begins with a zero, which a number would lose

        assertThat(world.simulator.journal()).extracting(Received::params).containsExactly(params);
        assertThat(world.simulator.journal()).extracting(Received::path).containsExactly(path + "/admin/user");
        assertThat(world.simulator.phone("uwe", "073915")).isEqualTo("signed in");
    }

    @Test
    void eachCallCostsAFixedNumberOfMessages() {
        UcwarePbx pbx = world.pbx();
        Account uwe = account(pbx, "uwe");
        assertThat(world.methods()).as("the first one").containsExactly("getUser", "getGroupByName");
        pbx.find(person("uwe"));
        assertThat(world.methods()).containsExactly("getUser");
        pbx.evidence(person("uwe"));
        assertThat(world.methods()).containsExactly("getUser");
        pbx.pinPolicy(uwe);
        assertThat(world.methods()).isEmpty();
        pbx.resetPin(uwe, PIN);
        assertThat(world.methods()).containsExactly("setPin");
        pbx.passwordKeeper(uwe);
        assertThat(world.methods()).containsExactly("getUser");
        pbx.resetLocalPassword(uwe, PASSWORD);
        assertThat(world.methods()).containsExactly("getUser", "setPassword");
        pbx.userIdOf("1301");
        assertThat(world.methods()).containsExactly("getAll", "getUser");
        pbx.userIdOf("1302");
        assertThat(world.methods()).as("the list is known").containsExactly("getUser");
        world.clock.advance(Duration.ofMinutes(1));
        pbx.userIdOf("9999");
        assertThat(world.methods()).as("for a minute").containsExactly("getAll");
        world.clock.advance(Duration.ofMinutes(5));
        pbx.find(person("uwe"));
        assertThat(world.methods()).containsExactly("getUser", "getGroupByName");
    }

    @Test
    void aResumedWriteFindsOutTheGenerationByAReadFirst() {
        world.simulator.serve("/ucware/api");

        assertThat(world.pbx().resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.simulator.journal())
                .extracting(each -> each.path() + " " + each.method() + " " + each.status())
                .containsExactly(
                        "/api/2/admin/user getUser 404",
                        "/api/1/admin/user getUser 404",
                        "/ucware/api/admin/user getUser 200",
                        "/ucware/api/admin/user setPin 200");
    }

    @Test
    void anUpgradeIsNoticedByTheNextReadAndNothingIsWrittenIntoTheBlue() {
        world.simulator.serve("/api/1");
        UcwarePbx pbx = world.pbx();
        Account uwe = account(pbx, "uwe");
        world.simulator.serve("/api/2");

        assertThat(pbx.resetPin(uwe, PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.oldPinSignsIn()).isTrue();
        assertThat(pbx.resetPin(account(pbx, "uwe"), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
    }

    @Test
    void noGenerationAtAllIsAWrongAddress() {
        world.simulator.serve();
        BackendException failure =
                catchThrowableOfType(BackendException.class, () -> world.pbx().find(person("uwe")));

        assertThat(failure.problem()).isEqualTo(Problem.WRONG_ENDPOINT);
        assertThat(failure).hasMessageContaining("/api/2").hasMessageContaining("/ucware/api");
    }

    @Test
    void theSlashAtTheEndIsConfiguredAndARedirectIsNeverFollowed() {
        world.simulator.wantSlash(true);

        assertThatThrownBy(() -> world.pbx().find(person("uwe")))
                .isInstanceOfSatisfying(
                        BackendException.class, e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_ENDPOINT))
                .hasMessageContaining("redirects to /api/2/admin/user/");
        assertThat(world.methods()).hasSize(1);
        world.slash = true;
        assertThat(world.pbx().resetPin(account(world.pbx(), "uwe"), PIN).kind())
                .isEqualTo(Written.Kind.ACCEPTED);
    }

    @Test
    void theAccountSaysWhatAPinMustNotHold() {
        Account account = account(world.pbx(), "uwe");

        assertThat(account.uuid()).isEqualTo("4711");
        assertThat(account.extension()).isEqualTo("1301");
        assertThat(account.policyName()).isNull();
        assertThat(account.avoid()).containsExactlyInAnyOrder("1301", "493055501301", "4711");
        assertThat(account.names()).containsExactlyInAnyOrder("uwe", "Uwe", "Ulrich");
        assertThat(account.barred()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsUnknownThereIsAbsentHoweverTheServerSaysSo(boolean error) {
        world.simulator.unknownUserIsError(error);

        assertThat(world.pbx().find(person("nobody")).kind()).isEqualTo(Match.Kind.ABSENT);
    }

    @Test
    void anErrorAboutAUserWhoIsListedIsNoAbsence() {
        BrokenUcware.answers(world.simulator, "ERROR", "getUser");

        assertThat(catchThrowableOfType(
                                BackendException.class, () -> world.pbx().find(person("uwe")))
                        .problem())
                .isEqualTo(Problem.REFUSED);
    }

    @Test
    void theUsernameAloneIsNotEnough() {
        assertThat(world.pbx()
                        .find(person("uwe", "other@beispiel.example", "Uwe", "Ulrich", List.of("1399")))
                        .kind())
                .isEqualTo(Match.Kind.DOUBTFUL);
        assertThat(world.pbx()
                        .find(person("uwe", null, "", "", List.of("+49 30 5550 1301")))
                        .kind())
                .isEqualTo(Match.Kind.FOUND);
    }

    @Test
    void aMailAddressFindsTheUserWithASecondFactAndOnlyWhereNobodyElseHasIt() {
        UcwarePbx pbx = world.pbx();
        String mail = "UWE@beispiel.example";

        Match byName = pbx.find(person("uulrich", mail, "Uwe", "Ulrich", List.of()));
        assertThat(byName.kind()).isEqualTo(Match.Kind.FOUND);
        assertThat(world.methods()).containsExactly("getUser", "getAll", "getUser", "getGroupByName");
        assertThat(pbx.find(person("uulrich", mail, "", "", List.of("1301"))).kind())
                .isEqualTo(Match.Kind.FOUND);
        assertThat(pbx.find(person("uulrich", mail, "Ulf", "Ulrich", List.of("1300")))
                        .kind())
                .isEqualTo(Match.Kind.DOUBTFUL);
        assertThat(pbx.find(person("uulrich", null, "Uwe", "Ulrich", List.of("1301")))
                        .kind())
                .isEqualTo(Match.Kind.ABSENT);

        world.simulator.mail("carl", "uwe@beispiel.example");
        world.clock.advance(Duration.ofMinutes(1));
        assertThat(pbx.find(person("uulrich", mail, "Uwe", "Ulrich", List.of("1301")))
                        .kind())
                .isEqualTo(Match.Kind.DOUBTFUL);
    }

    @Test
    void administratorsAndTheBotsOwnAccountAreBarred() {
        UcwarePbx pbx = world.pbx();

        assertThat(account(pbx, "carl").barred()).contains("admins");
        assertThat(requireNonNull(pbx.find(person("pindesk-api", "pindesk@beispiel.example", "", "", List.of()))
                                .account())
                        .barred())
                .isEqualTo("a service account of Pindesk");
    }

    @Test
    void whoBecameAnAdministratorSinceGetsNoPassword() {
        UcwarePbx pbx = world.pbx();
        Account uwe = account(pbx, "uwe");
        world.simulator.makeAdministrator("uwe");

        assertThat(pbx.resetLocalPassword(uwe, PASSWORD).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.passwordSignsIn("uwe")).isFalse();
    }

    @Test
    void aGroupThatIsNotThereLeavesNobodyToBeChanged() {
        world.adminGroups = Set.of("telephony");
        UcwarePbx pbx = world.pbx();

        assertThatThrownBy(() -> pbx.find(person("uwe"))).hasMessageContaining("no group telephony");
        Sighting sighting = pbx.evidence(person("uwe"));
        assertThat(requireNonNull(sighting.match().account()).barred()).contains("not seen");
        assertThat(requireNonNull(sighting.evidence()).unseen()).anyMatch(each -> each.contains("telephony"));
    }

    @Test
    void localBackendsAreConfiguredAndComparedInAnyCase() {
        world.simulator.backend("uwe", "UCware", "");
        assertThat(world.pbx().passwordKeeper(uwe()).local()).isTrue();
        world.localBackends = Set.of("Intern");
        assertThat(world.pbx().resetLocalPassword(uwe(), PASSWORD).detail()).contains("UCware");
        world.simulator.backend("uwe", "intern", "");
        assertThat(world.pbx().passwordKeeper(uwe()).local()).isTrue();
    }

    @Test
    void aBackendThatIsNotShownIsNeverTakenForLocal() {
        world.simulator.backend("uwe", null, "");
        UcwarePbx pbx = world.pbx();

        assertThatThrownBy(() -> pbx.passwordKeeper(uwe())).hasMessageContaining("PD-107");
        assertThat(pbx.resetLocalPassword(uwe(), PASSWORD).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.methods()).doesNotContain("setPassword");
    }

    @Test
    void someoneElseUnderTheSameNameGetsNoPassword() {
        Account former = new Account("ucw", "uwe", "4000", null, null, Set.of(), Set.of(), null);

        assertThat(world.pbx().resetLocalPassword(former, PASSWORD).kind()).isEqualTo(Written.Kind.REFUSED);
    }

    @Test
    void evidenceSaysWhoKeepsThePasswordAndCallsNothingFineThatIsNotOffered() {
        UcwarePbx pbx = world.pbx();
        TelephoneEvidence uwe = requireNonNull(pbx.evidence(person("uwe")).evidence());
        TelephoneEvidence lena = requireNonNull(pbx.evidence(person("lena")).evidence());

        assertThat(uwe.passwordHome()).isEqualTo(PasswordHome.OWN);
        assertThat(lena.passwordHome()).isEqualTo(PasswordHome.DIRECTORY);
        for (TelephoneEvidence each : List.of(uwe, lena)) {
            assertThat(requireNonNull(each.pin()).lock()).isEqualTo(CredentialState.Lock.UNSEEN);
            assertThat(requireNonNull(each.pin()).unseen()).containsExactly("its state is not offered on UCware");
            assertThat(each.active()).isNull();
            assertThat(each.mayUsePortal()).isNull();
            assertThat(each.phoneProfile()).isNull();
            assertThat(each.unseen()).anyMatch(word -> word.startsWith("PIN:"));
        }
        assertThat(requireNonNull(uwe.password()).lock()).isEqualTo(CredentialState.Lock.UNSEEN);
        assertThat(lena.password()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            value = {"BEISPIEL|''", "BEISPIEL|lena", "NULL|CN=Lena,DC=x"},
            delimiter = '|',
            nullValues = "NULL")
    void aBackendThatLeadsToNoEntryIsUnseenAndNamed(String backend, String externalId) {
        world.simulator.backend("lena", backend, externalId);
        TelephoneEvidence lena =
                requireNonNull(world.pbx().evidence(person("lena")).evidence());

        assertThat(lena.passwordHome()).isEqualTo(PasswordHome.UNSEEN);
        assertThat(lena.unseen()).anyMatch(each -> each.startsWith("who keeps the password"));
    }

    @Test
    void anExtensionOfOneOwnerLeadsToTheUser() {
        UcwarePbx pbx = world.pbx();

        assertThat(pbx.userIdOf("1302")).contains("lena");
        assertThat(pbx.userIdOf("13")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "12a4", "1234\n"})
    void whatIsNoPinIsNeverSent(String pin) {
        assertThat(world.pbx().resetPin(uwe(), Secret.of(pin)).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.methods()).isEmpty();
    }

    @Test
    void withoutAnAccountThatMayWriteNothingIsWritten() {
        world.writer = null;
        UcwarePbx pbx = world.pbx();

        assertThat(pbx.writable()).isFalse();
        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(pbx.resetLocalPassword(uwe(), PASSWORD).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.methods()).isEmpty();
    }

    @Test
    void theBestProofIsThatTheServerSaidYes() {
        Pbx pbx = world.pbx();

        assertThat(pbx).isNotInstanceOf(ProvesPin.class);
        assertThat(world.pbx().pinPolicy(uwe()).name()).contains("UCware shows none");
    }
}
