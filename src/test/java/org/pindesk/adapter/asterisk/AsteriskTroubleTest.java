package org.pindesk.adapter.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.asterisk.AsteriskWorld.PIN;
import static org.pindesk.adapter.asterisk.AsteriskWorld.USER;
import static org.pindesk.adapter.asterisk.AsteriskWorld.bob;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pindesk.adapter.asterisk.AsteriskSettings.MailboxSource;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.demo.asterisk.AsteriskSimulator;
import org.pindesk.demo.asterisk.Quirk;
import org.pindesk.demo.company.Company;
import org.pindesk.port.Pbx.Match;
import org.pindesk.port.ProvesPin.Answer;
import org.pindesk.port.Written;
import org.slf4j.LoggerFactory;

/** What the connector says when Asterisk misbehaves; voicemail tells whether it was true. */
@Timeout(120)
class AsteriskTroubleTest {
    private final AsteriskWorld world = new AsteriskWorld();
    private final AsteriskPbx pbx = world.pbx();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void downMeansNothingSent() {
        Account bob = world.bob(pbx);
        world.world("down");

        assertThat(problemOfFind(pbx)).isEqualTo(Problem.UNREACHABLE);
        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(pbx.signsIn(bob, PIN)).isEqualTo(Answer.CANNOT_TELL);
        world.world("up");
        assertThat(world.oldPinSignsIn()).isTrue();
        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
    }

