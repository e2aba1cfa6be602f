package org.pindesk.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pindesk.adapter.mail.MailWorld.letter;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.adapter.mail.SmtpSettings.Account;
import org.pindesk.adapter.wire.GuardSettings;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.BackendException;
import org.pindesk.core.Letter;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.demo.mail.BrokenMail;
import org.pindesk.demo.mail.MailSimulator;
import org.pindesk.demo.mail.ReceivedMail;

/** The connector against the simulated mail server, well and in every trouble. */
@Timeout(60)
class SmtpMailTest {
    private final MailWorld world = new MailWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aLetterReachesItsBoxOverStartTlsAndAfterTheSignIn() {
        world.mail().send(letter("bob"));

        List<ReceivedMail> box = world.server.mails("bob");
        assertThat(box).hasSize(1);
        assertThat(box.get(0).envelopeTo()).isEqualTo("bob@beispiel.example");
        assertThat(box.get(0).envelopeFrom()).isEqualTo("helpdesk@beispiel.example");
        assertThat(box.get(0).subject()).isEqualTo("Your telephone PIN was changed");
        assertThat(box.get(0).text()).contains("https://pindesk.example.com/p/" + MailWorld.TICKET);
        assertThat(world.server.commands()).startsWith("EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA");
    }

    @Test
    void aServerThatBeginsWithTlsIsSpokenToInTls() {
        BrokenMail.answers(world.server, "IMPLICIT_TLS");
        world.url = "smtps://127.0.0.1:" + world.server.port();

        world.mail().send(letter("bob"));

        assertThat(world.server.mails("bob")).hasSize(1);
        assertThat(world.server.commands()).doesNotContain("STARTTLS").contains("AUTH");
    }

