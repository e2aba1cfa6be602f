package org.pindesk.command;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.LoginPlace;
import org.pindesk.core.SaveOption;
import org.pindesk.usecase.SecondFactor;

/** What people filled into a form, reduced to what is safe to store: known words, known error codes, masked words. */
final class Fields {
    /** One of the places of a sign-in. */
    static final String WHERE = "where";
    /** What the place said, masked. */
    static final String SAID = "said";
    /** The error code in it, when it is one that telephones show. */
    static final String CODE = "code";

    /** How a password is to be saved. */
    private static final String SAVE = "save";

    /** A person of the platform, by id. */
    private static final String TARGET = "target";

    private static final String REASON = "reason";

    /** A number too short for any PIN, as a word of its own: the code that a telephone or an application shows. */
    private static final Pattern CODE_IN_TEXT = Pattern.compile("(?<![^ ])[\\[(]?([0-9]{1,3})[])]?[:;,.!?]?(?![^ ])");

    private static final int LONGEST_CODE = 64;

    private Fields() {}

    /** A map that the caller may add to. */
    static Map<String, String> masked(Map<String, String> fields) {
        Map<String, String> args = new HashMap<>();
        LoginPlace.of(fields.getOrDefault(WHERE, "")).ifPresent(place -> args.put(WHERE, place.word()));
        SaveOption.of(fields.getOrDefault(SAVE, "")).ifPresent(option -> args.put(SAVE, option.word()));
        said(fields.getOrDefault(SAID, ""), args);
        String target = fields.getOrDefault(TARGET, "");
        if (Sections.isPerson(target)) {
            args.put(TARGET, target);
        }
        Masking.Masked reason = Masking.words(fields.getOrDefault(REASON, ""));
        if (!reason.text().isEmpty()) {
            args.put(REASON, reason.text());
        }
        if (reason.masked()) {
            args.put("masked", "yes");
        }
        return args;
    }

    /** What was typed as a one-time code, which may be anything: to be sealed. Null when nothing was; what is longer than any code is cut. */
    static @Nullable String oneTimeCode(Map<String, String> fields) {
        String typed = fields.getOrDefault(SecondFactor.FIELD, "").strip();
        return typed.isEmpty() ? null : typed.substring(0, Math.min(typed.length(), LONGEST_CODE));
    }

    /**
     * Adds what a place said: masked words, and its code when there is one number and it is too short for a PIN. A number inside a
     * word is no code ("hunter2"), and one that follows "password" hides what comes after it.
     */
    static void said(String typed, Map<String, String> args) {
        String tidy = Masking.tidy(typed);
        Matcher code = CODE_IN_TEXT.matcher(tidy);
        String rest = tidy;
        if (code.find() && tidy.replaceAll("\\P{Nd}", "").equals(code.group(1))) {
            args.put(CODE, code.group(1));
            String before = tidy.substring(0, code.start());
            String after = tidy.substring(code.end());
            rest = Masking.announcesSecret(before) && !after.isBlank() ? tidy : before + after;
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
