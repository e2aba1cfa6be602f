package org.pindesk.command;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pindesk.core.LoginPlace;

/** What people filled into a form, reduced to what is safe to store: known words, known error codes, masked words. */
final class Fields {
    /** One of the places of a sign-in. */
    static final String WHERE = "where";
    /** What the place said, masked. */
    static final String SAID = "said";
    /** The error code in it, when it is one that telephones show. */
    static final String CODE = "code";

    /** Codes of Extension Mobility on the phone's screen (Cisco's troubleshooting guide): too short to be a PIN. */
    private static final Set<String> CODES =
            Set.of("201", "202", "204", "205", "207", "208", "209", "210", "211", "212", "213", "214", "215", "216");

    private static final Pattern CODE_IN_TEXT = Pattern.compile("(?<![0-9])([0-9]{3})(?![0-9])");

    private Fields() {}

    /** A map that the caller may add to. */
    static Map<String, String> masked(Map<String, String> fields) {
        Map<String, String> args = new HashMap<>();
        LoginPlace.of(fields.getOrDefault(WHERE, "")).ifPresent(place -> args.put(WHERE, place.word()));
        said(fields.getOrDefault(SAID, ""), args);
        return args;
    }

    /** Adds what a place said: masked words, and its code. */
    static void said(String typed, Map<String, String> args) {
        Masking.Masked words = Masking.words(typed);
        if (!words.text().isEmpty()) {
            args.put(SAID, words.text());
        }
        Matcher code = CODE_IN_TEXT.matcher(typed);
        if (code.find() && CODES.contains(code.group(1))) {
            args.put(CODE, code.group(1));
            // the code is what was hidden; a secret beside it would be masked twice over
            boolean onlyTheCode = Arrays.stream(typed.split("\\s+"))
                            .filter(word -> Masking.words(word).masked())
                            .count()
                    == 1;
            if (words.masked() && !onlyTheCode) {
                args.put("masked", "yes");
            }
        } else if (words.masked()) {
            args.put("masked", "yes");
        }
    }
}
