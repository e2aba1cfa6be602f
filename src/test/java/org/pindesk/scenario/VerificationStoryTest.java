package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.app.Bot;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Fault;

/** A caller proves by a number who they are, and asks whether it is really the helpdesk. */
class VerificationStoryTest {
    private static final String NOT_ME = "I am not on the phone";
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

    @Test
    void theRightNumberProvesTheCallerForOneAct() throws Exception {
        desk.as("hana").types("/helpdesk verify @bob");

        String number = number("hana");
        Shown question = desk.as("bob").seesLast();
        assertThat(question.via()).isEqualTo(Shown.Via.DM);
        assertThat(question.text())
                .contains("Hana Holm of the helpdesk", "NOT on the phone", "somebody called YOU")
                .doesNotContain(number);
        assertThat(question.buttons()).hasSize(4).contains(number, NOT_ME);
        assertThat(verified("hana", "bob")).isFalse();

        desk.as("bob").presses(number);

        assertThat(desk.as("bob").reads("knows now that it is you")).isNotEmpty();
        assertThat(desk.as("hana").seesLast().text()).startsWith("Verified: Bob Berger");
        assertThat(verified("hana", "bob")).isTrue();
        assertThat(verified("heinz", "bob")).as("for who read it aloud alone").isFalse();
        assertThat(verified("hana", "alice")).isFalse();

        desk.as("hana").types("/pin reset @bob reason:lost");
        assertThat(verified("hana", "bob")).as("used up").isFalse();
        List<String> audit = desk.audit();
        assertThat(audit)
                .anyMatch(row -> row.contains("\"verify.ask\"") && row.contains("\"asked\""))
                .anyMatch(row -> row.contains("\"verify.pick\"") && row.contains("\"right\""))
                .anyMatch(row -> row.contains("\"offered\"") && row.contains("\"caller\":\"verified\""));
        assertThat(audit.stream().filter(row -> row.contains("verify")))
                .as("no number is kept")
                .noneMatch(row -> row.contains("\"" + number + "\""));
    }

