package org.pindesk.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    @Test
    void everyTextAboutAPinHasItsTwinAboutAPassword() throws IOException {
        assertThat(under("password.")).isEqualTo(under("pin."));
    }

    @Test
    void whatTheDirectoryHasWordsOfItsOwnForIsATextAboutAPassword() throws IOException {
        assertThat(under("directory-password.")).isNotEmpty().isSubsetOf(under("password."));
        for (String language : List.of("en", "de")) {
            Properties texts = properties(language);
            for (String key : under("directory-password.")) {
                assertThat(placeholders(texts.getProperty("directory-password." + key)))
                        .as("%s", key)
                        .isSubsetOf(placeholders(texts.getProperty("pin." + key)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void aTextAboutAPasswordIsNotTheOneAboutAPin(String language) throws IOException {
        Properties texts = properties(language);
        for (String key : under("password.")) {
            String password = texts.getProperty("password." + key);
            assertThat(placeholders(password))
                    .as("placeholders of password.%s", key)
                    .isSubsetOf(placeholders(texts.getProperty("pin." + key)));
            assertThat(password).as("password.%s", key).doesNotContainPattern("\\bPINs?\\b");
        }
    }

    /** Beginnings of keys whose ends are made of words: of an enum's constants, or of literals in the sources. */
    private static final List<String> MADE_OF_WORDS = List.of(
            "applied.",
            "approval.barred.",
            "approval.because.",
            "approval.over.",
            "approval.told.",
            "approval.what.",
            "button.",
            "catalogue.",
            "cause.",
            "ended.",
            "evidence.home.",
            "evidence.lock.",
            "evidence.password.",
            "freeze.",
            "incident.cause.",
            "mail.",
            "mend.",
            "phone-mode.",
            "phone-mode.kind.",
            "phone-mode.new.",
            "phone-mode.old.",
            "page.ended.",
            "place.",
            "problem.",
            "queue.",
            "queue.card.",
            "save.mail.",
            "save.option.",
            "link.field.",
            "link.told.",
            "mail.link.",
            "signin.",
            "target.",
            "told.",
            "unlock.",
            "verify.",
            "verify.agent.",
            "verify.alarm.",
            "verify.target.",
            "voicemail.",
            "voicemail.told.",
            "whom.text.",
            "whom.title.",
            "you.");

    /** With a kind of secret in front, a key may be a plain word: "take" of "pin.take". */
    private static final Set<String> KINDS = Set.of("pin.", "password.", "directory-password.", "handed-over.");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]++|\\\\.)*+)\"");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b");
    private static final Pattern SAID =
            Pattern.compile("\\b(?:say|reply|voice\\.has)\\(\\s*\"([a-z][a-z.-]*[a-z])\"\\s*[,)]");
    private static final Pattern SAID_OF_A_KIND = Pattern.compile(
            "\\b(?:say|reply)\\(\\s*(?:\\w+\\.)*(?:secret\\(\\)|kind|request|current|SecretKind\\.PIN)\\s*,\\s*"
                    + "\"([a-z][a-z.-]*[a-z])\"\\s*[,)]");

    @Test
    void noTextIsUnused() throws IOException {
        String sources = sources();
        Set<String> words = new HashSet<>();
        LITERAL.matcher(sources).results().forEach(found -> words.add(found.group(1)));
        CONSTANT.matcher(sources)
                .results()
                .forEach(found ->
                        words.add(found.group().toLowerCase(Locale.ROOT).replace('_', '-')));
        assertThat(words).as("the sources were read").contains("help.title", "not-in-directory");
        assertThat(properties("en").stringPropertyNames())
                .filteredOn(key -> !isUsed(key, words))
                .as("keys that no source asks for")
                .isEmpty();
        assertThat(isUsed("you.no-such-word-anywhere", words)).isFalse();
    }

    private static boolean isUsed(String key, Set<String> words) {
        if (words.contains(key)) {
            return true;
        }
        for (String kind : KINDS) {
            if (key.startsWith(kind)) {
                String rest = key.substring(kind.length());
                return words.contains(rest) || isMadeOfWords(rest, words);
            }
        }
        return isMadeOfWords(key, words);
    }

    private static boolean isMadeOfWords(String key, Set<String> words) {
        return MADE_OF_WORDS.stream()
                .filter(key::startsWith)
                .map(beginning -> key.substring(beginning.length()))
                .anyMatch(rest -> words.contains(rest)
                        || java.util.Arrays.stream(rest.split("\\.")).allMatch(part -> isWord(part, words)));
    }

    private static boolean isWord(String part, Set<String> words) {
        return words.contains(part)
                || words.contains("." + part)
                || words.contains(part.replaceFirst("-(other|next|self)$", ""));
    }

    @Test
    void everyKeyInTheSourcesHasItsText() throws IOException {
        Set<String> keys = properties("en").stringPropertyNames();
        String sources = sources();
        List<String> said =
                SAID.matcher(sources).results().map(found -> found.group(1)).toList();
        assertThat(said).hasSizeGreaterThan(100);
        assertThat(said).filteredOn(key -> !keys.contains(key)).isEmpty();
        List<String> ofAKind = SAID_OF_A_KIND
                .matcher(sources)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(ofAKind).hasSizeGreaterThan(10);
        assertThat(ofAKind)
                .filteredOn(key -> !keys.contains("pin." + key) || !keys.contains("password." + key))
                .isEmpty();
    }

    @Test
    void germanTextsAddressPeopleWithSie() throws IOException {
        Pattern familiar = Pattern.compile(
                "\\b(du|dir|dich|dein|deine[mnrs]?|euch|euer|eure[mnrs]?)\\b",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        properties("de")
                .forEach((key, text) -> assertThat((String) text).as("%s", key).doesNotContainPattern(familiar));
    }

    /** The same in both languages, and right so. */
    private static final Set<String> INTERNATIONAL = Set.of("place.voicemail", "factor.code");

    @Test
    void germanTextsHoldNoEnglishLeftovers() throws IOException {
        Pattern english = Pattern.compile("\\b(the|and|please|your|you|with|is|are|of|for|not|nothing|changed|password"
                + "|this|that|has|have|cannot|was not|ask|locked|expired|account|sign|who|what|why)\\b");
        Properties other = properties("en");
        assertThat(other.getProperty("brake.active"))
                .as("the pattern finds English")
                .containsPattern(english);
        properties("de").forEach((key, value) -> {
            // commands and their options are the same in every language
            String text = ((String) value).replaceAll("/[a-z-]+( [a-z-]+)?|\\b[a-z-]+:[a-z-]*", "");
            assertThat(text).as("%s", key).doesNotContainPattern(english);
            if (text.replaceAll("\\{\\d}", "").matches(".*\\p{L}{4}.*") && !INTERNATIONAL.contains(key)) {
                assertThat(value).as("%s", key).isNotEqualTo(other.getProperty((String) key));
            }
        });
    }

    /** Discord knows commands and options by their English names alone, so nothing else is told to anybody. */
    @Test
    void germanTextsNameCommandsAsEveryChatKnowsThem() throws IOException {
        Pattern german =
                Pattern.compile("/helpdesk (prüfen|einfrieren|auftauen|verknüpfen|trennen|freigaben|warteschlange"
                        + "|werist|stopp|weiter)\\b|/(pin|password) (zurücksetzen|entsperren)|/pindesk hilfe"
                        + "|\\b(grund|auf|wer|wo|meldung|über):\\S|mail:(neues|ohne)|@name optionen");
        properties("de")
                .forEach(
                        (key, value) -> assertThat((String) value).as("%s", key).doesNotContainPattern(german));
    }

    private static Set<String> under(String prefix) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String key : properties("en").stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                keys.add(key.substring(prefix.length()));
            }
        }
        return keys;
    }

    /** All of the program but the demo, which says nothing to people in these words. */
    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/demo/"))
                    .toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
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
