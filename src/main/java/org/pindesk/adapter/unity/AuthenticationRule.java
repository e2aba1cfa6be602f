package org.pindesk.adapter.unity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PinPolicy;

/**
 * What Unity Connection asks of a PIN: an authentication rule, which CUPI also calls credential policy.
 *
 * @param name null where it could not be read; likewise the others
 * @param minLength least number of digits
 * @param history how many earlier PINs are refused
 * @param trivialCheck whether trivial PINs are refused
 * @param maxHacks failed sign-ins that lock; 0 = they never lock
 * @param lockout how long such a lock lasts; zero = until an administrator lifts it
 * @param life of a PIN; zero = never expires
 */
record AuthenticationRule(
        @Nullable String name,
        @Nullable Integer minLength,
        @Nullable Integer history,
        @Nullable Boolean trivialCheck,
        @Nullable Integer maxHacks,
        @Nullable Duration lockout,
        @Nullable Duration life) {
    /** CUCM's default; Cisco recommends 6 for voicemail. Longer than needed harms nobody, shorter is refused. */
    static final int SAFE_LENGTH = 8;
    /** Unity Connection's default. */
    private static final int SAFE_HISTORY = 5;

    static final AuthenticationRule UNREAD = new AuthenticationRule(null, null, null, null, null, null, null);

    static AuthenticationRule of(CupiObject rule) {
        Integer minutes = rule.number("LockoutDuration");
        Integer days = rule.number("MaxDays");
        String name = rule.text("DisplayName");
        return new AuthenticationRule(
                name.isEmpty() ? null : name,
                rule.number("MinLength"),
                rule.number("PrevCredCount"),
                rule.flag("TrivialCredChecking"),
                rule.number("MaxHacks"),
                minutes == null ? null : Duration.ofMinutes(minutes),
                days == null ? null : Duration.ofDays(days));
    }

    /** What is asked of a new PIN; what could not be read is guessed on the safe side, and the name says so. */
    PinPolicy pin() {
        List<String> guessed = new ArrayList<>();
        if (minLength == null) {
            guessed.add("length " + SAFE_LENGTH);
        }
        if (history == null) {
            guessed.add("history " + SAFE_HISTORY);
        }
        if (trivialCheck == null) {
            guessed.add("check for trivial PINs");
        }
        String shown = name == null ? "authentication rule that could not be read" : name;
        return new PinPolicy(
                guessed.isEmpty() ? shown : shown + " (not shown, assumed: " + String.join(", ", guessed) + ")",
                minLength == null ? SAFE_LENGTH : minLength,
                history == null ? SAFE_HISTORY : history,
                trivialCheck == null || trivialCheck);
    }
}
