package org.pindesk.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Origin;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.usecase.SecondFactor;
import org.slf4j.LoggerFactory;

/** Long secrets are planted in every place where people or we handle secrets; afterwards they are nowhere. */
class CanaryTest {
    private static final String TYPED = "Kanarienvogel-7f3a91c2&<x>\"9d/Geheimnis+2026";

    /** Looks like an account name, so it is taken for a person and looked up. */
    private static final String TYPED_AS_PERSON = "Kanarie.5d20b7e4.geheim-2026";

    /** One short number in it, as an error message has one. */
    private static final String TYPED_WITH_ONE_NUMBER = "Rosenkanarie-geheim7wort<&>";

    @Test
    void neitherATypedNorAMadeSecretLeavesATrace() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        Map<String, byte[]> places = new LinkedHashMap<>();
        String made;
        String unknown;
        String password;
        String unknownPassword;
        try (Desk desk = Desk.open()) {
            desk.cucm.requireDigits(20);
            desk.as("hana")
                    .types("/pin reset @bob reason:his password is " + TYPED)
                    .types("/pin " + TYPED)
                    .types("/pin reset " + TYPED)
                    .types("/pin reset @alice " + TYPED)
                    .types("/pin reset @alice on:" + TYPED)
                    .types("/pindesk " + TYPED)
                    .types("/pin reset " + TYPED_AS_PERSON)
                    .types("/pin status " + TYPED_AS_PERSON)
                    .types("/pin unlock " + TYPED_AS_PERSON + "@" + Company.MAIL_DOMAIN)
                    .types("/helpdesk whois @" + TYPED_AS_PERSON + " reason:call")
                    .types("/pin reset @alice reason:" + TYPED);
            for (String secret : List.of(TYPED, TYPED_WITH_ONE_NUMBER)) {
                desk.as("hana")
                        .types("/login-help @bob where:portal said:" + secret)
                        .types("/login-help @bob said: [201] " + secret + " where:phone")
                        .types("/login-help @bob where:" + secret)
                        .types("/login-help @bob portal " + secret)
                        .types("/login-help " + secret + " where:portal")
                        .types("/helpdesk queue said:" + secret);
                fillsAndSends(desk, "anna", secret);
            }
            desk.as("hana").types("/login-help " + TYPED_AS_PERSON + " where:portal");
            desk.as("alice").types("/login-help " + TYPED_AS_PERSON + " portal");
            incident(desk);
            desk.as("alice").types("/pin reset " + TYPED_AS_PERSON);
            desk.as("bob").presses("Get my new PIN");
            made = desk.as("bob").secret();
            assertThat(made).as("long enough not to stand anywhere by chance").hasSizeGreaterThanOrEqualTo(20);
            desk.cucm.misbehave(new Fault(Fault.Kind.LIE, java.time.Duration.ZERO, 0));
            desk.as("alice").presses("Get my new PIN");
            unknown = desk.as("alice").secret();
            desk.cucm.misbehave(new Fault(Fault.Kind.REFUSE_TRIVIAL, java.time.Duration.ZERO, 0));
            desk.as("heinz").types("/pin reset");
            desk.cucm.misbehave(Fault.UP);
            desk.as("hana").types("/login-help @harvey where:computer").presses("Reset Windows password");
            desk.as("harvey").presses("Get my new password");
            password = desk.as("harvey").secret();
            assertThat(desk.directory.signInAtComputer("harvey", password, null))
                    .as("it was written as UTF-16LE and has to be changed")
                    .isEqualTo("The user's password must be changed before signing in.");
            desk.directory.misbehave(new Fault(Fault.Kind.LIE, java.time.Duration.ZERO, 0));
            desk.directory.join("bob", Company.WINDOWS_RESET_GROUP);
            desk.directory.expirePassword("bob", true);
            desk.as("hana").types("/login-help @bob where:computer").presses("Reset Windows password");
            desk.as("bob").presses("Get my new password");
            unknownPassword = desk.as("bob").secrets().get(1);
            desk.directory.misbehave(Fault.UP);
            places.put("audit", String.join("\n", desk.audit()).getBytes(StandardCharsets.UTF_8));
            places.put(
                    "messages that stay", String.join("\n", desk.slack.stored()).getBytes(StandardCharsets.UTF_8));
            for (String who : List.of("hana", "heinz", "anna")) {
                places.put("screen of " + who, desk.as(who).sees().toString().getBytes(StandardCharsets.UTF_8));
            }
            desk.bot().close();
            try (Stream<Path> files = Files.list(desk.folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    places.put("file " + file.getFileName(), Files.readAllBytes(file));
                }
            }
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        places.put("log", written(log));
        assertThat(places)
                .as("the database was looked at")
                .anySatisfy((name, bytes) -> assertThat(name).contains(".mv.db"));
        for (String secret :
                List.of(TYPED, TYPED_AS_PERSON, TYPED_WITH_ONE_NUMBER, made, unknown, password, unknownPassword)) {
            places.forEach((place, bytes) -> forms(secret)
                    .forEach((form, needle) -> assertThat(contains(bytes, needle))
                            .as("a secret stands in %s as %s", place, form)
                            .isFalse()));
        }
    }