    @Test
    void withoutTlsOnlyThisMachineIsSpokenTo() {
        BrokenMail.answers(world.server, "NO_STARTTLS");
        world.url = "smtp+plain://127.0.0.1:" + world.server.port();
        world.account = null;

        world.mail().send(letter("bob"));

        assertThat(world.server.mails("bob")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throttle 100%|BUSY|asks for patience: 451 4.3.2",
                "refuse trivial|REFUSED|does not take mail for this address: 550 5.1.1",
                "drop-after-write|NO_ANSWER|may have taken it",
                "wrong-password|BAD_CREDENTIALS|SMTP_PASSWORD",
                "down|UNREACHABLE|cannot be reached",
            })
    void everyFaultEndsInItsProblem(String fault, Problem problem, String words) {
        world.world(fault);

        BackendException failure = world.failure(world.mail());

        assertThat(failure.problem()).isEqualTo(problem);
        assertThat(failure)
                .hasMessageContaining("mail: 127.0.0.1:" + world.server.port())
                .hasMessageContaining(words)
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_STARTTLS|UNTRUSTED_TLS|does not offer STARTTLS",
                "STARTTLS_REFUSED|UNTRUSTED_TLS|does not begin TLS",
                "NO_AUTH|WRONG_ENDPOINT|offers no sign-in",
                "FOREIGN_AUTH|WRONG_ENDPOINT|offers no sign-in",
                "AUTH_LATER|BUSY|454",
                "NOT_SMTP|WRONG_ENDPOINT|not SMTP",
                "NO_SERVICE|NOT_PERMITTED|does not talk to us: 554",
                "CUT_AT_GREETING|UNREACHABLE|before it was given the mail",
                "CUT_AT_RECIPIENT|UNREACHABLE|before it was given the mail",
                "CUT_AT_DATA|UNREACHABLE|before it was given the mail",
                "CUT_IN_CONTENT|NO_ANSWER|may have taken it",
                "SENDER_REFUSED|NOT_PERMITTED|MAIL_FROM",
                "RELAY_REFUSED|NOT_PERMITTED|by its own rules",
                "CONTENT_REFUSED|NOT_PERMITTED|for no reason of the address",
            })
    void everyOddAnswerEndsInItsProblem(String quirk, Problem problem, String words) {
        BrokenMail.answers(world.server, quirk);

        BackendException failure = world.failure(world.mail());

        assertThat(failure.problem()).as("%s", failure.getMessage()).isEqualTo(problem);
        assertThat(failure).hasMessageContaining(words).hasNoCause();
        assertThat(world.server.mails("bob")).isEmpty();
    }

    @Test
    void aServerThatLiesIsBelieved() {
        world.world("lie");

        world.mail().send(letter("bob"));

        assertThat(world.server.mails("bob")).isEmpty();
    }

    @Test
    void aSilentServerIsGivenUpAfterTheDeadlineAndNothingWasSaid() {
        world.world("hang");
        world.deadline = Duration.ofMillis(700);
        long began = System.nanoTime();

        BackendException failure = world.failure(world.mail());

        assertThat(failure.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(failure).hasMessageContaining("did not answer in time");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(600), Duration.ofSeconds(10));
    }

    @Test
    void aServerThatFallsSilentOnceItHasTheMailMayHaveTakenIt() {
        BrokenMail.answers(world.server, "SILENT_AFTER_CONTENT");
        world.deadline = Duration.ofSeconds(2);

        BackendException failure = world.failure(world.mail());

        assertThat(failure.problem()).isEqualTo(Problem.NO_ANSWER);
        assertThat(failure).hasMessageContaining("did not answer in time");
        assertThat(world.server.mails("bob")).hasSize(1);
    }

    @Test
    void aSlowServerIsWaitedFor() {
        world.world("slow 1s");

        world.mail().send(letter("bob"));

        assertThat(world.server.mails("bob")).hasSize(1);
    }

    @Test
    void aGoodbyeThatIsNotAnsweredCostsNothing() {
        BrokenMail.answers(world.server, "NO_GOODBYE");
        long began = System.nanoTime();

        world.mail().send(letter("bob"));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(world.deadline);
        assertThat(world.server.mails("bob")).hasSize(1);
    }

    @Test
    void anUnknownBoxIsRefused() {
        assertThat(MailWorld.failure(world.mail(), letter("nobody")).problem()).isEqualTo(Problem.REFUSED);
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutAWordToTheServer() {
        Letter bad = new Letter(
                "x",
                "bob@beispiel.example\r\nRCPT TO:<eve@x.example>",
                letter("bob").language(),
                "s",
                List.of(),
                List.of());

        assertThat(MailWorld.failure(world.mail(), bad).problem()).isEqualTo(Problem.REFUSED);
        assertThat(world.server.commands()).isEmpty();
    }

    @Test
    void theCertificateOfAnotherServerIsRefused() {
        try (MailWorld other = new MailWorld()) {
            world.trust = other.trust;
            BackendException failure = world.failure(world.mail());

            assertThat(failure.problem()).isEqualTo(Problem.UNTRUSTED_TLS);
            assertThat(failure).hasMessageContaining("does not lead to the configured certificates");
            assertThat(world.server.commands()).doesNotContain("AUTH", "MAIL");
        }
    }

    @Test
    void theCasOfTheJvmDoNotTrustASelfSignedCertificate() {
        world.trust = TlsTrust.jvmDefault();

        assertThat(world.failure(world.mail()).problem()).isEqualTo(Problem.UNTRUSTED_TLS);
    }

    @ParameterizedTest
    @CsvSource({"smtp,NONE", "smtps,IMPLICIT_TLS"})
    void aCertificateForAnotherHostIsRefused(String scheme, String quirk) {
        try (MailWorld other = new MailWorld(BrokenMail.certifiedForAnotherHost())) {
            BrokenMail.answers(other.server, quirk);
            other.url = scheme + "://127.0.0.1:" + other.server.port();

            BackendException failure = other.failure(other.mail());

            assertThat(failure.problem()).isEqualTo(Problem.UNTRUSTED_TLS);
            assertThat(failure)
                    .hasMessageContaining("mail.elsewhere.example")
                    .hasMessageContaining("not the configured host 127.0.0.1");
            assertThat(other.server.commands()).doesNotContain("AUTH", "MAIL");
        }
    }

    @Test
    void anExpiredCertificateIsRefused() {
        try (MailWorld other = new MailWorld(BrokenMail.certifiedLongAgo())) {
            BackendException failure = other.failure(other.mail());

            assertThat(failure.problem()).isEqualTo(Problem.UNTRUSTED_TLS);
            assertThat(failure).hasMessageContaining("expired");
        }
    }

    @Test
    void theWrongSchemeIsNamedAndDoesNotWaitForEver() {
        world.url = "smtps://127.0.0.1:" + world.server.port();

        BackendException failure = world.failure(world.mail());

        assertThat(failure.problem()).isEqualTo(Problem.WRONG_ENDPOINT);
        assertThat(failure).hasMessageContaining("port 587");
    }

    @Test
    void aWrongPasswordCostsOneBadSignInHoweverManyLettersThereAreAndWhoeverSendsThem() throws Exception {
        world.account = new Account(MailSimulator.USER, Secret.of("mistyped"));
        world.latch = new MailWorld.Remembering();
        SmtpMail mail = world.mail();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Problem> one = () -> MailWorld.failure(mail, letter("bob")).problem();
            for (Future<Problem> each : threads.invokeAll(Collections.nCopies(12, one))) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(Problem.BAD_CREDENTIALS);
            }
        } finally {
            threads.shutdownNow();
        }
        // another copy of the bot, and the doctor
        assertThat(world.failure(world.mail()).problem()).isEqualTo(Problem.BAD_CREDENTIALS);
        assertThat(world.server.refusedSignIns()).isEqualTo(1);

        world.account = new Account(MailSimulator.USER, Secret.of(MailSimulator.PASSWORD));
        world.mail().send(letter("bob"));
        assertThat(world.server.mails("bob")).hasSize(1);
    }

    @Test
    void anAccountThatWasPutRightMaySignInAgainWithItsPassword() {
        world.latch = new MailWorld.Remembering();
        world.world("wrong-password");
        SmtpMail mail = world.mail();
        assertThat(world.failure(mail).problem()).isEqualTo(Problem.BAD_CREDENTIALS);
        world.world("up");
        assertThat(world.failure(mail).problem()).isEqualTo(Problem.BAD_CREDENTIALS);

        mail.signInAgain();
        mail.send(letter("bob"));

        assertThat(world.server.refusedSignIns()).isEqualTo(1);
        assertThat(world.server.mails("bob")).hasSize(1);
    }

    @Test
    void aServerThatIsAwayIsLeftAloneForAWhileAndPatienceIsNoSilence() {
        GuardSettings guarding = GuardSettings.DEFAULT.withoutRepeating().withRest(3, Duration.ofMinutes(5));
        SmtpMail busy = world.mail(guarding);
        world.world("throttle 100%");
        for (int i = 0; i < 5; i++) {
            assertThat(world.failure(busy).problem()).isEqualTo(Problem.BUSY);
        }
        assertThat(world.server.commands()).filteredOn("MAIL"::equals).hasSize(5);

        SmtpMail away = world.mail(guarding);
        world.world("down");
        for (int i = 0; i < 3; i++) {
            world.failure(away);
        }
        world.world("up");
        assertThat(world.failure(away)).hasMessageContaining("not tried");
    }

    @Test
    void theDoctorsTrialSaysEverythingButAMail() {
        assertThat(world.mail().check()).isEqualTo("answers over TLS, signs in");
        assertThat(world.server.commands()).startsWith("EHLO", "STARTTLS", "EHLO", "AUTH", "NOOP");
        assertThat(world.server.commands()).doesNotContain("MAIL");
    }
}
