package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Letter;
import org.pindesk.core.Secret;
import org.pindesk.demo.chat.Shown;
import org.pindesk.demo.company.Company;
import org.pindesk.port.Links;
import org.slf4j.LoggerFactory;

/** Ways to be taken for somebody else by {@code /link}, to learn who exists, or to flood a mailbox. None works. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinkAttacksTest {
    private Desk desk;

    @BeforeEach
    void open() {
        desk = Desk.withMail();
        hide("bob", "eve", "uwe");
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void guessingEndsAfterFiveTriesAndTenCodesADay() {
        desk.as("eve").types("/link who:bob");
        String code = code("bob");
        for (int left = 4; left > 0; left--) {
            desk.as("eve").types("/link code:" + wrong(code));
            assertThat(last("eve")).endsWith("Tries left: " + left + ".");
        }
        desk.as("eve").types("/link code:" + wrong(code));
        assertThat(last("eve")).contains("last try");
        desk.as("eve").types("/link code:" + code);
        assertThat(last("eve")).as("the right one, too late").contains("last try");
        assertThat(link("eve")).isEmpty();

        for (int hour = 0; hour < 6; hour++) {
            for (int i = 0; i < 4; i++) {
                desk.as("eve").types("/link who:bob");
            }
            desk.pass(Duration.ofMinutes(61));
        }
        assertThat(codes("bob")).as("codes of a day, with the first").hasSize(10);
        assertThat(last("eve")).contains("asked for too many codes");
    }

    @Test
    void anUnknownPersonIsAnsweredLikeAKnownOneToTheLastTry() {
        List<String> known = dialogue("eve", "bob");
        for (String who : List.of("nobody.here", "max", "nobody@" + Company.MAIL_DOMAIN, "eve", "1102", "dora.")) {
            desk.pass(Duration.ofHours(25));
            int before = desk.recorded().letters.size();
            assertThat(dialogue("eve", who)).as(who).isEqualTo(known);
            assertThat(desk.recorded().letters).as("mails about %s", who).hasSize(before);
        }
        desk.pass(Duration.ofHours(25));
        desk.directory.set("bob", "mail", null);
        assertThat(dialogue("eve", "bob")).as("without mail").isEqualTo(known);
        desk.pass(Duration.ofHours(25));
        desk.as("alice").types("/pin status");
        assertThat(dialogue("eve", "alice")).as("linked elsewhere").isEqualTo(known);
    }

    @Test
    void anotherAccountsCodeIsWorthNothing() {
        desk.as("bob").types("/link who:bob");
        String code = code("bob");
        desk.as("eve").types("/link code:" + code);
        assertThat(last("eve")).contains("no code of this chat account");
        desk.as("eve").types("/link who:uwe").types("/link code:" + code);
        assertThat(last("eve")).contains("Tries left: 4");
        assertThat(link("eve")).isEmpty();
        desk.as("bob").types("/link code:" + code);
        assertThat(link("bob")).as("and is still good where it belongs").isPresent();
    }

    @Test
    void aCodeIsGoodOnceAndForTenMinutesAndANewOneVoidsIt() {
        desk.as("bob").types("/link who:bob");
        String first = code("bob");
        desk.as("bob").types("/link who:bob");
        String second = code("bob");
        desk.as("bob").types("/link code:" + first);
        assertThat(last("bob")).contains("Tries left: 4");
        desk.pass(Duration.ofMinutes(10));
        desk.as("bob").types("/link code:" + second);
        assertThat(last("bob")).contains("it is over");
        assertThat(link("bob")).isEmpty();

        desk.as("bob").types("/link who:bob");
        String third = code("bob");
        desk.as("bob").types("/link code:" + third);
        assertThat(link("bob")).isPresent();
        desk.as("bob").types("/unlink").presses("End the link");
        desk.as("bob").types("/link code:" + third);
        assertThat(last("bob")).contains("was used");
        assertThat(link("bob").orElseThrow().suspended()).isEqualTo("unlinked");
    }

    @Test
    void whatChangesInTheDirectoryBetweenMailAndCodeStopsIt() {
        desk.as("eve").types("/link who:bob");
        String code = code("bob");
        desk.directory.set("bob", "mail", "stolen@" + Company.MAIL_DOMAIN);
        desk.as("eve").types("/link code:" + code);
        assertThat(last("eve")).contains("has changed since the code was sent");
        desk.directory.set("bob", "mail", "bob@" + Company.MAIL_DOMAIN);
        desk.directory.set("uwe", "mail", "bob@" + Company.MAIL_DOMAIN);
        desk.as("eve").types("/link code:" + code);
        assertThat(last("eve")).as("two entries now").contains("has changed since the code was sent");
        assertThat(link("eve")).isEmpty();
    }

    @Test
    void aSecondEntryWithTheAddressStopsALinkThatWasProved() {
        desk.as("bob").types("/link who:bob").types("/link code:" + code("bob"));
        desk.directory.set("uwe", "mail", "bob@" + Company.MAIL_DOMAIN);
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").secrets()).isEmpty();
        assertThat(last("bob")).contains("two entries or more");
        desk.directory.remove("bob");
        desk.as("bob").types("/pin reset");
        assertThat(desk.as("bob").secrets()).isEmpty();
        assertThat(last("bob")).contains("entry is gone");
    }

    @Test
    void aNameThatLooksLikeSomebodyElsesDecidesNothingAndWritesNothingIntoTheMail() {
        desk.slack.changeUser("eve", user -> {
            user.put("real_name", "Bob Berger <b>call</b> +49 30 1 https://evil.example/x");
            user.withObject("/profile")
                    .put("display_name", "Bob Berger <b>call</b> https://evil.example/x")
                    .put("real_name", "Bob Berger https://evil.example/x");
        });
        desk.settle();
        desk.as("eve").types("/pin reset");
        assertThat(desk.as("eve").secrets()).isEmpty();
        desk.as("eve").types("/link who:bob");
        Letter letter = letters("bob").get(0);
        assertThat(String.join("\n", letter.paragraphs()))
                .contains("calls itself \"Bob Berger", "Anybody may choose such a name")
                .doesNotContain("://", "<b>", ".example");
        assertThat(letter.doors()).isEmpty();
    }

    @Test
    void aMailboxIsNotFloodedFromManyAccounts() {
        for (String account : List.of("eve", "bob", "uwe")) {
            for (int i = 0; i < 3; i++) {
                desk.as(account).types("/link who:lena");
                assertThat(last(account)).startsWith("If there is such a person");
            }
        }
        assertThat(codes("lena")).hasSize(3);
    }

    @Test
    void aFrozenPersonIsLinkedToNothing() {
        desk.as("hana").types("/helpdesk freeze bob");
        desk.as("eve").types("/link who:bob");
        assertThat(last("eve")).startsWith("If there is such a person");
        assertThat(codes("bob")).isEmpty();
    }

    @Test
    void oneOfTheHelpdeskAloneLinksNothing() {
        desk.as("hana").types("/helpdesk link @eve who:uwe").presses("Confirm");
        assertThat(desk.as("hana").reads("somebody else of the helpdesk has to confirm it")).isNotEmpty();
        desk.as("alice").pressesOf("hana", "Confirm");
        assertThat(link("eve")).isEmpty();

        for (String line : List.of(
                "/helpdesk link @eve who:hana", "/helpdesk link @eve who:heinz", "/helpdesk link @eve who:dora",
                "/helpdesk link @eve who:leo", "/helpdesk link @alice who:uwe", "/helpdesk link @gast who:uwe",
                "/helpdesk link @eve who:nobody", "/helpdesk link @eve", "/helpdesk link uwe")) {
            int cards = desk.as("heinz").reads("Is it so?").size();
            desk.as("hana").types(line);
            assertThat(desk.as("hana").seesLast().outcome()).as(line).isEqualTo("refused");
            assertThat(desk.as("heinz").reads("Is it so?")).as(line).hasSize(cards);
        }
        desk.as("alice").types("/helpdesk link @eve who:alice");
        assertThat(desk.as("alice").seesLast().outcome()).isEqualTo("refused");
        desk.pass(Duration.ofHours(25));
        desk.as("heinz").presses("Confirm");
        assertThat(link("eve")).as("a day later").isEmpty();
    }

    @Test
    void aSecondAccountOnThePlatformDoesNotTakeTheFirstOnesPlace() {
        desk.as("bob").types("/link who:bob").types("/link code:" + code("bob"));
        desk.as("eve").types("/link who:bob").types("/link code:" + code("bob"));
        assertThat(last("eve")).contains("only one can speak for you");
        assertThat(link("eve")).isEmpty();
        desk.as("hana").types("/helpdesk link @eve who:bob");
        assertThat(desk.as("hana").seesLast().outcome()).isEqualTo("refused");
    }

    @Test
    void aCrashAfterTheLinkLosesNeitherItNorItsNotice() {
        desk.as("bob").types("/link who:bob");
        String code = code("bob");
        desk.crash.at("linked");
        desk.as("bob").types("/link code:" + code);
        assertThat(desk.crash.happened()).isTrue();
        desk.restartAfterCrash();
        desk.settle();
        assertThat(last("bob")).contains("belongs to Bob Berger (bob) now");
        assertThat(link("bob").orElseThrow().how()).isEqualTo(Links.How.MAIL_CODE);
        assertThat(letters("bob").stream()
                        .filter(each -> each.paragraphs().get(0).contains("has proved")))
                .hasSize(1);
    }

    @Test
    void ofTwoCopiesOneUsesACode() throws Exception {
        desk.close();
        desk = Desk.onPostgresWithMail();
        hide("bob");
        desk.startCopy();
        desk.as("bob").types("/link who:bob");
        String code = code("bob");
        for (int i = 0; i < 4; i++) {
            desk.slack.command("bob", "/link", "code:" + code);
        }
        desk.settle();
        assertThat(link("bob")).isPresent();
        assertThat(desk.audit().stream().filter(row -> row.contains("\"link.pin\""))).hasSize(1);
        assertThat(letters("bob").stream()
                        .filter(each -> each.paragraphs().get(0).contains("has proved")))
                .hasSize(1);
    }

    @Test
    void aCodeStandsNeitherInTheLogNorInTheAuditNorInTheStore() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        List<String> planted = new ArrayList<>();
        try {
            desk.as("bob").types("/link who:bob");
            String code = code("bob");
            planted.add(code);
            planted.add(code.substring(0, 3) + " " + code.substring(3));
            planted.add("Kanarie.4711.geheim");
            desk.as("bob")
                    .types("/link code:Kanarie.4711.geheim")
                    .types("/link Kanarie.4711.geheim")
                    .types("/link");
            desk.as("bob").fills("Login or mail address", "Kanarie.4711.geheim").submits();
            desk.as("eve").types("/link who:bob");
            planted.add(code("bob"));
            desk.as("eve").types("/link code:" + code("bob"));
            assertThat(link("eve")).isPresent();
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        StringBuilder seen = new StringBuilder(String.join("\n", desk.audit()));
        log.list.forEach(each -> seen.append(each.getFormattedMessage()).append('\n'));
        desk.bot().close();
        desk.store().close();
        assertThat(log.list).isNotEmpty();
        List<Path> files;
        try (Stream<Path> all = Files.walk(desk.folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            seen.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
        for (String secret : planted) {
            String word = secret.matches("[0-9 ]+") ? "(?<![0-9a-fA-F.])" + secret + "(?![0-9a-fA-F])" : secret;
            assertThat(java.util.regex.Pattern.compile(word).matcher(seen).find())
                    .as("a planted secret was found")
                    .isFalse();
        }
    }

    /** All that somebody reads who names a person and then types five wrong codes. */
    private List<String> dialogue(String account, String who) {
        int before = desk.as(account).sees().size();
        desk.as(account).types("/link who:" + who);
        for (int i = 0; i < 6; i++) {
            desk.as(account).types("/link code:000" + i + "0x");
        }
        List<Shown> seen = desk.as(account).sees();
        return seen.subList(before, seen.size()).stream()
                .map(each -> each.text() + each.buttons() + each.outcome())
                .toList();
    }

    private String last(String account) {
        return desk.as(account).seesLast().text();
    }

    private List<Letter> letters(String account) {
        return desk.recorded().letters.stream()
                .filter(each -> each.to().startsWith(account + "@"))
                .toList();
    }

    private List<String> codes(String account) {
        return letters(account).stream()
                .map(Letter::code)
                .filter(Objects::nonNull)
                .map(Secret::open)
                .toList();
    }

    private String code(String account) {
        List<String> codes = codes(account);
        return codes.get(codes.size() - 1);
    }

    /** Another code than this one. */
    private static String wrong(String code) {
        return String.format(Locale.ROOT, "%06d", (Integer.parseInt(code) + 1) % 1_000_000);
    }

    private Optional<Links.Link> link(String account) {
        return desk.store().tx(tx -> tx.links().of(chat(account)));
    }

    private static ChatUser chat(String account) {
        return new ChatUser("slack", Company.SLACK_TEAM, "U0" + account.toUpperCase(Locale.ROOT));
    }

    private void hide(String... accounts) {
        for (String account : accounts) {
            desk.slack.changeUser(account, user -> user.put("is_email_confirmed", false));
        }
        desk.settle();
    }
}
