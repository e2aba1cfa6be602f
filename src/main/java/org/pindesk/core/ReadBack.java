package org.pindesk.core;

import java.util.ArrayList;
import java.util.List;

/**
 * A login, an id or a password as people read it aloud on the telephone: {@code capital B Bravo, 7 seven, . full stop}. The words are the
 * reader's language: in English the alphabet of ICAO and NATO, in German the names of towns of DIN 5009:2022.
 */
public final class ReadBack {
    /** A word for each digit 0 to 9, for each letter a to z, for a capital, and for each of {@link #SIGNS}, in this order. */
    public static final int WORDS = 41;

    /** The signs that have a word. */
    private static final String SIGNS = ".-_@";

    private static final int LETTERS = 10;
    private static final int CAPITAL = LETTERS + 26;

    private final List<String> words;

    /**
     * @param words as many as {@link #WORDS} says
     */
    public ReadBack(List<String> words) {
        if (words.size() != WORDS) {
            throw new IllegalArgumentException("the read-back alphabet needs " + WORDS + " words");
        }
        this.words = List.copyOf(words);
    }

    /** Sign by sign; one without a word of its own stands there alone. */
    public String spell(String text) {
        List<String> said = new ArrayList<>();
        text.codePoints().forEach(sign -> said.add(word(sign)));
        return String.join(", ", said);
    }

    private String word(int sign) {
        String shown = Character.toString(sign);
        if (sign >= '0' && sign <= '9') {
            return shown + " " + words.get(sign - '0');
        }
        if (sign >= 'a' && sign <= 'z') {
            return shown + " " + words.get(LETTERS + sign - 'a');
        }
        if (sign >= 'A' && sign <= 'Z') {
            return words.get(CAPITAL) + " " + shown + " " + words.get(LETTERS + sign - 'A');
        }
        int at = SIGNS.indexOf(sign);
        return at < 0 ? shown : shown + " " + words.get(CAPITAL + 1 + at);
    }
}