    @Test
    void aProofIsGoodForAQuarterOfAnHour() {
        desk.as("hana").types("/helpdesk verify @bob");
        desk.as("bob").presses(number("hana"));
        desk.pass(Duration.ofMinutes(14));
        assertThat(verified("hana", "bob")).isTrue();
        desk.pass(Duration.ofMinutes(2));
        assertThat(verified("hana", "bob")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWrongNumberOrNotMeAlertsAndNobodyAsksAgainForAnHour(boolean wrong) throws Exception {
        desk.as("hana").types("/helpdesk verify @bob");
        String right = number("hana");
        desk.as("bob").presses(wrong ? wrongNumber(right) : NOT_ME);

        assertThat(desk.as("hana").reads("NOT verified: hang up")).hasSize(1);
        assertThat(desk.as("bob").reads("was told to hang up")).isNotEmpty();
        assertThat(desk.as("heinz").sees()).anySatisfy(post -> {
            assertThat(post.via()).isEqualTo(Shown.Via.CHANNEL);
            assertThat(post.text()).contains("playing Bob Berger", "Hana Holm");
        });
        assertThat(desk.mails("security"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains("playing Bob Berger", "Hana Holm"));
        assertThat(verified("hana", "bob")).isFalse();
        assertThat(desk.audit())
                .anyMatch(row -> row.contains("\"verify.pick\"") && row.contains(wrong ? "\"wrong\"" : "\"not-me\""));

        for (String agent : List.of("hana", "heinz")) {
            desk.as(agent).types("/helpdesk verify @bob");
            assertThat(desk.as(agent).seesLast().text())
                    .as("no second guess, whoever asks")
                    .contains("less than an hour ago");
        }
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").secret()).as("nobody is frozen by it").isNotEmpty();
        desk.pass(Duration.ofMinutes(61));
        desk.as("heinz").types("/helpdesk verify @bob");
        assertThat(number("heinz")).isNotEmpty();
    }

    @Test
    void oneChoiceDecidesAndALaterOneChangesNothing() throws Exception {
        desk.as("hana").types("/helpdesk verify @bob");
        String right = number("hana");
        desk.slack.press("bob", wrongNumber(right));
        desk.slack.press("bob", right);
        desk.slack.press("bob", NOT_ME);
        desk.settle();

        assertThat(desk.audit().stream().filter(row -> row.contains("\"verify.pick\"")))
                .hasSize(1);
        assertThat(desk.as("hana").reads("erified: ")).hasSize(1);
    }

    @Test
    void anothersPressIsAnsweredInWordsAndDoesNothing() throws Exception {
        desk.as("hana").types("/helpdesk verify @bob");
        String right = number("hana");
        desk.as("alice").pressesOf("bob", right);
        desk.as("hana").pressesOf("bob", NOT_ME);
        assertThat(desk.as("alice").seesLast().text()).contains("for somebody else");
        assertThat(desk.as("hana").seesLast().text()).contains("for somebody else");
        assertThat(verified("hana", "bob")).isFalse();
        assertThat(desk.audit().stream().filter(row -> row.contains("\"verify.pick\"") && row.contains("not-entitled")))
                .hasSize(2);

        desk.as("bob").presses(right);
        assertThat(verified("hana", "bob")).isTrue();
    }

    @Test
    void afterThreeMinutesItIsOverAndWhoAskedIsTold() throws Exception {
        desk.as("hana").types("/helpdesk verify @bob");
        String right = number("hana");
        desk.pass(Duration.ofMinutes(3));
        assertThat(desk.as("hana").seesLast().text()).startsWith("Not verified: Bob Berger");
        assertThat(desk.as("bob").seesLast().text()).contains("in time");
        assertThat(desk.as("bob").seesLast().buttons()).isEmpty();
        assertThat(desk.audit()).anyMatch(row -> row.contains("\"verify.expired\""));
        assertThat(desk.mails("security")).as("silence is no alarm").isEmpty();

        desk.slack.press("bob", right);
        desk.settle();
        assertThat(verified("hana", "bob")).isFalse();
        desk.as("hana").types("/helpdesk verify @bob");
        assertThat(number("hana")).isNotEqualTo("");
    }

    @Test
    void aNumberChosenInTimeCountsThoughNobodyLookedUntilLater() {
        desk.as("hana").types("/helpdesk verify @bob");
        String right = number("hana");
        desk.clock.advance(Duration.ofMinutes(3));
        desk.as("bob").presses(right);
        assertThat(verified("hana", "bob")).as("three minutes are over").isFalse();
        assertThat(desk.as("hana").seesLast().text()).startsWith("Not verified: Bob Berger");
    }

    @Test
    void nobodyVerifiesThemselvesAndOneQuestionIsOpenForAPerson() {
        desk.as("hana").types("/helpdesk verify @hana");
        assertThat(desk.as("hana").seesLast().text()).contains("cannot verify yourself");
        desk.as("hana").types("/helpdesk verify hana");
        assertThat(desk.as("hana").seesLast().text()).contains("cannot verify yourself");
        desk.as("hana").types("/helpdesk verify @bob");
        desk.as("heinz").types("/helpdesk verify bob");
        assertThat(desk.as("heinz").seesLast().text()).contains("calling two of us");
        assertThat(desk.as("bob").sees()).hasSize(1);
    }

    @Test
    void protectedPeopleAndRoleHoldersCanBeAskedToo() {
        for (String target : List.of("dora", "anna", "carl")) {
            desk.as("hana").types("/helpdesk verify @" + target);
            desk.as(target).presses(number("hana"));
            assertThat(desk.as("hana").seesLast().text()).startsWith("Verified:");
        }
    }

    @Test
    void withoutARoleNobodyAsksAnybodyAndEveryAnswerIsTheSame() {
        String answer = null;
        for (String target : List.of("@alice", "@dora", "nobody.there", "@eve")) {
            desk.as("bob").types("/helpdesk verify " + target);
            String told = desk.as("bob").seesLast().text();
            assertThat(answer == null || told.equals(answer)).as(target).isTrue();
            answer = told;
        }
        assertThat(desk.as("alice").sees()).isEmpty();
    }

    @Test
    void whoIsCalledCanAskWhetherItIsReallyTheHelpdesk() {
        desk.as("bob").types("/helpdesk verify");
        assertThat(desk.as("bob").seesLast().text()).startsWith("No one of the helpdesk is verifying you");
        desk.as("hana").types("/helpdesk verify @bob");
        desk.as("bob").types("/helpdesk verify");
        assertThat(desk.as("bob").seesLast().text()).startsWith("Hana Holm of the helpdesk is verifying you");
        desk.as("alice").types("/helpdesk verify");
        assertThat(desk.as("alice").seesLast().text()).startsWith("No one");
        desk.as("bob").presses(number("hana"));
        desk.as("bob").types("/helpdesk verify");
        assertThat(desk.as("bob").seesLast().text()).startsWith("No one");
    }

    @Test
    void fiveQuestionsAnHourAreEnoughForAPerson() {
        for (int i = 0; i < 5; i++) {
            desk.as(i % 2 == 0 ? "hana" : "heinz").types("/helpdesk verify @bob");
            desk.pass(Duration.ofMinutes(3));
        }
        desk.as("heinz").types("/helpdesk verify @bob");
        assertThat(desk.as("heinz").seesLast().text()).contains("five times within an hour");
    }

    @Test
    void whoseMessagesAreClosedCannotBeVerifiedThere() {
        desk.slack.closeDm("bob", true);
        desk.as("hana").types("/helpdesk verify @bob");
        assertThat(desk.as("hana").seesLast().text()).contains("could not be delivered to Bob Berger");
        assertThat(verified("hana", "bob")).isFalse();
    }

    @Test
    void silenceOfTheDirectoryIsNoProof() {
        desk.as("hana").types("/helpdesk verify @bob");
        String right = number("hana");
        assertThat(verified("hana", "bob")).isFalse();
        desk.directory.misbehave(Fault.parse("down").orElseThrow());
        desk.as("bob").presses(right);
        assertThat(verified("hana", "bob")).isFalse();
        desk.as("bob").presses(NOT_ME);
        assertThat(desk.as("hana").reads("NOT verified: hang up"))
                .as("a no is always taken")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-asked", "verify-sent"})
    void aCrashKeepsTheSameNumber(String boundary) throws Exception {
        desk.crash.at(boundary);
        desk.as("hana").types("/helpdesk verify @bob");
        desk.restartAfterCrash();
        desk.settle();
        String right = number("hana");
        desk.as("bob").presses(right);
        assertThat(verified("hana", "bob")).isTrue();
        assertThat(desk.audit().stream().filter(row -> row.contains("\"asked\"")))
                .hasSize(1);
    }

    @Test
    void aRestartBetweenQuestionAndChoiceChangesNothing() {
        desk.as("hana").types("/helpdesk verify @bob");
        String right = number("hana");
        desk.restart();
        desk.as("bob").presses(right);
        assertThat(verified("hana", "bob")).isTrue();
    }

    @Test
    void choicesThatReachTwoCopiesDecideOnce() throws Exception {
        try (Desk two = Desk.onPostgres()) {
            Bot copy = two.startCopy();
            two.as("hana").types("/helpdesk verify @bob");
            String right = number(two, "hana");
            for (String label : List.of(wrongNumber(two, right), right, NOT_ME, right)) {
                two.slack.press("bob", label);
            }
            two.settle();
            Awaitility.await().atMost(Desk.PATIENCE).until(() -> copy.open() == 0);
            assertThat(two.audit().stream().filter(row -> row.contains("\"verify.pick\"")))
                    .hasSize(1);
            assertThat(two.as("hana").reads("erified: ")).hasSize(1);
        }
    }

    private static String wrongNumber(Desk at, String right) {
        return at.as("bob").seesLast().buttons().stream()
                .filter(label -> label.matches("[0-9]{2}") && !label.equals(right))
                .findFirst()
                .orElseThrow();
    }

    private String wrongNumber(String right) {
        return wrongNumber(desk, right);
    }

    private String number(String agent) {
        return number(desk, agent);
    }

    /** What this person was told last to read aloud. */
    private static String number(Desk at, String agent) {
        List<Shown> seen = at.as(agent).sees();
        for (int i = seen.size() - 1; i >= 0; i--) {
            Matcher matcher = NUMBER.matcher(seen.get(i).text());
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new AssertionError(agent + " was told no number: " + seen);
    }

    private boolean verified(String agent, String target) {
        return desk.callerVerified(agent, target);
    }
}
