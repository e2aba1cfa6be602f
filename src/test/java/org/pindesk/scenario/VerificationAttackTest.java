package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.slack.SlackSimulator;

/** Attacks on the proof of a caller, each with what stops it, and the one that nothing of ours stops. */
class VerificationAttackTest {
    private static final Pattern NUMBER = Pattern.compile("caller, once: ([0-9]{2}) \\(");

    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.open();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    /**
     * A caller with two lines is bob for the helpdesk and the helpdesk for bob, and passes the number on. Stopped: bob reads that whoever was
     * called must not choose. Not stopped: a bob who chooses all the same. What that buys is one change within a quarter of an hour, of
     * which bob is told in the chat and by mail, and which a reset still leaves to his own press: his PIN is the old one.
     */
    @Test
    void aCallerWithTwoLinesIsToldOfInTheMessageAndStillGetsNoSecret() {
        desk.as("hana").types("/helpdesk verify @bob reason:new PIN");
        Shown question = desk.as("bob").seesLast();
        assertThat(question.text())
                .contains("Hana Holm of the helpdesk", "on the phone with each other", "at ")
                .contains("if somebody called YOU, press \"I am not on the phone\"")
                .contains("Hana Holm says what it is about: new PIN");

        desk.as("bob").presses(number("hana"));
        desk.as("hana").types("/pin reset @bob reason:lost");
        assertThat(desk.as("bob").seesLast().text()).contains("Hana Holm");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
        assertThat(desk.as("hana").secrets()).isEmpty();
        desk.as("bob").presses("This wasn't me");
        assertThat(desk.phone("bob", Company.START_PIN)).isEqualTo("signed in");
    }

    /** Bob is called by somebody who says to be the helpdesk, and asks. */
    @Test
    void aFalseAgentIsFoundOutByTheOppositeQuestion() {
        desk.as("bob").types("/helpdesk verify");
        assertThat(desk.as("bob").seesLast().text()).contains("No one of the helpdesk", "hang up");
        // a real question for somebody else does not help the false agent
        desk.as("hana").types("/helpdesk verify @alice");
        desk.as("bob").types("/helpdesk verify");
        assertThat(desk.as("bob").seesLast().text()).contains("No one of the helpdesk");
    }

    /** With a stolen session and without the number: right once in three, and a wrong one ends it for everybody. */
    @Test
    void whoGuessesHasOneTry() {
        desk.as("hana").types("/helpdesk verify @bob");
        String right = number("hana");
        List<String> shown = new ArrayList<>(desk.as("bob").seesLast().buttons());
        shown.removeIf(label -> !label.matches("[0-9]{2}") || label.equals(right));
        assertThat(shown).hasSize(2);
        desk.as("bob").presses(shown.get(0));

        for (int minutes = 0; minutes < 60; minutes += 15) {
            desk.as("heinz").types("/helpdesk verify @bob");
            assertThat(desk.as("heinz").seesLast().text()).contains("less than an hour ago");
            desk.pass(Duration.ofMinutes(15));
        }
        assertThat(desk.callerVerified("hana", "bob")).isFalse();
        assertThat(desk.mails("security")).hasSize(1);
    }

    /** A forged button: another's id, another place, no place. */
    @Test
    void aForgedButtonDoesNothing() throws Exception {
        desk.as("hana").types("/helpdesk verify @bob");
        desk.as("alice").pressesOf("bob", number("hana"));
        desk.as("alice").pressesOf("bob", "I am not on the phone");
        assertThat(desk.audit().stream().filter(row -> row.contains("not-entitled")))
                .hasSize(2);
        assertThat(desk.mails("security")).as("a stranger raises no alarm").isEmpty();
    }

    /** A helpdesk account that was taken over asks everybody. */
    @Test
    void anAgentAsksTwentyPeopleAnHour() throws Exception {
        desk.close();
        desk = Desk.crowd(25);
        for (int i = 1; i <= 21; i++) {
            desk.as("hana").types("/helpdesk verify p%03d".formatted(i));
        }
        assertThat(desk.as("hana").seesLast().text()).contains("twenty people within an hour");
        assertThat(desk.as("p020").sees()).hasSize(1);
        assertThat(desk.as("p021").sees()).isEmpty();
    }

    /** The alarm says who is being played: it is posted nowhere but in a private channel. */
    @Test
    void theAlarmIsNotPostedWhereOthersRead() {
        desk.slack.changeChannel(SlackSimulator.HELPDESK_CHANNEL, channel -> channel.put("is_private", false));
        desk.as("hana").types("/helpdesk verify @bob");
        desk.as("bob").presses("I am not on the phone");
        assertThat(desk.as("heinz").sees()).isEmpty();
        assertThat(desk.mails("security")).hasSize(1);

        desk.as("hana").types("/pin reset @alice reason:lost");
        desk.as("alice").presses("This wasn't me");
        assertThat(desk.as("heinz").sees()).as("the other alarm likewise").isEmpty();
    }

    /** What stands in the database does not tell the number. */
    @Test
    void theDatabaseHoldsNoNumber() {
        desk.as("hana").types("/helpdesk verify @bob");
        String right = number("hana");
        String sealed = desk.store()
                .tx(tx -> tx.verifications().openFor(desk.id("bob")))
                .orElseThrow()
                .numbers();
        assertThat(sealed).isNotBlank().doesNotContain(" ");
        desk.as("bob").presses(right);
        assertThat(desk.store()
                        .tx(tx -> tx.verifications().openFor(desk.id("bob")))
                        .isEmpty())
                .isTrue();
    }

    private String number(String agent) {
        List<Shown> seen = desk.as(agent).sees();
        for (int i = seen.size() - 1; i >= 0; i--) {
            Matcher matcher = NUMBER.matcher(seen.get(i).text());
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new AssertionError(agent + " was told no number");
    }
}
