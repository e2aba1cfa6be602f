package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Leg;
import org.pindesk.core.Origin;
import org.pindesk.core.Party;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.SecretKind;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.ucware.UcwareSimulator;
import org.slf4j.LoggerFactory;

/** {@code /password reset}: passwords that a telephone system keeps, and those that it does not. The web page and the client judge. */
class PasswordResetStoryTest {
    private static final String TAKE = "Get my new password";
    private static final String KEEP = "I have it";
    private static final String WINDOWS = "Reset Windows password";
    private static final String OWN = "Bobs-own.Words-27";
    private static final String CHOICE = "Own.Choice.2026";

    private final Desk desk = Desk.withUcware();

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void uweGetsAPasswordOfHisOwnAndThePinStaysAsItIs() throws Exception {
        desk.as("uwe").types("/password reset");
        String password = desk.as("uwe").secret();
        assertThat(desk.as("uwe").outcomes()).contains("applied");
        assertThat(desk.as("uwe").reads("UCware telephones said yes. I could not test it there"))
                .isNotEmpty();
        assertThat(desk.as("uwe").reads("computer")).isEmpty();
        assertThat(desk.ucware.portal("uwe", password)).isEqualTo(UcwareSimulator.SIGNED_IN);
        assertThat(desk.ucware.portal("uwe", Company.START_PASSWORD)).isEqualTo(UcwareSimulator.CLIENT_REFUSED);
        assertThat(desk.ucware.phone("uwe", Company.START_PIN)).isEqualTo(UcwareSimulator.SIGNED_IN);
        desk.as("uwe").presses(KEEP).types("/pin reset");
        assertThat(desk.ucware.phone("uwe", desk.as("uwe").secrets().get(1))).isEqualTo(UcwareSimulator.SIGNED_IN);
        assertThat(desk.audit())
                .anyMatch(row -> row.contains("password.reset") && row.contains("accepted"))
                .noneMatch(row -> row.contains(password));
    }

    @Test
    void anOfferedPasswordIsWrittenWhenItsOwnerTakesItAndOnlyThen() {
        desk.as("hana").types("/password reset @uwe reason:forgotten");
        Shown offer = desk.as("uwe").seesLast();
        assertThat(offer.text()).contains("Hana Holm", "a new password for UCware telephones", "forgotten");
        assertThat(offer.buttons()).containsExactly(TAKE, "This wasn't me");
        assertThat(desk.ucware.portal("uwe", Company.START_PASSWORD)).isEqualTo(UcwareSimulator.SIGNED_IN);
        desk.as("lena").pressesOf("uwe", TAKE);
        assertThat(desk.as("lena").secrets()).isEmpty();

        desk.as("uwe").presses(TAKE);
        String password = desk.as("uwe").secret();
        assertThat(desk.ucware.portal("uwe", password)).isEqualTo(UcwareSimulator.SIGNED_IN);
        assertThat(desk.ucware.portal("uwe", Company.START_PASSWORD)).isEqualTo(UcwareSimulator.CLIENT_REFUSED);
        assertThat(desk.as("hana").seesLast().text()).contains("Uwe Ulrich has taken the new password", "said yes");
        desk.as("uwe").presses(KEEP).presses(TAKE);
        assertThat(desk.as("uwe").seesLast().secret()).isNull();
        assertThat(desk.as("hana").sees()).noneMatch(shown -> shown.text().contains(password));
        assertThat(desk.slack.stored()).noneMatch(stored -> stored.contains(password));
    }

