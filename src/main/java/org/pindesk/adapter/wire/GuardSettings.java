package org.pindesk.adapter.wire;

import java.time.Duration;

/**
 * Bounds of a {@link Guard}.
 *
 * @param places calls that may be under way at one time
 * @param failures calls without an answer, one after another, after which no more is tried for a while
 * @param rest how long that while is; then one call is the trial
 * @param repeatReads whether a read that got no answer is made once more
 * @param firstPause wait after the first "too much"; doubled at each further one
 * @param longestPause where the doubling ends
 * @param pacing longest time that a write waits because of "too much", beyond its own deadline
 */
public record GuardSettings(
        int places,
        int failures,
        Duration rest,
        boolean repeatReads,
        Duration firstPause,
        Duration longestPause,
        Duration pacing) {
    /** For telephone systems: Cisco advises to repeat throttled AXL writes after several seconds. */
    public static final GuardSettings DEFAULT = new GuardSettings(
            8, 5, Duration.ofSeconds(5), true, Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofSeconds(20));

    /**
     * @throws IllegalArgumentException when a bound is not positive
     */
    public GuardSettings {
        if (places < 1
                || failures < 1
                || rest.toMillis() < 1
                || firstPause.toMillis() < 1
                || longestPause.compareTo(firstPause) < 0
                || pacing.isNegative()) {
            throw new IllegalArgumentException("bounds of a guard must be positive");
        }
    }

    public GuardSettings withPlaces(int number) {
        return new GuardSettings(number, failures, rest, repeatReads, firstPause, longestPause, pacing);
    }

    public GuardSettings withoutRepeating() {
        return new GuardSettings(places, failures, rest, false, firstPause, longestPause, pacing);
    }

    public GuardSettings withRest(int afterFailures, Duration time) {
        return new GuardSettings(places, afterFailures, time, repeatReads, firstPause, longestPause, pacing);
    }

    public GuardSettings withPacing(Duration first, Duration longest, Duration budget) {
        return new GuardSettings(places, failures, rest, repeatReads, first, longest, budget);
    }
}
