package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On Discord, where nothing else is said: the cause and what to do, and nothing of what the directory and the systems hold. */
class CeilingStoryTest {
    private static final String UNLOCK = "Unlock Windows account";
    private static final String[] DETAIL = {"What was seen", "dc1", "user id", "as lotte", "2026", "Sign in at"};

    private final Desk desk = Desk.onDiscord("discord");

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    private void isBare(String text) {
        assertThat(text).contains("locked after too many failed sign-ins", "What to do:", "Details are not shown");
        assertThat(text).doesNotContain(DETAIL).doesNotContainPattern("[0-9]{1,2}:[0-9]{2}");
    }

    @Test
    void aVerdictAboutOneselfHoldsNoDetail() {
        desk.as("lotte@discord").types("/login-help where:phone");
        isBare(desk.as("lotte@discord").seesLast().text());
        desk.as("lotte@discord").presses("Text for the ticket");
        assertThat(desk.as("lotte@discord").seesLast().text())
                .contains("Details are not shown")
                .doesNotContain("What was seen", "dc1", "user id");
    }

    @Test
    void aVerdictAboutOthersHoldsNone() {
        desk.as("hana@discord").types("/login-help @lotte where:phone");
        isBare(desk.as("hana@discord").seesLast().text());
        desk.as("lotte@discord").types("/login-help where:phone").presses("Ask the helpdesk");
        assertThat(desk.as("hana@discord").reads("Lotte Lindner"))
                .isNotEmpty()
                .allSatisfy(card -> assertThat(card).doesNotContain("What was seen", "dc1", "user id"));
    }

    @Test
    void onSlackTheSameVerdictHoldsIt() {
        desk.as("hana").types("/login-help @lotte where:phone");
        assertThat(desk.as("hana").seesLast().text()).contains("What was seen", "user id lotte");
    }

    @Test
    void whatMayNotBeDoneThereIsNotOffered() {
        desk.directory.lock("bob", true);
        desk.as("bob@discord").types("/login-help where:computer");
        assertThat(desk.as("bob@discord").wasOffered("Text for the ticket")).isTrue();
        assertThat(desk.as("bob@discord").wasOffered(UNLOCK)).isFalse();
        desk.as("bob").types("/login-help where:computer");
        assertThat(desk.as("bob").wasOffered(UNLOCK)).isTrue();
    }

    @Test
    void anOfferThatWasTakenIsOverOnce() {
        desk.as("hana@discord").types("/pin reset @bob reason:lost");
        desk.as("bob@discord").presses("Get my new PIN").presses("I have it");
        assertThat(desk.as("bob@discord").reads("Done: you have your new")).hasSize(1);
    }
}