    @Test
    void anOfferCanBeCancelledRunsOutAndIsHeldByTheBrake() {
        desk.as("hana").types("/password reset @uwe").presses("Cancel");
        desk.as("uwe").presses(TAKE);
        desk.as("hana").types("/password reset @uwe");
        desk.pass(Duration.ofHours(25));
        assertThat(desk.as("hana").seesLast().text()).contains("run out");
        desk.as("uwe").presses(TAKE);
        desk.as("hana").types("/password reset @uwe").types("/helpdesk stop");
        desk.as("uwe").presses(TAKE);
        assertThat(desk.as("uwe").seesLast().text()).contains("stopped");
        desk.as("uwe").types("/password reset");
        assertThat(desk.as("uwe").secrets()).isEmpty();
        assertThat(desk.ucware.portal("uwe", Company.START_PASSWORD)).isEqualTo(UcwareSimulator.SIGNED_IN);
    }

    @Test
    void whoAsksTooOftenIsTold() {
        for (int i = 0; i < 6; i++) {
            desk.as("uwe").types("/password reset").presses(KEEP);
        }
        desk.as("uwe").types("/password reset");
        assertThat(desk.as("uwe").secrets()).hasSize(6);
        assertThat(desk.as("uwe").seesLast().text()).contains("a new password 6 times within an hour");
        desk.as("uwe").types("/pin reset");
        assertThat(desk.as("uwe").secrets()).as("PINs are counted apart").hasSize(7);
    }

    @Test
    void lenaReadsWhoKeepsHerPasswordAndGetsHerPinAllTheSame() {
        desk.as("lena").types("/password reset");
        Shown refused = desk.as("lena").seesLast();
        assertThat(refused.text())
                .contains("Your password for UCware telephones is kept by BEISPIEL_AD: it is your Windows password")
                .contains("helpdesk");
        assertThat(refused.outcome()).isEqualTo("refused");
        assertThat(desk.as("lena").secrets()).isEmpty();
        desk.as("lena").types("/pin reset");
        assertThat(desk.ucware.phone("lena", desk.as("lena").secret())).isEqualTo(UcwareSimulator.SIGNED_IN);
    }

    @Test
    void theButtonUnderTheRefusalLeadsToHerWindowsPassword() {
        desk.as("hana").types("/password reset @lena reason:forgotten");
        Shown refused = desk.as("hana").seesLast();
        assertThat(refused.text()).contains("kept by BEISPIEL_AD", "Windows password");
        assertThat(refused.outcome()).isEqualTo("refused");
        assertThat(refused.buttons()).containsExactly(WINDOWS);
        assertThat(desk.as("lena").sees()).isEmpty();

        desk.as("hana").presses(WINDOWS);
        assertThat(desk.as("lena").seesLast().text())
                .as("the reason is not lost on the way")
                .contains("the one for your computer", "forgotten");
        desk.as("lena").presses(TAKE);
        String password = desk.as("lena").secret();
        assertThat(desk.as("hana").seesLast().text()).contains("at the first sign-in");
        assertThat(desk.directory.signInAtComputer("lena", password, CHOICE)).isEqualTo("signed in");
        assertThat(desk.ucware.portal("lena", CHOICE)).isEqualTo(UcwareSimulator.SIGNED_IN);
        assertThat(desk.ucware.portal("lena", Company.START_PASSWORD)).isEqualTo(UcwareSimulator.CLIENT_REFUSED);
    }

    @Test
    void theWindowsPasswordCanBeNamedInTheCommandAndPolicyDecides() {
        desk.as("hana").types("/password reset @lena on:windows");
        desk.as("lena").presses(TAKE);
        assertThat(desk.directory.signInAtComputer("lena", desk.as("lena").secret(), CHOICE))
                .isEqualTo("signed in");
        desk.as("hana").types("/password reset @bob on:windows");
        assertThat(desk.as("hana").seesLast().text()).contains("not in the group that allows it");
        desk.as("hana").types("/password reset @bob");
        assertThat(desk.as("hana").seesLast().text())
                .contains("kept by the company directory", "not in the group that allows it");
        assertThat(desk.as("hana").seesLast().buttons()).doesNotContain(WINDOWS);
        assertThat(desk.as("bob").sees()).isEmpty();
        desk.as("hana").types("/password reset @nora");
        assertThat(desk.as("hana").seesLast().text()).contains("not in the group that allows it");
    }

