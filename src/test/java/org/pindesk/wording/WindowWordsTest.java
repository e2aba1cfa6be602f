package org.pindesk.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slack cuts the title and the submit button of a window after 24 characters; nothing that stands there is longer. */
class WindowWordsTest {
    private static final int MOST = 24;

    /** What forms are sent by and titled with, and what stands above a secret and sends its window away. */
    private static final List<String> IN_WINDOWS = List.of(
            "button.send",
            "button.diagnose",
            "button.link",
            "button.link-code",
            "button.approve",
            "button.deny-why",
            "pin.button.keep",
            "password.button.keep",
            "handed-over.button.keep",
            "pin.title",
            "password.title",
            "directory-password.title",
            "verdict.title",
            "incident.title",
            "whom.title.reset",
            "whom.title.whois",
            "whom.title.freeze",
            "whom.title.unfreeze");

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void nothingThatStandsInAWindowsFrameIsCut(String language) {
        Texts texts = Texts.in(Locale.forLanguageTag(language));
        for (String key : IN_WINDOWS) {
            if (texts.has(key)) {
                assertThat(texts.say(key).length())
                        .as("%s: %s", key, texts.say(key))
                        .isBetween(1, MOST);
            }
        }
    }

    /** The label of a form's first button: {@code asking(…)} and then {@code with(new Reply.Button(…, voice.say("…")}. */
    private static final Pattern SENDS = Pattern.compile(
            "\\.asking\\((?:(?!;).)*?\\.with\\(\\s*(?:new Reply\\.Button\\([^,]+,\\s*voice\\.say\\(\"([a-z.-]+)\"\\)|(?:voice\\.)?button\\()",
            Pattern.DOTALL);

    @Test
    void everyFormOfAUseCaseIsSentByAnEntryOfThisList() throws IOException {
        Set<String> sending = new TreeSet<>();
        int forms = 0;
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java", "org", "pindesk", "usecase"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !each.endsWith("PageVisits.java")) // a web page cuts nothing
                    .toList()) {
                String source = Files.readString(file);
                forms += source.split("\\.asking\\(", -1).length - 1;
                Matcher matcher = SENDS.matcher(source);
                while (matcher.find()) {
                    sending.add(matcher.group(1) == null ? "button.send" : matcher.group(1));
                    forms--;
                }
            }
        }
        assertThat(forms).as("forms whose button was not found").isZero();
        assertThat(sending).isNotEmpty().isSubsetOf(IN_WINDOWS);
    }
}
