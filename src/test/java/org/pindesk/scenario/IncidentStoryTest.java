package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;

/** One cause that many people have at one time: known, held, and over for everybody exactly once. */
@Timeout(120)
class IncidentStoryTest {
    private static final Fault DOWN = new Fault(Fault.Kind.DOWN, Duration.ZERO, 0);
    private static final String KNOWN = "This is known since";
    private static final String OVER = "It is over.";

    @Test
    void threeHundredPeopleAreOneIncidentAndEachIsToldOnceThroughThrottlingAndARestart() throws Exception {
        try (Desk desk = Desk.crowd(300)) {
            desk.cucm.misbehave(DOWN);
            List<String> people = crowd(1, 300);
            ask(desk, people.subList(0, 4));
            assertThat(people.subList(0, 4))
                    .as("four people are none")
                    .allSatisfy(each -> assertThat(desk.as(each).reads(KNOWN)).isEmpty());
            ask(desk, people.subList(4, 5));
            assertThat(desk.as("p005").seesLast().text())
                    .contains(KNOWN, "Cisco telephones", "It is not you", "I tell you when it is over");
            Shown card = desk.as("heinz").seesLast();
            assertThat(card.text()).contains("Many people, one cause", "Cisco telephones", "People so far: 5");
            assertThat(card.buttons()).containsExactly("It is over", "Write a text");

            desk.as("alice").types("/pin reset");
            assertThat(desk.as("alice").seesLast().text()).contains("Nothing was changed", KNOWN);
            assertThat(desk.as("alice").secrets()).isEmpty();
            desk.as("hana").types("/pin reset @bob");
            assertThat(desk.as("hana").seesLast().text()).contains("Nothing was changed", KNOWN);
            desk.as("alice").pressesOf("heinz", "It is over");
            assertThat(desk.as("alice").seesLast().text()).contains("helpdesk role");

            desk.as("heinz")
                    .presses("Write a text")
                    .fills("Text for everybody", "We work on it, call 4711")
                    .submits();
            assertThat(desk.as("heinz").reads("From now on everybody reads: We work on it, call •••"))
                    .hasSize(1);
            desk.slack.throttle("chat.postMessage", 1, 3);
            for (int from = 5; from < 300; from += 59) {
                ask(desk, people.subList(from, from + 59));
            }
            assertThat(people.subList(5, 300))
                    .allSatisfy(each -> assertThat(desk.as(each).seesLast().text())
                            .contains(KNOWN, "Your helpdesk writes: We work on it, call •••"));
            assertThat(desk.as("heinz").reads("What was seen: it does not answer. Everybody"))
                    .as("one incident, its card changed with the text")
                    .hasSizeLessThanOrEqualTo(3);

            desk.cucm.misbehave(Fault.UP);
            desk.slack.throttle("chat.postMessage", 1, 5);
            desk.slack.press("heinz", "It is over");
            org.awaitility.Awaitility.await()
                    .atMost(Desk.PATIENCE)
                    .until(() -> people.stream()
                                    .filter(each -> !desk.as(each).reads(OVER).isEmpty())
                                    .count()
                            > 30);
            desk.restart();
            desk.settle();
            desk.pass(Duration.ofSeconds(5));
            assertThat(people)
                    .allSatisfy(each -> assertThat(desk.as(each).reads(OVER)).hasSize(1));
            assertThat(desk.as("alice").reads(OVER)).as("who was held is told").hasSize(1);
            assertThat(desk.as("hana").reads(OVER))
                    .as("who was held for another too")
                    .hasSize(1);
            desk.as("alice").types("/pin reset");
            assertThat(desk.phone("alice", desk.as("alice").secret())).isEqualTo("signed in");
            desk.as("heinz").presses("It is over");
            assertThat(desk.as("heinz").seesLast().text()).contains("over already");
        }
    }

    @Test
    void aSecondCauseIsAnIncidentOfItsOwnAndPersonalTroubleHoldsNothing() throws Exception {
        try (Desk desk = Desk.crowd(16)) {
            for (String each : crowd(1, 5)) {
                desk.cucm.leaveEndUsers(each);
                desk.as(each).types("/login-help where:portal");
            }
            assertThat(desk.as("p005").seesLast().text())
                    .contains("Many people have the same trouble", "missing from the group", "ask your helpdesk")
                    .doesNotContain("a new PIN or password will not help");
            assertThat(desk.as("heinz").seesLast().text()).contains("resets are not held back", "People so far: 5");
            desk.as("p001").types("/pin reset");
            assertThat(desk.phone("p001", desk.as("p001").secret())).isEqualTo("signed in");

            desk.cucm.misbehave(DOWN);
            ask(desk, crowd(6, 4));
            ask(desk, crowd(10, 1));
            assertThat(desk.as("p010").seesLast().text()).contains(KNOWN).doesNotContain("Many people have");
            desk.as("heinz").presses("It is over");
            assertThat(desk.as("p010").reads(OVER)).hasSize(1);
            assertThat(desk.as("p005").reads(OVER)).as("the other one lasts").isEmpty();

            ask(desk, crowd(11, 4));
            assertThat(desk.as("p014").reads(KNOWN))
                    .as("who was told that it is over counts for no new incident")
                    .isEmpty();
            ask(desk, crowd(15, 1));
            assertThat(desk.as("p015").reads(KNOWN)).hasSize(1);
        }
    }

    @Test
    void anIncidentIsToldAboutInTheReadersLanguageAndATextNeedsWords() throws Exception {
        try (Desk desk = Desk.crowd(5)) {
            desk.slack.setLocale("p005", "de-DE");
            desk.settle();
            desk.cucm.misbehave(DOWN);
            ask(desk, crowd(1, 4));
            desk.as("p005").types("/login-help wo:telefon");
            assertThat(desk.as("p005").seesLast().text())
                    .contains("Das ist seit", "Cisco telephones", "ich sage Ihnen, wenn es vorbei ist");
            desk.as("heinz")
                    .presses("Write a text")
                    .fills("Text for everybody", "12")
                    .submits();
            assertThat(desk.as("heinz").seesLast().text()).contains("no text in it");
            desk.as("heinz").presses("It is over");
            assertThat(desk.as("p005").seesLast().text()).startsWith("Es ist vorbei.");
        }
    }

    private static List<String> crowd(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(n -> String.format(Locale.ROOT, "p%03d", n))
                .toList();
    }

    private static void ask(Desk desk, List<String> people) {
        people.forEach(each -> desk.slack.command(each, "/login-help", "where:phone"));
        desk.settle();
        assertThat(people)
                .allSatisfy(each -> assertThat(desk.as(each).seesLast().text()).doesNotContain(Company.START_PIN));
    }
}