    @Test
    void aBackendThatIsNoDirectoryIsNamedAndLeadsNowhere() {
        desk.ucware.backend("lena", "EXTERN_SAML", "");
        desk.as("hana").types("/password reset @lena");
        assertThat(desk.as("hana").seesLast().text()).contains("EXTERN_SAML").doesNotContain("Windows");
        assertThat(desk.as("hana").seesLast().buttons()).isEmpty();
        desk.as("lena").types("/password reset");
        assertThat(desk.as("lena").seesLast().text()).contains("EXTERN_SAML").doesNotContain("Windows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/password reset", "/password reset on:windows"})
    void nobodyGetsAWindowsPasswordOfTheirOwnByTheChatAlone(String line) {
        desk.as("bob").types(line);
        assertThat(desk.as("bob").seesLast().outcome()).isEqualTo("refused");
        assertThat(desk.as("bob").seesLast().text()).contains("Windows password", "helpdesk");
        assertThat(desk.directory.signsIn("bob", Company.START_PASSWORD)).isTrue();
        assertThat(desk.directory.operations().writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFFERED", "TAKING"})
    void aForgedRequestForAWindowsPasswordOfOnesOwnIsRefusedAtThePickup(RequestState state) {
        desk.as("lena").types("/pin reset").presses(KEEP);
        ChatUser chat = new ChatUser("slack", Company.SLACK_TEAM, "U0LENA");
        PersonId id = desk.store().tx(tx -> tx.links().of(chat)).orElseThrow().person();
        Party lena = new Party(id, chat, "Lena Lorenz");
        Request forged = new Request(
                "0123456789ab",
                "forged",
                lena,
                lena,
                SecretKind.PASSWORD,
                null,
                "self",
                state,
                List.of(Leg.planned(Leg.DIRECTORY, "lena")),
                desk.clock.instant(),
                desk.clock.instant().plusSeconds(600),
                null,
                null);
        boolean added = desk.store().tx(tx -> tx.requests().add(forged));
        assertThat(added).isTrue();
        desk.bot()
                .inbox()
                .press("forged:press", chat, "take", forged.id(), new Origin("D0lena", null, null, null, null));
        desk.settle();
        assertThat(desk.store()
                        .tx(tx -> tx.requests().byId(forged.id()))
                        .orElseThrow()
                        .state())
                .isEqualTo(RequestState.CLOSED);
        assertThat(desk.as("lena").secrets()).as("the PIN, nothing else").hasSize(1);
        assertThat(desk.directory.operations().writes()).isZero();
        assertThat(desk.directory.signsIn("lena", Company.START_PASSWORD)).isTrue();
    }

    @Test
    void takingAsksTheRightsOfTheSystemThatKeepsIt() {
        desk.as("hana").types("/password reset @uwe");
        desk.ucware.backend("uwe", "BEISPIEL_AD", "CN=Uwe Ulrich," + Company.STAFF_DN);
        desk.as("uwe").presses(TAKE);
        assertThat(desk.as("uwe").secrets()).isEmpty();
        assertThat(desk.as("hana").seesLast().text()).contains("something has changed", "Windows password");
        desk.as("hana").types("/password reset @lena on:windows");
        desk.directory.leave("lena", Company.WINDOWS_RESET_GROUP);
        desk.as("lena").presses(TAKE);
        assertThat(desk.as("lena").secrets()).isEmpty();
        assertThat(desk.directory.operations().writes()).isZero();
    }

    @Test
    void administratorsAreNeverTouched() {
        desk.ucware.makeAdministrator("uwe");
        desk.as("uwe").types("/password reset");
        assertThat(desk.as("uwe").seesLast().text()).contains("administrator role");
        desk.as("hana").types("/password reset @uwe");
        assertThat(desk.as("hana").seesLast().text()).contains("administrator");
        desk.cucm.makeLocal("carl", OWN);
        desk.as("hana").types("/password reset @carl");
        assertThat(desk.as("hana").seesLast().text()).contains("administrator");
        assertThat(desk.as("hana").wasOffered(WINDOWS)).isFalse();
        desk.as("hana").types("/password reset @dora");
        assertThat(desk.as("hana").seesLast().text()).contains("not in the group that allows it");
        assertThat(desk.ucware.portal("uwe", Company.START_PASSWORD)).isEqualTo(UcwareSimulator.SIGNED_IN);
        assertThat(desk.cucm.portal("carl", OWN)).isEqualTo("signed in");
    }

    @Test
    void whoHasNoRoleReadsOneAndTheSameAboutEverybody() {
        desk.as("alice").types("/password reset @uwe");
        String answer = desk.as("alice").seesLast().text();
        for (String who : List.of("@lena", "@carl", "@dora", "nobody.here")) {
            desk.as("alice").types("/password reset " + who);
            assertThat(desk.as("alice").seesLast().text()).isEqualTo(answer);
        }
    }

    @Test
    void aLocalUserOfTheClusterGetsAPasswordThatWasSignedInWith() {
        desk.cucm.makeLocal("bob", OWN);
        desk.as("bob").types("/password reset");
        String password = desk.as("bob").secret();
        assertThat(desk.as("bob").reads("I have tested it: it signs in")).isNotEmpty();
        assertThat(desk.cucm.portal("bob", password)).isEqualTo("signed in");
        assertThat(desk.cucm.portal("bob", OWN)).startsWith("Log on failed");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        desk.as("bob").presses(KEEP);
        desk.as("hana").types("/password reset 1102 on:hq").presses("Yes, this person");
        desk.as("bob").presses(TAKE);
        assertThat(desk.cucm.portal("bob", desk.as("bob").secrets().get(1))).isEqualTo("signed in");
        assertThat(desk.as("hana").seesLast().text()).contains("tested and signs in");
    }

    @Test
    void aDryRunChangesNothing() {
        desk.as("hana").types("/password reset @uwe dry-run");
        assertThat(desk.as("hana").seesLast().text())
                .contains("UCware telephones: user id uwe", "this is what /password reset would use");
        desk.as("uwe").types("/password reset dry-run");
        assertThat(desk.as("uwe").seesLast().text()).contains("a new password on UCware telephones");
        desk.as("hana").types("/password reset @lena on:windows dry-run");
        assertThat(desk.as("hana").seesLast().text()).contains("The company directory: user id lena");
        desk.as("hana").types("/password reset @uwe on:vm");
        assertThat(desk.as("hana").seesLast().text()).contains("hq, ucware, windows");
        assertThat(desk.as("lena").sees()).isEmpty();
        assertThat(desk.ucware.portal("uwe", Company.START_PASSWORD)).isEqualTo(UcwareSimulator.SIGNED_IN);
    }

    @ParameterizedTest
    @CsvSource({
        "DROP_AFTER_WRITE, unknown, new",
        "LIE, applied, old",
        "REFUSE_TRIVIAL, refused, old",
        "DOWN, unreachable, old"
    })
    void whatIsToldOnUcwareIsWhatTheClientSays(Fault.Kind kind, String outcome, String works) {
        desk.as("hana").types("/password reset @uwe");
        desk.ucware.misbehave(new Fault(kind, Duration.ZERO, 100));
        desk.as("uwe").presses(TAKE);
        desk.ucware.misbehave(Fault.UP);
        told("uwe", outcome);
        assertThat(desk.ucware.portal(
                        "uwe", works.equals("new") ? desk.as("uwe").secret() : Company.START_PASSWORD))
                .isEqualTo(UcwareSimulator.SIGNED_IN);
        if (kind == Fault.Kind.LIE) {
            assertThat(desk.as("uwe").reads("I could not test it there"))
                    .as("no more was claimed")
                    .isNotEmpty();
        }
        if (kind == Fault.Kind.DOWN) {
            desk.as("uwe").presses(TAKE);
            assertThat(desk.ucware.portal("uwe", desk.as("uwe").secret())).isEqualTo(UcwareSimulator.SIGNED_IN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DROP_AFTER_WRITE, applied, new",
        "LIE, unknown, old",
        "REFUSE_TRIVIAL, refused, old",
        "DOWN, unreachable, old"
    })
    void whatIsToldOnTheClusterIsWhatThePageSays(Fault.Kind kind, String outcome, String works) {
        desk.cucm.makeLocal("bob", OWN);
        desk.as("hana").types("/password reset @bob");
        desk.cucm.misbehave(new Fault(kind, Duration.ZERO, 100));
        desk.as("bob").presses(TAKE);
        desk.cucm.misbehave(Fault.UP);
        told("bob", outcome);
        assertThat(desk.cucm.portal("bob", works.equals("new") ? desk.as("bob").secret() : OWN))
                .isEqualTo("signed in");
        if (kind == Fault.Kind.DOWN) {
            desk.as("bob").presses(TAKE);
            assertThat(desk.cucm.portal("bob", desk.as("bob").secret())).isEqualTo("signed in");
        }
    }

    @Test
    void nothingSecretIsLogged() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        try {
            desk.cucm.makeLocal("bob", OWN);
            desk.as("bob").types("/password reset").presses(KEEP);
            for (Fault.Kind kind : List.of(Fault.Kind.DROP_AFTER_WRITE, Fault.Kind.LIE)) {
                Fault fault = new Fault(kind, Duration.ZERO, 0);
                desk.cucm.misbehave(fault);
                desk.ucware.misbehave(fault);
                desk.as("bob").types("/password reset").presses(KEEP);
                desk.as("uwe").types("/password reset").presses(KEEP);
            }
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        List<String> secrets = new ArrayList<>(desk.as("bob").secrets());
        secrets.addAll(desk.as("uwe").secrets());
        assertThat(secrets).hasSize(5);
        List<String> lines = List.copyOf(log.list).stream()
                .map(each -> each.getFormattedMessage()
                        + (each.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(each.getThrowableProxy())))
                .toList();
        assertThat(lines).hasSizeGreaterThan(20);
        assertThat(lines).noneMatch(line -> secrets.stream().anyMatch(line::contains));
    }

    private void told(String owner, String outcome) {
        List<String> own = desk.as(owner).outcomes();
        List<String> helpdesk = desk.as("hana").outcomes();
        assertThat(own.get(own.size() - 1)).isEqualTo(outcome);
        assertThat(helpdesk.get(helpdesk.size() - 1)).isEqualTo(outcome);
        boolean shown = !desk.as(owner).secrets().isEmpty();
        assertThat(shown).isEqualTo(outcome.equals("applied") || outcome.equals("unknown"));
    }

    @Test
    void helpNamesTheCommandToThoseWhoMayUseIt() {
        desk.as("uwe").types("/pindesk help");
        assertThat(desk.as("uwe").seesLast().text()).contains("/password reset").doesNotContain("on:windows");
        desk.as("hana").types("/password help");
        assertThat(desk.as("hana").seesLast().text()).contains("/password reset @name", "on:windows");
    }

    @Test
    void germanSpeakersReadGerman() {
        desk.slack.setLocale("lena", "de");
        desk.as("lena").types("/password zurücksetzen");
        assertThat(desk.as("lena").seesLast().text().toLowerCase(Locale.ROOT))
                .contains("wird von beispiel_ad verwaltet: es ist ihr windows-passwort", "helpdesk");
        desk.slack.setLocale("uwe", "de");
        desk.as("uwe").types("/password zurücksetzen").presses("Ich habe es");
        assertThat(desk.ucware.portal("uwe", desk.as("uwe").secret())).isEqualTo(UcwareSimulator.SIGNED_IN);
    }
}
