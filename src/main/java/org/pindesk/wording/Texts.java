package org.pindesk.wording;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/**
 * What people read, in their language: English or German, English for every other. The language of the machine never matters.
 * Immutable.
 */
public final class Texts {
    /** Marks, embeddings, overrides and isolates of direction (Unicode UAX #9), the zero width space, word joiner and byte order mark. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF]");

    private final ResourceBundle bundle;
    private final Locale locale;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle = load("texts_" + locale.getLanguage() + ".properties");
    }

    private static final class Loaded {
        static final Texts ENGLISH = new Texts(Locale.ENGLISH);
        static final Texts GERMAN = new Texts(Locale.GERMAN);
    }

    /** The texts for a person's locale. */
    public static Texts in(Locale wanted) {
        return wanted.getLanguage().equals("de") ? Loaded.GERMAN : Loaded.ENGLISH;
    }

    /** The language of these texts. */
    public Locale locale() {
        return locale;
    }

    /** Whether there is a text of this key. */
    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /**
     * A text with its arguments. Numbers are written as the language does (10,000); ids and years are therefore passed as strings.
     * Arguments are shown literally, whatever they hold, but for signs that nobody sees: those that turn the direction of reading would make
     * the words around a name read as others, those without width would part what is one word.
     *
     * @throws java.util.MissingResourceException when there is no such text: a defect
     * @throws IllegalArgumentException when the text needs more arguments: a defect
     */
    public String say(String key, Object... args) {
        MessageFormat format = new MessageFormat(bundle.getString(key), locale);
        if (format.getFormatsByArgumentIndex().length > args.length) {
            throw new IllegalArgumentException("text " + key + " needs more arguments");
        }
        return format.format(Arrays.stream(args).map(Texts::visible).toArray());
    }

    private static Object visible(Object argument) {
        return argument instanceof String words ? UNSEEN.matcher(words).replaceAll("") : argument;
    }

    private static ResourceBundle load(String file) {
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(file), file);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())) {
            return new PropertyResourceBundle(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
