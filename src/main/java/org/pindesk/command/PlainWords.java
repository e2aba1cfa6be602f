package org.pindesk.command;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.pindesk.usecase.PlainAnswer;

/**
 * What a direct message in plain words is probably about, by the words that people use in English and German. It decides which buttons
 * are offered and nothing else, so a wrong guess costs nothing. The message itself is forgotten.
 */
final class PlainWords {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private static final Pattern PIN =
            Pattern.compile("\\bpins?\\b|voice ?mail|mailbox|anrufbeantworter|telefoncode|geheimzahl", FLAGS);
    private static final Pattern LOCKED = Pattern.compile("\\block(ed)?\\b|gesperrt|sperre|\\bblocked\\b", FLAGS);
    private static final Pattern SIGN_IN = Pattern.compile(
            "\\blog ?(in|on|ging)|sign(ing)? ?[io]n|anmeld|einlogg|\\bmelden?\\b|passwor[dt]|kennwort|zugang|\\baccess\\b"
                    + "|komme? nicht (rein|hinein)|can('|\u2019)?t get in",
            FLAGS);

    /** What the platform puts between angle brackets is no word of the person. */
    private static final Pattern MARKS = Pattern.compile("<[^<>]{0,200}>");

    private static final int DIGITS_OF_A_SECRET = 3;
    private static final int LONGEST = 2_000;

    private PlainWords() {}

    static Parsed of(String typed) {
        String text = MARKS.matcher(typed.substring(0, Math.min(typed.length(), LONGEST)))
                .replaceAll(" ")
                .toLowerCase(Locale.ROOT);
        if (text.codePoints().filter(Character::isDigit).count() >= DIGITS_OF_A_SECRET) {
            return Parsed.troubled(Parsed.MESSAGE, Parsed.Trouble.LOOKS_LIKE_A_PIN);
        }
        if (PIN.matcher(text).find()) {
            return new Parsed(Parsed.MESSAGE, Map.of(PlainAnswer.TOPIC, PlainAnswer.PIN));
        }
        if (LOCKED.matcher(text).find()) {
            return new Parsed(Parsed.MESSAGE, Map.of(PlainAnswer.TOPIC, PlainAnswer.LOCKED));
        }
        return SIGN_IN.matcher(text).find()
                ? new Parsed(Parsed.MESSAGE, Map.of(PlainAnswer.TOPIC, PlainAnswer.SIGN_IN))
                : Parsed.of(Parsed.MESSAGE);
    }
}
