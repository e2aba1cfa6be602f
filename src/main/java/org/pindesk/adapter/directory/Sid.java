package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * A Windows security identifier in its text form, {@code S-1-5-21-...}; binary layout of MS-DTYP 2.4.2.2: revision, number of
 * sub-authorities, authority (6 bytes, big-endian), sub-authorities (4 bytes each, little-endian).
 */
record Sid(String text) {
    /**
     * Relative ids of domain groups whose members no helpdesk tool may touch: Domain Admins, Domain Controllers, Schema Admins,
     * Enterprise Admins, Group Policy Creator Owners, Read-only Domain Controllers, Protected Users, Key Admins, Enterprise Key Admins.
     */
    private static final Set<String> DOMAIN_GROUPS =
            Set.of("512", "516", "518", "519", "520", "521", "525", "526", "527");

    /** The built-in Administrator and krbtgt. */
    private static final Set<String> DOMAIN_ACCOUNTS = Set.of("500", "502");

    /** Administrators, Account, Server, Print and Backup Operators, Replicator. */
    private static final Set<String> BUILTIN_GROUPS =
            Set.of("S-1-5-32-544", "S-1-5-32-548", "S-1-5-32-549", "S-1-5-32-550", "S-1-5-32-551", "S-1-5-32-552");

    /** In the token of whoever has signed in: Everyone and Authenticated Users. */
    static final Set<Sid> ANYBODY_SIGNED_IN = Set.of(new Sid("S-1-1-0"), new Sid("S-1-5-11"));

    /** Principal Self: stands in permissions for the person that the entry is of. */
    static final Sid SELF = new Sid("S-1-5-10");

    static Sid of(byte[] value) {
        if (value.length < 8 || value[0] != 1 || value.length != 8 + 4 * value[1]) {
            throw LdapErrors.garbled("the directory sent a security identifier that is none");
        }
        ByteBuffer bytes = ByteBuffer.wrap(value);
        long authority = bytes.getLong(0) & 0xFFFF_FFFF_FFFFL;
        StringBuilder text = new StringBuilder("S-1-").append(authority);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 8; i < value.length; i += 4) {
            text.append('-').append(Integer.toUnsignedLong(bytes.getInt(i)));
        }
        return new Sid(text.toString());
    }

    /** The values of an attribute; empty where it is not shown. */
    static Set<Sid> all(Entry entry, String attribute) {
        Set<Sid> found = new HashSet<>();
        byte[][] values = entry.getAttributeValueByteArrays(attribute);
        for (byte[] value : values == null ? new byte[0][] : values) {
            found.add(of(value));
        }
        return found;
    }

    String rid() {
        return text.substring(text.lastIndexOf('-') + 1);
    }

    /** Whether a person with this group in their token must never be touched, in whichever domain the group is. */
    boolean isPrivilegedGroup() {
        return BUILTIN_GROUPS.contains(text) || (isOfDomain() && DOMAIN_GROUPS.contains(rid()));
    }

    boolean isProtectedUsers() {
        return isOfDomain() && rid().equals("525");
    }

    boolean isPrivilegedAccount() {
        return isOfDomain() && DOMAIN_ACCOUNTS.contains(rid());
    }

    /** {@code S-1-5-21-a-b-c-rid}. */
    private boolean isOfDomain() {
        return text.matches("S-1-5-21(-\\d+){4}");
    }
}
