package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.cucm.CucmWorld.PIN;
import static org.pindesk.adapter.cucm.CucmWorld.account;
import static org.pindesk.adapter.cucm.CucmWorld.bob;
import static org.pindesk.adapter.cucm.CucmWorld.person;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.CredentialState;
import org.pindesk.core.CredentialState.Lock;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.cucm.AxlJournal.Received;
import org.pindesk.port.ProvesPin.Answer;
import org.pindesk.port.Written;

/** One story on every generation of the schema, and how the right one is found. */
class CucmGenerationsTest {
    private final CucmWorld world = new CucmWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void stateUnlockResetAndProofWorkOnEveryGeneration(Generation generation) {
        world.simulator.release(generation.version());
        CucmPbx pbx = world.pbx(generation.version());
        Secret startPin = Secret.of(Company.START_PIN);

        Account lotte = account(pbx, "lotte");
        assertThat(lotte.barred()).isNull();
        assertThat(lotte.extension()).isEqualTo("1107");
        assertThat(lotte.avoid()).contains("493055501107");
        assertThat(lotte.names()).contains("Lotte", "Lindner");
        assertThat(pbx.pinPolicy(lotte).minLength()).isEqualTo(6);
        CredentialState locked = pbx.pinState(lotte);
        assertThat(locked.lock()).isEqualTo(Lock.FAILED_SIGN_INS);
        assertThat(locked.unseen()).isEmpty();

        boolean unlocks = generation.forgetsFailedSignIns(Credential.PIN).isPresent();
        assertThat(pbx.cannotUnlock().isPresent()).isEqualTo(!unlocks);
        Written unlocked = pbx.unlockPin(lotte);
        if (unlocks) {
            assertThat(unlocked).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
            assertThat(pbx.pinState(lotte).lock()).isEqualTo(Lock.OPEN);
            assertThat(world.simulator.phoneSignIn("lotte", startPin.open())).isEqualTo("signed in");
        } else {
            assertThat(unlocked.kind()).isEqualTo(Written.Kind.REFUSED);
            assertThat(unlocked.detail()).contains("only lift the lock by setting a new PIN");
        }

        assertThat(pbx.resetPin(lotte, PIN)).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
        assertThat(pbx.signsIn(lotte, PIN)).isEqualTo(Answer.YES);
        assertThat(pbx.pinState(lotte).lock()).isEqualTo(Lock.OPEN);
        assertThat(world.simulator.phoneSignIn("lotte", PIN.open())).isEqualTo("signed in");
        assertThat(pbx.resetPin(lotte, Secret.of("121212")).kind()).isEqualTo(Written.Kind.POLICY_REFUSED);
        assertThat(pbx.userIdOf("1107")).contains("lotte");
        assertThat(pbx.find(person("nora")).kind()).isEqualTo(org.pindesk.port.Pbx.Match.Kind.ABSENT);
    }

    @ParameterizedTest
    @CsvSource({"15.0, 15.0", "12.5, 12.5", "10.5, 10.5", "7.1, 7.1"})
    void autoTakesTheNewestSchemaThatIsSpokenAndKeepsIt(String release, String taken) {
        world.simulator.release(release);
        CucmPbx pbx = world.pbx("auto");

        pbx.find(person("bob"));
        List<Received> first = world.simulator.journal();
        assertThat(first.get(first.size() - 1).version()).isEqualTo(taken);
        assertThat(first.subList(0, first.size() - 1)).allMatch(each -> each.status() == 599);

        world.operations();
        pbx.pinPolicy(bob());
        assertThat(world.simulator.journal()).extracting(Received::version).containsExactly(taken);
    }

    @ParameterizedTest
    @CsvSource({"14.0", "10.5", "7.1"})
    void aWriteBeforeAnythingIsKnownReadsFirstAndIsExecutedOnce(String release) {
        world.simulator.release(release);

        assertThat(world.pbx("auto").resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.operations().stream().filter("updateUser"::equals)).hasSize(1);
        assertThat(world.newPinSignsIn()).isTrue();
        assertThat(world.simulator.pinsHeld("bob")).isEqualTo(2);
    }

    @Test
    void anUpgradeOfTheClusterCostsOneRefusedQuestion() {
        world.simulator.release("9.1");
        CucmPbx pbx = world.pbx("auto");
        pbx.find(person("bob"));
        world.simulator.release("14.0");

        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.newPinSignsIn()).isTrue();
    }

    @Test
    void aConfiguredSchemaIsNeverLeftAndTheWordsNameTheRemedy() {
        world.simulator.release("10.5");
        BackendException failure = catchThrowableOfType(
                BackendException.class, () -> world.pbx("12.5").find(person("bob")));

        assertThat(failure.problem()).isEqualTo(Problem.UNSUPPORTED_VERSION);
        assertThat(failure).hasMessageContaining("12.5").hasMessageContaining("SCHEMA=auto");
        assertThat(world.operations()).hasSize(1);
    }

    @Test
    void theOldestReleaseGetsThePolicyBackWithEveryChange() {
        world.simulator.release("7.1");
        CucmPbx pbx = world.pbx("7.1");

        pbx.resetPin(bob(), PIN);
        List<Received> received = world.simulator.journal();
        assertThat(received).extracting(Received::operation).containsExactly("getUser", "updateUser");
        assertThat(received.get(1).body())
                .contains("<pinCredentials><pinCredPolicyName>Default Credential Policy</pinCredPolicyName>")
                .contains("<pinCredResetHackCount>true</pinCredResetHackCount>")
                .doesNotContain("zeroHop");
    }

    @Test
    void eachGenerationSaysWhatItLacks() {
        assertThat(Generation.V15_0.lacks()).isEmpty();
        assertThat(Generation.V11_5.lacks()).isEmpty();
        assertThat(Generation.V11_0.lacks()).hasSize(1);
        assertThat(Generation.V9_1.lacks()).hasSize(4);
        assertThat(Generation.V7_1.lacks()).hasSize(5).anyMatch(each -> each.contains("credential policy"));
        assertThat(Generation.V7_1.older()).isEmpty();
        assertThat(Generation.V15_0.older()).isEqualTo(Optional.of(Generation.V14_0));
    }
}