    /** A form whose free field holds a secret. */
    private static void fillsAndSends(Desk desk, String who, String secret) {
        desk.as(who).types("/login-help");
        assertThat(desk.slack.fill(who, "Where", "Desk phone")).isNull();
        assertThat(desk.slack.fill(who, "What it said", secret)).isNull();
        assertThat(desk.slack.submit(who)).isNull();
        desk.settle();
        // a form that asks for a one-time code, should somebody type a password there
        ChatUser user = new ChatUser(
                "slack", Company.SLACK_TEAM, Company.find(who).orElseThrow().slackId());
        assertThat(desk.bot()
                        .inbox()
                        .submit(
                                "code-" + secret.length(),
                                user,
                                "diagnose",
                                "r1",
                                Map.of(SecondFactor.FIELD, secret),
                                new Origin("D1", null, null, null, null))
                        .taken())
                .isTrue();
        desk.settle();
    }

    /** Five people whose sign-in fails for one reason, and a helpdesk's text about it that holds secrets. */
    private static void incident(Desk desk) {
        List<String> people = List.of("alice", "bob", "lotte", "adele", "fritz");
        for (String who : people) {
            desk.cucm.foundInDirectory(who, false);
            desk.as("hana").types("/login-help " + who + " where:portal");
        }
        for (String secret : List.of(TYPED, TYPED_WITH_ONE_NUMBER)) {
            desk.as("hana").presses("Write a text");
            assertThat(desk.slack.fill("hana", "Text for everybody", "the new password is " + secret))
                    .isNull();
            assertThat(desk.slack.submit("hana")).isNull();
            desk.settle();
        }
        people.forEach(who -> desk.cucm.foundInDirectory(who, true));
        desk.as("hana").presses("It is over");
    }

    private static byte[] written(ListAppender<ILoggingEvent> log) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            all.writeBytes((event.getFormattedMessage() + "\n").getBytes(StandardCharsets.UTF_8));
            if (event.getThrowableProxy() != null) {
                all.writeBytes(
                        ThrowableProxyUtil.asString(event.getThrowableProxy()).getBytes(StandardCharsets.UTF_8));
            }
        }
        return all.toByteArray();
    }

    /** The whole secret and a telling half of it, in every encoding that something on the way might use. */
    private static Map<String, byte[]> forms(String secret) {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
        String half = secret.substring(secret.length() / 2 - 6, secret.length() / 2 + 6);
        forms.put("UTF-8", utf8);
        forms.put("UTF-8, a part", half.getBytes(StandardCharsets.UTF_8));
        forms.put("UTF-16BE", half.getBytes(StandardCharsets.UTF_16BE));
        forms.put("UTF-16LE", half.getBytes(StandardCharsets.UTF_16LE));
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(utf8);
        forms.put("base64", base64.substring(0, base64.length() - 2).getBytes(StandardCharsets.UTF_8));
        forms.put("hex", HexFormat.of().formatHex(utf8).getBytes(StandardCharsets.UTF_8));
        forms.put("HEX", HexFormat.of().formatHex(utf8).toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        forms.put("URL", URLEncoder.encode(secret, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
        forms.put(
                "XML",
                secret.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .getBytes(StandardCharsets.UTF_8));
        return forms;
    }

    private static boolean contains(byte[] haystack, byte[] needle) {
        for (int at = 0; at + needle.length <= haystack.length; at++) {
            int same = 0;
            while (same < needle.length && haystack[at + same] == needle[same]) {
                same++;
            }
            if (same == needle.length) {
                return true;
            }
        }
        return false;
    }
}
