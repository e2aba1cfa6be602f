package org.pindesk.gateway;

import java.util.Collection;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.pindesk.core.Account;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

/**
 * Draws PINs: every PIN of the right length that breaks none of the {@link PinRules} and was not drawn before in the same request
 * is equally likely. At six digits rules (a) to (f) leave 337 948 of a million.
 */
public final class PinMaker {
    /** Shorter PINs are not made, whatever the policy allows. */
    static final int SHORTEST = 6;

    /** A policy that asks for more is taken for a mistake in the telephone system. */
    static final int LONGEST = 20;

    private static final int MOST_DRAWS = 100_000;
    private static final int MOST_TRIES_PER_DIGIT = 1_000;

    private final RandomGenerator random;

    /**
     * @param random a {@link java.security.SecureRandom} in production
     */
    public PinMaker(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Draws a PIN.
     *
     * @param policy what the telephone system asks for
     * @param account whose PIN it will be
     * @param earlierInThisRequest PINs drawn before for the same request; none of them is drawn again
     * @throws PindeskException {@code REFUSED} when the policy asks for more than 20 digits, or when no PIN is left that breaks no rule
     */
    public Secret make(PinPolicy policy, Account account, Collection<Secret> earlierInThisRequest) {
        int length = Math.max(SHORTEST, policy.minLength());
        if (length > LONGEST) {
            throw new PindeskException(
                    Problem.REFUSED,
                    account.system() + ": PIN policy '" + policy.name() + "' asks for " + policy.minLength()
                            + " digits; Pindesk makes at most " + LONGEST + ". Look at the policy's minimum length");
        }
        Set<String> numbers = KnownNumbers.of(account);
        Set<String> spellings = KeypadSpelling.of(account);
        for (int i = 0; i < MOST_DRAWS; i++) {
            String candidate = draw(length);
            if (PinRules.fault(candidate, numbers, spellings).isEmpty()) {
                Secret pin = Secret.of(candidate);
                if (earlierInThisRequest.stream().noneMatch(pin::sameAs)) {
                    return pin;
                }
            }
        }
        throw new PindeskException(
                Problem.REFUSED,
                account.system() + ": no PIN of " + length + " digits that breaks no rule was found in " + MOST_DRAWS
                        + " draws. Look at the numbers and names of user " + account.userId());
    }

    private String draw(int length) {
        StringBuilder digits = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            digits.append((char) ('0' + digit()));
        }
        return digits.toString();
    }

    /** The top four bits, drawn again while they are no digit: a remainder would prefer small digits. */
    int digit() {
        for (int i = 0; i < MOST_TRIES_PER_DIGIT; i++) {
            int fourBits = random.nextInt() >>> 28;
            if (fourBits < 10) {
                return fourBits;
            }
        }
        throw new PindeskException(Problem.INTERNAL, "the random source does not vary");
    }
}
