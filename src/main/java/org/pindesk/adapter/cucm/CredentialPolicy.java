package org.pindesk.adapter.cucm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.XmlElement;
import org.pindesk.core.PinPolicy;

/**
 * A credential policy as getCredentialPolicy shows it.
 *
 * @param pin what it asks of a new PIN
 * @param failedLogon failed sign-ins that lock; 0 = they never lock; null = not shown, as below
 * @param lockout how long such a lock lasts; zero = until somebody lifts it
 * @param expiresAfter life of a PIN; zero = never expires
 * @param inactivity after how long without use a PIN is locked; zero = never
 */
record CredentialPolicy(
        PinPolicy pin,
        @Nullable Integer failedLogon,
        @Nullable Duration lockout,
        @Nullable Duration expiresAfter,
        @Nullable Duration inactivity) {
    static CredentialPolicy of(PinPolicy pin, XmlElement policy) {
        Integer minutes = number(policy, "lockoutDuration");
        Integer expiry = number(policy, "credExpiresAfter");
        Integer days = number(policy, "inactiveDaysAllowed");
        return new CredentialPolicy(
                pin,
                number(policy, "failedLogon"),
                // 7.1 shows the zeros as flags too
                UserRecord.yes(policy.textAt("administratorMustUnlock"))
                        ? Duration.ZERO
                        : minutes == null ? null : Duration.ofMinutes(minutes),
                UserRecord.yes(policy.textAt("neverExpires"))
                        ? Duration.ZERO
                        : expiry == null ? null : Duration.ofDays(expiry),
                days == null ? null : Duration.ofDays(days));
    }

    private static @Nullable Integer number(XmlElement policy, String field) {
        String text = policy.textAt(field);
        return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }
}
