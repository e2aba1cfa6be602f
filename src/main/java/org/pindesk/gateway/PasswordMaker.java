package org.pindesk.gateway;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.pindesk.core.Account;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

/**
 * Draws passwords that are typed once, from a screen or a voice, and then replaced: syllables and digits in groups, such as {@code
 * Kumo.4817.Tisafe}. Every character sits on the same key of an English and a German keyboard (no y, z, nor signs but the full stop) and
 * none looks like another (no l, no 0 or 1). Capital, small letter, digit and full stop are always there, so that a policy that asks
 * for three kinds is satisfied; no three characters follow each other in the alphabet or in counting. Five syllables and four digits are 42 bits; such a password lives until its first use, behind a lockout.
 */
public final class PasswordMaker {
    private static final String CONSONANTS = "bdfghkmnprstvw";
    private static final String VOWELS = "aeiou";
    private static final String DIGITS = "23456789";

    private static final int FIRST_SYLLABLES = 2;
    private static final int DIGIT_COUNT = 4;
    private static final int LEAST_LAST_SYLLABLES = 3;

    /** Characters with the fewest syllables: two of them, four digits, three more, and two full stops. */
    private static final int SHORTEST = 2 * (FIRST_SYLLABLES + LEAST_LAST_SYLLABLES) + DIGIT_COUNT + 2;

    /** A policy that asks for more is taken for a mistake in the directory. */
    private static final int LONGEST = 64;

    private static final int MOST_DRAWS = 1_000;

    /** Parts of a person's name of this length and more must not stand in it (Active Directory's complexity rule). */
    private static final int NAME_PART = 3;

    private final RandomGenerator random;

    /**
     * @param random a {@link java.security.SecureRandom} in production
     */
    public PasswordMaker(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Draws a password.
     *
     * @param account whose password it will be; parts of its names and its numbers do not stand in it, forwards or backwards
     * @param earlier drawn before for the same request; none of them is drawn again
     * @throws PindeskException {@code REFUSED} when the policy asks for more than 64 characters
     */
    public Secret make(PasswordPolicy policy, Account account, Collection<Secret> earlier) {
        if (policy.minLength() > LONGEST) {
            throw new PindeskException(
                    Problem.REFUSED,
                    account.system() + ": the password policy asks for " + policy.minLength()
                            + " characters; Pindesk makes at most " + LONGEST
                            + ". Look at the policy's minimum length");
        }
        int more = Math.max(0, (policy.minLength() - SHORTEST + 1) / 2);
        for (int i = 0; i < MOST_DRAWS; i++) {
            String drawn = draw(LEAST_LAST_SYLLABLES + more);
            Secret secret = Secret.of(drawn);
            if (!isTrivial(drawn, account) && earlier.stream().noneMatch(secret::sameAs)) {
                return secret;
            }
        }
        throw new PindeskException(Problem.INTERNAL, "the random source does not vary");
    }

    private String draw(int lastSyllables) {
        StringBuilder text = new StringBuilder();
        syllables(text, FIRST_SYLLABLES);
        text.append('.');
        for (int i = 0; i < DIGIT_COUNT; i++) {
            text.append(one(DIGITS));
        }
        text.append('.');
        syllables(text, lastSyllables);
        return text.toString();
    }

    private void syllables(StringBuilder text, int count) {
        int from = text.length();
        for (int i = 0; i < count; i++) {
            text.append(one(CONSONANTS)).append(one(VOWELS));
        }
        text.setCharAt(from, Character.toUpperCase(text.charAt(from)));
    }

    private char one(String of) {
        return of.charAt(random.nextInt(of.length()));
    }

    private static boolean isTrivial(String password, Account account) {
        String lower = password.toLowerCase(Locale.ROOT);
        String backwards = new StringBuilder(lower).reverse().toString();
        return holdsRun(lower)
                || holdsRun(backwards)
                || holdsName(lower, account)
                || account.avoid().stream().anyMatch(number -> lower.contains(number) || backwards.contains(number));
    }

    /** abc, 345 */
    private static boolean holdsRun(String text) {
        for (int i = 2; i < text.length(); i++) {
            if (text.charAt(i) == text.charAt(i - 1) + 1 && text.charAt(i - 1) == text.charAt(i - 2) + 1) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsName(String lower, Account account) {
        return account.names().stream()
                .flatMap(name -> Arrays.stream(name.toLowerCase(Locale.ROOT).split("[\\s,.\\-_#]+")))
                .anyMatch(part -> part.length() >= NAME_PART && lower.contains(part));
    }
}
