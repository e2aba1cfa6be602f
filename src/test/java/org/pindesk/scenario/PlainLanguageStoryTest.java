package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.company.Company;

/** Direct messages in plain words: answered by buttons where that is switched on, never acted upon, never kept. */
class PlainLanguageStoryTest {
    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.open();
        desk.plainLanguage = true;
        desk.restart();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void aForgottenPinIsAnsweredByButtonsAndOnlyThePressActs() {
        desk.as("bob").writes("hi, I forgot my PIN :(");
        assertThat(desk.as("bob").seesLast().text()).contains("about your PIN", "Nothing was done");
        assertThat(desk.as("bob").seesLast().buttons())
                .containsExactly("A new PIN for me", "Is my PIN locked?", "Help me sign in");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");

        desk.as("bob").presses("A new PIN for me");
        assertThat(desk.phone("bob", desk.as("bob").secret())).isEqualTo("signed in");
    }

    @Test
    void theOtherButtonsLeadToTheirStories() {
        desk.slack.setLocale("lotte", "de-DE");
        desk.as("lotte").writes("Ich kann mich nicht anmelden!");
        assertThat(desk.as("lotte").seesLast().text()).contains("kämen Sie nicht hinein");
        desk.as("lotte").presses("Hilfe bei der Anmeldung");
        assertThat(desk.as("lotte").sees()).anyMatch(shown -> !shown.fields().isEmpty());
        desk.as("lotte").writes("bin ich gesperrt?").presses("Ist meine PIN gesperrt?");
        assertThat(desk.as("lotte").seesLast().text()).contains("gesperrt");
    }

    @Test
    void whatLooksLikeAPinIsWarnedAboutAndNothingTypedIsKeptOrEchoed() throws Exception {
        desk.as("bob").writes("my pin 481516 does not work");
        String warned = desk.as("bob").seesLast().text();
        assertThat(warned).doesNotContain("481516");
        assertThat(desk.as("bob").seesLast().buttons()).isEmpty();
        desk.as("bob").writes("my password Rosebud is wrong");
        assertThat(desk.as("bob").sees())
                .allSatisfy(shown -> assertThat(shown.text()).doesNotContain("Rosebud", "481516"));
        assertThat(desk.audit()).allSatisfy(row -> assertThat(row).doesNotContain("Rosebud", "481516"));
    }

    @Test
    void strangersGetNoButtons() {
        desk.as("gast").writes("forgot my pin");
        assertThat(desk.as("gast").seesLast().text()).contains("guest");
        assertThat(desk.as("gast").seesLast().buttons()).isEmpty();
    }

    @Test
    void switchedOffNothingIsRead() {
        desk.plainLanguage = false;
        desk.restart();
        desk.as("bob").writes("forgot my pin");
        assertThat(desk.as("bob").sees()).isEmpty();
    }
}
