package org.pindesk.adapter.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pindesk.adapter.asterisk.AsteriskWorld.bob;
import static org.pindesk.adapter.asterisk.AsteriskWorld.person;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.adapter.asterisk.AsteriskSettings.MailboxSource;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.SignIn;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx.Match;
import org.pindesk.port.ProvesPin.Answer;
import org.pindesk.port.Written;

/** The connector against the real program. */
@Tag("real-asterisk")
@Timeout(120)
class RealAsteriskTest {
    private static final Secret PIN = Secret.of("730915");
    private static final String FILE = """
            ; mailboxes
            [general]
            format = wav49
            minpassword = 5
            [default]
            ; Bob's
            1102 => 481516,Bob Berger,bob@beispiel.example,,attach=no|tz=central
            1103 => -481516,Max M\u00f6ser,max@beispiel.example
            1104 => 481516,Gustav Astor,gast@beispiel.example
            1105 => 481516,Carl Conrad,carl@beispiel.example
            """;

    @TempDir
    static Path folder;

    private static RealAsterisk asterisk;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> binary = RealAsterisk.binary();
        Assumptions.assumeTrue(
                binary.isPresent(), "no Asterisk on this machine: install it, or name the program in ASTERISK");
        asterisk = RealAsterisk.start(binary.orElseThrow(), folder, FILE);
    }

    @AfterAll
    static void stop() {
        if (asterisk != null) {
            asterisk.close();
        }
    }

    @Test
    void aNewPinIsInForceAndEverythingElseStays() throws Exception {
        AsteriskPbx pbx = pbx("pindesk", RealAsterisk.SECRET);
        Account bob = account(pbx.find(bob()));

        assertThat(pbx.pinPolicy(bob)).isEqualTo(new PinPolicy("voicemail.conf", 5, 0, false));
        assertThat(pbx.signsIn(bob, PIN)).isEqualTo(Answer.NO);
        assertThat(pbx.resetPin(bob, PIN)).isEqualTo(new Written(Written.Kind.ACCEPTED, ""));
        assertThat(pbx.signsIn(bob, PIN)).isEqualTo(Answer.YES);
        assertThat(pbx.signsIn(bob, Secret.of("481516"))).isEqualTo(Answer.NO);
        assertThat(asterisk.file())
                .contains("; mailboxes", "; Bob's")
                .contains("1102 => 730915,Bob Berger,bob@beispiel.example,,attach=no|tz=central\n");
    }

    @Test
    void aMarkBeforeThePinAndBytesThatAreNoAsciiStay() throws Exception {
        AsteriskPbx pbx = pbx("pindesk", RealAsterisk.SECRET);
        Account max = account(pbx.find(person("max", null, "Max", "M\u00f6ser", "1103")));

        assertThat(pbx.resetPin(max, PIN).kind()).isEqualTo(Written.Kind.ACCEPTED);
        assertThat(asterisk.file()).contains("1103 => -730915,Max M\u00f6ser,max@beispiel.example\n");
    }

    @Test
    void aFileThatWasEditedWithoutAReloadIsNotOverwritten() throws Exception {
        AsteriskPbx pbx = pbx("pindesk", RealAsterisk.SECRET);
        Account gast = account(pbx.find(person("gast", "gast@beispiel.example", null, null, "1104")));
        asterisk.edit("1104 => 481516", "1104 => 999111");

        assertThat(pbx.resetPin(gast, PIN).detail()).contains("holds another PIN than voicemail.conf");
        assertThat(pbx.signsIn(gast, Secret.of("481516"))).isEqualTo(Answer.YES);
    }

    @Test
    void aStaleMatchChangesNothing() throws Exception {
        AsteriskSettings settings = settings("pindesk", RealAsterisk.SECRET);
        ServiceAccount account = settings.reader();
        SignIn signIn = new SignIn(AuthLatch.NONE, Clock.systemUTC(), "box", account.user(), account.password(), "key");
        try (AmiSession session = AmiSession.open(settings, signIn, Duration.ofSeconds(30))) {
            AmiAnswer answer = session.ask(
                    "UpdateConfig",
                    Map.of(
                            "SrcFilename", "voicemail.conf",
                            "DstFilename", "voicemail.conf",
                            "Action-000000", "Update",
                            "Cat-000000", "default",
                            "Var-000000", "1105",
                            "Value-000000", ">730915,Carl Conrad,carl@beispiel.example",
                            "Match-000000", "111111,Carl Conrad,carl@beispiel.example"));
            assertThat(answer.error()).isTrue();
        }
        assertThat(asterisk.file()).contains("1105 => 481516,Carl Conrad,carl@beispiel.example\n");
    }

    @Test
    void whoIsNotThereAndWhoMayNotAreToldApart() {
        AsteriskPbx pbx = pbx("pindesk", RealAsterisk.SECRET);
        assertThat(pbx.find(person("nora", "nora@beispiel.example", null, null, "1999"))
                        .kind())
                .isEqualTo(Match.Kind.ABSENT);
        assertThat(pbx.find(person("eve", "eve@beispiel.example", null, null, "1105"))
                        .kind())
                .isEqualTo(Match.Kind.DOUBTFUL);
        assertThat(problem(pbx("small", RealAsterisk.SECRET))).isEqualTo(Problem.NOT_PERMITTED);
        AsteriskPbx wrong = pbx("pindesk", "wrong");
        assertThat(problem(wrong)).isEqualTo(Problem.BAD_CREDENTIALS);
        assertThat(problem(wrong)).isEqualTo(Problem.BAD_CREDENTIALS);
    }

    private static Problem problem(AsteriskPbx pbx) {
        return Objects.requireNonNull(catchThrowableOfType(BackendException.class, () -> pbx.find(bob())))
                .problem();
    }

    private static Account account(Match match) {
        assertThat(match.kind()).as(match.detail()).isEqualTo(Match.Kind.FOUND);
        return Objects.requireNonNull(match.account());
    }

    private static AsteriskPbx pbx(String user, String secret) {
        return new AsteriskPbx(
                settings(user, secret), Clock.systemUTC(), AuthLatch.NONE, Guard.of("box", GuardSettings.DEFAULT));
    }

    private static AsteriskSettings settings(String user, String secret) {
        ServiceAccount account = new ServiceAccount(user, Secret.of(secret));
        return new AsteriskSettings(
                "box",
                "voicemail",
                "127.0.0.1",
                asterisk.port(),
                null,
                "default",
                MailboxSource.NUMBERS,
                account,
                account,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
    }
}
