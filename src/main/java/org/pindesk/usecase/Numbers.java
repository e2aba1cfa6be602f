package org.pindesk.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Three numbers of two digits and which of them is read aloud. No digit stands in two of them, so that none can be misheard for another,
 * whichever digit a language says first.
 */
final class Numbers {
    private static final int CHOICES = 3;
    private static final Pattern WRITTEN = Pattern.compile("([0-2]) ([0-9]{2}) ([0-9]{2}) ([0-9]{2})");

    private final int right;
    private final List<String> shown;

    private Numbers(int right, List<String> shown) {
        this.right = right;
        this.shown = List.copyOf(shown);
    }

    static Numbers draw(RandomGenerator random) {
        int[] digits = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        for (int i = 0; i < 2 * CHOICES; i++) {
            int other = i + random.nextInt(digits.length - i);
            int kept = digits[i];
            digits[i] = digits[other];
            digits[other] = kept;
        }
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < 2 * CHOICES; i += 2) {
            boolean zeroFirst = digits[i] == 0;
            shown.add("" + digits[zeroFirst ? i + 1 : i] + digits[zeroFirst ? i : i + 1]);
        }
        return new Numbers(random.nextInt(CHOICES), shown);
    }

    /** As they are sealed. */
    String written() {
        return right + " " + String.join(" ", shown);
    }

    static Optional<Numbers> of(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        return matcher.matches()
                ? Optional.of(new Numbers(
                        Integer.parseInt(matcher.group(1)),
                        List.of(matcher.group(2), matcher.group(3), matcher.group(4))))
                : Optional.empty();
    }

    /** In the order in which they are shown. */
    List<String> shown() {
        return shown;
    }

    /** The one that is read aloud. */
    String right() {
        return shown.get(right);
    }

    /**
     * @param place in the order in which they are shown, from 0
     */
    boolean isRight(int place) {
        return place == right;
    }

    /** None of the numbers. */
    @Override
    public String toString() {
        return "three numbers";
    }
}
