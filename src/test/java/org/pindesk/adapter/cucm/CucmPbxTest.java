package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pindesk.adapter.cucm.CucmWorld.PIN;
import static org.pindesk.adapter.cucm.CucmWorld.WRITER;
import static org.pindesk.adapter.cucm.CucmWorld.account;
import static org.pindesk.adapter.cucm.CucmWorld.bob;
import static org.pindesk.adapter.cucm.CucmWorld.person;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.port.Pbx.Match;
import org.pindesk.port.ProvesPin.Answer;
import org.pindesk.port.Written;

/** The connector against a healthy cluster. */
class CucmPbxTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final CucmWorld world = new CucmWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.5", "14.0", "15.0"})
    void aResetTakesOneOperationPerStepAndSignsInAtThePhone(String version) {
        CucmPbx pbx = world.pbx(version);

        Account account = account(pbx, "bob");
        assertThat(world.operations()).containsExactly("getUser");
        PinPolicy policy = pbx.pinPolicy(account);
        assertThat(world.operations()).containsExactly("getCredentialPolicy");
        Written written = pbx.resetPin(account, PIN);
        assertThat(world.operations()).containsExactly("updateUser");
        Answer proof = pbx.signsIn(account, PIN);
        assertThat(world.operations()).containsExactly("doAuthenticateUser");

        assertThat(policy).isEqualTo(new PinPolicy("Default Credential Policy", 6, 12, true));
        assertThat(written).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
        assertThat(proof).isEqualTo(Answer.YES);
        assertThat(world.newPinSignsIn()).isTrue();
        assertThat(world.oldPinSignsIn()).isFalse();
    }

    @Test
    void theAccountSaysWhatAPinMustNotHold() {
        Account account = account(world.pbx("14.0"), "bob");

        assertThat(account.system()).isEqualTo("hq");
        assertThat(account.userId()).isEqualTo("bob");
        assertThat(account.uuid()).matches("\\{[0-9A-F-]{36}}");
        assertThat(account.extension()).isEqualTo("1102");
        assertThat(account.policyName()).isEqualTo("Default Credential Policy");
        assertThat(account.avoid()).containsExactlyInAnyOrder("1102", "493055501102");
        assertThat(account.names()).containsExactlyInAnyOrder("Bob", "Berger", "Bob Berger", "bob");
        assertThat(account.barred()).isNull();
    }

    @Test
    void whoHoldsAnAdministratorRoleIsBarredAndTheRoleNamed() {
        CucmPbx pbx = world.pbx("12.5");
        Account carl = account(pbx, "carl");

        assertThat(carl.barred()).contains("Standard CCM Admin Users").doesNotContain("Standard CCM End Users");
        world.operations();
        assertThat(pbx.resetPin(carl, PIN).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.operations()).isEmpty();
    }

    @Test
    void theBotsOwnAccountIsBarred() {
        CucmPbx pbx = world.pbx("12.5", WRITER, UserIdSource.LOGIN, false, PATIENT, Set.of("BOB"));

        assertThat(account(pbx, "bob").barred()).isEqualTo("a service account of Pindesk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUALIFIED", "BARE", "OLD"})
    void absenceIsReadFromEveryShapeOfFault(String shape) {
        org.pindesk.demo.cucm.BrokenCucm.faults(world.simulator, shape);

        assertThat(world.pbx("12.5").find(person("nora")).kind()).isEqualTo(Match.Kind.ABSENT);
        assertThat(world.pbx("12.5").resetPin(bob(), Secret.of("121212")).kind())
                .isEqualTo(Written.Kind.POLICY_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1102", "+49 30 5550 1102", "030 5550-1102", "0049 (30) 55501102"})
    void aNumberServesAsTheSecondFact(String number) {
        assertThat(world.pbx("12.5").find(person("bob", null, List.of(number))).kind())
                .isEqualTo(Match.Kind.FOUND);
    }

    @Test
    void theUserIdMayComeFromTheMailAddress() {
        CucmPbx pbx = world.pbx("12.5", WRITER, UserIdSource.MAIL_LOCAL_PART, false, PATIENT, Set.of());

        assertThat(pbx.find(person("other-login", "bob@" + Company.MAIL_DOMAIN, List.of()))
                        .kind())
                .isEqualTo(Match.Kind.FOUND);
        world.operations();
        assertThat(pbx.find(person("bob", null, List.of("1102"))).kind()).isEqualTo(Match.Kind.ABSENT);
        assertThat(world.operations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob</userid><pin>1", "a&b", "\"'", "bob\u0000", "  ", "%"})
    void aStrangeLoginIsNobody(String login) {
        assertThat(world.pbx("12.5")
                        .find(person(login, "x@y.example", List.of()))
                        .kind())
                .isEqualTo(Match.Kind.ABSENT);
    }

    @Test
    void anAdministratorsLockIsRemarkedNotLiftedAndLeavesTheProofOpen() {
        world.simulator.lockByAdministrator("bob", true);
        CucmPbx pbx = world.pbx("12.5");
        Match match = pbx.find(person("bob"));

        assertThat(match.detail()).contains("locked by an administrator");
        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(pbx.signsIn(bob(), PIN)).isEqualTo(Answer.CANNOT_TELL);
        assertThat(world.newPinSignsIn()).isFalse();
    }

    @Test
    void mustChangeIsSetWhereConfigured() {
        CucmPbx pbx = world.pbx("12.5", WRITER, UserIdSource.LOGIN, true, PATIENT, Set.of());

        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.phone(PIN)).isEqualTo("[209] Change PIN");
    }

    @ParameterizedTest
    @CsvSource({"7309", "121212", "711026", "258036"})
    void aPinAgainstThePolicyIsRefusedAndNotRepeatedInTheWords(String pin) {
        Written written = world.pbx("14.0").resetPin(bob(), Secret.of(pin));

        assertThat(written.kind()).isEqualTo(Written.Kind.POLICY_REFUSED);
        assertThat(written.detail()).isNotEmpty().doesNotContain(pin);
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aPinFromTheHistoryIsAPolicyRefusal() {
        CucmPbx pbx = world.pbx("12.5");
        pbx.resetPin(bob(), PIN);

        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.POLICY_REFUSED);
    }

    @Test
    void aVanishedUserIsRefusedNotRedrawn() {
        Account gone = new Account("hq", "gone", null, null, null, Set.of(), Set.of(), null);

        assertThat(world.pbx("12.5").resetPin(gone, PIN).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.pbx("12.5").signsIn(gone, PIN)).isEqualTo(Answer.CANNOT_TELL);
    }

    @Test
    void aWrongPinIsANoAfterOneLookAtTheAccount() {
        CucmPbx pbx = world.pbx("12.5");

        assertThat(pbx.signsIn(bob(), PIN)).isEqualTo(Answer.NO);
        assertThat(world.operations()).containsExactly("doAuthenticateUser", "getUser");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "12a4", "<pin>"})
    void whatIsNoPinIsNeverSent(String value) {
        CucmPbx pbx = world.pbx("12.5");

        assertThat(pbx.resetPin(bob(), Secret.of(value)).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(pbx.signsIn(bob(), Secret.of(value))).isEqualTo(Answer.CANNOT_TELL);
        assertThat(world.operations()).isEmpty();
    }

    @Test
    void withoutAWriteAccountNothingIsWritten() {
        CucmPbx pbx = world.readOnly();

        assertThat(pbx.writable()).isFalse();
        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(pbx.signsIn(bob(), PIN)).isEqualTo(Answer.CANNOT_TELL);
        assertThat(world.operations()).isEmpty();
        assertThat(account(pbx, "bob").userId()).isEqualTo("bob");
        assertThat(world.pbx("12.5").writable()).isTrue();
    }

    @Test
    void aPolicyIsReadAgainAfterFiveMinutes() {
        CucmPbx pbx = world.pbx("12.5");
        pbx.pinPolicy(bob());
        pbx.pinPolicy(bob());
        assertThat(world.operations()).containsExactly("getCredentialPolicy");

        world.clock.move(Duration.ofMinutes(5));
        pbx.pinPolicy(bob());
        assertThat(world.operations()).containsExactly("getCredentialPolicy");
    }

    @Test
    void aPolicyThatCannotBeReadIsSaid() {
        Account nameless = new Account("hq", "bob", null, null, null, Set.of(), Set.of(), null);
        Account strange = new Account("hq", "bob", null, null, "Nobody's", Set.of(), Set.of(), null);

        assertThatThrownBy(() -> world.pbx("12.5").pinPolicy(nameless)).isInstanceOf(BackendException.class);
        assertThatThrownBy(() -> world.pbx("12.5").pinPolicy(strange))
                .isInstanceOfSatisfying(
                        BackendException.class, e -> assertThat(e.problem()).isEqualTo(Problem.REFUSED));
    }

    @Test
    void theSessionStandsInForThePasswordAndAnEndedOneCostsOneRepetition() {
        CucmPbx pbx = world.pbx("12.5");
        pbx.find(person("bob"));
        pbx.find(person("bob"));
        assertThat(world.simulator.journal()).extracting("session").containsExactly(false, true);

        world.operations();
        world.clock.move(Duration.ofMinutes(31));
        assertThat(pbx.find(person("bob")).kind()).isEqualTo(Match.Kind.FOUND);
        assertThat(world.simulator.journal()).extracting("status").containsExactly(404, 200);
    }

    @Test
    void anEndedSessionIsRenewedForAWriteTooSinceItWasNotExecuted() {
        CucmPbx pbx = world.pbx("12.5");
        pbx.signsIn(bob(), Secret.of(Company.START_PIN));
        world.clock.move(Duration.ofMinutes(31));
        world.operations();

        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.simulator.journal()).extracting("status").containsExactly(404, 200);
    }

    @Test
    void severalClustersAreSeveralConnectors() {
        try (CucmWorld branch = new CucmWorld()) {
            world.pbx("12.5").resetPin(bob(), PIN);

            assertThat(world.newPinSignsIn()).isTrue();
            assertThat(branch.oldPinSignsIn()).isTrue();
        }
    }

    @Test
    void settingsThatCannotWorkAreNamed() {
        assertThatThrownBy(() -> world.pbx("13.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schemaVersion");
        assertThatThrownBy(() -> CucmSettings.withDefaults(
                        "hq",
                        "x",
                        URI.create("http://cucm.example"),
                        CucmWorld.READER,
                        null,
                        org.pindesk.adapter.wire.TlsTrust.jvmDefault()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baseUrl");
    }

    @ParameterizedTest
    @CsvSource({
        "https://cucm:8443, https://cucm:8443/axl/",
        "https://cucm:8443/, https://cucm:8443/axl/",
        "https://cucm:8443/axl, https://cucm:8443/axl/",
        "https://cucm:8443/axl/, https://cucm:8443/axl/"
    })
    void theAddressAlwaysEndsInTheSlashThatCucmWants(String given, String used) {
        assertThat(CucmSettings.withDefaults(
                                "hq",
                                "x",
                                URI.create(given),
                                CucmWorld.READER,
                                null,
                                org.pindesk.adapter.wire.TlsTrust.jvmDefault())
                        .baseUrl())
                .hasToString(used);
    }
}
