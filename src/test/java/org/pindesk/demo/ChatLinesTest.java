package org.pindesk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.adapter.slack.SlackChat;
import org.pindesk.adapter.slack.SlackSettings;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.slack.SlackSimulator;
import org.pindesk.testing.PlainInbox;
import org.pindesk.testing.SettableClock;

/** What is typed at the console for the chat, and what is printed, with the real Slack adapter behind it. */
class ChatLinesTest {
    private static final Reply FORM = Reply.of("Where can you not sign in?")
            .titled("Login help")
            .with(new Reply.Button("diagnose", "Find out why", "", Reply.Style.PRIMARY))
            .asking(
                    new Reply.Field(
                            "where",
                            "Where",
                            List.of(new Reply.Option("phone", "Desk phone"), new Reply.Option("pc", "Computer or VPN")),
                            false,
                            null),
                    new Reply.Field("said", "What it said", List.of(), true, null));

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final SlackSimulator slack = new SlackSimulator(clock, Company.people());
    private final SlackChat chat = new SlackChat(
            SlackSettings.of(Secret.of(SlackSimulator.BOT_TOKEN), Secret.of(SlackSimulator.APP_TOKEN))
                    .at(URI.create(slack.botUrl())),
            clock);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Printer printer = new Printer(new PrintStream(printed, true, StandardCharsets.UTF_8), true);
    private final List<String> system = new CopyOnWriteArrayList<>();
    private final ChatLines lines = new ChatLines(List.of(slack), system::add);
    private final List<Map<String, String>> sent = new CopyOnWriteArrayList<>();
    private final List<String> pressed = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        slack.shown(shown -> printer.print(Printed.of(shown)));
        chat.start(new Diagnosing());
    }

    @AfterEach
    void close() {
        chat.close();
        slack.close();
    }

    @Test
    void anOpenFormIsPrintedFilledAndSent() throws Exception {
        opened();
        JsonNode form = sees(line -> line.has("fields"));
        assertThat(texts(form.path("fields"))).containsExactly("Where", "What it said");
        assertThat(texts(form.path("buttons"))).containsExactly("Find out why");
        assertThat(form.path("via").asText()).isEqualTo("modal");
        assertThat(form.path("to").asText()).isEqualTo("bob");

        lines.fill("where=DESK PHONE");
        lines.fill("What it said = code=[201]");
        lines.submit("");

        assertThat(system).isEmpty();
        JsonNode verdict = sees(line -> line.path("text").asText().contains("Your PIN is locked"));
        assertThat(verdict.path("via").asText()).isEqualTo("modal");
        assertThat(verdict.has("fields")).isFalse();
        assertThat(sent).containsExactly(Map.of("where", "phone", "said", "code=[201]"));
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void whatCannotBeFilledIsAnsweredWithWhatThereIs() throws Exception {
        lines.as("bob", null);
        lines.submit("");
        lines.fill("Where=Desk phone");
        assertThat(system).containsExactly("No form is open.", "No form is open.");
        opened();
        system.clear();
        lines.fill("Place=Desk phone");
        lines.fill("Where=Fridge");
        lines.fill("Where");
        lines.fill("=x");
        lines.fill("What it said=" + "x".repeat(501));
        lines.submit("now");
        lines.submit("");
        assertThat(system)
                .containsExactly(
                        "There is no field \u201cPlace\u201d. Fields: Where, What it said",
                        "There is no choice \u201cFridge\u201d. Choices: Desk phone, Computer or VPN",
                        "Not understood. Type: fill LABEL=WORDS, for example: fill Where=Desk phone",
                        "Not understood. Type: fill LABEL=WORDS, for example: fill Where=Desk phone",
                        "That is too long: \u201cWhat it said\u201d takes 500 characters.",
                        "Not understood. Type: submit (it sends the form that is open)",
                        "Please complete this required field: Where");
        assertThat(sent).isEmpty();
    }

    @Test
    void aFieldIsEmptiedByNothingAndTheFormIsGoneOnceItIsSent() throws Exception {
        opened();
        lines.fill("Where=Computer or VPN");
        lines.fill("What it said=a");
        lines.fill("What it said=");
        lines.press("Find out why");
        sees(line -> line.path("text").asText().contains("Your PIN is locked"));
        assertThat(sent).containsExactly(Map.of("where", "pc"));
        lines.submit("");
        assertThat(system).containsExactly("No form is open.");
    }

    @Test
    void aChannelMessageIsPrintedForEachMemberAndPressedByOne() throws Exception {
        chat.post(
                SlackSimulator.HELPDESK_CHANNEL,
                Reply.of("Bob cannot sign in.").with(new Reply.Button("claim", "I take it", "c1", Reply.Style.PLAIN)));
        List<JsonNode> all = printedLines();
        assertThat(all.stream().map(line -> line.path("to").asText()))
                .containsExactlyInAnyOrder("hana", "heinz", "anna");
        assertThat(all).allSatisfy(line -> {
            assertThat(line.path("via").asText()).isEqualTo("channel");
            assertThat(texts(line.path("buttons"))).containsExactly("I take it");
        });
        lines.as("heinz", null);
        lines.press("I take it");
        await().atMost(Duration.ofSeconds(10)).until(() -> pressed.contains("U0HEINZ claim c1"));
        lines.as("bob", null);
        lines.press("I take it");
        assertThat(system).containsExactly("There is no such button: I take it");
    }

    @Test
    void theNewestButtonOfALabelCountsWhereverItStands() throws Exception {
        Reply.Button old = new Reply.Button("claim", "Go", "old", Reply.Style.PLAIN);
        Reply.Button recent = new Reply.Button("claim", "Go", "recent", Reply.Style.PLAIN);
        chat.direct(user("U0HANA"), Reply.of("first").with(old));
        chat.post(SlackSimulator.HELPDESK_CHANNEL, Reply.of("second").with(recent));
        lines.as("hana", null);
        lines.press("go");
        await().atMost(Duration.ofSeconds(10)).until(() -> !pressed.isEmpty());
        assertThat(pressed).containsExactly("U0HANA claim recent");
    }

    private void opened() {
        lines.as("bob", null);
        lines.command("/login-help");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> printedLines().stream().anyMatch(line -> line.has("fields")));
    }

    private JsonNode sees(Predicate<JsonNode> what) throws Exception {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> printedLines().stream().anyMatch(what));
        return printedLines().stream().filter(what).findFirst().orElseThrow();
    }

    private List<JsonNode> printedLines() throws Exception {
        List<JsonNode> all = new ArrayList<>();
        for (String line : printed.toString(StandardCharsets.UTF_8).split("\n")) {
            if (!line.isBlank()) {
                all.add(new ObjectMapper().readTree(line));
            }
        }
        return all;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static ChatUser user(String id) {
        return new ChatUser("slack", Company.SLACK_TEAM, id);
    }

    /** Opens the form for each command, and answers each form with a verdict. */
    private final class Diagnosing extends PlainInbox {
        @Override
        public Ack command(String eventId, ChatUser user, String command, String text, Origin origin) {
            later(() -> chat.openWindow(event(eventId, user, command, origin), FORM));
            return new Ack(true, null);
        }

        @Override
        public Ack submit(
                String eventId, ChatUser user, String action, String value, Map<String, String> fields, Origin origin) {
            sent.add(fields);
            later(() -> chat.show(event(eventId, user, action, origin), Reply.of("Your PIN is locked.")));
            return new Ack(true, "One moment \u2026");
        }

        @Override
        public Ack press(String eventId, ChatUser user, String action, String value, Origin origin) {
            pressed.add(user.id() + " " + action + " " + value);
            return new Ack(true, null);
        }

        private Event event(String id, ChatUser user, String name, Origin origin) {
            return new Event(id, Event.Kind.PRESS, user, name, Map.of(), origin, clock.instant(), 0);
        }

        private void later(Runnable work) {
            Thread worker = new Thread(work);
            worker.setDaemon(true);
            worker.start();
        }
    }
}
