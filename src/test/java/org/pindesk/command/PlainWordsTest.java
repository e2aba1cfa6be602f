package org.pindesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What plain words are taken for, and what is kept of them: a topic. */
class PlainWordsTest {
    @ParameterizedTest
    @CsvSource({
        "forgot my pin,pin",
        "Ich habe meine PIN vergessen,pin",
        "my voicemail does not let me in,pin",
        "mein Konto ist gesperrt,locked",
        "I am locked out,locked",
        "ich kann mich nicht anmelden,sign-in",
        "cannot log in since Monday,sign-in",
        "Passwort falsch,sign-in"
    })
    void topicsAreRecognisedInBothLanguages(String typed, String topic) {
        assertThat(PlainWords.of(typed).args()).isEqualTo(Map.of("topic", topic));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "", "spinning opinions", "wer hat Kuchen?"})
    void everythingElseIsUnclear(String typed) {
        assertThat(PlainWords.of(typed)).isEqualTo(Parsed.of(Parsed.MESSAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"481516", "my pin is 4 7 1 1", "pin: 47-11", "٤٧١"})
    void digitsAreWarnedAbout(String typed) {
        assertThat(PlainWords.of(typed).args()).isEqualTo(Map.of("problem", "looks-like-a-pin"));
    }

    @Test
    void mentionsAreNoWordsOfThePersonAndEndlessTextIsCut() {
        assertThat(PlainWords.of("<@U0123456> forgot my pin").args()).isEqualTo(Map.of("topic", "pin"));
        assertThat(PlainWords.of("x".repeat(5_000) + " pin").args()).isEmpty();
    }
}
