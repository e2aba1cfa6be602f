package org.pindesk.command;

import java.util.HashMap;
import java.util.Map;
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

    /** A number too short for any PIN: the code that a telephone or an application shows. */
    private static final Pattern CODE_IN_TEXT = Pattern.compile("(?<![0-9])([0-9]{1,3})(?![0-9])");

    private Fields() {}

    /** A map that the caller may add to. */
    static Map<String, String> masked(Map<String, String> fields) {
        Map<String, String> args = new HashMap<>();
        LoginPlace.of(fields.getOrDefault(WHERE, "")).ifPresent(place -> args.put(WHERE, place.word()));
        said(fields.getOrDefault(SAID, ""), args);
        return args;
    }

    /** Adds what a place said: masked words, and its code when there is one number and it is too short for a PIN. */
    static void said(String typed, Map<String, String> args) {
        Matcher code = CODE_IN_TEXT.matcher(typed);
        String rest = typed;
        if (code.find() && typed.replaceAll("[^0-9]", "").equals(code.group(1))) {
            args.put(CODE, code.group(1));
            rest = typed.replaceAll("[\\[(]?" + code.group(1) + "[])]?[:,.]?", " ");
        }
        Masking.Masked words = Masking.words(rest);
        if (!words.text().isEmpty()) {
            args.put(SAID, words.text());
        }
        if (words.masked()) {
            args.put("masked", "yes");
        }
    }
}
