package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;

/**
 * Account state on Active Directory. Every one of the four attributes is present on a real user, so one that is missing means that
 * the service account may not see it (measured on Samba with Authenticated Users taken out of Pre-Windows 2000 Compatible Access).
 */
final class AdState {
    static final String FLAGS = "userAccountControl";
    static final String COMPUTED_FLAGS = "msDS-User-Account-Control-Computed";
    static final String ACCOUNT_EXPIRES = "accountExpires";
    static final String PASSWORD_SET = "pwdLastSet";

    private static final long DISABLED = 0x2;
    private static final long LOCKED = 0x10;
    private static final long PASSWORD_EXPIRED = 0x80_0000;

    /** Milliseconds from 1601, where FILETIME starts, to 1970. */
    private static final long FILETIME_OFFSET = 11_644_473_600_000L;

    private AdState() {}

    static AccountState of(Entry entry, Instant now) {
        Long flags = number(entry, FLAGS);
        Long computed = number(entry, COMPUTED_FLAGS);
        Long expires = number(entry, ACCOUNT_EXPIRES);
        Long passwordSet = number(entry, PASSWORD_SET);
        if (flags == null || computed == null || expires == null || passwordSet == null) {
            return AccountState.UNREADABLE;
        }
        // with "password never expires" the computed bit stays clear, and Windows asks for no change either
        boolean passwordOver = (computed & PASSWORD_EXPIRED) != 0;
        return new AccountState(
                true,
                (flags & DISABLED) != 0,
                isPast(expires, now),
                (computed & LOCKED) != 0,
                passwordOver && passwordSet != 0,
                passwordOver && passwordSet == 0);
    }

    private static boolean isPast(long filetime, Instant now) {
        if (filetime == 0 || filetime == Long.MAX_VALUE) {
            return false;
        }
        return !Instant.ofEpochMilli(filetime / 10_000 - FILETIME_OFFSET).isAfter(now);
    }

    private static @Nullable Long number(Entry entry, String attribute) {
        String value = entry.getAttributeValue(attribute);
        if (value == null) {
            return null;
        }
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw LdapErrors.garbled("the directory sent a " + attribute + " that is no number");
        }
    }
}