    @Test
    void hangingBeforeTheHandshakeEndsAtTheDeadlineAndNothingWasSent() {
        Account bob = world.bob(pbx);
        world.world("hang");

        assertThat(problemOfFind(world.hasty())).isEqualTo(Problem.UNREACHABLE);
        assertThat(world.hasty().resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aRefusedSecretIsTriedOnce() {
        ServiceAccount wrong = new ServiceAccount(AsteriskSimulator.USER, Secret.of("not-the-secret"));
        AsteriskPbx other = world.pbx(wrong, wrong, "default", MailboxSource.NUMBERS, Duration.ofSeconds(30));
        Account bob = world.bob(pbx);

        for (int i = 0; i < 3; i++) {
            assertThat(problemOfFind(other)).isEqualTo(Problem.BAD_CREDENTIALS);
        }
        assertThat(other.resetPin(bob, PIN).detail())
                .contains("PBX_BOX_PASSWORD")
                .doesNotContain("not-the-secret");
        assertThat(world.simulator.actions()).containsExactly("Challenge", "Login");
        other.signInAgain();
        assertThat(problemOfFind(other)).isEqualTo(Problem.BAD_CREDENTIALS);
        assertThat(world.simulator.actions()).containsExactly("Challenge", "Login");
    }

    @Test
    void aMissingRightIsNamedWithoutReadingAnyText() {
        world.simulator.breakAnswers(Quirk.CONFIG_ONLY, "Getvar");
        BackendException failure = catchThrowableOfType(BackendException.class, () -> pbx.find(bob()));

        assertThat(failure.problem()).isEqualTo(Problem.NOT_PERMITTED);
        assertThat(failure).hasMessageContaining("write = config,reporting");
    }

    @Test
    void aContextThatIsNotThereIsNamedByItsKey() {
        AsteriskPbx other = world.pbx(USER, USER, "branch", MailboxSource.NUMBERS, Duration.ofSeconds(30));
        BackendException failure = catchThrowableOfType(BackendException.class, () -> other.find(bob()));

        assertThat(failure.problem()).isEqualTo(Problem.REFUSED);
        assertThat(failure).hasMessageContaining("PBX_BOX_CONTEXT");
    }

    @Test
    void withoutVoicemailNobodyIsSaidToBeAbsent() {
        world.simulator.breakAnswers(Quirk.NO_VOICEMAIL, "");
        BackendException failure = catchThrowableOfType(BackendException.class, () -> pbx.find(bob()));

        assertThat(failure).hasMessageContaining("app_voicemail is not loaded");
    }

    @Test
    void aLieIsFoundByAskingAppVoicemail() {
        Account bob = world.bob(pbx);
        world.world("lie");
        Written written = pbx.resetPin(bob, PIN);

        assertThat(written).isEqualTo(new Written(Written.Kind.REFUSED, "Asterisk said yes and changed nothing"));
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @Test
    void aWriteThatIsNotInForceIsReloadedAndElseUnknown() {
        Account bob = world.bob(pbx);
        world.simulator.breakAnswers(Quirk.RELOADED_LATER, "UpdateConfig");
        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(world.newPinSignsIn()).isTrue();
        world.simulator.breakAnswers(Quirk.NOT_RELOADED, "");
        Written written = pbx.resetPin(bob, Secret.of("604815"));
        assertThat(written.kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(written.detail()).contains("does not use it yet");
        assertThat(pbx.signsIn(bob, Secret.of("604815"))).isEqualTo(Answer.NO);
        assertThat(world.newPinSignsIn()).isTrue();
    }

    @Test
    void aConnectionDroppedAfterTheWriteIsNoAnswerAndIsNotRepeated() {
        Account bob = world.bob(pbx);
        world.world("drop-after-write");

        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(world.simulator.actions()).filteredOn("UpdateConfig"::equals).hasSize(1);
        assertThat(world.newPinSignsIn()).isTrue();
        assertThat(pbx.signsIn(bob, PIN)).isEqualTo(Answer.YES);
    }

    @ParameterizedTest
    @CsvSource({
        "OTHER_GREETING, '', WRONG_ENDPOINT",
        "WEB_SERVER, '', WRONG_ENDPOINT",
        "HALF_ANSWER, GetConfig, NO_ANSWER",
        "HALF_ANSWER, Challenge, NO_ANSWER",
        "OTHER_ID, GetConfig, GARBLED",
        "NEITHER, GetConfig, GARBLED",
        "NEITHER, Challenge, GARBLED",
        "NEITHER, Login, GARBLED",
        "NEITHER, Getvar, GARBLED",
        "OVERSIZED, GetConfig, GARBLED"
    })
    void brokenAnswersToReadsAreNamed(Quirk quirk, String action, Problem problem) {
        Account bob = world.bob(pbx);
        world.simulator.breakAnswers(quirk, action);

        assertThat(problemOfFind(pbx)).isEqualTo(problem);
        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.NOT_SENT);
        assertThat(world.simulator.actions()).doesNotContain("UpdateConfig");
        assertThat(world.oldPinSignsIn()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"HALF_ANSWER", "OTHER_ID", "NEITHER", "OVERSIZED"})
    void brokenAnswersToTheWriteNeverClaimMoreThanIsKnown(Quirk quirk) {
        Account bob = world.bob(pbx);
        world.simulator.breakAnswers(quirk, "UpdateConfig");

        assertThat(pbx.resetPin(bob, PIN).kind()).isEqualTo(Written.Kind.NO_ANSWER);
        assertThat(world.newPinSignsIn()).isTrue();
        assertThat(world.simulator.actions()).filteredOn("UpdateConfig"::equals).hasSize(1);
    }

    @Test
    void eventsBetweenAreReadOver() {
        world.simulator.breakAnswers(Quirk.EVENTS, "");

        assertThat(pbx.find(bob()).kind()).isEqualTo(Match.Kind.FOUND);
    }

    @Test
    void noSecretIsSaidAnywhere() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.setLevel(Level.DEBUG);
        root.addAppender(log);
        StringWriter seen = new StringWriter();
        Secret canary = Secret.of("73091586204917305860");
        try {
            Account bob = world.bob(pbx);
            everything(world.pbx(), bob, canary, seen);
            for (Quirk quirk : Quirk.values()) {
                world.simulator.breakAnswers(quirk, "");
                everything(world.pbx(), bob, canary, seen);
                world.simulator.breakAnswers(quirk, "UpdateConfig");
                everything(world.pbx(), bob, canary, seen);
            }
            world.simulator.breakAnswers(Quirk.NONE, "");
            for (String fault : List.of("lie", "drop-after-write", "wrong-password", "down")) {
                world.world(fault);
                everything(world.pbx(), bob, canary, seen);
            }
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        List<String> lines = new ArrayList<>();
        for (ILoggingEvent event : new ArrayList<>(log.list)) {
            lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        assertThat(lines).as("the log was listened to").anyMatch(line -> line.contains("box UpdateConfig -> Success"));
        String all = String.join("\n", lines) + seen;
        for (String secret : List.of(canary.open(), Company.START_PIN, AsteriskSimulator.PASSWORD)) {
            assertThat(all.contains(secret)).as("a secret was said").isFalse();
        }
    }

    private static void everything(AsteriskPbx pbx, Account bob, Secret pin, StringWriter seen) {
        try {
            seen.append(pbx.find(bob()).toString());
            seen.append(pbx.pinPolicy(bob).toString());
        } catch (BackendException e) {
            e.printStackTrace(new PrintWriter(seen, true));
        }
        seen.append(pbx.resetPin(bob, pin).toString());
        seen.append(pbx.signsIn(bob, pin).toString());
    }

    private static Problem problemOfFind(AsteriskPbx pbx) {
        BackendException failure = catchThrowableOfType(BackendException.class, () -> pbx.find(bob()));
        assertThat(failure).as("a failure").isNotNull();
        return failure.problem();
    }
}
