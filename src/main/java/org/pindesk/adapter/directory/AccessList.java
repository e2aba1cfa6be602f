package org.pindesk.adapter.directory;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The discretionary access list of an entry, as far as control rights go: who may reset or change the password. Layout of MS-DTYP
 * 2.4.4 to 2.4.6; order of evaluation of MS-ADTS 5.1.3.3: the first entry that names the right and somebody in the token decides.
 */
final class AccessList {
    /** The control rights Reset Password and Change Password (MS-ADTS 5.1.3.2.1), as GUIDs stand in a descriptor. */
    static final String RESET_PASSWORD = "709529006d24d011a76800aa006e0529";

    static final String CHANGE_PASSWORD = "531a72ab2f1ed011981900aa0040529b";

    private static final int DACL_PRESENT = 0x4;
    private static final int CONTROL_ACCESS = 0x100;
    private static final int GENERIC_ALL = 0x1000_0000;
    private static final int INHERIT_ONLY = 0x8;
    private static final int ALLOW = 0;
    private static final int DENY = 1;
    private static final int ALLOW_OBJECT = 5;
    private static final int DENY_OBJECT = 6;
    private static final int HAS_OBJECT = 0x1;
    private static final int HAS_INHERITED = 0x2;
    private static final int GUID_BYTES = 16;

    private final @Nullable List<Rule> rules;

    /**
     * An entry of the list.
     *
     * @param right the control right it is about; null for all of them
     */
    private record Rule(boolean allows, @Nullable String right, Sid who) {}

    private AccessList(@Nullable List<Rule> rules) {
        this.rules = rules;
    }

    /** Throws {@link org.pindesk.core.BackendException} for something that is no security descriptor. */
    static AccessList of(byte[] descriptor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
            int control = bytes.getShort(2);
            int start = bytes.getInt(16);
            // no list is not an empty one: it may mean that everybody may do everything, or that it was not shown
            return new AccessList((control & DACL_PRESENT) == 0 || start == 0 ? null : rules(bytes.position(start)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            throw LdapErrors.garbled("the directory sent a security descriptor that is none");
        }
    }

    /** Whether somebody with this token has the right; null when there is no list to tell from. */
    @Nullable
    Boolean grants(String right, Set<Sid> token) {
        if (rules == null) {
            return null;
        }
        for (Rule rule : rules) {
            if ((rule.right() == null || rule.right().equals(right)) && token.contains(rule.who())) {
                return rule.allows();
            }
        }
        return false;
    }

    private static List<Rule> rules(ByteBuffer bytes) {
        int list = bytes.position();
        int count = Short.toUnsignedInt(bytes.getShort(list + 4));
        List<Rule> found = new ArrayList<>();
        int next = list + 8;
        for (int i = 0; i < count; i++) {
            int size = Short.toUnsignedInt(bytes.getShort(next + 2));
            if (size < 8) {
                throw new IllegalArgumentException("an entry without contents");
            }
            Rule rule = rule(bytes, next, size);
            if (rule != null) {
                found.add(rule);
            }
            next += size;
        }
        return found;
    }

    private static @Nullable Rule rule(ByteBuffer bytes, int start, int size) {
        int type = bytes.get(start);
        int flags = bytes.get(start + 1);
        int mask = bytes.getInt(start + 4);
        boolean ofObject = type == ALLOW_OBJECT || type == DENY_OBJECT;
        boolean known = ofObject || type == ALLOW || type == DENY;
        if (!known || (flags & INHERIT_ONLY) != 0 || (mask & (CONTROL_ACCESS | GENERIC_ALL)) == 0) {
            return null;
        }
        int at = start + 8;
        String right = null;
        if (ofObject) {
            int parts = bytes.getInt(at);
            at += 4;
            if ((parts & HAS_OBJECT) != 0) {
                right = HexFormat.of().formatHex(part(bytes, at, GUID_BYTES));
                at += GUID_BYTES;
            }
            at += (parts & HAS_INHERITED) != 0 ? GUID_BYTES : 0;
        }
        int sid = 8 + 4 * bytes.get(at + 1);
        if (at + sid > start + size) {
            throw new IllegalArgumentException("an entry that ends too late");
        }
        return new Rule(type == ALLOW || type == ALLOW_OBJECT, right, Sid.of(part(bytes, at, sid)));
    }

    private static byte[] part(ByteBuffer bytes, int start, int length) {
        byte[] part = new byte[length];
        bytes.get(start, part);
        return part;
    }
}
