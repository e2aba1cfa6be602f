package org.pindesk.demo.directory;

import com.unboundid.ldap.sdk.Entry;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.pindesk.core.LogonHours;

/**
 * How an account stands at one moment, by its stored attributes and the policy that holds for it: what Active Directory computes
 * (MS-ADTS 3.1.1.4.5.17 and 3.1.1.4.5.33, measured on Samba 4.17).
 */
record Standing(Entry entry, PasswordRules rules, Instant now) {
    static final int DISABLED = 0x2;
    static final int NORMAL_ACCOUNT = 0x200;
    static final int PASSWORD_NEVER_EXPIRES = 0x1_0000;
    static final int SMART_CARD = 0x4_0000;
    static final int LOCKED = 0x10;
    static final int PASSWORD_EXPIRED = 0x80_0000;

    private static final int TRUST_ACCOUNT = 0x3800;
    private static final int WEEK_BYTES = 21;

    boolean disabled() {
        return has(DISABLED);
    }

    boolean accountExpired() {
        long expires = number("accountExpires");
        return expires != 0 && expires != FileTime.NEVER && expires <= FileTime.of(now);
    }

    /** Whether a lock holds; {@code lockoutTime} stays after it has run out. */
    boolean locked() {
        long since = number("lockoutTime");
        return since != 0
                && (rules.lockout().isZero()
                        || FileTime.at(since).plus(rules.lockout()).isAfter(now));
    }

    boolean mustChange() {
        return passwordExpiry() == 0;
    }

    boolean passwordExpired() {
        return passwordExpiry() != 0 && passwordExpiry() <= FileTime.of(now);
    }

    /** {@code msDS-UserPasswordExpiryTimeComputed}: 0 = at once, {@link FileTime#NEVER} = never. */
    long passwordExpiry() {
        if (has(PASSWORD_NEVER_EXPIRES) || has(SMART_CARD) || has(TRUST_ACCOUNT)) {
            return FileTime.NEVER;
        }
        long set = number("pwdLastSet");
        if (set == 0) {
            return 0;
        }
        return rules.maxAge().isZero() ? FileTime.NEVER : set + FileTime.units(rules.maxAge());
    }

    /** {@code msDS-User-Account-Control-Computed}. */
    long computedFlags() {
        return (locked() ? LOCKED : 0) | (mustChange() || passwordExpired() ? PASSWORD_EXPIRED : 0);
    }

    /** Samba ignores hours that are not 21 bytes long. */
    boolean hoursAllow() {
        byte[] hours = entry.getAttributeValueBytes("logonHours");
        return hours == null || hours.length != WEEK_BYTES || new LogonHours(BitSet.valueOf(hours)).allow(now);
    }

    /**
     * @param computer name of the PC; empty for a simple bind, which comes from no PC in the list
     */
    boolean workstationsAllow(String computer) {
        String list = entry.getAttributeValue("userWorkstations");
        return list == null
                || list.isBlank()
                || List.of(list.toLowerCase(Locale.ROOT).split("\\s*,\\s*"))
                        .contains(computer.toLowerCase(Locale.ROOT));
    }

    /** How many failed sign-ins one more would make. */
    int nextFailure() {
        Instant last = FileTime.at(number("badPasswordTime"));
        return last.plus(rules.window()).isAfter(now) ? (int) number("badPwdCount") + 1 : 1;
    }

    /** 0 where there is none. */
    long number(String attribute) {
        Long value = entry.getAttributeValueAsLong(attribute);
        return value == null ? 0 : value;
    }

    private boolean has(int flag) {
        return (number("userAccountControl") & flag) != 0;
    }
}
