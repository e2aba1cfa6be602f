package org.pindesk.demo.cucm;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * CUCM's "Check for Trivial Passwords", the part on passwords, from general knowledge of its credential policy page and not from a source
 * at hand: three kinds of characters, none more than three times in a row, neither alias nor extension, nothing counted up or down.
 * "Counted" is read strictly, as three neighbours. Written apart from Pindesk's own generator.
 */
final class TrivialPasswords {
    private TrivialPasswords() {}

    /** Why the password is trivial for this person; empty where it is not. */
    static Optional<String> objection(String password, String alias, String extension) {
        String lower = password.toLowerCase(Locale.ROOT);
        String backwards = new StringBuilder(lower).reverse().toString();
        long kinds = Stream.of(".*[A-Z].*", ".*[a-z].*", ".*[0-9].*", ".*[^A-Za-z0-9].*")
                .filter(password::matches)
                .count();
        if (kinds < 3) {
            return Optional.of("fewer than three kinds of characters");
        }
        if (password.matches(".*(.)\\1{3}.*")) {
            return Optional.of("a character stands more than three times in a row");
        }
        if (Stream.of(alias.toLowerCase(Locale.ROOT), extension)
                .anyMatch(own -> lower.contains(own) || backwards.contains(own))) {
            return Optional.of("the user id or the extension is in it");
        }
        return counts(lower) || counts(backwards) ? Optional.of("it counts up or down") : Optional.empty();
    }

    private static boolean counts(String text) {
        for (int i = 0; i + 2 < text.length(); i++) {
            char first = text.charAt(i);
            if (text.charAt(i + 1) - first == 1 && text.charAt(i + 2) - first == 2) {
                return true;
            }
        }
        return false;
    }
}
