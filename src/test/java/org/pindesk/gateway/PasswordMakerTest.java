package org.pindesk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.Account;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

class PasswordMakerTest {
    /** Characters on the same key, with the same shift, on a US and a German keyboard; all other signs move. */
    private static final String SAME_KEYS = "abcdefghijklmnopqrstuvwxABCDEFGHIJKLMNOPQRSTUVWX0123456789,.";

    /** Taken for one another when read from a screen or said aloud. */
    private static final String DOUBTFUL = "lI1|O0";

    private static final Account BOB =
            PinRulesTest.account("bob", null, Set.of(), Set.of("b.berger", "Bob Kumo-Berger", "Bob", "Tisa"));
    private static final Account NOBODY = PinRulesTest.account("x", null, Set.of(), Set.of());

    @Test
    void tenThousandPasswordsCanBeTypedOnBothKeyboardsAndSatisfyThreeKinds() {
        PasswordMaker maker = new PasswordMaker(new Random(20261122));
        for (int i = 0; i < 10_000; i++) {
            int minLength = i % 65;
            String password = maker.make(policy(minLength), BOB, List.of()).open();
            assertThat(complaints(password, minLength))
                    .as("complaints about draw %d", i)
                    .isEmpty();
        }
    }

    /** Names only: the password itself stands in no message of a failed test. */
    private static List<String> complaints(String password, int minLength) {
        List<String> all = new ArrayList<>();
        if (password.chars().anyMatch(c -> SAME_KEYS.indexOf(c) < 0)) {
            all.add("a key that is elsewhere on the other keyboard");
        }
        if (password.chars().anyMatch(c -> "yzYZ".indexOf(c) >= 0)) {
            all.add("y or z");
        }
        if (password.chars().anyMatch(c -> DOUBTFUL.indexOf(c) >= 0)) {
            all.add("a sign that looks like another");
        }
        boolean upper = password.chars().anyMatch(Character::isUpperCase);
        boolean lower = password.chars().anyMatch(Character::isLowerCase);
        boolean digit = password.chars().anyMatch(Character::isDigit);
        boolean sign = password.chars().anyMatch(c -> !Character.isLetterOrDigit(c));
        if (!upper || !lower || !digit || !sign) {
            all.add("not all four kinds");
        }
        if (password.length() < Math.max(16, minLength) || password.length() > Math.max(16, minLength) + 1) {
            all.add("length " + password.length() + " where " + minLength + " is the least");
        }
        String small = password.toLowerCase(Locale.ROOT);
        for (String part : List.of("bob", "berger", "kumo", "tisa")) {
            if (small.contains(part)) {
                all.add("holds " + part);
            }
        }
        return all;
    }

    @Test
    void withoutItsOwnersNamesSuchPartsDoComeUp() {
        PasswordMaker maker = new PasswordMaker(new Random(20261122));
        Set<String> parts = new HashSet<>();
        for (int i = 0; i < 60_000; i++) {
            String small = maker.make(policy(14), NOBODY, List.of()).open().toLowerCase(Locale.ROOT);
            for (String part : List.of("bob", "tisa")) {
                if (small.contains(part)) {
                    parts.add(part);
                }
            }
        }
        assertThat(parts).as("so that their absence above means something").contains("bob", "tisa");
    }

    @Test
    void namePartsOfTwoLettersAreNoObstacle() {
        Account everySyllable =
                PinRulesTest.account("mo", null, Set.of(), Set.of("Ba Be Bi Bo Bu", "Ka-Ke.Ki_Ko#Ku", "Mo,Me"));
        assertThat(new PasswordMaker(new Random(1))
                        .make(policy(14), everySyllable, List.of())
                        .open())
                .hasSize(16);
    }

    @Test
    void noneIsDrawnTwiceInOneRequest() {
        Secret first = new PasswordMaker(new Repeating(5, 1)).make(policy(8), NOBODY, List.of());
        Secret again = new PasswordMaker(new Repeating(5, 1)).make(policy(8), NOBODY, List.of());
        assertThat(again.sameAs(first)).as("the source repeats itself").isTrue();
        Secret second = new PasswordMaker(new Repeating(5, 1)).make(policy(8), NOBODY, List.of(first));
        assertThat(second.sameAs(first)).isFalse();
        Secret third = new PasswordMaker(new Repeating(5, 2)).make(policy(8), NOBODY, List.of(first, second));
        assertThat(third.sameAs(first)).isFalse();
        assertThat(third.sameAs(second)).isFalse();
    }

