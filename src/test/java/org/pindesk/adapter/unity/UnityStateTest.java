package org.pindesk.adapter.unity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.unity.UnityWorld.PIN;
import static org.pindesk.adapter.unity.UnityWorld.account;
import static org.pindesk.adapter.unity.UnityWorld.person;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.core.CredentialState;
import org.pindesk.core.CredentialState.Lock;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.port.GivesEvidence.Sighting;
import org.pindesk.port.Pbx.Match;

/** What is shown of a PIN, state by state. */
@Timeout(120)
class UnityStateTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private final UnityWorld world = new UnityWorld();
    private final UnityPbx pbx = world.pbx();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aPlainPinIsOpenAndExpiresByItsRule() {
        CredentialState state = state();

        assertThat(state.lock()).isEqualTo(Lock.OPEN);
        assertThat(state.failedSignIns()).isZero();
        assertThat(state.changedAt()).isEqualTo(START);
        assertThat(state.mustChange()).isFalse();
        assertThat(state.neverExpires()).isFalse();
        assertThat(state.expires()).isEqualTo(START.plus(Duration.ofDays(180)));
        assertThat(state.policy()).isEqualTo("Recommended Voice Mail Authentication Rule");
        assertThat(state.unseen()).isEmpty();
    }

    @Test
    void theStateCostsOneRequestOnceTheRulesAreKnown() {
        var bob = world.bob(pbx);
        pbx.pinState(bob);
        world.requests();
        pbx.pinState(bob);

        assertThat(world.requests()).containsExactly("GET users/ID/credential/pin");
    }

    @Test
    void aLockByFailedSignInsIsShownWithItsEnd() {
        world.lockByFailures("bob");
        CredentialState state = state();

        assertThat(state.lock()).isEqualTo(Lock.FAILED_SIGN_INS);
        assertThat(state.lockedSince()).isEqualTo(START);
        assertThat(state.lockEnds()).isEqualTo(START.plus(Duration.ofMinutes(30)));
        assertThat(state.failedSignIns()).isEqualTo(3);
        assertThat(state.lastFailure()).isEqualTo(START);
        world.clock.advance(Duration.ofMinutes(31));
        assertThat(state().lock()).isEqualTo(Lock.OPEN);
    }

    @Test
    void aLockWithoutEndHasNone() {
        world.simulator.lockFor(Duration.ZERO);
        world.lockByFailures("bob");
        CredentialState state = state();

        assertThat(state.lock()).isEqualTo(Lock.FAILED_SIGN_INS);
        assertThat(state.lockEnds()).isNull();
    }

    @Test
    void anAdministratorsLockIsToldApartEvenBesideTheOther() {
        world.lockByFailures("bob");
        world.simulator.lockByAdministrator("bob", true);
        CredentialState state = state();

        assertThat(state.lock()).isEqualTo(Lock.ADMINISTRATOR);
        assertThat(state.lockedSince()).isEqualTo(START);
        assertThat(state.lockEnds()).isNull();
    }

    @Test
    void mustChangeAndNeverExpires() {
        world.simulator.mustChange("bob", true);
        world.simulator.doesNotExpire("bob", true);
        CredentialState state = state();

        assertThat(state.mustChange()).isTrue();
        assertThat(state.neverExpires()).isTrue();
        assertThat(state.expires()).isNull();
    }

    @Test
    void aRuleWithoutLifeNeverExpires() {
        world.simulator.expireAfter(Duration.ZERO);

        assertThat(state().neverExpires()).isTrue();
    }

    @Test
    void aResetMovesChangedAt() {
        world.clock.advance(Duration.ofHours(1));
        pbx.resetPin(account(pbx, "bob"), PIN);

        assertThat(state().changedAt()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void whatIsNotShownIsNamedAndNeverFine() {
        var bob = account(pbx, "bob");
        world.quirk("HALF_OBJECTS", "GET", "credential/pin");
        CredentialState state = pbx.pinState(bob);

        assertThat(state.lock()).isEqualTo(Lock.UNSEEN);
        assertThat(state.failedSignIns()).isNull();
        assertThat(state.mustChange()).isNull();
        assertThat(state.neverExpires()).isNull();
        assertThat(state.unseen())
                .contains(
                        "failed sign-ins",
                        "whether the PIN must be changed",
                        "whether an administrator locked the PIN",
                        "whether failed sign-ins locked the PIN",
                        "whether the PIN expires");
    }

    @ParameterizedTest
    @CsvSource({"FORBIDDEN", "ERROR_PAGE", "TRUNCATED", "HALF_OBJECTS", "HALF_LIST"})
    void rulesThatCannotBeReadHideOnlyWhatNeedsThem(String quirk) {
        world.lockByFailures("bob");
        var bob = account(pbx, "bob");
        world.quirk(quirk, "GET", "credentialpolicies");
        CredentialState state = pbx.pinState(bob);

        assertThat(state.lock()).isEqualTo(Lock.FAILED_SIGN_INS);
        assertThat(state.lockEnds()).isNull();
        assertThat(state.neverExpires()).isNull();
        assertThat(state.changedAt()).isEqualTo(START);
        assertThat(state.unseen()).anyMatch(each -> each.startsWith("when the lock ends"));
    }

    /** An older server may show the times alone: a lock that may have run out, in a zone that nobody names, is not called open. */
    @Test
    void aLockThatIsShownByItsTimeAloneIsNotCalledOver() {
        Map<String, String> fields = new HashMap<>(Map.of(
                "Locked",
                "false",
                "HackCount",
                "3",
                "TimeHacked",
                "2026-11-23 07:00:00.000",
                "CredMustChange",
                "false"));
        AuthenticationRule rule =
                new AuthenticationRule("r", 6, 5, true, 3, Duration.ofMinutes(30), Duration.ofDays(180));
        assertThat(shown(fields, rule).lock()).isEqualTo(Lock.UNSEEN);

        fields.put("TimeHacked", "2026-11-23 07:45:00.000");
        assertThat(shown(fields, rule).lock()).isEqualTo(Lock.FAILED_SIGN_INS);
        fields.put("TimeHacked", "yesterday");
        assertThat(shown(fields, rule).unseen()).contains("TimeHacked: the text there is no time");
        fields.put("TimeHacked", "");
        assertThat(shown(fields, rule).lock()).as("three of three").isEqualTo(Lock.FAILED_SIGN_INS);
        fields.put("HackCount", "2");
        assertThat(shown(fields, rule).lock()).isEqualTo(Lock.OPEN);
        fields.remove("Locked");
        fields.put("TimeLockout", "2026-11-23 07:45:00.000");
        assertThat(shown(fields, rule).lock()).isEqualTo(Lock.ADMINISTRATOR);
    }

    @Test
    void evidenceHoldsTheStateAndWhatIsNotSeen() {
        world.lockByFailures("bob");
        pbx.pinState(account(pbx, "bob"));
        world.requests();
        Sighting sighting = pbx.evidence(person("bob"));
        TelephoneEvidence evidence = Objects.requireNonNull(sighting.evidence());

        assertThat(world.requests())
                .containsExactly(
                        "GET users",
                        "GET users/ID/userroles",
                        "GET users/ID/alternateextensions",
                        "GET users/ID/credential/pin");
        assertThat(Objects.requireNonNull(evidence.pin()).lock()).isEqualTo(Lock.FAILED_SIGN_INS);
        assertThat(evidence.passwordHome()).isEqualTo(TelephoneEvidence.PasswordHome.UNSEEN);
        assertThat(evidence.portalUrl()).isNull();
    }

    @Test
    void aSilentPartOfTheEvidenceFailsNothingElse() {
        world.quirk("TRUNCATED", "GET", "credential/pin");
        TelephoneEvidence evidence =
                Objects.requireNonNull(pbx.evidence(person("bob")).evidence());

        assertThat(evidence.pin()).isNull();
        assertThat(evidence.unseen()).anyMatch(each -> each.startsWith("PIN: ") && each.contains("PD-107"));
    }

    @Test
    void withoutAMailboxThereIsNoEvidence() {
        Sighting sighting = pbx.evidence(person("nora"));

        assertThat(sighting.match().kind()).isEqualTo(Match.Kind.ABSENT);
        assertThat(sighting.evidence()).isNull();
        assertThat(world.requests()).containsExactly("GET users");
    }

    private CredentialState state() {
        return pbx.pinState(account(pbx, "bob"));
    }

    private CredentialState shown(Map<String, String> fields, AuthenticationRule rule) {
        return new PinView(new CupiObject(fields, Map.of(), null), java.time.ZoneOffset.UTC)
                .state(rule, world.clock, List.of());
    }
}
