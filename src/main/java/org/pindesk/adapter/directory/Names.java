package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Locale;

/** Rules for names that people type and names that the directory gives back. */
final class Names {
    static final int LONGEST_MAIL = 254;
    static final int LONGEST_LOGIN = 256;

    private Names() {}

    /** Whether this may be looked for at all: not blank, not too long, no control characters or broken surrogates. */
    static boolean isSearchable(String typed, int longest) {
        return !typed.isBlank()
                && typed.length() <= longest
                && typed.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    }

    /**
     * Whether two names are the same but for upper and lower case. Stricter than directories, which may see {@code hána} and
     * {@code hana} as equal, and than {@link String#equalsIgnoreCase}, which takes the Kelvin sign for a k.
     */
    static boolean same(String a, String b) {
        if (a.length() != b.length()) {
            return false;
        }
        for (int i = 0; i < a.length(); i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            boolean equal = x == y || (x < 128 == y < 128 && Character.toLowerCase(x) == Character.toLowerCase(y));
            if (!equal) {
                return false;
            }
        }
        return true;
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static DN dn(String name) {
        try {
            return new DN(name);
        } catch (LDAPException e) {
            throw LdapErrors.garbled("the directory sent a name that is no DN");
        }
    }

    static boolean isInside(DN entry, Iterable<String> bases) {
        for (String base : bases) {
            if (entry.isDescendantOf(dn(base), true)) {
                return true;
            }
        }
        return false;
    }
}
