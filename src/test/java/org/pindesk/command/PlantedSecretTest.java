package org.pindesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
            SECRET + ":" + SECRET);

    private static final List<String> PLACES = List.of(
            "%s",
            "reset %s",
            "reset <@U0BOB> %s",
            "%s reset",
            "reset on:%s",
            "reset on: %s",
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

    private final Words words = new Words(Set.of("hq"));

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
        for (String command : List.of("pin", "pindesk", "other")) {
            Parsed parsed = words.parse(command, text);
            String stored = (parsed.name() + " " + parsed.args().keySet() + " "
                            + parsed.args().values() + parsed)
                    .toLowerCase(Locale.ROOT)
                    .replace("u0bob", "");
            assertThat(stored)
                    .as("stored from: /%s %s", command, text)
                    .doesNotContain("canary", "yranac", "zq7", "vkx", "trlm", "ww81")
                    .doesNotContainPattern("[0-9]")
                    .doesNotContain(FORMS.get(4).substring(0, 5).toLowerCase(Locale.ROOT));
            assertThat(parsed.args().keySet())
                    .isSubsetOf("target", "reason", "masked", "on", "problem", "suggestion", "dry-run", "named-by");
        }
    }
}
