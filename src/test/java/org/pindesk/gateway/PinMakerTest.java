package org.pindesk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pindesk.core.Account;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

class PinMakerTest {
    private static final Account BOB = PinRulesTest.account(
            "bob", "2714", Set.of("+49 30 902714", "8806"), Set.of("Robert", "Müller", "Robert Müller"));

    @ParameterizedTest
    @CsvSource({"0, 6", "4, 6", "6, 6", "8, 8", "20, 20"})
    void lengthIsThePolicysButNeverBelowSix(int minLength, int length) {
        Secret pin = new PinMaker(new Random(1)).make(policy(minLength), BOB, List.of());
        assertThat(pin.open().length()).isEqualTo(length);
    }

    @Test
    void policyOfMoreThanTwentyDigitsIsRefusedByName() {
        PinMaker maker = new PinMaker(new Random(1));
        assertThatThrownBy(() -> maker.make(policy(21), BOB, List.of()))
                .isInstanceOfSatisfying(
                        PindeskException.class, e -> assertThat(e.problem()).isEqualTo(Problem.REFUSED))
                .hasMessageContaining("Staff PINs")
                .hasMessageContaining("21");
    }

    @Test
    void tenThousandPinsPassACheckerWrittenFromTheDocuments() {
        PinMaker maker = new PinMaker(new Random(20261122));
        for (int i = 0; i < 10_000; i++) {
            String pin = maker.make(policy(6 + i % 5), BOB, List.of()).open();
            assertThat(complaints(pin)).as("complaints about draw %d", i).isEmpty();
        }
    }

    @Test
    void firstDigitsOfPinsFollowTheAcceptedSet() {
        PinMaker maker = new PinMaker(new Random(7));
        Account nobody = PinRulesTest.account("x", null, Set.of(), Set.of());
        int draws = 60_000;
        int[] first = new int[10];
        for (int i = 0; i < draws; i++) {
            first[maker.make(policy(6), nobody, List.of()).open().charAt(0) - '0']++;
        }
        double[] expected = new double[10];
        for (int pin = 0; pin < 1_000_000; pin++) {
            String digits = String.valueOf(1_000_000 + pin).substring(1);
            if (PinRules.fault(digits).isEmpty()) {
                expected[digits.charAt(0) - '0'] += (double) draws / 337_948;
            }
        }
        assertThat(chiSquare(first, expected)).isLessThan(27.88); // 9 degrees of freedom, 0.1 %
    }

    @Test
    void singleDigitsAreUniform() {
        PinMaker maker = new PinMaker(new Random(99));
        int draws = 200_000;
        int[] seen = new int[10];
        for (int i = 0; i < draws; i++) {
            seen[maker.digit()]++;
        }
        double[] expected = new double[10];
        Arrays.fill(expected, draws / 10.0);
        assertThat(chiSquare(seen, expected)).isLessThan(27.88); // 9 degrees of freedom, 0.1 %
    }

    @Test
    void pinDrawnEarlierInTheRequestIsNotDrawnAgain() {
        Secret first = new PinMaker(new Random(3)).make(policy(6), BOB, List.of());
        Secret second = new PinMaker(new Random(3)).make(policy(6), BOB, List.of(first));
        assertThat(second.sameAs(first)).isFalse();
    }

    @Test
    void impossibleDemandsEndInAClearRefusalWithoutTheNumbers() {
        Set<String> everything = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            everything.add(String.format("%03d", i));
        }
        Account walled = PinRulesTest.account("walled", null, everything, Set.of());
        assertThatThrownBy(() -> new PinMaker(new Random(5)).make(policy(6), walled, List.of()))
                .isInstanceOfSatisfying(
                        PindeskException.class, e -> assertThat(e.problem()).isEqualTo(Problem.REFUSED))
                .hasMessageContaining("walled");
    }

    @Test
    void brokenRandomSourceIsNoticedInsteadOfWaitedFor() {
        RandomGenerator stuck = () -> -1L;
        assertThatThrownBy(() -> new PinMaker(stuck).make(policy(6), BOB, List.of()))
                .isInstanceOfSatisfying(
                        PindeskException.class, e -> assertThat(e.problem()).isEqualTo(Problem.INTERNAL));
    }

    private static PinPolicy policy(int minLength) {
        return new PinPolicy("Staff PINs", minLength, 12, true);
    }

    private static double chiSquare(int[] seen, double[] expected) {
        double sum = 0;
        for (int i = 0; i < seen.length; i++) {
            double off = seen[i] - expected[i];
            sum += off * off / expected[i];
        }
        return sum;
    }

    /** Written from Cisco's lists, not from the rules: keypad lines by geometry, groups by comparison, names by a literal table. */
    private static List<String> complaints(String pin) {
        List<String> found = new ArrayList<>();
        if (!pin.matches("[0-9]{6,20}")) {
            found.add("digits");
        }
        if (pin.matches(".*(.)\\1.*")) {
            found.add("neighbours");
        }
        if (Arrays.stream(pin.split("")).distinct().count() < 4) {
            found.add("variety");
        }
        for (int i = 0; i + 3 <= pin.length(); i++) {
            int a = pin.charAt(i) - '0';
            int b = pin.charAt(i + 1) - '0';
            int c = pin.charAt(i + 2) - '0';
            if (row(a) - row(b) == row(b) - row(c) && column(a) - column(b) == column(b) - column(c)) {
                found.add("line");
            }
            if ((a - 2 * b + c) % 10 == 0) {
                found.add("steps");
            }
        }
        if (pin.matches(".*(..).*\\1.*")) {
            found.add("groups");
        }
        if (new StringBuilder(pin).reverse().toString().equals(pin)) {
            found.add("palindrome");
        }
        for (String known : List.of("2714", "4172", "8806", "6088", "4930902714", "4172090394")) {
            if (pin.contains(known) || known.contains(pin)) {
                found.add("number");
            }
        }
        for (String name : List.of("262", "762378", "685537", "6835537")) { // bob robert muller mueller
            if (pin.contains(name)) {
                found.add("name");
            }
        }
        return found;
    }

    private static int row(int digit) {
        return digit == 0 ? 3 : (digit - 1) / 3;
    }

    private static int column(int digit) {
        return digit == 0 ? 1 : (digit - 1) % 3;
    }
}
