package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import java.time.Instant;
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

    static final long DISABLED = 0x2;
    static final long LOCKED = 0x10;
    static final long PASSWORD_NOT_REQUIRED = 0x20;
    static final long PASSWORD_NEVER_EXPIRES = 0x1_0000;
    static final long SMART_CARD_REQUIRED = 0x4_0000;
    static final long PASSWORD_EXPIRED = 0x80_0000;

    private AdState() {}

    /** Whether the directory shows what state the account is in. */
    static boolean isSeen(Entry entry) {
        return entry.hasAttribute(FLAGS);
    }

    static AccountState of(Entry entry, Instant now) {
        Long flags = FileTime.number(entry, FLAGS);
        Long computed = FileTime.number(entry, COMPUTED_FLAGS);
        Long expires = FileTime.number(entry, ACCOUNT_EXPIRES);
        Long passwordSet = FileTime.number(entry, PASSWORD_SET);
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
        Instant end = FileTime.instant(filetime);
        return end != null && !end.isAfter(now);
    }
}
