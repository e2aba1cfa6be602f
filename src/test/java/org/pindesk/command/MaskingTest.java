package org.pindesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lost his phone",
                "She can't sign in (again)!",
                "Telefon vergessen, bitte schnell.",
                "Anna-Lena O'Brien asked",
                "VPN is down",
                "Größe ändern",
                "забыл",
                "forgot the PIN",
                "new PIN, please",
            })
    void plainWordsAreKeptAsTheyAre(String typed) {
        assertThat(Masking.words(typed)).isEqualTo(new Masking.Masked(typed, false));
    }

    @ParameterizedTest
    @CsvSource({
        "call 4711 now, call ••• now",
        "hunter2, •••",
        "a b2 3c d, a ••• d",
        "see https://example.com/x, see •••",
        "mail bob@example.com, mail •••",
        "correctHorse, •••",
        "SHOUTING loud, ••• loud",
        "one-two-three, •••",
        "Donaudampfschifffahrtsgesellschaft, •••",
        "IT-Service hat angerufen, IT-Service hat angerufen",
        "x=y z, ••• z",
        "what????, •••",
        "٤٧١١ ４７１１, •••",
    })
    void everythingElseIsHidden(String typed, String kept) {
        assertThat(Masking.words(typed).text()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "my password is rosebud and more, my password is •••",
        "Passwort ist Rosebud, Passwort ist •••",
        "PASSWORT ist Rosebud, ••• ist •••",
        "Kennwort: Rosebud, Kennwort: •••",
        "kennwort : Rosebud, kennwort •••",
        "pin=Rosebud alpha, •••",
        "pin:Rosebud alpha, •••",
        "PIN lautet vier sieben, PIN lautet •••",
        "Telefon-PIN war vier sieben, Telefon-PIN war •••",
        "pw x9 and rosebud, pw •••",
        "the code 47 alpha, the code •••",
        "secret -> rosebud, secret •••",
        "*password* is rosebud, ••• is •••",
    })
    void nothingIsKeptAfterWordsThatSayASecretFollows(String typed, String kept) {
        assertThat(Masking.words(typed)).isEqualTo(new Masking.Masked(kept, true));
    }

    @Test
    void aPinThatIsSpelledOutIsHiddenAndASingleNumberIsNot() {
        assertThat(Masking.words("sagt vier acht eins fünf bitte").text()).isEqualTo("sagt ••• bitte");
        assertThat(Masking.words("four eight, one").text()).isEqualTo("•••");
        assertThat(Masking.words("lost two phones in one week").text()).isEqualTo("lost two phones in one week");
    }

    @Test
    void knownLimitPlainWordSecretsPass() {
        assertThat(Masking.words("she uses rosebud").text()).isEqualTo("she uses rosebud");
    }

    @Test
    void controlAndInvisibleCharactersAreGone() {
        assertThat(Masking.words("a\u0000b\u202e c\u200b\td\r\ne").text()).isEqualTo("a b c d e");
    }

    @Test
    void neverLongerThanTwoHundredCharactersAndNeverCutInsideAWord() {
        String kept = Masking.words("gnadenlos ".repeat(100)).text();
        assertThat(kept.length()).isBetween(190, 200);
        assertThat(kept).endsWith("gnadenlos");
    }

    @Test
    void hugeTokensAreHiddenWithoutHarm() {
        assertThat(Masking.words("a".repeat(200_000)).text()).isEqualTo("•••");
        assertThat(Masking.words("pin-".repeat(50_000)).text()).isEqualTo("•••");
    }

    @Test
    void randomTokensWithDigitsNeverSurvive() {
        Random random = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder token = new StringBuilder();
            for (int j = 0; j < 1 + random.nextInt(12); j++) {
                token.append((char) (33 + random.nextInt(94)));
            }
            token.insert(random.nextInt(token.length() + 1), random.nextInt(10));
            assertThat(Masking.words("lost " + token + " phone").text())
                    .as("seed 4711, round %d", i)
                    .doesNotContainPattern("[0-9]");
        }
    }
}
