package org.pindesk.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.port.Visits;
import org.pindesk.testing.SettableClock;

/** Pages over real HTTP, with an inside that notes what reaches it. */
class PagesTest {
    private static final String TICKET = "A".repeat(43);
    private static final String FORM = "application/x-www-form-urlencoded";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final Noted inside = new Noted();
    private final HttpClient http = HttpClient.newHttpClient();
    private HealthEndpoint server;

    @BeforeEach
    void serve() {
        server = serve("https://pindesk.example.com/desk");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HealthEndpoint serve(String publicUrl) {
        Pages pages = new Pages(inside, URI.create(publicUrl), Locale.ENGLISH, clock, new SecureRandom());
        return HealthEndpoint.start("127.0.0.1", 0, () -> new HealthEndpoint.Health(true, true, 0, true), pages);
    }

    @Test
    void aPageIsKeptNowhereAndHoldsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = send(HttpRequest.newBuilder(uri("/p/" + TICKET)));
        assertThat(page.statusCode()).isEqualTo(200);
        Map<String, List<String>> headers = page.headers().map();
        assertThat(headers)
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("referrer-policy", List.of("no-referrer"))
                .containsEntry("x-robots-tag", List.of("noindex, nofollow, noarchive"))
                .containsKey("strict-transport-security")
                .doesNotContainKeys("set-cookie", "server");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe", "script-src");
        assertThat(page.body())
                .contains("a &lt;b&gt; &amp; &quot;c&quot;", "name=\"code\"")
                .doesNotContain("<script", "http://", "https://", "url(", TICKET);
        assertThat(inside.presses).isEmpty();
    }

    @Test
    void aPressBringsWhatWasTypedAndBindsTheBrowser() throws Exception {
        HttpResponse<String> first = send(post("action=take&code=12%203+4&x=%zz"));
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("481 516", "four eight one, five one six");
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .matches("pindesk-browser=[A-Za-z0-9_-]{32}; Path=/desk/p/; HttpOnly; SameSite=Strict; Secure");
        assertThat(inside.presses).containsExactly("take 12 3 4");
        String value = cookie.substring("pindesk-browser=".length(), cookie.indexOf(';'));
        assertThat(inside.browsers).containsExactly(value);

        send(post("action=keep").header("Cookie", "pindesk-browser=" + value));
        send(post("action=keep").header("Cookie", "pindesk-browser=short"));
        assertThat(inside.browsers).hasSize(3).element(1).isEqualTo(value);
        assertThat(inside.browsers.get(2)).isNotEqualTo("short").isNotEqualTo(value);
    }

    @Test
    void aFormOfAnotherSiteIsRefused() throws Exception {
        assertThat(send(post("action=take").header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(post("action=take").header("Origin", "https://evil.example.com"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(inside.presses).isEmpty();
        assertThat(send(post("action=take").header("Origin", "https://pindesk.example.com"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsNoFormOfOursIsRefusedBeforeAnybodyInsideIsAsked() throws Exception {
        assertThat(send(post("code=" + "1".repeat(3000))).statusCode()).isEqualTo(413);
        assertThat(send(HttpRequest.newBuilder(uri("/p/" + TICKET))
                                .header("Content-Type", FORM)
                                .POST(HttpRequest.BodyPublishers.ofInputStream(InputStream::nullInputStream)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(HttpRequest.newBuilder(uri("/p/" + TICKET))
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("action=take")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(HttpRequest.newBuilder(uri("/p/" + TICKET))
                                .method("PUT", HttpRequest.BodyPublishers.ofString("action=take")))
                        .statusCode())
                .isIn(404, 405);
        assertThat(inside.presses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%00", "..%2f..%2fhealth", "%27%20or%201=1", "AAAA%ff", "%E2%80%AE"})
    void strangeTicketsAreAsUnknownAsAnyOther(String ticket) throws Exception {
        HttpResponse<String> page = send(HttpRequest.newBuilder(uri("/p/" + ticket)));
        assertThat(page.statusCode()).isIn(200, 400);
        assertThat(inside.tickets).allMatch(seen -> seen.equals("-"));
    }

    @Test
    void whoComesTooOftenWaitsAMinute() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(send(post("action=take")).statusCode()).isEqualTo(200);
        }
        assertThat(send(post("action=take")).statusCode()).isEqualTo(429);
        assertThat(inside.presses).hasSize(20);
        clock.advance(Duration.ofMinutes(1));
        assertThat(send(post("action=take")).statusCode()).isEqualTo(200);
        for (int i = 0; i < 299; i++) {
            send(HttpRequest.newBuilder(uri("/p/" + TICKET)));
        }
        assertThat(send(HttpRequest.newBuilder(uri("/p/" + TICKET))).statusCode())
                .isEqualTo(429);
        assertThat(send(HttpRequest.newBuilder(uri("/p/" + TICKET)).header("X-Forwarded-For", "1.2.3.4, 5.6.7.8"))
                        .statusCode())
                .as("somebody else behind a proxy on this machine")
                .isEqualTo(200);
    }

    @Test
    void slowFormsKeepNobodyFromAskingForTheHealthAndEndByThemselves() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                slow.add(socket);
                OutputStream out = socket.getOutputStream();
                out.write(("POST /p/" + TICKET + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.0.0." + i
                                + "\r\nContent-Type: " + FORM + "\r\nContent-Length: 2000\r\n\r\na")
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            for (int i = 0; i < 5; i++) {
                assertThat(send(HttpRequest.newBuilder(uri("/health")).timeout(Duration.ofSeconds(4)))
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(inside.presses).isEmpty();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(send(HttpRequest.newBuilder(uri("/p/" + TICKET)))
                                    .statusCode())
                            .isEqualTo(200));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void withoutPagesThereIsOnlyHealth() throws Exception {
        server.close();
        server = HealthEndpoint.start("127.0.0.1", 0, () -> new HealthEndpoint.Health(true, true, 0, true), null);
        assertThat(send(HttpRequest.newBuilder(uri("/p/" + TICKET))).statusCode())
                .isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(uri("/health"))).body())
                .isEqualTo("{\"database\":true,\"connected\":true,\"open\":0,\"policy\":\"in-force\"}");
    }

    private HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(uri("/p/" + TICKET))
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static final class Noted implements Visits {
        final List<String> tickets = new CopyOnWriteArrayList<>();
        final List<String> presses = new CopyOnWriteArrayList<>();
        final List<String> browsers = new CopyOnWriteArrayList<>();

        @Override
        public Reply open(Secret ticket, Locale language) {
            tickets.add(ticket.open());
            return Reply.of("a <b> & \"c\"")
                    .asking(new Reply.Field("code", "Code", List.of(), false, "six digits"))
                    .with(new Reply.Button("take", "Take", "", Reply.Style.PRIMARY));
        }

        @Override
        public Reply press(Secret ticket, String action, Map<String, String> fields, Secret browser, Locale language) {
            presses.add((action + " " + fields.getOrDefault("code", "")).strip());
            browsers.add(browser.open());
            List<String> words =
                    List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
            return Reply.of("shown").revealing(new Reply.Revealed("Your PIN", Secret.of("481516"), words));
        }

        @Override
        public Reply refused(Refusal why, Locale language) {
            return Reply.of("refused " + why);
        }
    }
}
