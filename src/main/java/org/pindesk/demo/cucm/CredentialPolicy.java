package org.pindesk.demo.cucm;

import java.time.Duration;

/**
 * The cluster's PIN policy, with the fields of AXL's getCredentialPolicy.
 *
 * @param failedLogon failed sign-ins that lock a PIN
 * @param resetFailedLogonAttempts after this long without one, counting starts anew
 * @param lockoutDuration how long such a lock lasts; zero = until somebody lifts it
 * @param credExpiresAfter life of a PIN
 */
record CredentialPolicy(
        String name,
        int failedLogon,
        Duration resetFailedLogonAttempts,
        Duration lockoutDuration,
        int minCredLength,
        int prevCredStoredNum,
        boolean trivialCredCheck,
        Duration credExpiresAfter) {
    static final CredentialPolicy DEFAULT = new CredentialPolicy(
            "Default Credential Policy",
            10,
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            6,
            12,
            true,
            Duration.ofDays(180));

    CredentialPolicy withMinCredLength(int digits) {
        return new CredentialPolicy(
                name,
                failedLogon,
                resetFailedLogonAttempts,
                lockoutDuration,
                digits,
                prevCredStoredNum,
                trivialCredCheck,
                credExpiresAfter);
    }

    /**
     * @param duration zero = until somebody lifts the lock
     */
    CredentialPolicy withLockoutDuration(Duration duration) {
        return new CredentialPolicy(
                name,
                failedLogon,
                resetFailedLogonAttempts,
                duration,
                minCredLength,
                prevCredStoredNum,
                trivialCredCheck,
                credExpiresAfter);
    }
}
