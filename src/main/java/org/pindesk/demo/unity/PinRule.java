package org.pindesk.demo.unity;

import java.time.Duration;

/**
 * The authentication rule for PINs, with the fields of CUPI. Failed sign-ins, spans and length as Cisco recommends them for voicemail.
 *
 * @param maxHacks failed sign-ins that lock
 * @param hackReset after this long without one, counting starts anew
 * @param lockout how long such a lock lasts; zero = until an administrator lifts it
 * @param life zero = never expires
 */
record PinRule(
        String name, int minLength, int history, int maxHacks, Duration hackReset, Duration lockout, Duration life) {
    static final String ID = "a97ff291-8e60-475a-b7ee-e956ae83a730";
    static final PinRule START = new PinRule(
            "Recommended Voice Mail Authentication Rule",
            6,
            5,
            3,
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            Duration.ofDays(180));

    PinRule withMinLength(int digits) {
        return new PinRule(name, digits, history, maxHacks, hackReset, lockout, life);
    }

    PinRule withLockout(Duration time) {
        return new PinRule(name, minLength, history, maxHacks, hackReset, time, life);
    }

    PinRule withLife(Duration time) {
        return new PinRule(name, minLength, history, maxHacks, hackReset, lockout, time);
    }
}
