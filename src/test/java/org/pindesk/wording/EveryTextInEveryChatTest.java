package org.pindesk.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.adapter.discord.DiscordJudge;
import org.pindesk.adapter.slack.SlackJudge;
import org.pindesk.core.Moment;
import org.pindesk.core.Outcome;
import org.pindesk.core.Reply;

/**
 * Every text in both languages, with arguments as long and as hostile as they can be, in every place of both chats: what people read is what
 * was meant, whole, and nothing in it works as markup. Replies that are put together of several texts are judged by the stories
 * ({@code scenario.Desk}).
 */
class EveryTextInEveryChatTest {
    /** All that either platform could take for markup, a mention, or another direction, and a forged point in time. */
    private static final String HOSTILE =
            "<!channel> <@U0BOB> @everyone <#C1> *bold* _x_ ~x~ `code` [l](https://x.example) <https://evil.example|x>"
                    + " ||s|| <t:0:F> </pin:1> :smile: &lt; \u202Etxt.exe\u202C zero\u200Bwidth {0} it's\n# h\n> q\n-# s\n1. \uE0000123456789abcdef1\uE001x\uE002";

    private static final String LONG = "Annemarie-Luise ".repeat(16);

    /** Where a name stands in a button or a title, it is cut: the words beside it are whole, and the text below says the whole name. */
    private static final Map<String, String> NAMES_SOMEBODY = Map.of(
            "button.add-to-group", "names a group",
            "handed-over.button.take", "names whose secret it is",
            "handed-over.title", "names whose secret it is");

    /** Keys that look like buttons and are answers to presses. */
    private static final Set<String> ABOUT_BUTTONS = Set.of("button.gone", "button.not-yours");

    /** Buttons that never send a form; those that do have at most 24 characters, or a short label for that place. */
    private static final Map<String, String> NEVER_SENDS =
            Map.of("button.reset-password", "stands below a verdict; its window holds a form with a button of its own");

    private static final Predicate<String> IS_TITLE = key ->
            key.matches("(.*\\.)?(form-)?title(\\.(reset|whois|freeze|unfreeze))?") && !key.startsWith("evidence.");
    private static final Predicate<String> IS_BUTTON =
            key -> (key.matches("button\\..*|.*\\.button\\..*|page\\..*-button")) && !ABOUT_BUTTONS.contains(key);
    private static final Predicate<String> IS_LABEL = key -> key.matches(
            "form\\.(where|said)|save\\.(field|reason)|whom\\.field|incident\\.field|link\\.field\\..*|approval\\.why-field|factor\\.code|page\\.code");
    private static final Predicate<String> IS_HINT = key -> key.endsWith("-hint");
    private static final Predicate<String> IS_OPTION = key -> key.matches("place\\.[a-z-]+|save\\.option\\..*");

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everyTextIsReadAsItWasMeant(String language) throws IOException {
        List<String> faults = new ArrayList<>();
        for (String key : keys(language)) {
            for (String argument : List.of(LONG, HOSTILE, Moment.in(Instant.EPOCH, "1 Jan 1970, 00:00") + " " + LONG)) {
                String said = say(language, key, argument);
                judge(key, Reply.of(said), faults);
                judge(
                        key,
                        Reply.of("a\n" + said)
                                .ending(Outcome.UNKNOWN)
                                .titled("T")
                                .with(button("L")),
                        faults);
            }
        }
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void titlesAndLabelsAreNotCutAnywhere(String language) throws IOException {
        List<String> faults = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (String key : keys(language)) {
            if (NAMES_SOMEBODY.containsKey(key)) {
                seen.add(key);
                continue;
            }
            String said = say(language, key, "99");
            if (IS_TITLE.test(key)) {
                assertThat(said.length()).as("%s: %s", key, said).isLessThanOrEqualTo(24);
                judge(key, form().titled(said), faults);
            }
            if (IS_BUTTON.test(key)) {
                judge(key, Reply.of("x").with(button(said)), faults);
                if (!NEVER_SENDS.containsKey(key)) {
                    Reply.Button sends = key.equals("password.button.take")
                            ? button(said).sending(say(language, "button.send", "99"))
                            : button(said);
                    judge(key, form().with(sends), faults);
                }
            }
            if (IS_LABEL.test(key)) {
                judge(key, form().asking(new Reply.Field("f", said, List.of(), false, null)), faults);
            }
            if (IS_HINT.test(key)) {
                judge(key, form().asking(new Reply.Field("f", "L", List.of(), false, said)), faults);
            }
            if (IS_OPTION.test(key)) {
                List<Reply.Option> options = List.of(new Reply.Option("o", said));
                judge(key, form().asking(new Reply.Field("f", "L", options, false, null)), faults);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(seen).as("keys that name somebody").isEqualTo(NAMES_SOMEBODY.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everyRoleHasItsTexts(String language) throws IOException {
        for (Predicate<String> role : List.of(IS_TITLE, IS_BUTTON, IS_LABEL, IS_HINT, IS_OPTION)) {
            assertThat(keys(language).stream().filter(role)).hasSizeGreaterThan(3);
        }
        assertThat(keys(language)).containsAll(ABOUT_BUTTONS).containsAll(NEVER_SENDS.keySet());
    }

    private static Reply form() {
        return Reply.of("x").with(button("L")).asking(new Reply.Field("f", "L", List.of(), false, null));
    }

    private static Reply.Button button(String label) {
        return new Reply.Button("go", label, "request-1", Reply.Style.PRIMARY);
    }

    private static void judge(String key, Reply reply, List<String> faults) {
        SlackJudge.faults(reply).forEach(fault -> faults.add(key + ": " + fault));
        DiscordJudge.faults(reply).forEach(fault -> faults.add(key + ": " + fault));
    }

    private static String say(String language, String key, String argument) throws IOException {
        Locale locale = Locale.forLanguageTag(language);
        int count = new MessageFormat(pattern(language, key), locale).getFormatsByArgumentIndex().length;
        return Texts.in(locale)
                .say(key, IntStream.range(0, count).mapToObj(i -> argument).toArray());
    }

    private static String pattern(String language, String key) throws IOException {
        return bundle(language).getString(key);
    }

    private static Set<String> keys(String language) throws IOException {
        return bundle(language).keySet().stream().collect(Collectors.toCollection(TreeSet::new));
    }

    private static final Map<String, PropertyResourceBundle> BUNDLES = new java.util.HashMap<>();

    private static PropertyResourceBundle bundle(String language) throws IOException {
        PropertyResourceBundle known = BUNDLES.get(language);
        if (known != null) {
            return known;
        }
        String file = "texts_" + language + ".properties";
        try (InputStreamReader reader = new InputStreamReader(
                Objects.requireNonNull(Texts.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            PropertyResourceBundle read = new PropertyResourceBundle(reader);
            BUNDLES.put(language, read);
            return read;
        }
    }
}
