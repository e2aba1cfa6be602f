package org.pindesk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.pindesk.adapter.mail.SmtpMail;
import org.pindesk.adapter.mail.SmtpSettings;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.Letter;
import org.pindesk.core.Secret;
import org.pindesk.demo.mail.MailSimulator;
import org.pindesk.port.AuthLatch;

/** Lines that nobody expects: each is answered in words, each is done, and the next one is read. */
class ConsoleTest {
    private static final List<String> ODD = List.of(
            "press Get my new PIN",
            "",
            "world slack lie",
            "world ad drop-after-write",
            "world",
            "world unity down",
            "phone",
            "phone bob LAST",
            "computer",
            "computer bob LAST",
            "computer bob 4711 4711",
            "computer nobody x",
            "clock +999999d",
            "clock -1m",
            "audit export /no/such/folder/file",
            "audit export \u0000",
            "fill Where=Desk phone",
            "fill",
            "submit",
            "as nobody",
            "mail",
            "mail nobody",
            "mail bob",
            "world mail sideways",
            "as hana@discord",
            "4711",
            "/pindesk help");

    @Test
    void noLineEndsTheConsole() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (World world = new World();
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            world.startBot();
            new Console(world, new Printer(out, true))
                    .run(new BufferedReader(new StringReader(String.join("\n", ODD))));
        }
        List<JsonNode> lines = objects(printed.toString(StandardCharsets.UTF_8));
        assertThat(lines.stream()
                        .filter(line -> line.has("event"))
                        .map(line -> line.get("line").asInt()))
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, ODD.size())
                        .boxed()
                        .toList());
        assertThat(lines)
                .noneSatisfy(line -> assertThat(line.path("text").asText()).contains("4711"));
        assertThat(lines)
                .filteredOn(line -> line.path("via").asText().equals("computer"))
                .extracting(line -> line.path("text").asText())
                .containsExactly("The user name or password is incorrect.");
        assertThat(lines.get(lines.size() - 2).path("text").asText()).contains("/pin reset");
    }

    @Test
    void aKillWhileTheChatIsAwayIsDoneWithinTenSecondsAndTheHearsTheNextLineAfterUp() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (World world = new World();
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            world.startBot();
            Console console = new Console(world, new Printer(out, true));
            console.type("world slack down");
            long began = System.nanoTime();
            console.type("kill");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(12));
            console.type("world slack up");
            console.type("/pindesk help");
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("What you can do")
                .doesNotContain("did not work:");
    }

    @Test
    void mailPrintsTheBoxAndThePublicAddressStaysTheSameAfterAKill() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (World world = new World();
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            world.startBot();
            Console console = new Console(world, new Printer(out, true));
            assertThat(health(world)).isEqualTo(200);
            console.type("kill");
            assertThat(health(world)).isEqualTo(200);
            console.type("mail security");
            try (SmtpMail mail = mail(world)) {
                mail.send(letter("bob"));
                mail.send(letter("security"));
                console.type("world mail refuse");
                assertThatThrownBy(() -> mail.send(letter("bob"))).hasMessageContaining("550");
                console.type("world mail up");
                mail.send(letter("bob"));
            }
            console.type("mail bob");
            console.type("mail security");
        }
        assertThat(objects(printed.toString(StandardCharsets.UTF_8)))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"to\":\"hana\",\"via\":\"system\",\"text\":\"There is no mail for security.\"}",
                        "{\"to\":\"bob\",\"via\":\"mail\",\"text\":\"Subject: Grüße\\n\\nTwo\\nlines.\"}",
                        "{\"to\":\"bob\",\"via\":\"mail\",\"text\":\"Subject: Grüße\\n\\nTwo\\nlines.\"}",
                        "{\"to\":\"security\",\"via\":\"mail\",\"text\":\"Subject: Grüße\\n\\nTwo\\nlines.\"}");
    }

    private static SmtpMail mail(World world) {
        return new SmtpMail(
                SmtpSettings.of(
                        SmtpSettings.Server.parse(world.mail.url()),
                        new SmtpSettings.Account(MailSimulator.USER, Secret.of(MailSimulator.PASSWORD)),
                        TlsTrust.pem(world.mail.caPem()),
                        SmtpSettings.Sender.parse(MailSimulator.SENDER),
                        null),
                Clock.systemUTC(),
                AuthLatch.NONE);
    }

    private static Letter letter(String account) {
        return new Letter(
                "x", account + "@beispiel.example", Locale.GERMAN, "Grüße", List.of("Two\nlines."), List.of());
    }

    private static int health(World world) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(world.environment().get("PUBLIC_URL") + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static List<JsonNode> objects(String printed) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String line : printed.split("\n")) {
            all.add(new ObjectMapper().readTree(line));
        }
        return all;
    }
}
