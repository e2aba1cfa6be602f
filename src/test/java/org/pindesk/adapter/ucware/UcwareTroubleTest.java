package org.pindesk.adapter.ucware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.ucware.UcwareWorld.PASSWORD;
import static org.pindesk.adapter.ucware.UcwareWorld.PIN;
import static org.pindesk.adapter.ucware.UcwareWorld.person;
import static org.pindesk.adapter.ucware.UcwareWorld.uwe;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.demo.ucware.BrokenUcware;
import org.pindesk.demo.ucware.RpcJournal.Received;
import org.pindesk.demo.ucware.UcwareSimulator;
import org.pindesk.port.Pbx.Match;
import org.pindesk.port.Written;

/** What the connector says when the server misbehaves; the telephone tells whether it was true. */
@Timeout(120)
class UcwareTroubleTest {
    private final UcwareWorld world = new UcwareWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private UcwarePbx warm() {
        UcwarePbx pbx = world.pbx();
        pbx.find(person("uwe"));
        world.methods();
        return pbx;
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN_PAGE, WRONG_ENDPOINT, NO_ANSWER, false",
        "WRONG_TYPE, WRONG_ENDPOINT, NO_ANSWER, true",
        "REDIRECT, WRONG_ENDPOINT, NOT_SENT, false",
        "FORBIDDEN, NOT_PERMITTED, REFUSED, false",
        "RESULT_FALSE, GARBLED, REFUSED, false",
        "ERROR, REFUSED, REFUSED, false",
        "ERROR_WITH_500, REFUSED, REFUSED, false",
        "INTERNAL_ERROR, REFUSED, NO_ANSWER, true",
        "ERROR_PAGE, GARBLED, NO_ANSWER, true",
        "EMPTY, GARBLED, NO_ANSWER, true",
        "NO_RESULT, GARBLED, NO_ANSWER, true",
        "NULL_RESULT, GARBLED, NO_ANSWER, true",
        "TEXT_RESULT, GARBLED, NO_ANSWER, true",
        "RESULT_AND_ERROR, GARBLED, NO_ANSWER, true",
        "WRONG_ID, GARBLED, NO_ANSWER, true",
        "TRUNCATED, GARBLED, NO_ANSWER, true",
        "OVERSIZED, GARBLED, NO_ANSWER, true"
    })
    void brokenAnswersNeverClaimMoreThanIsKnown(String quirk, Problem read, Written.Kind write, boolean written) {
        UcwarePbx pbx = warm();
        BrokenUcware.answers(world.simulator, quirk);

        assertThat(problemOfFind(pbx)).isEqualTo(read);
        world.methods();
        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(write);
        assertThat(world.methods()).as("written once").containsExactly("setPin");
        assertThat(world.newPinSignsIn()).isEqualTo(written);
        BrokenUcware.answers(world.simulator, quirk, "setPassword");
        assertThat(pbx.resetLocalPassword(uwe(), PASSWORD).kind()).isEqualTo(write);
        assertThat(world.passwordSignsIn("uwe")).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/1", "/ucware/api"})
    void anAnswerToAnotherMessageIsNoYesInTheOlderGenerationsEither(String path) {
        world.simulator.serve(path);
        UcwarePbx pbx = warm();
        BrokenUcware.answers(world.simulator, "WRONG_ID");

        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
    }

    @Test
    void aNullUserIsNobody() {
        UcwarePbx pbx = warm();
        BrokenUcware.answers(world.simulator, "NULL_RESULT", "getUser");

        assertThat(pbx.find(person("nobody")).kind()).isEqualTo(Match.Kind.ABSENT);
        assertThat(pbx.resetLocalPassword(uwe(), PASSWORD).kind()).isEqualTo(Written.Kind.REFUSED);
    }

    @Test
    void theDeadlineCoversABodyThatStalls() {
        world.deadline = Duration.ofMillis(1500);
        UcwarePbx pbx = warm();
        BrokenUcware.answers(world.simulator, "STALLED_BODY");

        assertThat(problemOfFind(pbx)).isEqualTo(Problem.NO_ANSWER);
        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(world.newPinSignsIn()).isTrue();
    }

    @Test
    void downMeansNothingSent() {
        UcwarePbx pbx = warm();
        world.world("down");

        // the connection of the question before may break only while it is used again: that is no answer
        assertThat(problemOfFind(pbx)).isIn(Problem.UNREACHABLE, Problem.NO_ANSWER);
        assertThat(problemOfFind(pbx)).isEqualTo(Problem.UNREACHABLE);
        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        world.world("up");
        assertThat(world.oldPinSignsIn()).isTrue();
        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
    }

    @Test
    void hangingIsNoAnswerWithinTheDeadline() {
        world.deadline = Duration.ofMillis(1500);
        UcwarePbx pbx = warm();
        world.world("hang");
        long started = System.nanoTime();

        assertThat(problemOfFind(pbx)).isEqualTo(Problem.NO_ANSWER);
        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(30));
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aThrottledWriteWasNotExecutedAndSaysBusy() {
        UcwarePbx pbx = warm();
        world.world("throttle 100%");
        Written written = pbx.resetPin(uwe(), PIN);

        assertThat(written.kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(written.detail()).contains("PD-109");
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void refusedAsTrivialIsAPolicyRefusal() {
        UcwarePbx pbx = warm();
        world.world("refuse trivial");

        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.POLICY_REFUSED);
        assertThat(pbx.resetLocalPassword(uwe(), PASSWORD).kind()).isEqualTo(Written.Kind.POLICY_REFUSED);
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aConnectionDroppedAfterTheWriteIsNoAnswerAndIsNotRepeated() {
        UcwarePbx pbx = warm();
        world.world("drop-after-write");

        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(world.methods()).containsExactly("setPin");
        assertThat(world.simulator.pinsHeld("uwe")).isEqualTo(2);
        assertThat(world.newPinSignsIn()).isTrue();
    }

    /** Nothing here can find it out: this is why the text says "answered". */
    @Test
    void aLieIsBelieved() {
        UcwarePbx pbx = warm();
        world.world("lie");

        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.newPinSignsIn()).isFalse();
    }

    @Test
    void aRefusedServicePasswordIsTriedOnceUntilSomebodyPutItRight() {
        UcwarePbx pbx = warm();
        world.world("wrong-password");

        assertThat(problemOfFind(pbx)).isEqualTo(Problem.BAD_CREDENTIALS);
        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(pbx.resetPin(uwe(), PIN).detail()).contains("PBX_UCW_PASSWORD");
        assertThat(world.methods()).containsExactly("getUser");
        world.world("up");
        assertThat(problemOfFind(pbx)).isEqualTo(Problem.BAD_CREDENTIALS);
        pbx.signInAgain();
        assertThat(pbx.find(person("uwe")).kind()).isEqualTo(Match.Kind.FOUND);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusedTokenIsLatchedToo(boolean refresh) {
        world.reader = refresh ? UcwareWorld.BEARER : UcwareWorld.KEPT_TOKEN;
        world.writer = world.reader;
        UcwarePbx pbx = warm();
        world.world("wrong-password");

        assertThat(problemOfFind(pbx)).isEqualTo(Problem.BAD_CREDENTIALS);
        int tried = world.methods().size();
        assertThat(tried).isEqualTo(refresh ? 2 : 1);
        assertThat(pbx.resetPin(uwe(), PIN).detail()).contains("PBX_UCW_TOKEN");
        if (!refresh) {
            assertThat(world.methods()).isEmpty();
        }
        assertThat(problemOfFind(pbx)).isEqualTo(Problem.BAD_CREDENTIALS);
        world.methods();
        pbx.resetPin(uwe(), PIN);
        assertThat(world.methods()).as("not tried again").isEmpty();
        world.world("up");
        pbx.signInAgain();
        assertThat(pbx.find(person("uwe")).kind()).isEqualTo(Match.Kind.FOUND);
    }

    @Test
    void anEndedTokenIsReplacedAndTheWriteStillDoneOnce() {
        world.reader = UcwareWorld.BEARER;
        world.writer = UcwareWorld.BEARER;
        UcwarePbx pbx = warm();
        world.simulator.endTokens();

        assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.simulator.journal())
                .extracting(each -> each.method() + " " + each.status())
                .containsExactly("setPin 401", "getToken 200", "setPin 200");
        assertThat(world.simulator.pinsHeld("uwe")).isEqualTo(2);
    }

    @Test
    void aTokenIsExchangedEachHalfHour() {
        world.reader = UcwareWorld.BEARER;
        UcwarePbx pbx = warm();
        pbx.find(person("uwe"));
        assertThat(world.methods()).containsExactly("getUser");
        world.clock.advance(Duration.ofMinutes(30));
        pbx.find(person("uwe"));

        List<Received> seen = world.simulator.journal();
        assertThat(seen.get(0).method()).isEqualTo("getToken");
        assertThat(seen).extracting(Received::scheme).containsOnly("Bearer");
    }

    @Test
    void anUntrustedCertificateMeansNothingSent() {
        try (UcwareSimulator other = BrokenUcware.certifiedForAnotherHost(UcwareWorld.PEOPLE);
                UcwareWorld strange = new UcwareWorld(other)) {
            strange.api = "2";
            for (String ca : List.of(other.caPem(), world.simulator.caPem())) {
                UcwarePbx pbx = strange.pbx(TlsTrust.pem(ca));
                assertThat(problemOfFind(pbx)).isEqualTo(Problem.UNTRUSTED_TLS);
                assertThat(pbx.resetPin(uwe(), PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
            }
            assertThat(other.journal()).isEmpty();
        }
    }

    @Test
    void aRefusalNeverRepeatsTheSecret() {
        RpcError error = new RpcError(-32000, "PIN 730915 is too short");
        assertThat(PIN.scrub(error.words())).doesNotContain("730915");
        assertThat(error.policyRefusal()).isTrue();
        assertThat(new RpcError(-32603, "policy").policyRefusal()).isFalse();
        assertThat(new RpcError(1, "Permission denied").policyRefusal()).isFalse();
        assertThat(Secret.of("x").toString()).isEqualTo("***");
    }

    private static Problem problemOfFind(UcwarePbx pbx) {
        BackendException failure = catchThrowableOfType(BackendException.class, () -> pbx.find(person("uwe")));
        assertThat(failure).as("a failure").isNotNull();
        return failure.problem();
    }
}
