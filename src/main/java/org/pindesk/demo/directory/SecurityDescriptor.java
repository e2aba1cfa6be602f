package org.pindesk.demo.directory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who may do what with an account, in the self-relative binary form of MS-DTYP 2.4.6: owner and DACL. */
final class SecurityDescriptor {
    static final UUID CHANGE_PASSWORD = UUID.fromString("ab721a53-1e2f-11d0-9819-00aa0040529b");
    static final UUID RESET_PASSWORD = UUID.fromString("00299570-246d-11d0-a768-00aa006e0529");
    static final UUID LOCKOUT_TIME = UUID.fromString("28630ebf-41d5-11d1-a9c1-0000f80367c1");
    static final UUID PWD_LAST_SET = UUID.fromString("bf967a0a-0de6-11d0-a285-00aa003049e2");

    private static final String SELF = "S-1-5-10";
    private static final String EVERYONE = "S-1-1-0";
    private static final String DOMAIN_ADMINS = Sids.ofDomain(512);

    private static final int ALLOW = 0;
    private static final int ALLOW_OBJECT = 5;
    private static final int DENY_OBJECT = 6;
    private static final int INHERITED = 0x10;
    private static final int CONTROL_ACCESS = 0x100;
    private static final int READ_AND_WRITE_PROPERTY = 0x30;
    private static final int FULL_CONTROL = 0xF01FF;
    private static final int OBJECT_TYPE_PRESENT = 1;
    private static final int DACL_PRESENT_SELF_RELATIVE = 0x8004;
    private static final int HEADER = 20;
    private static final int ACL_HEADER = 8;
    private static final byte ACL_REVISION_DS = 4;

    private SecurityDescriptor() {}

    /**
     * Of a user account.
     *
     * @param writer SID of the account that the helpdesk's rights are delegated to; null where the delegation does not reach
     * @param changesItself false is what "User cannot change password" sets: two denials
     */
    static byte[] ofUser(@Nullable String writer, boolean changesItself) {
        List<byte[]> entries = new ArrayList<>();
        int change = changesItself ? ALLOW_OBJECT : DENY_OBJECT;
        entries.add(entry(change, 0, CONTROL_ACCESS, CHANGE_PASSWORD, EVERYONE));
        entries.add(entry(change, 0, CONTROL_ACCESS, CHANGE_PASSWORD, SELF));
        entries.add(entry(ALLOW, 0, FULL_CONTROL, null, DOMAIN_ADMINS));
        if (writer != null) {
            entries.add(entry(ALLOW_OBJECT, INHERITED, CONTROL_ACCESS, RESET_PASSWORD, writer));
            entries.add(entry(ALLOW_OBJECT, INHERITED, READ_AND_WRITE_PROPERTY, LOCKOUT_TIME, writer));
            entries.add(entry(ALLOW_OBJECT, INHERITED, READ_AND_WRITE_PROPERTY, PWD_LAST_SET, writer));
        }
        return descriptor(Sids.bytes(DOMAIN_ADMINS), entries);
    }

    private static byte[] descriptor(byte[] owner, List<byte[]> entries) {
        int aclSize =
                ACL_HEADER + entries.stream().mapToInt(entry -> entry.length).sum();
        ByteBuffer out =
                ByteBuffer.allocate(HEADER + 2 * owner.length + aclSize).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 1).put((byte) 0).putShort((short) DACL_PRESENT_SELF_RELATIVE);
        out.putInt(HEADER).putInt(HEADER + owner.length).putInt(0).putInt(HEADER + 2 * owner.length);
        out.put(owner).put(owner);
        out.put(ACL_REVISION_DS).put((byte) 0).putShort((short) aclSize);
        out.putShort((short) entries.size()).putShort((short) 0);
        entries.forEach(out::put);
        return out.array();
    }

    private static byte[] entry(int type, int flags, int mask, @Nullable UUID object, String sid) {
        byte[] who = Sids.bytes(sid);
        int size = 8 + (object == null ? 0 : 20) + who.length;
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) type).put((byte) flags).putShort((short) size).putInt(mask);
        if (object != null) {
            long high = object.getMostSignificantBits();
            out.putInt(OBJECT_TYPE_PRESENT);
            out.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
            out.order(ByteOrder.BIG_ENDIAN).putLong(object.getLeastSignificantBits());
        }
        return out.put(who).array();
    }
}
