package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pindesk.adapter.http.HealthEndpoint;
import org.pindesk.adapter.http.Pages;
import org.pindesk.core.Letter;
import org.pindesk.core.Problem;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.slf4j.LoggerFactory;

/** Fritz has no chat: he gets a link by mail and a code on the telephone, and fetches his new PIN on a page. */
class MailStoryTest {
    private static final String TAKE = "Get my new PIN";
    private static final String NOT_ME = "This wasn't me";
    private static final Pattern CODE = Pattern.compile("Tell this code: (\\d{3}) (\\d{3})");
    private static final Pattern SHOWN = Pattern.compile("<strong translate=\"no\">([^<]+)</strong>");
    private static final URI PUBLIC = URI.create("https://pindesk.example.com");

    private Desk desk;
    private HealthEndpoint server;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void openTheDesk() {
        desk = Desk.withMail();
        server = served();
    }

    @AfterEach
    void closeTheDesk() throws Exception {
        server.close();
        desk.close();
    }

    private HealthEndpoint served() {
        Pages pages =
                new Pages(desk.bot().visits().orElseThrow(), PUBLIC, Locale.ENGLISH, desk.clock, new SecureRandom());
        return HealthEndpoint.start("127.0.0.1", 0, () -> new HealthEndpoint.Health(true, true, 0, true), pages);
    }

    @Test
    void fritzFetchesHisNewPinWithTheLinkFromTheMailAndTheCodeFromTheTelephone() throws Exception {
        offer();
        Letter letter = desk.recorded().letters.get(0);
        assertThat(letter.to()).isEqualTo("fritz@" + Company.MAIL_DOMAIN);
        assertThat(String.join("\n", letter.paragraphs())).contains("Hana Holm", "code of six digits");
        assertThat(letter.toString()).doesNotContain(code());
        assertThat(desk.as("hana").seesLast().text()).contains("Call Fritz Fuchs now, on a recorded number");
        String path = path(TAKE);

        Page looked = get(path);
        assertThat(looked.text()).contains("Hana Holm from your helpdesk", "Code from your helpdesk", TAKE, NOT_ME);
        assertThat(desk.phone("fritz", Company.START_PIN))
                .as("nothing changed by looking")
                .isEqualTo("signed in");

        Page shown = press(path, "take", code(), null);
        String pin = shown.secret();
        assertThat(shown.text()).contains("I have it", NOT_ME, "it signs in");
        assertThat(desk.phone("fritz", pin)).isEqualTo("signed in");
        assertThat(desk.phone("fritz", Company.START_PIN)).startsWith("[201]");
        desk.settle();
        assertThat(desk.as("hana").seesLast().text()).contains("Fritz Fuchs has taken the new PIN");

        assertThat(press(path, "take", "", shown.cookie()).secret())
                .as("again, to the same browser")
                .isEqualTo(pin);
        Page kept = press(path, "keep", "", shown.cookie());
        assertThat(kept.text()).contains("All done").doesNotContain("<button");
        assertThat(press(path, "take", code(), shown.cookie()).text())
                .contains("All done")
                .doesNotContain(pin);
        assertThat(get(path).text()).contains("All done");
        assertThat(String.join("\n", desk.audit()))
                .contains("page.code", "accepted", "\"pin.show\"")
                .doesNotContain(pin, code());
    }

