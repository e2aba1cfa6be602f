package org.pindesk.demo.cucm;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * CUCM's "Check for Trivial Passwords", the part on PINs, as the Security Guides for CUCM 12.5 to 15 list it. "Straight line" is read
 * as: three neighbouring keys of one line anywhere in the PIN. Written apart from Pindesk's own generator.
 */
final class TrivialPins {
    /** Rows, columns and diagonals of the keypad. */
    private static final List<String> LINES = List.of("123", "456", "789", "147", "2580", "369", "159", "357");

    /** The digit that each letter from a to z is on. */
    private static final String KEY_OF_LETTER = "22233344455566677778889999";

    private TrivialPins() {}

    /** Why the PIN is trivial for this person; empty where it is not. */
    static Optional<String> objection(String pin, String extension, String firstName, String lastName) {
        if (!pin.matches("[0-9]+")) {
            return Optional.of("only digits are allowed");
        }
        if (pin.matches(".*(.)\\1\\1.*")) {
            return Optional.of("a digit stands more than two times in a row");
        }
        if (pin.contains(extension) || pin.contains(reversed(extension))) {
            return Optional.of("the extension or its reverse is in it");
        }
        if (pin.chars().distinct().count() < 3) {
            return Optional.of("fewer than three different digits");
        }
        if (pin.equals(dialed(firstName)) || pin.equals(dialed(lastName))) {
            return Optional.of("it spells the name");
        }
        if (pin.matches("(.+)\\1+") || pin.matches("((.)\\2+)+")) {
            return Optional.of("groups of repeated digits");
        }
        if (LINES.stream().anyMatch(line -> holdsPartOf(line, pin) || holdsPartOf(reversed(line), pin))) {
            return Optional.of("a straight line on the keypad");
        }
        return Optional.empty();
    }

    private static boolean holdsPartOf(String line, String pin) {
        for (int start = 0; start + 3 <= line.length(); start++) {
            if (pin.contains(line.substring(start, start + 3))) {
                return true;
            }
        }
        return false;
    }

    private static String dialed(String name) {
        StringBuilder digits = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .chars()
                .filter(letter -> letter >= 'a' && letter <= 'z')
                .forEach(letter -> digits.append(KEY_OF_LETTER.charAt(letter - 'a')));
        return digits.toString();
    }

    private static String reversed(String digits) {
        return new StringBuilder(digits).reverse().toString();
    }
}
