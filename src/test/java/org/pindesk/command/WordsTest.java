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

    @Test
    void otherCommandsAreUnknown() {
        assertThat(words.parse("desk", "stop")).isEqualTo(Parsed.of(Parsed.UNKNOWN));
    }

    @Test
    void everyProblemHasATextInEachLanguage() {
        for (Parsed.Trouble trouble : Parsed.Trouble.values()) {
            assertThat(Texts.in(java.util.Locale.ENGLISH).say("problem." + trouble.word(), "hq"))
                    .isNotBlank();
        }
    }
}
