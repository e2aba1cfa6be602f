package org.pindesk.demo.unity;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Unity Connection's check for trivial PINs, as its 12.x Security Guide lists it. Lines of three keys are looked for anywhere in the PIN. */
final class TrivialCheck {
    private static final List<String> LINES = List.of("123", "456", "789", "147", "258", "369", "580", "159", "357");
    private static final String RISING = "01234567890";
    /** The digit that each letter from a to z is on. */
    private static final String KEY_OF_LETTER = "22233344455566677778889999";

    private TrivialCheck() {}

    /** Why the PIN is trivial; empty where it is not. */
    static Optional<String> objection(String pin, Collection<String> extensions, String first, String last) {
        if (!pin.matches("[0-9]+")) {
            return Optional.of("PIN must be numeric");
        }
        if (extensions.stream().anyMatch(each -> pin.contains(each) || pin.contains(reversed(each)))) {
            return Optional.of("PIN cannot contain the primary or an alternate extension or its reverse");
        }
        if (pin.equals(keys(first)) || pin.equals(keys(last))) {
            return Optional.of("PIN cannot match the numeric representation of the name");
        }
        if (pin.matches("(\\d{2,})\\1+")) {
            return Optional.of("PIN cannot contain groups of repeated digits");
        }
        if (pin.chars().distinct().count() < 3) {
            return Optional.of("PIN cannot contain only two different digits");
        }
        if (pin.matches(".*(\\d)\\1\\1.*")) {
            return Optional.of("A digit cannot be used more than two times consecutively");
        }
        if (RISING.contains(pin) || RISING.contains(reversed(pin))) {
            return Optional.of("PIN cannot be an ascending or descending group of digits");
        }
        if (LINES.stream().anyMatch(line -> pin.contains(line) || pin.contains(reversed(line)))) {
            return Optional.of("Password cannot contain digits that are dialed in a straight line on a keypad");
        }
        return Optional.empty();
    }

    private static String keys(String name) {
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
