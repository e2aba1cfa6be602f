package org.pindesk.gateway;

import java.util.Optional;
import java.util.Set;
import org.pindesk.core.Account;

/**
 * What a good telephone PIN must not look like: one rule, one function. Rules (a) to (f) look at the digits alone, (g) and (h) at
 * whose PIN it is. Together they are at least as strict as the documented trivial-PIN checks of Cisco CUCM (security guides 12.5 to
 * 15) and of Cisco Unity Connection (security guide 12.x); palindromes, even steps and repeated pairs are our own addition.
 */
public final class PinRules {
    /** Numbers and names shorter than this are too common to be avoided. */
    private static final int SHORTEST_KNOWN = 3;

    private static final Set<String> KEYPAD_LINES =
            Set.of("123", "456", "789", "147", "258", "369", "159", "357", "580");

    private PinRules() {}

    /** The rule that a PIN breaks. */
    public enum Fault {
        /** Something else than the digits 0 to 9, or nothing. */
        NOT_DIGITS,
        /** (a) two equal digits side by side */
        EQUAL_NEIGHBOURS,
        /** (b) fewer than four different digits */
        FEW_DIGITS,
        /** (c) three keys in a straight line on the keypad, in either direction */
        KEYPAD_LINE,
        /** (d) three digits with the same step, as in 246 or 890 */
        EVEN_STEPS,
        /** (e) a pair of digits that occurs twice */
        REPEATED_PAIR,
        /** (f) the same forwards and backwards */
        PALINDROME,
        /** (g) holds, or is part of, a number of this person, forwards or backwards */
        KNOWN_NUMBER,
        /** (h) spells a name of this person on the keypad */
        SPELLS_NAME
    }

    /**
     * The first rule that the PIN breaks for this account; empty when it breaks none.
     *
     * @param pin digits in clear; not kept, not part of the answer
     */
    public static Optional<Fault> fault(String pin, Account account) {
        return fault(pin, KnownNumbers.of(account), KeypadSpelling.of(account));
    }

    /** As above, for what was read from the account before. */
    static Optional<Fault> fault(String pin, Set<String> numbers, Set<String> spellings) {
        Optional<Fault> digits = fault(pin);
        if (digits.isPresent()) {
            return digits;
        }
        if (holdsKnownNumber(pin, numbers)) {
            return Optional.of(Fault.KNOWN_NUMBER);
        }
        return spellsName(pin, spellings) ? Optional.of(Fault.SPELLS_NAME) : Optional.empty();
    }

    /** The first of the rules (a) to (f) that the PIN breaks, whoever it is for. */
    static Optional<Fault> fault(String pin) {
        if (!onlyDigits(pin)) {
            return Optional.of(Fault.NOT_DIGITS);
        }
        if (hasEqualNeighbours(pin)) {
            return Optional.of(Fault.EQUAL_NEIGHBOURS);
        }
        if (hasFewDigits(pin)) {
            return Optional.of(Fault.FEW_DIGITS);
        }
        if (hasKeypadLine(pin)) {
            return Optional.of(Fault.KEYPAD_LINE);
        }
        if (hasEvenSteps(pin)) {
            return Optional.of(Fault.EVEN_STEPS);
        }
        if (hasRepeatedPair(pin)) {
            return Optional.of(Fault.REPEATED_PAIR);
        }
        return isPalindrome(pin) ? Optional.of(Fault.PALINDROME) : Optional.empty();
    }

    private static boolean onlyDigits(String pin) {
        return !pin.isEmpty() && pin.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean hasEqualNeighbours(String pin) {
        for (int i = 1; i < pin.length(); i++) {
            if (pin.charAt(i) == pin.charAt(i - 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasFewDigits(String pin) {
        return pin.chars().distinct().count() < 4;
    }

    private static boolean hasKeypadLine(String pin) {
        for (int i = 0; i + 3 <= pin.length(); i++) {
            String three = pin.substring(i, i + 3);
            if (KEYPAD_LINES.contains(three) || KEYPAD_LINES.contains(reversed(three))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasEvenSteps(String pin) {
        for (int i = 2; i < pin.length(); i++) {
            int first = Math.floorMod(pin.charAt(i - 1) - pin.charAt(i - 2), 10);
            int second = Math.floorMod(pin.charAt(i) - pin.charAt(i - 1), 10);
            if (first == second) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasRepeatedPair(String pin) {
        for (int i = 0; i + 2 <= pin.length(); i++) {
            if (pin.indexOf(pin.substring(i, i + 2), i + 1) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPalindrome(String pin) {
        return pin.equals(reversed(pin));
    }

    private static boolean holdsKnownNumber(String pin, Set<String> numbers) {
        return numbers.stream()
                .filter(number -> number.length() >= SHORTEST_KNOWN)
                .anyMatch(number -> overlaps(pin, number) || overlaps(pin, reversed(number)));
    }

    private static boolean spellsName(String pin, Set<String> spellings) {
        return spellings.stream()
                .filter(spelling -> spelling.length() >= SHORTEST_KNOWN)
                .anyMatch(pin::contains);
    }

    private static boolean overlaps(String pin, String number) {
        return pin.contains(number) || number.contains(pin);
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
