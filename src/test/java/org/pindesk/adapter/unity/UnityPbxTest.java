package org.pindesk.adapter.unity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.unity.UnityWorld.PIN;
import static org.pindesk.adapter.unity.UnityWorld.READER;
import static org.pindesk.adapter.unity.UnityWorld.WRITER;
import static org.pindesk.adapter.unity.UnityWorld.account;
import static org.pindesk.adapter.unity.UnityWorld.person;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.Pbx.Match;
import org.pindesk.port.Written;

/** Finding mailboxes, their rules, and the two changes. */
@Timeout(120)
class UnityPbxTest {
    private static final String RESET = "users/ID/credential/pin";

    private final UnityWorld world = new UnityWorld();
    private final UnityPbx pbx = world.pbx();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aMailboxIsFoundWithThreeRequestsAndAllItsExtensions() {
        world.simulator.alternateExtension("bob", "70911");
        Account bob = account(pbx, "bob");

        assertThat(bob.system()).isEqualTo("vm");
        assertThat(bob.userId()).isEqualTo("bob");
        assertThat(bob.extension()).isEqualTo("1102");
        assertThat(bob.avoid()).containsExactlyInAnyOrder("1102", "70911");
        assertThat(bob.names()).contains("Bob", "Berger", "Bob Berger", "bob");
        assertThat(bob.barred()).isNull();
        assertThat(pbx.telephoneSystem()).isEqualTo("hq");
        assertThat(world.requests())
                .containsExactly("GET users", "GET users/ID/userroles", "GET users/ID/alternateextensions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XML", "ARRAY", "NONE"})
    void everyShapeOfAListReadsTheSame(String quirk) {
        Account before = account(pbx, "carl");
        world.quirk(quirk, "", "");

        assertThat(account(pbx, "carl")).isEqualTo(before);
        assertThat(pbx.find(person("nora")).kind()).isEqualTo(Match.Kind.ABSENT);
        assertThat(pbx.pinPolicy(account(pbx, "bob")).minLength()).isEqualTo(6);
        assertThat(pbx.resetPin(account(pbx, "bob"), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(pbx.pinState(account(pbx, "bob")).failedSignIns()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"LOGIN, bob, other@x.example", "MAIL_LOCAL_PART, b, bob@beispiel.example"})
    void theAliasComesFromTheConfiguredFact(UserIdSource source, String login, String mail) {
        UnityPbx other = world.pbx(READER, WRITER, source, false, Duration.ofSeconds(30));

        assertThat(other.find(person(login, mail, List.of("+49 30 5550 1102"))).kind())
                .isEqualTo(Match.Kind.FOUND);
    }

    @Test
    void anAliasAloneIsNoProof() {
        Match match = pbx.find(person("bob", "other@x.example", List.of("+49 30 5550 2102", "102")));

        assertThat(match.kind()).isEqualTo(Match.Kind.DOUBTFUL);
        assertThat(match.account()).isNull();
        assertThat(world.requests()).containsExactly("GET users");
    }

    @Test
    void twoMailboxesOfOneAliasAreNobody() {
        world.quirk("TWICE", "", "");

        assertThat(pbx.find(person("bob")).kind()).isEqualTo(Match.Kind.DOUBTFUL);
    }

    @Test
    void whatCouldEndTheConditionIsNeverAskedFor() {
        assertThat(pbx.find(person("bob) or (alias startswith a", "bob@beispiel.example", List.of()))
                        .kind())
                .isEqualTo(Match.Kind.ABSENT);
        assertThat(world.requests()).isEmpty();
    }

    @Test
    void anAdministratorsMailboxIsBarredBeforehand() {
        Account carl = account(pbx, "carl");
        world.simulator.clearJournal();

        assertThat(carl.barred()).contains("System Administrator");
        assertThat(pbx.resetPin(carl, PIN).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(pbx.unlockPin(carl).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.requests()).isEmpty();
    }

    @Test
    void whoBecameAnAdministratorSinceIsNotTouched() {
        Account bob = world.bob(pbx);
        world.simulator.giveRole("bob", "Greeting Administrator");
        Written written = pbx.resetPin(bob, PIN);

        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(written.detail()).contains("Greeting Administrator");
        assertThat(world.requests()).noneMatch(each -> each.startsWith("PUT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_AUTHORIZED", "FORBIDDEN", "ABSENT"})
    void whereRolesCannotBeReadUnityItselfRefusesAndTheWordsSayWhy(String quirk) {
        world.quirk(quirk, "GET", "/userroles");
        Match carl = pbx.find(person("carl"));

        assertThat(carl.detail()).contains("may not read");
        Written written = pbx.resetPin(java.util.Objects.requireNonNull(carl.account()), PIN);
        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(written.detail()).contains("of its own administrators");
        assertThat(pbx.resetPin(account(pbx, "bob"), PIN).kind())
                .as("a missing right ends no sign-ins")
                .isEqualTo(Written.Kind.ACCEPTED);
    }

    @Test
    void theServiceAccountsAreBarred() {
        UnityPbx odd = world.pbx(
                READER, new ServiceAccount("Bob", Secret.of("x")), UserIdSource.LOGIN, false, Duration.ofSeconds(30));

        assertThat(account(odd, "bob").barred()).contains("service account");
    }

    @Test
    void aResetSetsThePinAndLiftsALockWithThreeRequests() {
        Account bob = world.bob(pbx);
        world.lockByFailures("bob");

        assertThat(pbx.resetPin(bob, PIN)).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
        assertThat(world.requests()).containsExactly("GET users/ID", "GET users/ID/userroles", "PUT " + RESET);
        assertThat(world.newPinSignsIn()).isTrue();
        assertThat(world.oldPinSignsIn()).isFalse();
    }

    @Test
    void mustChangeIsWrittenAsConfigured() {
        UnityPbx strict = world.pbx(READER, WRITER, UserIdSource.LOGIN, true, Duration.ofSeconds(30));
        strict.resetPin(account(strict, "bob"), PIN);
        assertThat(world.simulator.voicemail("bob", PIN.open())).contains("must be changed");

        pbx.resetPin(account(pbx, "bob"), Secret.of("291647"));
        assertThat(world.simulator.voicemail("bob", "291647")).isEqualTo("signed in");
    }

    @Test
    void theWriteHoldsNothingThatLiftsAnAdministratorsLock() {
        pbx.resetPin(account(pbx, "bob"), PIN);

        assertThat(world.simulator.journal())
                .last()
                .satisfies(put -> assertThat(put.body())
                        .contains("HackCount")
                        .contains("TimeHacked")
                        .doesNotContain("Locked")
                        .doesNotContain("EncryptionType"));
    }

    @Test
    void unlockKeepsThePinWithFourRequests() {
        Account bob = world.bob(pbx);
        world.lockByFailures("bob");

        assertThat(pbx.unlockPin(bob).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.requests())
                .containsExactly("GET users/ID", "GET users/ID/userroles", "GET " + RESET, "PUT " + RESET);
        assertThat(world.oldPinSignsIn()).isTrue();
        assertThat(world.simulator.pinsHeld("bob")).isEqualTo(1);
    }

    @Test
    void unlockNeverLiftsAnAdministratorsLock() {
        Account bob = world.bob(pbx);
        world.simulator.lockByAdministrator("bob", true);
        Written written = pbx.unlockPin(bob);

        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(written.detail()).contains("only an administrator");
        assertThat(world.requests()).noneMatch(each -> each.startsWith("PUT"));
        assertThat(world.simulator.voicemail("bob", "481516")).contains("locked");
    }

    @Test
    void unlockIsRefusedWhereTheLockIsNotShown() {
        Account bob = world.bob(pbx);
        world.quirk("HALF_OBJECTS", "GET", RESET.substring(8));

        assertThat(pbx.unlockPin(bob).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.requests()).noneMatch(each -> each.startsWith("PUT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"481516", "121212", "408408", "159730", "147365", "28883", "012345", "921102", "12"})
    void aPinThatBreaksARuleChangesNothing(String pin) {
        Written written = pbx.resetPin(account(pbx, "bob"), Secret.of(pin));

        assertThat(written.kind()).isEqualTo(pin.length() < 4 ? Written.Kind.NOT_SENT : Written.Kind.POLICY_REFUSED);
        assertThat(written.detail()).doesNotContain(pin);
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void alternateExtensionsCountAgainstAPinThereToo() {
        world.simulator.alternateExtension("bob", "0915");

        assertThat(pbx.resetPin(account(pbx, "bob"), PIN).kind()).isEqualTo(Written.Kind.POLICY_REFUSED);
    }

    @Test
    void thePolicyIsReadAndKeptForFiveMinutes() {
        Account bob = world.bob(pbx);

        assertThat(pbx.pinPolicy(bob))
                .isEqualTo(new PinPolicy("Recommended Voice Mail Authentication Rule", 6, 5, true));
        assertThat(world.requests()).containsExactly("GET " + RESET, "GET credentialpolicies");
        pbx.pinPolicy(bob);
        assertThat(world.requests()).containsExactly("GET " + RESET);
        world.simulator.requireDigits(9);
        world.clock.advance(Duration.ofMinutes(5));
        assertThat(pbx.pinPolicy(bob).minLength()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HALF_OBJECTS", "FORBIDDEN", "ABSENT"})
    void numbersThatAreNotShownAreGuessedOnTheSafeSideAndSaidSo(String quirk) {
        Account bob = world.bob(pbx);
        world.quirk(quirk, "GET", "credentialpolicies");
        PinPolicy policy = pbx.pinPolicy(bob);

        assertThat(policy.minLength()).isEqualTo(AuthenticationRule.SAFE_LENGTH);
        assertThat(policy.trivialCheck()).isTrue();
        assertThat(policy.name()).contains("assumed").contains("length 8");
    }

    @Test
    void withoutAWriteAccountNothingIsEverSent() {
        UnityPbx readOnly = world.pbx(READER, null, UserIdSource.LOGIN, false, Duration.ofSeconds(30));
        Account bob = world.bob(readOnly);

        assertThat(readOnly.writable()).isFalse();
        assertThat(readOnly.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(readOnly.unlockPin(bob).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.requests()).isEmpty();
    }

    @Test
    void anAccountThatMayOnlyReadIsRefusedInPlainWordsAndKeepsReading() {
        UnityPbx weak = world.pbx(READER, READER, UserIdSource.LOGIN, false, Duration.ofSeconds(30));
        Written written = weak.resetPin(world.bob(weak), PIN);

        assertThat(written.kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(written.detail()).contains("Help Desk Administrator");
        assertThat(weak.find(person("bob")).kind()).isEqualTo(Match.Kind.FOUND);
    }

    @ParameterizedTest
    @CsvSource({"00000000-0000-0000-0000-000000000000", "../credentialpolicies", "''"})
    void anAccountThatIsGoneOrNoneIsRefused(String uuid) {
        Account ghost = new Account("vm", "bob", uuid, "1102", null, Set.of(), Set.of(), null);

        assertThat(pbx.resetPin(ghost, PIN).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(catchThrowableOfType(BackendException.class, () -> pbx.pinState(ghost))
                        .problem())
                .isEqualTo(Problem.REFUSED);
    }

    @Test
    void aMailboxThatHasBecomeSomebodyElsesIsNotTouched() {
        Account alice = account(pbx, "alice");
        Account mixed = new Account("vm", "bob", alice.uuid(), "1102", null, Set.of(), Set.of(), null);

        assertThat(catchThrowableOfType(BackendException.class, () -> pbx.pinState(mixed))
                        .problem())
                .isEqualTo(Problem.REFUSED);
        assertThat(catchThrowableOfType(BackendException.class, () -> pbx.pinPolicy(mixed))
                        .problem())
                .isEqualTo(Problem.REFUSED);
        assertThat(pbx.resetPin(mixed, PIN).kind()).isEqualTo(Written.Kind.REFUSED);
        assertThat(world.simulator.pinsHeld("alice")).isEqualTo(1);
    }
}
