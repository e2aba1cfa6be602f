package org.pindesk.demo.cucm;

import java.time.Duration;

/**
 * The cluster's PIN policy, with the fields of AXL's getCredentialPolicy.
 *
 * @param failedLogon failed sign-ins that lock a PIN
 * @param resetFailedLogonAttempts after this long without one, counting starts anew
 * @param lockoutDuration how long such a lock lasts
 */
record CredentialPolicy(
        String name,
        int failedLogon,
        Duration resetFailedLogonAttempts,
        Duration lockoutDuration,
        int minCredLength,
        int prevCredStoredNum,
        boolean trivialCredCheck) {
    static final CredentialPolicy DEFAULT = new CredentialPolicy(
            "Default Credential Policy", 10, Duration.ofMinutes(30), Duration.ofMinutes(30), 6, 12, true);

    CredentialPolicy withMinCredLength(int digits) {
        return new CredentialPolicy(
                name,
                failedLogon,
                resetFailedLogonAttempts,
                lockoutDuration,
                digits,
                prevCredStoredNum,
                trivialCredCheck);
    }
}
