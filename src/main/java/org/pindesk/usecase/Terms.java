package org.pindesk.usecase;

import java.time.Duration;

/**
 * How long things last.
 *
 * @param offer how long an offer waits for its owner
 * @param show how long a secret can be shown again after its first showing
 * @param lease how long one copy of the bot may work on a request or event before another takes over; longer than all back-end
 *     deadlines of one reset together
 */
public record Terms(Duration offer, Duration show, Duration lease) {
    public static final Terms DEFAULT = new Terms(Duration.ofHours(24), Duration.ofMinutes(10), Duration.ofMinutes(5));
}
