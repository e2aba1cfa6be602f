package org.pindesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pindesk.adapter.store.AuditKey;
import org.pindesk.adapter.store.JdbcStore;
import org.pindesk.adapter.store.Keys;
import org.pindesk.adapter.store.StoreSettings;
import org.pindesk.adapter.totp.TimeBasedCodes;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Event;
import org.pindesk.core.Origin;
import org.pindesk.core.Secret;
import org.pindesk.usecase.SecondFactor;

/** Whatever people type, and wherever: a secret never stands in what the parser hands on. */
class PlantedSecretTest {
    private static final String SECRET = "Zq7vKx90TrLm42canaryWw81";

    private static final List<String> FORMS = List.of(
            SECRET,
            SECRET.toLowerCase(Locale.ROOT),
            SECRET.toUpperCase(Locale.ROOT),
            new StringBuilder(SECRET).reverse().toString(),
            Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)),
            Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_16BE)),
            HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8)),
            URLEncoder.encode(SECRET + "!", StandardCharsets.UTF_8),
            "&#90;" + SECRET,
            "<@" + SECRET + ">",
            "<mailto:" + SECRET + "@example.com|" + SECRET + ">",
            "*" + SECRET + "*",
            "`" + SECRET + "`",
            "\"" + SECRET + "\"",
            "“" + SECRET + "”",
            "(" + SECRET + ").",
            SECRET.substring(0, 12) + "\u200b" + SECRET.substring(12),
            "--" + SECRET,
            SECRET + ":" + SECRET,
            // one short number in it, as an error message has one
            "canary7yranac",
            "canary-7",
            "7.canary");

    private static final List<String> PLACES = List.of(
            "%s",
            "reset %s",
            "reset <@U0BOB> %s",
            "%s reset",
            "reset on:%s",
            "reset on: %s",
            "reset on:windows %s",
            "reset on:hq %s",
            "reset reason:%s",
            "reset reason: %s",
            "reset reason:\"%s\"",
            "reset reason:“%s”",
            "reset reason:lost %s on:hq",
            "reset reason:password is %s",
            "reset grund:%s <@U0BOB>",
            "reset <@U0BOB|%s>",
            "reset because:%s",
            "help %s",
            "rest %s",
            "reset reason:\"unclosed %s on:hq <@U0BOB>");

    private static final List<String> LOGIN_PLACES = List.of(
            "%s",
            "%s portal",
            "portal %s",
            "where:%s",
            "where: %s",
            "where:\"%s\"",
            "where:portal %s",
            "where:desk phone %s",
            "where:%s portal",
            "wo:%s",
            "said:%s",
            "said: [201] %s",
            "said:\"%s\"",
            "said:“%s",
            "said:no where:portal %s",
            "said:password is %s",
            "meldung:%s wo:telefon",
            "meldung:Passwort 7 %s",
            "<@U0BOB> %s",
            "<@U0BOB|%s> where:pc",
            "reason:%s where:vpn",
            "on:%s where:vpn",
            "told:%s");

    private final Words words = new Words(Set.of("hq"));

    @Test
    void plantedSecretSurvivesNowhereInHelpWithSigningIn() {
        for (String place : LOGIN_PLACES) {
            for (String form : FORMS) {
                check("login-help", place.formatted(form));
            }
        }
    }

    @Test
    void plantedSecretSurvivesInNoFieldOfAForm() {
        for (String form : FORMS) {
            for (String around : List.of("%s", "[201] %s", "no %s", "password is %s", "PIN 7 %s")) {
                String typed = around.formatted(form);
                Map<String, String> kept = Fields.masked(
                        Map.of(Fields.WHERE, typed, Fields.SAID, typed, SecondFactor.FIELD, typed, "other", typed));
                checkStored(kept.toString(), kept, typed);
                assertThat(kept.keySet()).isSubsetOf(Fields.SAID, Fields.CODE, "masked");
            }
        }
    }

    @Test
    void whatIsTypedAsAOneTimeCodeIsStoredSealedWhateverItIs(@TempDir Path folder) {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        StoreSettings settings = StoreSettings.file(
                folder.resolve("pindesk"), Keys.parse(Secret.of("test:" + key)), AuditKey.parse(Secret.of(key)));
        ExecutorService acceptors = Executors.newSingleThreadExecutor();
        Clock clock = Clock.systemUTC();
        try (JdbcStore store = JdbcStore.open(settings, clock)) {
            Reception reception = new Reception(
                    store,
                    words,
                    new Catalogue(Map.of()),
                    Set.of(),
                    user -> Locale.ENGLISH,
                    () -> {},
                    acceptors,
                    clock,
                    Checkpoint.NONE);
            SecondFactor factor = new SecondFactor(store, new TimeBasedCodes(new SecureRandom()), clock);
            int number = 0;
            for (String typed :
                    Stream.concat(FORMS.stream(), Stream.of("481 516")).toList()) {
                String id = "form" + number++;
                ChatUser user = new ChatUser("slack", "T1", "U1");
                Origin origin = new Origin("D1", null, null, null, "V1");
                assertThat(reception
                                .submit(id, user, "any", "r1", Map.of(SecondFactor.FIELD, typed), origin)
                                .taken())
                        .isTrue();
                Event stored = store.tx(tx -> tx.queue()
                                .claim("w", clock.instant(), clock.instant().plusSeconds(60)))
                        .orElseThrow();
                assertThat(stored.id()).isEqualTo(id);
                assertThat(stored.args()).containsOnlyKeys("request", SecondFactor.ARGUMENT);
                assertThat(stored.toString()).doesNotContain(typed);
                assertThat(factor.typed(stored).map(Secret::open))
                        .contains(typed.substring(0, Math.min(64, typed.length())));
            }
        } finally {
            acceptors.shutdownNow();
        }
    }

    @Test
    void plantedSecretSurvivesInNoPlaceAndNoForm() {
        for (String place : PLACES) {
            for (String form : FORMS) {
                check(place.formatted(form));
            }
        }
    }

    @Test
    void plantedSecretSurvivesInNoRandomMixture() {
        Random random = new Random(31);
        List<String> pieces = List.of(
                "reset",
                "help",
                "reason:",
                "grund:",
                "on:",
                "hq",
                "<@U0BOB>",
                "@bob",
                "\"",
                "“",
                "lost",
                "phone",
                "is",
                "password",
                ":",
                "where:",
                "said:",
                "portal",
                "desk",
                "4711");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 2 + random.nextInt(7); j++) {
                text.append(pieces.get(random.nextInt(pieces.size())));
                text.append(random.nextInt(4) == 0 ? "" : " ");
                if (random.nextInt(3) == 0) {
                    text.append(FORMS.get(random.nextInt(FORMS.size()))).append(random.nextInt(4) == 0 ? "" : " ");
                }
            }
            check(text.toString());
        }
    }

    private void check(String text) {
        for (String command : List.of("pin", "password", "pindesk", "helpdesk", "login-help", "other")) {
            check(command, text);
        }
    }

    private void check(String command, String text) {
        Parsed parsed = words.parse(command, text);
        String stored = parsed.name() + " " + parsed.args().keySet() + " "
                + parsed.args().values() + parsed;
        checkStored(stored, parsed.args(), "/" + command + " " + text);
        assertThat(parsed.args().keySet())
                .as("kept of: /%s %s", command, text)
                .isSubsetOf(
                        "target",
                        "reason",
                        "masked",
                        "on",
                        "problem",
                        "suggestion",
                        "dry-run",
                        "named-by",
                        "where",
                        "said",
                        "code");
    }

    /** The one number that is kept is an error code of up to three digits. */
    private static void checkStored(String stored, Map<String, String> args, String typed) {
        String code = args.getOrDefault(Fields.CODE, "");
        assertThat(code).as("code from: %s", typed).matches("[0-9]{0,3}");
        String words = stored.toLowerCase(Locale.ROOT).replace("u0bob", "");
        assertThat(code.isEmpty() ? words : words.replace(code, ""))
                .as("stored from: %s", typed)
                .doesNotContain("canary", "yranac", "zq7", "vkx", "trlm", "ww81")
                .doesNotContainPattern("[0-9]")
                .doesNotContain(FORMS.get(4).substring(0, 5).toLowerCase(Locale.ROOT));
    }
}