    @Test
    void aSourceThatDoesNotVaryIsADefectAndNotAnEndlessLoop() {
        PasswordMaker maker = new PasswordMaker((RandomGenerator) () -> 0L);
        Secret only = maker.make(policy(8), NOBODY, List.of());
        assertThatThrownBy(() -> maker.make(policy(8), NOBODY, List.of(only)))
                .isInstanceOfSatisfying(
                        PindeskException.class, e -> assertThat(e.problem()).isEqualTo(Problem.INTERNAL))
                .message()
                .doesNotContain(only.open());
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 128, Integer.MAX_VALUE})
    void aPolicyOfMoreThanSixtyFourCharactersIsRefused(int minLength) {
        PasswordMaker maker = new PasswordMaker(new Random(1));
        assertThatThrownBy(() -> maker.make(policy(minLength), BOB, List.of()))
                .isInstanceOfSatisfying(
                        PindeskException.class, e -> assertThat(e.problem()).isEqualTo(Problem.REFUSED))
                .hasMessageContaining("64")
                .hasMessageContaining(String.valueOf(minLength));
    }

    @Test
    void everySignOfEveryPlaceIsAboutEquallyLikely() {
        PasswordMaker maker = new PasswordMaker(new Random(7));
        int draws = 30_000;
        int[][] seen = new int[16]['z' + 1];
        for (int i = 0; i < draws; i++) {
            String small = maker.make(policy(8), NOBODY, List.of()).open().toLowerCase(Locale.ROOT);
            for (int at = 0; at < small.length(); at++) {
                seen[at][small.charAt(at)]++;
            }
        }
        for (int at : new int[] {0, 2, 10, 12, 14}) {
            assertEven(seen[at], "bdfghkmnprstvw", draws);
            assertEven(seen[at + 1], "aeiou", draws);
        }
        for (int at = 5; at < 9; at++) {
            assertEven(seen[at], "23456789", draws);
        }
    }

    /** 0.01 % of fair sources fail for 13 degrees of freedom at 41, for fewer below that. */
    private static void assertEven(int[] seen, String signs, int draws) {
        double expected = (double) draws / signs.length();
        double sum = 0;
        int total = 0;
        for (char sign : signs.toCharArray()) {
            sum += (seen[sign] - expected) * (seen[sign] - expected) / expected;
            total += seen[sign];
        }
        assertThat(total).as("no other sign stands there").isEqualTo(draws);
        assertThat(sum).as("chi-square over %s", signs).isLessThan(41);
    }

    @Test
    void tenThousandPasswordsAreTenThousandDifferentOnes() {
        PasswordMaker maker = new PasswordMaker(new Random(3));
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            all.add(maker.make(policy(8), NOBODY, List.of()).open());
        }
        assertThat(all.size()).isEqualTo(10_000);
    }

    private static PasswordPolicy policy(int minLength) {
        return new PasswordPolicy("Staff passwords", minLength, true);
    }

    /** Gives the same numbers again some times, then others. */
    private static final class Repeating implements RandomGenerator {
        /** Two syllables, four digits, three syllables. */
        private static final int OF_ONE_PASSWORD = 14;

        private final long seed;
        private final int times;
        private Random random;
        private int taken;

        Repeating(long seed, int times) {
            this.seed = seed;
            this.times = times;
            this.random = new Random(seed);
        }

        @Override
        public int nextInt(int bound) {
            if (taken > 0 && taken % OF_ONE_PASSWORD == 0) {
                int round = taken / OF_ONE_PASSWORD;
                random = new Random(round <= times ? seed : seed + round);
            }
            taken++;
            return random.nextInt(bound);
        }

        @Override
        public long nextLong() {
            return random.nextLong();
        }
    }
}
