package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.cucm.CucmWorld.PIN;
import static org.pindesk.adapter.cucm.CucmWorld.bob;
import static org.pindesk.adapter.cucm.CucmWorld.person;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.demo.cucm.BrokenCucm;
import org.pindesk.demo.cucm.CucmSimulator;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.ProvesPin.Answer;
import org.pindesk.port.Written;

/** What the connector says when the cluster misbehaves; the phone tells whether it was true. */
@Timeout(120)
class CucmTroubleTest {
    private final CucmWorld world = new CucmWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aConnectionDroppedAfterTheWriteIsNoAnswerAndIsNotRepeated() {
        CucmPbx pbx = world.pbx("12.5");
        world.world("drop-after-write");

        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(world.operations()).containsExactly("updateUser");
        assertThat(world.newPinSignsIn()).isTrue();
        assertThat(pbx.signsIn(bob(), PIN)).isEqualTo(Answer.YES);
    }

    @Test
    void hangingIsNoAnswerWithinTheDeadline() {
        CucmPbx pbx = world.hasty(Duration.ofMillis(1500));
        world.world("hang");
        long started = System.nanoTime();

        assertThat(problemOfFind(pbx)).isEqualTo(Problem.NO_ANSWER);
        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(pbx.signsIn(bob(), PIN)).isEqualTo(Answer.CANNOT_TELL);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(30));
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aThrottledWriteWasNotExecutedAndSaysBusy() {
        world.world("throttle 100%");
        Written written = world.pbx("12.5").resetPin(bob(), PIN);

        assertThat(written.kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(written.detail()).contains("PD-109").contains("throttles");
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aRefusedServicePasswordIsTriedOnceEvenBehindASession() {
        CucmPbx pbx = world.pbx("12.5");
        pbx.find(person("bob"));
        world.world("wrong-password");
        world.operations();

        assertThat(problemOfFind(pbx)).isEqualTo(Problem.BAD_CREDENTIALS);
        assertThat(world.simulator.journal()).extracting("status").containsExactly(404, 401);
        world.operations();
        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.operations()).containsExactly("updateUser");
        assertThat(pbx.resetPin(bob(), PIN).detail()).contains("refused at").contains("PBX_HQ_WRITE_PASSWORD");
        assertThat(problemOfFind(pbx)).isEqualTo(Problem.BAD_CREDENTIALS);
        assertThat(world.operations()).as("each account was tried once").isEmpty();
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aReadOnlyAccountThatWritesIsRefusedAndTheWordsNameBothReasons() {
        CucmPbx pbx = world.pbx("12.5", CucmWorld.READER, UserIdSource.LOGIN, false, Duration.ofSeconds(30), Set.of());
        Written written = pbx.resetPin(bob(), PIN);

        assertThat(written.kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(written.detail()).contains("HTTP 401").contains("may only read");
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aWrongPathIsSaidWithTheRightOne() {
        AxlClient lost = new AxlClient(
                settings(world.simulator, TlsTrust.pem(world.simulator.caPem()), "/elsewhere/"),
                new SignIn(
                        AuthLatch.NONE,
                        Clock.systemUTC(),
                        "hq",
                        CucmWorld.READER.user(),
                        CucmWorld.READER.password(),
                        "PBX_HQ_PASSWORD"),
                new org.pindesk.adapter.wire.Http(
                        Guard.of("hq", GuardSettings.DEFAULT),
                        TlsTrust.pem(world.simulator.caPem()),
                        Duration.ofSeconds(5),
                        100_000),
                new SpokenSchema("hq", "12.5"));
        BackendException failure = catchThrowableOfType(
                BackendException.class,
                () -> lost.call(AxlOperation.GET_USER, Duration.ofSeconds(30), xml -> xml.element("userid", "bob")));

        assertThat(failure.problem()).isEqualTo(Problem.WRONG_ENDPOINT);
        assertThat(failure).hasMessageContaining("HTTP 404").hasMessageContaining("/axl/");
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN_PAGE, WRONG_ENDPOINT, NO_ANSWER, false",
        "WRONG_TYPE, WRONG_ENDPOINT, NO_ANSWER, true",
        "REDIRECT, WRONG_ENDPOINT, NOT_SENT, false",
        "FORBIDDEN, NOT_PERMITTED, REFUSED, false",
        "OLD_RELEASE, UNSUPPORTED_VERSION, NOT_SENT, false",
        "ERROR_PAGE, GARBLED, NO_ANSWER, true",
        "TRUNCATED, GARBLED, NO_ANSWER, true",
        "XXE, GARBLED, NO_ANSWER, true",
        "EMPTY, GARBLED, NO_ANSWER, true",
        "OVERSIZED, GARBLED, NO_ANSWER, true",
        "OTHER_ANSWER, GARBLED, NO_ANSWER, true"
    })
    void brokenAnswersNeverClaimMoreThanIsKnown(String quirk, Problem read, Written.Kind write, boolean written) {
        CucmPbx pbx = world.pbx("12.5");
        BrokenCucm.answers(world.simulator, quirk);

        assertThat(problemOfFind(pbx)).isEqualTo(read);
        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(write);
        assertThat(pbx.signsIn(bob(), PIN)).isEqualTo(Answer.CANNOT_TELL);
        assertThat(world.newPinSignsIn()).isEqualTo(written);
    }

    @Test
    void theDeadlineCoversABodyThatStalls() {
        CucmPbx pbx = world.hasty(Duration.ofMillis(1500));
        BrokenCucm.answers(world.simulator, "STALLED_BODY");
        long started = System.nanoTime();

        assertThat(problemOfFind(pbx)).isEqualTo(Problem.NO_ANSWER);
        assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(30));
        assertThat(world.newPinSignsIn()).isTrue();
    }

    @Test
    void anUntrustedCertificateMeansNothingSent() {
        try (CucmSimulator other = BrokenCucm.certifiedForAnotherHost()) {
            other.start();
            CucmPbx wrongHost = new CucmPbx(
                    settings(other, TlsTrust.pem(other.caPem()), "/axl/"), Clock.systemUTC(), AuthLatch.NONE);
            CucmPbx wrongCa = new CucmPbx(
                    settings(other, TlsTrust.pem(world.simulator.caPem()), "/axl/"), Clock.systemUTC(), AuthLatch.NONE);

            for (CucmPbx pbx : new CucmPbx[] {wrongHost, wrongCa}) {
                assertThat(problemOfFind(pbx)).isEqualTo(Problem.UNTRUSTED_TLS);
                assertThat(pbx.resetPin(bob(), PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
            }
            assertThat(other.journal()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write"})
    void aWrongServicePasswordIsNamedByItsAccountOnly(String which) {
        ServiceAccount wrong = new ServiceAccount(CucmSimulator.READER_USER, Secret.of("not-the-password"));
        CucmSettings settings = CucmSettings.withDefaults(
                "hq",
                "x",
                world.simulator.url(),
                which.equals("read") ? wrong : CucmWorld.READER,
                wrong,
                TlsTrust.pem(world.simulator.caPem()));
        CucmPbx pbx = new CucmPbx(settings, Clock.systemUTC(), AuthLatch.NONE);
        String words = which.equals("read")
                ? catchThrowableOfType(BackendException.class, () -> pbx.find(person("bob")))
                        .getMessage()
                : pbx.resetPin(bob(), PIN).detail();

        assertThat(words).contains("PD-103").contains("pindesk-read").doesNotContain("not-the-password");
        assertThat(world.operations()).hasSize(1);
    }

    private static CucmSettings settings(CucmSimulator simulator, TlsTrust trust, String path) {
        return CucmSettings.withDefaults(
                "hq", "x", simulator.url().resolve(path), CucmWorld.READER, CucmWorld.WRITER, trust);
    }

    private static Problem problemOfFind(CucmPbx pbx) {
        BackendException failure = catchThrowableOfType(BackendException.class, () -> pbx.find(person("bob")));
        assertThat(failure).as("a failure").isNotNull();
        return failure.problem();
    }
}
