package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.util.StaticUtils;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;

/**
 * Account state on OpenLDAP with the ppolicy overlay (slapo-ppolicy 2.5; measured). Without a known policy entry a lock counts as
 * lasting and no password as expired, because both depend on its durations.
 */
final class PpolicyState {
    static final String LOCKED_TIME = "pwdAccountLockedTime";
    static final String CHANGED_TIME = "pwdChangedTime";
    static final String RESET = "pwdReset";
    static final String START_TIME = "pwdStartTime";
    static final String END_TIME = "pwdEndTime";
    static final String GRACE_USE_TIME = "pwdGraceUseTime";
    static final String DISABLED = "pwdAccountDisabled";
    static final String POLICY = "pwdPolicySubentry";

    static final List<String> POLICY_ATTRIBUTES =
            List.of("pwdMaxAge", "pwdLockout", "pwdLockoutDuration", "pwdGraceAuthNLimit", "pwdMustChange");

    /** Written by an administrator, lasts until one takes it away. */
    private static final String LOCKED_FOR_EVER = "000001010000Z";

    private PpolicyState() {}

    /**
     * @param policy the entry of the policy that holds for this person, null when not known or not readable
     */
    static AccountState of(Entry entry, @Nullable Entry policy, DirectorySettings settings, Instant now) {
        Instant changed = time(entry, CHANGED_TIME);
        boolean policyIsKnown = entry.hasAttribute(POLICY) || settings.passwordPolicy() != null;
        if (policyIsKnown && (policy == null || (changed == null && number(policy, "pwdMaxAge") > 0))) {
            // ppolicy is in use, and what it keeps about this password is not shown
            return AccountState.UNREADABLE;
        }
        Instant start = time(entry, START_TIME);
        Instant end = time(entry, END_TIME);
        return new AccountState(
                true,
                entry.hasAttribute(DISABLED),
                (start != null && start.isAfter(now)) || (end != null && !end.isAfter(now)),
                isLocked(entry, policy, now),
                isOver(entry, changed, policy, now),
                "TRUE".equalsIgnoreCase(entry.getAttributeValue(RESET))
                        && (policy == null || !"FALSE".equalsIgnoreCase(policy.getAttributeValue("pwdMustChange"))));
    }

    private static boolean isLocked(Entry entry, @Nullable Entry policy, Instant now) {
        String locked = entry.getAttributeValue(LOCKED_TIME);
        if (locked == null) {
            return false;
        }
        if (policy == null) {
            return true;
        }
        if (!"TRUE".equalsIgnoreCase(policy.getAttributeValue("pwdLockout"))) {
            return false;
        }
        long seconds = number(policy, "pwdLockoutDuration");
        Instant since = time(entry, LOCKED_TIME);
        return locked.equals(LOCKED_FOR_EVER)
                || seconds == 0
                || since == null
                || since.plus(Duration.ofSeconds(seconds)).isAfter(now);
    }

    private static boolean isOver(Entry entry, @Nullable Instant changed, @Nullable Entry policy, Instant now) {
        if (changed == null || policy == null) {
            return false;
        }
        long seconds = number(policy, "pwdMaxAge");
        return seconds > 0
                && !changed.plus(Duration.ofSeconds(seconds)).isAfter(now)
                && Attributes.values(entry, GRACE_USE_TIME).size() >= number(policy, "pwdGraceAuthNLimit");
    }

    private static long number(Entry policy, String attribute) {
        Long value = policy.getAttributeValueAsLong(attribute);
        return value == null ? 0 : value;
    }

    private static @Nullable Instant time(Entry entry, String attribute) {
        String value = entry.getAttributeValue(attribute);
        if (value == null || value.equals(LOCKED_FOR_EVER)) {
            return null;
        }
        try {
            return StaticUtils.decodeGeneralizedTime(value).toInstant();
        } catch (ParseException e) {
            throw LdapErrors.garbled("the directory sent a " + attribute + " that is no time");
        }
    }
}
