package org.pindesk.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pindesk.core.CredentialState;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.LoginPlace;

/** Only fixes that truly help. */
class FixesTest {
    private static final DirectoryEvidence.Lock LOCKED =
            new DirectoryEvidence.Lock(DirectoryEvidence.Lock.State.FAILED_SIGN_INS, Somebody.EARLIER, Somebody.LATER);

    static Stream<Consumer<Somebody>> hopeless() {
        return Stream.of(
                s -> s.disabled = true,
                s -> s.validUntil = Somebody.EARLIER,
                s -> s.validFrom = Somebody.LATER,
                s -> s.privileged = true);
    }

    @ParameterizedTest
    @MethodSource("hopeless")
    void nothingIsOfferedForWhomNothingHelps(Consumer<Somebody> spoil) {
        Somebody somebody = broken();
        assertThat(fixes(somebody, null)).hasSizeGreaterThan(3);
        spoil.accept(somebody);
        for (LoginPlace place : DiagnosisTest.places()) {
            assertThat(fixes(somebody, place)).as("%s", place).isEmpty();
        }
    }

    @Test
    void aLockedAccountIsUnlockedAndOneWhosePasswordExpiredTooMayAlsoBeReset() {
        Somebody somebody = new Somebody();
        somebody.lock = LOCKED;
        assertThat(fixes(somebody, LoginPlace.COMPUTER)).containsExactly(Fix.UNLOCK_ACCOUNT);
        somebody.passwordState = DirectoryEvidence.Password.State.EXPIRED;
        assertThat(first(somebody, LoginPlace.COMPUTER).fixes())
                .containsExactly(Fix.UNLOCK_ACCOUNT, Fix.RESET_DIRECTORY_PASSWORD);
    }

    @Test
    void noResetGetsAroundAnAdministratorsLockOrASmartCard() {
        Somebody somebody = new Somebody();
        somebody.passwordState = DirectoryEvidence.Password.State.MUST_CHANGE;
        assertThat(fixes(somebody, LoginPlace.COMPUTER)).containsExactly(Fix.RESET_DIRECTORY_PASSWORD);
        somebody.lock = new DirectoryEvidence.Lock(DirectoryEvidence.Lock.State.ADMINISTRATOR, Somebody.EARLIER, null);
        assertThat(fixes(somebody, LoginPlace.COMPUTER)).isEmpty();
        somebody.lock = LOCKED;
        somebody.smartCardOnly = true;
        assertThat(fixes(somebody, LoginPlace.COMPUTER)).containsExactly(Fix.UNLOCK_ACCOUNT);
    }

    @Test
    void aPinThatAnAdministratorLockedIsNeitherUnlockedNorReplaced() {
        Somebody somebody = new Somebody();
        somebody.pin.locked(CredentialState.Lock.FAILED_SIGN_INS, null);
        assertThat(fixes(somebody, LoginPlace.DESK_PHONE)).containsExactly(Fix.UNLOCK_PIN, Fix.OFFER_PIN);
        somebody.pin.locked(CredentialState.Lock.ADMINISTRATOR, null);
        somebody.pin.mustChange = true;
        assertThat(fixes(somebody, LoginPlace.DESK_PHONE)).isEmpty();
    }

    @Test
    void nothingIsChangedOnABarredOrInactiveAccount() {
        Somebody somebody = broken();
        somebody.lock = DirectoryEvidence.Lock.OPEN;
        somebody.passwordState = DirectoryEvidence.Password.State.USABLE;
        somebody.barred = "Standard CCM Super Users";
        assertThat(fixes(somebody, null)).isEmpty();
        somebody.barred = null;
        somebody.active = false;
        assertThat(fixes(somebody, null)).isEmpty();
        somebody.active = true;
        assertThat(fixes(somebody, null)).isNotEmpty();
    }

    @Test
    void whoCannotGetIntoThePortalIsOfferedAPinWhereThereIsOne() {
        Somebody somebody = new Somebody();
        somebody.passwordState = DirectoryEvidence.Password.State.EXPIRED;
        assertThat(fixes(somebody, LoginPlace.PORTAL)).containsExactly(Fix.RESET_DIRECTORY_PASSWORD, Fix.OFFER_PIN);
        assertThat(fixes(somebody, LoginPlace.COMPUTER)).containsExactly(Fix.RESET_DIRECTORY_PASSWORD);
        somebody.hasPin = false;
        assertThat(fixes(somebody, LoginPlace.PORTAL)).containsExactly(Fix.RESET_DIRECTORY_PASSWORD);
    }

    @Test
    void aNewPinOfOneSystemDoesNotMendTheOther() {
        Somebody locked = new Somebody();
        locked.pin.locked(CredentialState.Lock.ADMINISTRATOR, null);
        locked.mayUsePortal = false;
        Somebody fine = new Somebody();
        Evidence evidence = locked.at(LoginPlace.PORTAL, List.of(locked.system(), DiagnosisTest.branch(fine)));
        assertThat(Diagnosis.of(evidence).first().fixes()).containsExactly(Fix.ADD_TO_PORTAL_GROUP);
    }

    private static Somebody broken() {
        Somebody somebody = new Somebody();
        somebody.lock = LOCKED;
        somebody.passwordState = DirectoryEvidence.Password.State.EXPIRED;
        somebody.mayUsePortal = false;
        somebody.pin.locked(CredentialState.Lock.FAILED_SIGN_INS, null);
        return somebody;
    }

    private static Finding first(Somebody somebody, @Nullable LoginPlace place) {
        return Diagnosis.of(somebody.at(place)).first();
    }

    private static List<Fix> fixes(Somebody somebody, @Nullable LoginPlace place) {
        return Diagnosis.of(somebody.at(place)).findings().stream()
                .flatMap(finding -> finding.fixes().stream())
                .distinct()
                .toList();
    }
}