    @Test
    void whateverLooksAtTheLinkBurnsNothing() throws Exception {
        offer();
        String path = path(TAKE);
        List<String> before = desk.audit();
        String first = get(path).body();
        for (int i = 0; i < 100; i++) {
            assertThat(get(path, "Sec-Purpose", "prefetch;prerender", "User-Agent", "scanner " + i))
                    .satisfies(page -> assertThat(page.body()).isEqualTo(first))
                    .satisfies(page -> assertThat(page.setCookie()).isNull());
        }
        HttpResponse<String> head =
                send(HttpRequest.newBuilder(uri(path)).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(get(path(NOT_ME)).text()).contains("Did you not ask for this?");

        assertThat(desk.audit()).isEqualTo(before);
        assertThat(press(path, "take", code(), null).secret()).hasSizeGreaterThan(4);
    }

    @Test
    void fiveWrongCodesEndTheLinkAndTheHelpdeskIsTold() throws Exception {
        offer();
        String path = path(TAKE);
        String right = code();
        String wrong = right.equals("000000") ? "000001" : "000000";
        assertThat(press(path, "take", "", null).text()).contains("six digits").doesNotContain("Tries left");
        assertThat(press(path, "take", "12 34", null).text()).contains("It is not in the mail");
        for (int left = 4; left > 0; left--) {
            assertThat(press(path, "take", wrong, null).text()).contains("Tries left: " + left);
        }
        assertThat(press(path, "take", wrong, null).text()).contains("no longer good");
        assertThat(press(path, "take", right, null).text()).contains("no longer good");
        assertThat(get(path).text()).contains("no longer good");
        desk.settle();
        assertThat(desk.as("hana").seesLast().text()).contains("five wrong codes", "Fritz Fuchs");
        assertThat(desk.phone("fritz", Company.START_PIN)).isEqualTo("signed in");

        desk.as("hana").types("/pin reset fritz reason:again").presses("Yes, this person");
        assertThat(desk.as("hana").seesLast().text()).contains("sent it once more");
        assertThat(get(path).text()).as("the old link is gone").contains("do not know this link");
        assertThat(press(path(TAKE), "take", code(), null).secret()).isNotEmpty();
    }

    @Test
    void anotherBrowserWithLinkAndCodeSeesNothingAndTheHelpdeskIsTold() throws Exception {
        offer();
        String path = path(TAKE);
        String code = code();
        Page shown = press(path, "take", code, null);
        String pin = shown.secret();

        Page other = press(path, "take", code, null);
        assertThat(other.text()).contains("used already, in another browser", NOT_ME);
        assertThat(other.body()).doesNotContain(pin.substring(0, 3) + " ");
        assertThat(press(path, "take", code, "pindesk-browser=" + "A".repeat(32))
                        .text())
                .contains("used already");
        assertThat(press(path, "keep", code, null).text()).contains("used already");
        desk.settle();
        assertThat(desk.as("hana").reads("opened in another browser")).hasSize(1);
        assertThat(press(path, "take", "", shown.cookie()).secret()).isEqualTo(pin);
    }

    @Test
    void tenMinutesAfterTheFirstLookItIsOver() throws Exception {
        offer();
        String path = path(TAKE);
        Page shown = press(path, "take", code(), null);
        desk.pass(Duration.ofMinutes(11));
        assertThat(press(path, "take", "", shown.cookie()).text()).contains("cannot be shown any more");
        assertThat(get(path).text()).contains("cannot be shown any more");
    }

    @Test
    void anOfferThatRanOutOpensNothing() throws Exception {
        offer();
        String path = path(TAKE);
        String code = code();
        desk.pass(Duration.ofHours(25));
        assertThat(press(path, "take", code, null).text()).contains("This offer has run out");
        assertThat(desk.phone("fritz", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void theLinkInANoticeMakesWhatWasFetchedUselessHoweverTheRequestEnded() throws Exception {
        desk.as("bob").types("/pin reset");
        String fetched = desk.as("bob").secret();
        desk.pass(Duration.ofMinutes(11));
        String path = path(NOT_ME);
        for (int looks = 0; looks < 3; looks++) {
            get(path);
        }
        assertThat(desk.phone("bob", fetched)).as("looking does nothing").isEqualTo("signed in");

        assertThat(press(path, "notme", "", null).text())
                .contains("Thank you for telling me", "useless")
                .doesNotContain("cannot be shown any more");
        desk.settle();

        assertThat(desk.phone("bob", fetched)).startsWith("[201]");
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").seesLast().text()).contains("Nothing is changed for you at the moment");
    }

    @Test
    void fritzSaysThatItWasNotHim() throws Exception {
        offer();
        String path = path(NOT_ME);
        assertThat(press(path, "take", code(), null).text())
                .as("no way to the secret")
                .contains("Did you not ask");
        assertThat(press(path, "notme", "", null).text()).contains("Thank you for telling me");
        desk.settle();
        assertThat(desk.as("hana").seesLast().text()).contains("says \"This wasn't me\"");
        assertThat(press(path, "notme", "", null).text()).contains("used already");
        assertThat(press(path(TAKE), "take", "000000", null).text()).contains("is withdrawn");
        assertThat(desk.phone("fritz", Company.START_PIN)).isEqualTo("signed in");
    }

    @Test
    void aSilentTelephoneSystemLeavesTheOfferOpen() throws Exception {
        offer();
        String path = path(TAKE);
        desk.cucm.misbehave(new Fault(Fault.Kind.DOWN, Duration.ZERO, 0));
        Page silent = press(path, "take", code(), null);
        assertThat(silent.text()).contains("cannot be reached", "The offer stays open");
        desk.cucm.misbehave(Fault.UP);
        desk.pass(Duration.ofMinutes(1));
        assertThat(press(path, "take", "", silent.cookie()).secret()).isNotEmpty();
    }

    @Test
    void theBrowsersLanguageIsSpoken() throws Exception {
        offer();
        String path = path(TAKE);
        assertThat(get(path, "Accept-Language", "de-AT,de;q=0.9,en;q=0.5").text())
                .contains("lang=\"de\"", "Code von Ihrem Helpdesk", "Das war ich nicht");
        HttpResponse<String> shown =
                send(post(path, "action=take&code=" + code()).header("Accept-Language", "de"));
        assertThat(shown.body()).contains("Ihre neue PIN", "Ich habe sie").doesNotContain("Your new");
    }

    @Test
    void aMailServerThatTakesNothingEndsTheOffer() {
        for (Problem problem : List.of(Problem.NO_ANSWER, Problem.REFUSED)) {
            desk.recorded().trouble = problem;
            desk.as("hana").types("/pin reset fritz reason:call").presses("Yes, this person");
            assertThat(desk.as("hana").seesLast().text()).contains("could not be sent");
            assertThat(desk.as("hana").seesLast().outcome()).isEqualTo("refused");
        }
        desk.recorded().trouble = null;
        offer();
    }

    @Test
    void aDirectoryPasswordNeverGoesByMailUnlessMailboxesAreIndependentOfIt() throws Exception {
        desk.directory.join("fritz", Company.WINDOWS_RESET_GROUP);
        desk.directory.expirePassword("fritz", true);
        desk.as("hana").types("/login-help fritz where:computer").presses("Reset Windows password");
        assertThat(desk.as("hana").seesLast().text()).contains("never offer this password by mail");
        assertThat(desk.recorded().letters).isEmpty();

        desk.mailIndependent = true;
        desk.restart();
        server.close();
        server = served();
        desk.as("hana").types("/login-help fritz where:computer").presses("Reset Windows password");
        String password =
                press(path("Get my new password"), "take", code(), null).secret();
        assertThat(desk.directory.signInAtComputer("fritz", password, null))
                .isEqualTo("The user's password must be changed before signing in.");
    }

    @Test
    void afterACrashBehindTheWriteTheSameBrowserSeesThePin() throws Exception {
        offer();
        String path = path(TAKE);
        String code = code();
        desk.crash.at("settled");
        Page crashed = press(path, "take", code, null);
        assertThat(crashed.text()).contains("did not work just now");
        desk.restartAfterCrash();
        server.close();
        server = served();
        String pin = press(path, "take", "", crashed.cookie()).secret();
        assertThat(desk.phone("fritz", pin)).isEqualTo("signed in");
    }

    @Test
    void dryRunNamesTheWay() {
        desk.as("hana").types("/pin reset fritz dry-run");
        assertThat(desk.as("hana").seesLast().text()).contains("reached by mail");
        assertThat(desk.recorded().letters).isEmpty();
    }

    @Test
    void neitherSecretNorTicketNorCodeLeavesATrace() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        String ticket;
        String pin;
        String browser;
        try {
            desk.cucm.requireDigits(20);
            offer();
            ticket = desk.recorded().ticket(TAKE);
            get(path(TAKE));
            get(path(TAKE) + "%2F..%2F");
            press(path(TAKE), "take", "123", null);
            Page shown = press(path(TAKE), "take", code(), null);
            pin = shown.secret();
            browser = Objects.requireNonNull(shown.cookie()).substring("pindesk-browser=".length());
            press(path(TAKE), "take", code(), null);
            press(path(TAKE), "keep", "", shown.cookie());
            desk.settle();
            desk.bot().close();
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        StringBuilder all = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            all.append(event.getFormattedMessage())
                    .append(event.getThrowableProxy())
                    .append('\n');
        }
        try (Stream<Path> files = Files.list(desk.folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(log.list).hasSizeGreaterThan(10);
        assertThat(all.indexOf(ticket)).isEqualTo(-1);
        assertThat(all.indexOf(pin)).isEqualTo(-1);
        assertThat(all.indexOf(browser)).isEqualTo(-1);
        desk.start();
    }

    private void offer() {
        desk.as("hana").types("/pin reset fritz reason:call").presses("Yes, this person");
        assertThat(desk.recorded().letters).as("a letter went out").isNotEmpty();
    }

    /** The code that hana was told last. */
    private String code() {
        String found = null;
        for (var shown : desk.as("hana").sees()) {
            Matcher matcher = CODE.matcher(shown.text());
            if (matcher.find()) {
                found = matcher.group(1) + matcher.group(2);
            }
        }
        return Objects.requireNonNull(found);
    }

    private String path(String label) {
        return "/p/" + desk.recorded().ticket(label);
    }

    private record Page(String body, @Nullable String setCookie) {
        /** As read: entities of apostrophes and quotes undone. */
        String text() {
            return body.replace("&#39;", "'").replace("&quot;", "\"");
        }

        String secret() {
            Matcher matcher = SHOWN.matcher(text());
            assertThat(matcher.find()).as("a secret is shown in %s", body).isTrue();
            String value = matcher.group(1);
            return value.replace(" ", "").chars().allMatch(Character::isDigit) ? value.replace(" ", "") : value;
        }

        @Nullable
        String cookie() {
            return setCookie == null ? null : setCookie.substring(0, setCookie.indexOf(';'));
        }
    }

    private Page get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return page(send(headers.length == 0 ? request : request.headers(headers)));
    }

    private Page press(String path, String action, String code, @Nullable String cookie) throws Exception {
        HttpRequest.Builder request = post(path, "action=" + action + "&code=" + code.replace(' ', '+'));
        return page(send(cookie == null ? request : request.header("Cookie", cookie)));
    }

    private HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", "null")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Page page(HttpResponse<String> response) {
        return new Page(
                response.body(), response.headers().firstValue("Set-Cookie").orElse(null));
    }
}
