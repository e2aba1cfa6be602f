package org.pindesk.adapter.unity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.unity.UnityWorld.PIN;
import static org.pindesk.adapter.unity.UnityWorld.READER;
import static org.pindesk.adapter.unity.UnityWorld.WRITER;
import static org.pindesk.adapter.unity.UnityWorld.person;

import java.time.Duration;
import java.util.List;
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
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.demo.unity.UnitySimulator;
import org.pindesk.port.Pbx.Match;
import org.pindesk.port.Written;

/** What the connector says when Unity Connection misbehaves; voicemail tells whether it was true. */
@Timeout(120)
class UnityTroubleTest {
    private final UnityWorld world = new UnityWorld();
    private final UnityPbx pbx = world.pbx();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void hangingBeforeTheWriteMeansThatNothingWasWritten() {
        Account bob = world.bob(pbx);
        UnityPbx hasty = world.hasty();
        world.world("hang");

        assertThat(problemOfFind(hasty)).isEqualTo(Problem.NO_ANSWER);
        assertThat(hasty.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.requests()).as("a password is not sent twice").containsExactly("GET users", "GET users/ID");
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aThrottledWriteWasNotExecutedAndSaysBusy() {
        Account bob = world.bob(pbx);
        world.world("throttle 100%");
        Written written = pbx.resetPin(bob, PIN);

        assertThat(written.kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(written.detail()).contains("busy").contains("503");
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void refusedAsTrivialIsAPolicyRefusal() {
        Account bob = world.bob(pbx);
        world.world("refuse trivial");

        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.POLICY_REFUSED);
        assertThat(pbx.unlockPin(bob).kind()).as("no PIN, no refusal").isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aConnectionDroppedAfterTheWriteIsNoAnswerAndIsNotRepeated() {
        Account bob = world.bob(pbx);
        world.world("drop-after-write");

        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(world.requests()).filteredOn(each -> each.startsWith("PUT")).hasSize(1);
        assertThat(world.newPinSignsIn()).isTrue();
        assertThat(world.simulator.pinsHeld("bob")).isEqualTo(2);
    }

    @Test
    void aRefusedServicePasswordIsTriedOnceForEachAccount() {
        Account bob = world.bob(pbx);
        world.world("wrong-password");

        assertThat(problemOfFind(pbx)).isEqualTo(Problem.BAD_CREDENTIALS);
        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.requests()).containsExactly("GET users", "GET users/ID");
        assertThat(problemOfFind(pbx)).isEqualTo(Problem.BAD_CREDENTIALS);
        assertThat(pbx.resetPin(bob, PIN).detail()).contains("PBX_VM_WRITE_PASSWORD");
        assertThat(world.requests()).as("each account was tried once").isEmpty();

        world.world("up");
        assertThat(problemOfFind(pbx)).as("until somebody says so").isEqualTo(Problem.BAD_CREDENTIALS);
        pbx.signInAgain();
        assertThat(pbx.find(person("bob")).kind()).isEqualTo(Match.Kind.FOUND);
        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
    }

    @Test
    void afterAMissingRightThePasswordIsLookedAtAgainBeforeItGoesOn() {
        world.quirk("NOT_AUTHORIZED", "GET", "/userroles");

        assertThat(pbx.find(person("bob")).kind()).isEqualTo(Match.Kind.FOUND);
        assertThat(world.requests())
                .containsExactly(
                        "GET users", "GET users/ID/userroles", "GET users", "GET users/ID/alternateextensions");
    }

    @Test
    void oneAccountForBothIsLatchedForBoth() {
        Account bob = world.bob(pbx);
        ServiceAccount wrong = new ServiceAccount(UnitySimulator.WRITER_USER, Secret.of("not-the-password"));
        UnityPbx one = world.pbx(wrong, wrong, UserIdSource.LOGIN, false, Duration.ofSeconds(30));

        assertThat(problemOfFind(one)).isEqualTo(Problem.BAD_CREDENTIALS);
        assertThat(one.resetPin(bob, PIN).detail()).contains("PD-103").doesNotContain("not-the-password");
        assertThat(world.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN_PAGE, WRONG_ENDPOINT",
        "REDIRECT, WRONG_ENDPOINT",
        "ABSENT, WRONG_ENDPOINT",
        "FORBIDDEN, NOT_PERMITTED",
        "NOT_AUTHORIZED_400, NOT_PERMITTED",
        "OTHER_ERROR, REFUSED",
        "ERROR_PAGE, GARBLED",
        "TRUNCATED, GARBLED",
        "EMPTY, GARBLED",
        "NOTHING_IN_IT, GARBLED",
        "HALF_LIST, GARBLED",
        "OVERSIZED, GARBLED"
    })
    void brokenAnswersToReadsAreNamed(String quirk, Problem problem) {
        Account bob = world.bob(pbx);
        world.quirk(quirk, "", "");

        assertThat(problemOfFind(pbx)).isEqualTo(problem);
        assertThat(pbx.resetPin(bob, PIN).kind()).isIn(Written.Kind.NOT_SENT, Written.Kind.REFUSED);
        assertThat(world.requests()).noneMatch(each -> each.startsWith("PUT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"userroles", "alternateextensions"})
    void halfAnAccountIsNone(String part) {
        world.quirk("NOTHING_IN_IT", "GET", part);

        assertThat(problemOfFind(pbx)).isEqualTo(Problem.GARBLED);
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN_PAGE, NO_ANSWER, false",
        "WRONG_TYPE, ACCEPTED, true",
        "REDIRECT, NOT_SENT, false",
        "FORBIDDEN, REFUSED, false",
        "NOT_AUTHORIZED, REFUSED, false",
        "NOT_AUTHORIZED_400, REFUSED, false",
        "OTHER_ERROR, REFUSED, false",
        "ABSENT, REFUSED, false",
        "ERROR_PAGE, NO_ANSWER, true",
        "EMPTY, NO_ANSWER, true",
        "NOTHING_IN_IT, NO_ANSWER, true",
        "OVERSIZED, NO_ANSWER, true"
    })
    void brokenAnswersToTheWriteNeverClaimMoreThanIsKnown(String quirk, Written.Kind kind, boolean written) {
        Account bob = world.bob(pbx);
        world.quirk(quirk, "PUT", "");

        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(kind);
        assertThat(world.newPinSignsIn()).isEqualTo(written);
        assertThat(world.requests()).filteredOn(each -> each.startsWith("PUT")).hasSize(1);
    }

    @Test
    void theDeadlineCoversABodyThatStalls() {
        Account bob = world.bob(pbx);
        UnityPbx hasty = world.hasty();
        hasty.find(person("bob"));
        world.quirk("STALLED_BODY", "PUT", "");

        assertThat(hasty.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(world.newPinSignsIn()).isTrue();
    }

    @Test
    void errorsInXmlAreReadToo() {
        Account bob = world.bob(pbx);
        world.quirk("XML", "", "");
        Written written = pbx.resetPin(bob, Secret.of("121212"));

        assertThat(written.kind()).isEqualTo(Written.Kind.POLICY_REFUSED);
        assertThat(written.detail()).contains("Trivial passwords or PINs are not allowed");
    }

    @Test
    void anotherCertificateMeansNothingSent() {
        try (UnitySimulator other = new UnitySimulator(world.clock, List.of())) {
            UnityPbx wrong = new UnityPbx(
                    new UnitySettings(
                            "vm",
                            "voicemail",
                            world.simulator.url(),
                            "hq",
                            READER,
                            WRITER,
                            org.pindesk.adapter.wire.TlsTrust.pem(other.caPem()),
                            UserIdSource.LOGIN,
                            false,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(30),
                            java.time.ZoneOffset.UTC),
                    world.clock,
                    world.latch);

            assertThat(problemOfFind(wrong)).isEqualTo(Problem.UNTRUSTED_TLS);
            assertThat(world.requests()).isEmpty();
        }
    }

    private static Problem problemOfFind(UnityPbx pbx) {
        BackendException failure = catchThrowableOfType(BackendException.class, () -> pbx.find(person("bob")));
        assertThat(failure).as("a failure").isNotNull();
        return failure.problem();
    }
}
