package org.pindesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.wording.Texts;

class WordsTest {
    private final Words words = new Words(Set.of("hq", "branch"));

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "help", "HELP", "hilfe", "help me", "\"help\""})
    void pinAloneAndHelpAreHelp(String text) {
        assertThat(words.parse("pin", text)).isEqualTo(Parsed.of(Parsed.HELP));
        assertThat(words.parse("pindesk", text)).isEqualTo(Parsed.of(Parsed.HELP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reset",
                " Reset ",
                "RESET",
                "\u00a0reset\u200b",
                "“reset”",
                "zurücksetzen",
                "Zuru\u0308cksetzen",
                "zuruecksetzen"
            })
    void resetWithoutTargetIsForOneself(String text) {
        assertThat(words.parse("pin", text)).isEqualTo(Parsed.of(Parsed.RESET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reset <@U0BOB> reason:lost on:hq",
                "reset on:hq reason:lost <@U0BOB>",
                "reset on:HQ <@U0BOB> reason: lost",
                "<@U0BOB> reset REASON :lost on:hq",
                "reset reason:lost <@U0BOB> on:hq",
                "reset <@U0BOB|bob> reason:“lost” on:\"hq\"",
                "zurücksetzen <@U0BOB> grund:lost auf:hq",
                "reset   <@U0BOB>\treason：lost\n on:hq",
                "reset <@U0BOB> <@U0BOB> reason:lost on:hq on:hq",
            })
    void optionsStandInAnyOrderAndDress(String text) {
        assertThat(words.parse("pin", text))
                .isEqualTo(new Parsed(Parsed.RESET, Map.of("target", "U0BOB", "reason", "lost", "on", "hq")));
    }

    @Test
    void discordMentionsAreTargetsToo() {
        assertThat(words.parse("pin", "reset <@!81384788765712384>").args())
                .isEqualTo(Map.of("target", "81384788765712384"));
    }

    @Test
    void reasonRunsToTheNextOptionOrToTheEnd() {
        assertThat(words.parse("pin", "reset <@U1A> reason:forgot it on holiday, sorry")
                        .args())
                .containsEntry("reason", "forgot it on holiday, sorry");
        assertThat(words.parse("pin", "reset reason:forgot it on:branch <@U1A>").args())
                .containsEntry("reason", "forgot it")
                .containsEntry("on", "branch");
    }

    @Test
    void quotesKeepOptionsOutOfAReason() {
        assertThat(words.parse("pin", "reset reason:\"call later on Monday\" <@U1A>")
                        .args())
                .isEqualTo(Map.of("target", "U1A", "reason", "call later on Monday"));
        assertThat(words.parse("pin", "reset reason:\"on: is a word\" <@U1A>").args())
                .containsEntry("target", "U1A")
                .containsEntry("reason", "on: is a word")
                .doesNotContainKey("on");
    }

    @Test
    void mentionAmongTheWordsOfAReasonIsNeverTakenForSelfService() {
        assertThat(words.parse("pin", "reset reason:lost his phone <@U0BOB>").args())
                .isEqualTo(Map.of("target", "U0BOB", "reason", "lost his phone"));
        assertThat(words.parse("pin", "reset reason:lost @bob").args())
                .isEqualTo(Map.of("problem", "target-not-mention"));
        assertThat(words.parse("pin", "reset <@U0BOB> dry-run").args())
                .isEqualTo(Map.of("target", "U0BOB", "dry-run", "yes"));
    }

    @Test
    void whatWasHiddenInAReasonIsFlagged() {
        assertThat(words.parse("pin", "reset <@U1A> reason:pin is 4711").args())
                .isEqualTo(Map.of("target", "U1A", "reason", "pin is •••", "masked", "yes"));
    }

    @ParameterizedTest
    @CsvSource({
        "rest, /pin reset",
        "resett, /pin reset",
        "reste, /pin reset",
        "ReSet1, /pin reset",
        "halp, /pindesk help",
        "hifle, /pindesk hilfe",
        "zurücksezten, /pin zurücksetzen",
    })
    void slipOfAVerbIsAnsweredWithOurOwnWord(String typed, String suggestion) {
        assertThat(words.parse("pin", typed + " <@U0BOB>"))
                .isEqualTo(new Parsed(Parsed.UNKNOWN, Map.of("suggestion", suggestion)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"frobnicate", "hunter2 zebra", "x"})
    void otherWordsAreUnknownAndNotEchoed(String text) {
        assertThat(words.parse("pin", text)).isEqualTo(Parsed.of(Parsed.UNKNOWN));
        assertThat(words.parse("pindesk", text)).isEqualTo(Parsed.of(Parsed.UNKNOWN));
    }

    @Test
    void mentionWithoutAVerbSuggestsTheVerb() {
        assertThat(words.parse("pin", "<@U0BOB> reason:lost"))
                .isEqualTo(new Parsed(Parsed.UNKNOWN, Map.of("suggestion", "/pin reset")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reset <mailto:bob@example.com|bob@example.com>",
                "reset <@bob>",
                "reset reason:for bob@example.com",
                "reset bob berger",
                "reset h",
                "reset @"
            })
    void targetThatIsNotAMentionIsRefusedAndNotKept(String text) {
        assertThat(words.parse("pin", text))
                .isEqualTo(new Parsed(Parsed.RESET, Map.of("problem", "target-not-mention")));
    }

    @ParameterizedTest
    @CsvSource({
        "reset bob, bob, name",
        "reset @bob, bob, name",
        "status bob@example.com, bob@example.com, name",
        "unlock reason:\"lost\" b.berger, b.berger, name",
        "reset 1102 dry-run, 1102, digits",
        "reset hunter2, hunter2, name",
    })
    void aPersonMayBeTypedAndIsKeptApart(String text, String person, String kind) {
        Parsed parsed = words.parse("pin", text);
        assertThat(parsed.person()).isEqualTo(person);
        assertThat(parsed.args()).containsEntry("named-by", kind).doesNotContainValue(person);
        assertThat(parsed.toString()).doesNotContain(person);
    }

    @ParameterizedTest
    @CsvSource({
        "pin, status <@U0BOB>, pin.status",
        "pin, unlock <@U0BOB>, pin.unlock",
        "pin, entsperren <@U0BOB>, pin.unlock",
        "helpdesk, whois <@U0BOB>, helpdesk.whois",
        "helpdesk, stop, helpdesk.stop",
        "helpdesk, resume, helpdesk.resume"
    })
    void everyCommandHasItsName(String command, String text, String name) {
        assertThat(words.parse(command, text).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reset 471100",
                "reset 47 11",
                "reset <@U0BOB> 4711",
                "reset (47-11)",
                "reset on:4711",
                "reset ４７１１",
                "reset \"4711\" reason:lost",
                "reset bob 4711",
                "reset 4\u200b7\u200b1\u200b1\u200b00"
            })
    void digitsWhereNoneBelongAreTakenForAPin(String text) {
        assertThat(words.parse("pin", text)).isEqualTo(new Parsed(Parsed.RESET, Map.of("problem", "looks-like-a-pin")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711", "rest 4711", "foo 47 11", "<@U0BOB> 4711"})
    void digitsWithoutAVerbAreTakenForAPinToo(String text) {
        assertThat(words.parse("pin", text))
                .isEqualTo(new Parsed(Parsed.UNKNOWN, Map.of("problem", "looks-like-a-pin")));
        assertThat(words.parse("pindesk", text))
                .isEqualTo(new Parsed(Parsed.UNKNOWN, Map.of("problem", "looks-like-a-pin")));
    }

    @ParameterizedTest
    @CsvSource({
        "reset <@U1A> <@U2B>, two-targets",
        "reset <@U1A> reason:with <@U2B>, two-targets",
        "reset <@U1A> lost his phone, stray-words",
        "reset --now <@U1A>, unknown-option",
        "reset because:lost, unknown-option",
        "reset on:moon, unknown-system",
        "reset on:hq on:branch, unknown-system",
        "reset <@U1A> <@U2B> 4711, looks-like-a-pin",
    })
    void theWorstProblemIsNamedAndNothingElseKept(String text, String problem) {
        assertThat(words.parse("pin", text).args()).isEqualTo(Map.of("problem", problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "HILFE", "\"help\""})
    void helpAfterLoginHelpIsHelp(String text) {
        assertThat(words.parse("login-help", text)).isEqualTo(Parsed.of(Parsed.HELP));
    }

    @Test
    void loginHelpAloneIsAboutOneself() {
        assertThat(words.parse("login-help", " ")).isEqualTo(Parsed.of(Parsed.LOGIN_HELP));
    }

    @ParameterizedTest
    @CsvSource({
        "where:portal, portal",
        "wo:Portal, portal",
        "where : self-care, portal",
        "where:\"desk phone\", desk-phone",
        "where:desk phone, desk-phone",
        "where：Desk-Phone, desk-phone",
        "wo:Telefon, desk-phone",
        "WO:Tischtelefon, desk-phone",
        "wo:Anrufbeantworter, voicemail",
        "where:Jabber, softphone",
        "where:VPN, computer",
        "portal, portal",
        "desk phone, desk-phone",
        "self care, portal",
        "Telefon, desk-phone",
        "windows, computer",
        "where:pc where:computer, computer",
        "where:portal where:self-care, portal",
    })
    void thePlaceStandsWithAndWithoutItsOptionInBothLanguages(String text, String place) {
        assertThat(words.parse("login-help", text)).isEqualTo(new Parsed(Parsed.LOGIN_HELP, Map.of("where", place)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<@U0BOB> where:desk phone",
                "where:desk phone <@U0BOB>",
                "desk phone <@U0BOB>",
                "<@U0BOB> desk phone",
                "wo:tischtelefon <@U0BOB|bob>",
                "<@U0BOB> desk-phone",
            })
    void personAndPlaceStandInAnyOrder(String text) {
        assertThat(words.parse("login-help", text))
                .isEqualTo(new Parsed(Parsed.LOGIN_HELP, Map.of("target", "U0BOB", "where", "desk-phone")));
    }

    @ParameterizedTest
    @CsvSource({
        "bob portal, bob, name",
        "portal bob, bob, name",
        "where:portal bob, bob, name",
        "bob@example.com where:portal, bob@example.com, name",
        "@b.berger wo:portal, b.berger, name",
        "1102 portal, 1102, digits",
        "where:portal portal, portal, name",
    })
    void aTypedPersonBesideAPlaceIsKeptApart(String text, String person, String kind) {
        assertThat(words.parse("login-help", text))
                .isEqualTo(new Parsed(Parsed.LOGIN_HELP, Map.of("named-by", kind, "where", "portal"), person));
    }

    @Test
    void whatThePlaceSaidIsMaskedAndItsCodeKept() {
        assertThat(words.parse("login-help", "<@U0BOB> where:phone said:[201] Authentication error")
                        .args())
                .isEqualTo(Map.of(
                        "target", "U0BOB", "where", "desk-phone", "said", "Authentication error", "code", "201"));
        assertThat(words.parse("login-help", "meldung:\"Anmeldung fehlgeschlagen\" wo:telefon")
                        .args())
                .isEqualTo(Map.of("where", "desk-phone", "said", "Anmeldung fehlgeschlagen"));
        assertThat(words.parse("login-help", "said:wrong PIN 4711 where:phone").args())
                .isEqualTo(Map.of("where", "desk-phone", "said", "wrong PIN •••", "masked", "yes"));
    }

    @ParameterizedTest
    @CsvSource({
        "where:moon, unknown-place",
        "wo:Mond, unknown-place",
        "where:portal where:phone, unknown-place",
        "where:portal where:moon, unknown-place",
        "where:481516, looks-like-a-pin",
        "where:48-15 <@U0BOB>, looks-like-a-pin",
        "portal 48-15, looks-like-a-pin",
        "where:portal 48 15, looks-like-a-pin",
        "481516, looks-like-a-pin",
        "<@U0BOB> 4711 portal, looks-like-a-pin",
        "<@U1A> <@U2B> portal, two-targets",
        "bob berger portal, target-not-mention",
        "<@U0BOB> quickly portal, stray-words",
        "place:portal, unknown-option",
        "on:moon where:portal, unknown-system",
    })
    void whatIsWrongWithAQuestionAboutSigningInIsNamedAndNothingKept(String text, String problem) {
        assertThat(words.parse("login-help", text))
                .isEqualTo(new Parsed(Parsed.LOGIN_HELP, Map.of("problem", problem)));
    }

    @ParameterizedTest
    @CsvSource({
        "pin, reset where:portal, pin.reset, unknown-option",
        "pin, reset <@U0BOB> wo:telefon, pin.reset, unknown-option",
        "pin, status said:nothing, pin.status, unknown-option",
        "pin, unlock meldung:falsch, pin.unlock, unknown-option",
        "helpdesk, whois <@U0BOB> where:portal, helpdesk.whois, unknown-option",
        "helpdesk, stop said:now, helpdesk.stop, unknown-option",
        "helpdesk, queue where:portal, helpdesk.queue, unknown-option",
        "pin, reset where:4711, pin.reset, looks-like-a-pin",
        "pin, reset said:4711, pin.reset, looks-like-a-pin",
        "pin, status where:portal 4711, pin.status, looks-like-a-pin",
    })
    void optionsOfLoginHelpBelongToNoOtherCommand(String command, String text, String name, String problem) {
        assertThat(words.parse(command, text)).isEqualTo(new Parsed(name, Map.of("problem", problem)));
    }

    @ParameterizedTest
    @CsvSource({
        "reset on:windows, directory",
        "reset on:Windows <@U0BOB>, directory",
        "zurücksetzen <@U0BOB> auf:directory, directory",
        "reset on:hq, hq",
    })
    void aPasswordMayBeTheDirectorys(String text, String on) {
        assertThat(words.parse("password", text).name()).isEqualTo(Parsed.RESET_PASSWORD);
        assertThat(words.parse("password", text).args()).containsEntry("on", on);
    }

    @ParameterizedTest
    @CsvSource({
        "pin, reset on:windows, pin.reset, unknown-system",
        "password, reset on:windows on:hq, password.reset, unknown-system",
        "password, reset on:linux, password.reset, unknown-system",
        "password, reset where:portal, password.reset, unknown-option",
        "password, reset 4711 4712, password.reset, looks-like-a-pin",
    })
    void aPinIsNotTheDirectorysAndOneCommandHasOneSystem(String command, String text, String name, String problem) {
        assertThat(words.parse(command, text)).isEqualTo(new Parsed(name, Map.of("problem", problem)));
    }

    @Test
    void theCommandForPasswordsKnowsItsWords() {
        for (String reset : java.util.List.of("reset", "Zurücksetzen", "zuruecksetzen")) {
            assertThat(words.parse("password", reset)).isEqualTo(Parsed.of(Parsed.RESET_PASSWORD));
        }
        assertThat(words.parse("password", "hilfe")).isEqualTo(Parsed.of(Parsed.HELP));
        assertThat(words.parse("password", "")).isEqualTo(Parsed.of(Parsed.HELP));
        assertThat(words.parse("password", "<@U0BOB>").args()).containsEntry("suggestion", "/password reset");
        assertThat(words.parse("password", "resett").args()).containsEntry("suggestion", "/password reset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "Warteschlange"})
    void theQueueHasItsWordInBothLanguages(String text) {
        assertThat(words.parse("helpdesk", text)).isEqualTo(Parsed.of(Parsed.QUEUE));
    }

    @Test
    void otherCommandsAreUnknown() {
        assertThat(words.parse("desk", "stop")).isEqualTo(Parsed.of(Parsed.UNKNOWN));
    }

    @Test
    void everyProblemHasATextInEachLanguage() {
        for (Parsed.Trouble trouble : Parsed.Trouble.values()) {
            for (java.util.Locale language : java.util.List.of(java.util.Locale.ENGLISH, java.util.Locale.GERMAN)) {
                assertThat(Texts.in(language).say("problem." + trouble.word(), "hq"))
                        .isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mail:new-account, new-account",
        "Mail:Neues-Konto, new-account",
        "mail: neues-passwort, new-password",
        "mail:\"ohne\", none",
        "mail:none mail:none, none"
    })
    void aPasswordIsSavedInOneOfOurWays(String typed, String save) {
        assertThat(words.parse("password", "reset " + typed + " <@U0BOB> reason:new")
                        .args())
                .isEqualTo(Map.of("target", "U0BOB", "reason", "new", "save", save));
        assertThat(words.parse("password", "reset <@U0BOB> optionen").args())
                .isEqualTo(Map.of("target", "U0BOB", "options", "yes"));
    }

    @ParameterizedTest
    @CsvSource({
        "password, reset <@U0BOB> mail:welcome, unknown-mail",
        "password, reset <@U0BOB> mail:none mail:new-account, unknown-mail",
        "password, reset <@U0BOB> options mail:none, unknown-mail",
        "password, reset <@U0BOB> mail:4711, looks-like-a-pin",
        "password, reset mail:new-account, target-not-mention",
        "password, reset options, target-not-mention",
        "pin, reset <@U0BOB> mail:new-account, unknown-option",
        "pin, reset <@U0BOB> options, stray-words",
        "login-help, <@U0BOB> mail:none, unknown-option"
    })
    void otherWaysAreNone(String command, String typed, String problem) {
        assertThat(words.parse(command, typed).args()).isEqualTo(Map.of("problem", problem));
    }
}
