package org.pindesk.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertThat(new TreeSet<>(properties("en").stringPropertyNames()))
                .isEqualTo(new TreeSet<>(properties("de").stringPropertyNames()));
    }

    @Test
    void bothLanguagesUseTheSamePlaceholders() throws IOException {
        Properties german = properties("de");
        properties("en")
                .forEach((key, english) -> assertThat(placeholders((String) english))
                        .as("placeholders of %s", key)
                        .isEqualTo(placeholders(german.getProperty((String) key))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everyTextIsAValidPatternWithDoubledApostrophes(String language) throws IOException {
        properties(language).forEach((key, text) -> {
            new MessageFormat((String) text, Locale.ROOT);
            assertThat(((String) text).replace("''", "")).as("%s", key).doesNotContain("'");
            assertThat((String) text).as("%s", key).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void keysAreSortedAndNoneStandsTwice(String language) throws IOException {
        List<String> keys = new ArrayList<>();
        for (String line : file(language).split("\n")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                keys.add(line.substring(0, line.indexOf('=')).strip());
            }
        }
        assertThat(keys).isEqualTo(new ArrayList<>(new TreeSet<>(keys)));
    }

    @Test
    void unknownLanguagesGetEnglishWhateverTheMachineSpeaks() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Texts.in(Locale.FRANCE).say("help.title")).isEqualTo("What you can do");
            assertThat(Texts.in(Locale.ROOT).say("help.title")).isEqualTo("What you can do");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void regionsOfALanguageShareItsTexts() {
        assertThat(Texts.in(Locale.forLanguageTag("de-AT")).say("help.title")).isEqualTo("Was Sie tun können");
    }

    @Test
    void missingTextsAndMissingArgumentsAreDefects() {
        Texts texts = Texts.in(Locale.ENGLISH);
        assertThatThrownBy(() -> texts.say("no.such.text")).isInstanceOf(MissingResourceException.class);
        assertThatThrownBy(() -> texts.say("unknown.suggestion")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void argumentsAreShownLiterally() {
        assertThat(Texts.in(Locale.ENGLISH).say("unknown.suggestion", "{0} it's '' {1}"))
                .contains("{0} it's '' {1}");
    }

    private static TreeSet<String> placeholders(String pattern) {
        TreeSet<String> found = new TreeSet<>();
        java.util.regex.Matcher matcher =
                java.util.regex.Pattern.compile("\\{(\\d+)").matcher(pattern);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Properties properties(String language) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(file(language)));
        return properties;
    }

    private static String file(String language) throws IOException {
        try (InputStream in = Texts.class.getResourceAsStream("texts_" + language + ".properties")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
