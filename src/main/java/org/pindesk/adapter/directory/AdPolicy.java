package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.DirectoryEvidence.Policy;
import org.pindesk.core.PasswordPolicy;

/**
 * The rules for passwords and locks that hold for one account: those of the domain, or of a password settings object (PSO).
 *
 * @param name as operators know it
 * @param readable whether its contents were shown; when not, every number is null
 * @param lockout zero = until an administrator lifts it
 * @param maxAge zero = for ever
 * @param minAge how long a new password must be kept
 * @param window how long a failed sign-in counts; null where not shown
 * @param complex null where not shown
 */
record AdPolicy(
        String name,
        boolean readable,
        @Nullable Integer failuresToLock,
        @Nullable Duration lockout,
        @Nullable Integer minLength,
        @Nullable Duration maxAge,
        @Nullable Duration minAge,
        @Nullable Duration window,
        @Nullable Boolean complex) {
    static final AdPolicy UNSEEN = unreadable("");

    static final String[] OF_DOMAIN = {
        "lockoutThreshold",
        "lockoutDuration",
        "lockOutObservationWindow",
        "minPwdLength",
        "maxPwdAge",
        "minPwdAge",
        "pwdProperties"
    };
    static final String[] OF_PSO = {
        "cn",
        "msDS-LockoutThreshold",
        "msDS-LockoutDuration",
        "msDS-LockoutObservationWindow",
        "msDS-MinimumPasswordLength",
        "msDS-MaximumPasswordAge",
        "msDS-MinimumPasswordAge",
        "msDS-PasswordComplexityEnabled"
    };

    /** Length of a new password where the policy is not shown; PSOs for administrators are rarely stricter. */
    private static final int SAFE_LENGTH = 14;

    /** Bit of pwdProperties. */
    private static final int COMPLEX = 0x1;

    static AdPolicy unreadable(String name) {
        return new AdPolicy(name, false, null, null, null, null, null, null, null);
    }

    /** Of the head of the domain; unreadable unless every number but the window is shown. */
    static AdPolicy ofDomain(Entry head) {
        Long properties = FileTime.number(head, "pwdProperties");
        return complete(new AdPolicy(
                "domain policy",
                true,
                FileTime.count(head, "lockoutThreshold"),
                FileTime.duration(head, "lockoutDuration"),
                FileTime.count(head, "minPwdLength"),
                FileTime.duration(head, "maxPwdAge"),
                FileTime.duration(head, "minPwdAge"),
                FileTime.duration(head, "lockOutObservationWindow"),
                properties == null ? null : (properties & COMPLEX) != 0));
    }

    /** Of a password settings object; unreadable unless every number but the window is shown. */
    static AdPolicy ofPso(Entry pso, String name) {
        String complex = pso.getAttributeValue("msDS-PasswordComplexityEnabled");
        return complete(new AdPolicy(
                name,
                true,
                FileTime.count(pso, "msDS-LockoutThreshold"),
                FileTime.duration(pso, "msDS-LockoutDuration"),
                FileTime.count(pso, "msDS-MinimumPasswordLength"),
                FileTime.duration(pso, "msDS-MaximumPasswordAge"),
                FileTime.duration(pso, "msDS-MinimumPasswordAge"),
                FileTime.duration(pso, "msDS-LockoutObservationWindow"),
                complex == null ? null : complex.equalsIgnoreCase("TRUE")));
    }

    private static AdPolicy complete(AdPolicy read) {
        return read.failuresToLock == null
                        || read.lockout == null
                        || read.minLength == null
                        || read.maxAge == null
                        || read.minAge == null
                        || read.complex == null
                ? unreadable(read.name)
                : read;
    }

    Policy evidence() {
        return new Policy(name, readable, failuresToLock, lockout, minLength, maxAge);
    }

    /** For a new password; on the safe side of a domain policy that is known when this one is not. */
    PasswordPolicy forReset(AdPolicy domain) {
        if (minLength != null && complex != null) {
            return new PasswordPolicy(name, minLength, complex);
        }
        int known = domain.minLength == null ? 0 : domain.minLength;
        return new PasswordPolicy(name, Math.max(SAFE_LENGTH, known), true);
    }
}
