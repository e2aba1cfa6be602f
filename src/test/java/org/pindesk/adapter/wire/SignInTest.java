package org.pindesk.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.core.BackendException;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.testing.SettableClock;

@Timeout(30)
class SignInTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Instant START = Instant.parse("2026-11-22T08:00:00.25Z");

    private final Flaky latch = new Flaky();
    private final SettableClock clock = new SettableClock(START);
    private final SignIn signIn = signIn();

    /** A store that can be away. */
    private static final class Flaky implements AuthLatch {
        private final List<String> refused = new ArrayList<>();
        private boolean away;

        @Override
        public Optional<Instant> refusedSince(String system, String account, Secret password) {
            throwIfAway();
            return refused.contains(account + "/" + password.open()) ? Optional.of(START) : Optional.empty();
        }

        @Override
        public void refused(String system, String account, Secret password) {
            throwIfAway();
            refused.add(account + "/" + password.open());
        }

        @Override
        public void forget(String system, String account) {
            refused.removeIf(each -> each.startsWith(account + "/"));
        }

        private void throwIfAway() {
            if (away) {
                throw new PindeskException(Problem.STORE_DOWN, "away");
            }
        }
    }

    private SignIn signIn() {
        return new SignIn(latch, clock, "hq", "svc", Secret.of("Canary-5519"), "PBX_HQ_PASSWORD");
    }

    @Test
    void aRefusalHoldsForEverybodyAndNamesTheRemedy() {
        try (SignIn.Turn turn = signIn.begin(SHORT)) {
            turn.refused("HTTP 401");
        }

        for (SignIn each : new SignIn[] {signIn, signIn()}) {
            BackendException failure = catchThrowableOfType(BackendException.class, () -> begin(each));
            assertThat(failure.problem()).isEqualTo(Problem.BAD_CREDENTIALS);
            assertThat(failure)
                    .hasMessageContaining("password of account svc was refused at 2026-11-22T08:00:00Z")
                    .hasMessageContaining("does not try it again")
                    .hasMessageContaining("until PBX_HQ_PASSWORD is changed");
            assertThat(failure.toString().contains("Canary")).isFalse();
        }
    }

    @Test
    void withoutTheStoreOnlyWhatThisProcessSawHolds() {
        latch.away = true;
        try (SignIn.Turn turn = signIn.begin(SHORT)) {
            turn.refused("HTTP 401");
        }
        assertThatThrownBy(() -> begin(signIn)).hasMessageContaining("was refused");
        begin(signIn());
        assertThat(latch.refused).isEmpty();

        latch.away = false;
        assertThatThrownBy(() -> begin(signIn)).hasMessageContaining("was refused");
        assertThat(latch.refused).as("made up for").hasSize(1);
        assertThatThrownBy(() -> begin(signIn())).hasMessageContaining("was refused");
    }

    @Test
    void whoeverOpensTheLatchOpensItForARunningProcessToo() {
        try (SignIn.Turn turn = signIn.begin(SHORT)) {
            turn.refused("HTTP 401");
        }
        latch.away = true;
        assertThatThrownBy(() -> begin(signIn)).hasMessageContaining("was refused");
        latch.away = false;
        assertThatThrownBy(() -> begin(signIn)).hasMessageContaining("was refused");

        latch.forget("hq", "svc");
        begin(signIn);
    }

    @Test
    void aRefusalHoldsWithoutAnyLatch() {
        SignIn alone = new SignIn(AuthLatch.NONE, clock, "hq", "svc", Secret.of("Canary-5519"), "PBX_HQ_PASSWORD");
        try (SignIn.Turn turn = alone.begin(SHORT)) {
            turn.refused("HTTP 401");
        }
        assertThatThrownBy(() -> begin(alone)).hasMessageContaining("was refused");
        assertThatThrownBy(() -> begin(alone)).hasMessageContaining("was refused");
    }

    @Test
    void aRefusalOfAnotherCauseHoldsForThisProcessOnly() {
        try (SignIn.Turn turn = signIn.begin(SHORT)) {
            turn.refusedForNow("name of no form");
        }
        assertThatThrownBy(() -> begin(signIn)).hasMessageContaining("name of no form");
        begin(signIn());
        assertThat(latch.refused).isEmpty();
    }

    @Test
    void onlyOneAtATimeAndNobodyWaitsWithoutEnd() {
        try (SignIn.Turn held = signIn.begin(SHORT)) {
            assertThat(held.password().open()).isEqualTo("Canary-5519");
            BackendException failure = catchThrowableOfType(BackendException.class, () -> begin(signIn));
            assertThat(failure.problem()).as("surely nothing sent").isEqualTo(Problem.UNREACHABLE);
        }
        begin(signIn);
    }

    private static void begin(SignIn signIn) {
        try (SignIn.Turn turn = signIn.begin(SHORT)) {
            assertThat(turn).isNotNull();
        }
    }
}
