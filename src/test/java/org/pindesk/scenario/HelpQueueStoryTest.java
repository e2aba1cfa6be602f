package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.slack.SlackSimulator;

/** Somebody asks the helpdesk: a card with the evidence, one who takes it, and an end that the asker hears of. */
class HelpQueueStoryTest {
    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.open();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void aCaseGoesFromTheVerdictThroughTheChannelToItsEndAndBack() throws Exception {
        desk.as("lotte").types("/login-help where:phone").presses("Ask the helpdesk");
        assertThat(desk.as("lotte").seesLast().text()).contains("Your helpdesk has been asked");
        Shown card = desk.as("heinz").seesLast();
        assertThat(card.via()).isEqualTo(Shown.Via.CHANNEL);
        assertThat(card.text())
                .contains("Lotte Lindner asks for help", "locked after failed sign-ins", "What was seen:");
        assertThat(card.buttons()).containsExactly("I take it");
        desk.as("lotte").presses("Ask the helpdesk");
        assertThat(desk.as("lotte").seesLast().text()).contains("knows about this already");

        desk.as("heinz").types("/helpdesk queue");
        assertThat(desk.as("heinz").seesLast().buttons()).containsExactly("Take Lotte Lindner");
        desk.as("heinz").presses("Take Lotte Lindner");
        assertThat(desk.as("heinz").sees()).anySatisfy(shown -> {
            assertThat(shown.text()).contains("The case of Lotte Lindner is yours", "What was seen:");
            assertThat(shown.buttons()).contains("Unlock", "Solved", "Hand over");
        });
        assertThat(desk.as("lotte").seesLast().text()).contains("Heinz Huber", "is looking at it");
        desk.as("hana").types("/helpdesk queue");
        assertThat(desk.as("hana").seesLast().text()).contains("taken by Heinz Huber");
        assertThat(desk.as("hana").seesLast().buttons()).isEmpty();

        desk.as("heinz").presses("Hand over");
        desk.as("hana").presses("I take it").presses("Unlock").presses("Solved");
        assertThat(desk.phone("lotte", Company.START_PIN)).isEqualTo("signed in");
        assertThat(desk.as("lotte").seesLast().text()).contains("says that it is solved", "Does it work now?");
        assertThat(desk.as("heinz").seesLast().text()).contains("Lotte Lindner", "solved");
        desk.as("lotte").presses("Still not");
        assertThat(desk.as("lotte").seesLast().text()).contains("Your helpdesk has been told");
        assertThat(desk.as("heinz").seesLast().buttons()).as("open again").containsExactly("I take it");
        desk.as("heinz").presses("I take it").presses("Solved");
        desk.as("lotte").presses("Works now");
        desk.as("heinz").types("/helpdesk queue");
        assertThat(desk.as("heinz").seesLast().text()).isEqualTo("Nobody is waiting.");
        assertThat(desk.audit().stream().filter(row -> row.contains("\"queue\"")))
                .as("each step left a row")
                .hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void ofTwoWhoPressAtOnceOneGetsItAndTheOtherReadsWho() {
        desk.as("lotte").types("/login-help where:phone").presses("Ask the helpdesk");
        desk.slack.press("hana", "I take it");
        desk.slack.press("heinz", "I take it");
        desk.settle();
        List<String> hana = desk.as("hana").reads("is yours");
        List<String> heinz = desk.as("heinz").reads("is yours");
        assertThat(hana.size() + heinz.size()).isEqualTo(1);
        String loser = hana.isEmpty() ? "hana" : "heinz";
        String winner = hana.isEmpty() ? "Heinz Huber" : "Hana Holm";
        assertThat(desk.as(loser).reads("has been taken by " + winner)).hasSize(1);
        assertThat(desk.as("lotte").reads("is looking at it")).hasSize(1);
    }

    @Test
    void aRefusalIsAskedAboutInItsOwnWords() {
        desk.as("nora").types("/pin reset");
        assertThat(desk.as("nora").seesLast().buttons()).contains("Ask the helpdesk");
        desk.as("nora").presses("Ask the helpdesk");
        assertThat(desk.as("hana").seesLast().text())
                .contains("Nora Nagel asks for help", "Was told: You have no account on the telephone system");
        desk.as("hana").presses("I take it");
        assertThat(desk.as("hana").reads("no account on any telephone system")).hasSize(1);
    }

    @Test
    void peopleWithoutARoleTakeNothing() {
        desk.as("lotte").types("/login-help where:phone").presses("Ask the helpdesk");
        desk.as("alice").pressesOf("hana", "I take it");
        assertThat(desk.as("alice").seesLast().outcome()).isEqualTo("refused");
        desk.as("alice").types("/helpdesk queue");
        assertThat(desk.as("alice").seesLast().text()).contains("helpdesk role").doesNotContain("Lotte");
        assertThat(desk.as("heinz").seesLast().buttons()).containsExactly("I take it");
    }

    @Test
    void aChannelThatOthersCanReadGetsNothing() {
        desk.slack.changeChannel(SlackSimulator.HELPDESK_CHANNEL, channel -> channel.put("is_private", false));
        desk.as("lotte").types("/login-help where:phone").presses("Ask the helpdesk");
        assertThat(desk.as("lotte").seesLast().text()).contains("cannot be asked from here", "call them");
        assertThat(desk.as("heinz").sees()).isEmpty();
        desk.as("heinz").types("/helpdesk queue");
        assertThat(desk.as("heinz").seesLast().text()).isEqualTo("Nobody is waiting.");
    }
}
