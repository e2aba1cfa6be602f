package org.pindesk.adapter.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pindesk.core.BackendException;

/** Descriptors by the layout of MS-DTYP; the real tier asks Samba for its own. */
class AccessListTest {
    private static final byte[] EVERYONE = HexFormat.of().parseHex("010100000000000100000000");
    private static final byte[] SOMEBODY =
            HexFormat.of().parseHex("0105000000000005150000000100000002000000030000004f040000");
    private static final Set<Sid> TOKEN = Set.of(Sid.of(EVERYONE), Sid.of(SOMEBODY));
    private static final int CONTROL = 0x100;
    private static final int FULL = 0xF01FF;
    private static final int READ = 0x20094;

    @Test
    void aRightIsGrantedByItsNameByAllRightsAndByFullControl() {
        assertThat(resets(object(5, 0, CONTROL, AccessList.RESET_PASSWORD, SOMEBODY)))
                .isTrue();
        assertThat(resets(object(5, 0, CONTROL, "", SOMEBODY))).isTrue();
        assertThat(resets(plain(0, 0, FULL, SOMEBODY))).isTrue();
        assertThat(resets(plain(0, 0, 0x1000_0000, SOMEBODY))).isTrue();
    }

    @Test
    void somethingElseGrantsNothing() {
        assertThat(resets()).isFalse();
        assertThat(resets(object(5, 0, CONTROL, AccessList.CHANGE_PASSWORD, SOMEBODY)))
                .isFalse();
        assertThat(resets(object(5, 0x8, CONTROL, AccessList.RESET_PASSWORD, SOMEBODY)))
                .as("only to be inherited")
                .isFalse();
        assertThat(resets(object(5, 0, 0x30, AccessList.RESET_PASSWORD, SOMEBODY)))
                .as("read and write of a property")
                .isFalse();
        assertThat(resets(plain(0, 0, READ, SOMEBODY))).isFalse();
        assertThat(resets(plain(2, 0, FULL, SOMEBODY))).as("an audit entry").isFalse();
        byte[] other = SOMEBODY.clone();
        other[other.length - 1] = 9;
        assertThat(resets(plain(0, 0, FULL, other))).isFalse();
    }

    @Test
    void theFirstThatFitsDecides() {
        byte[] deny = object(6, 0, CONTROL, AccessList.RESET_PASSWORD, EVERYONE);
        byte[] allow = plain(0, 0, FULL, SOMEBODY);
        assertThat(resets(deny, allow)).isFalse();
        assertThat(resets(allow, deny)).isTrue();
        assertThat(resets(plain(1, 0, FULL, SOMEBODY), allow)).isFalse();
    }

    @Test
    void noListTellsNothing() {
        byte[] none = new byte[20];
        none[0] = 1;
        assertThat(AccessList.of(none).grants(AccessList.RESET_PASSWORD, TOKEN)).isNull();
    }

    @Test
    void nonsenseIsRefusedWhereverItEnds() {
        byte[] whole =
                descriptor(object(5, 0, CONTROL, AccessList.RESET_PASSWORD, SOMEBODY), plain(0, 0, FULL, EVERYONE));
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> AccessList.of(part)).as("%d bytes", length).isInstanceOf(BackendException.class);
        }
        assertThat(AccessList.of(whole).grants(AccessList.RESET_PASSWORD, TOKEN))
                .isTrue();
    }

    private static Boolean resets(byte[]... entries) {
        return Boolean.TRUE.equals(AccessList.of(descriptor(entries)).grants(AccessList.RESET_PASSWORD, TOKEN));
    }

    private static byte[] descriptor(byte[]... entries) {
        int size = 8 + List.of(entries).stream().mapToInt(entry -> entry.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(20 + size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 1)
                .put((byte) 0)
                .putShort((short) 0x8004)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(20);
        bytes.put((byte) 4)
                .put((byte) 0)
                .putShort((short) size)
                .putShort((short) entries.length)
                .putShort((short) 0);
        for (byte[] entry : entries) {
            bytes.put(entry);
        }
        return bytes.array();
    }

    private static byte[] plain(int type, int flags, int mask, byte[] sid) {
        return entry(type, flags, mask, new byte[0], sid);
    }

    private static byte[] object(int type, int flags, int mask, String right, byte[] sid) {
        ByteBuffer parts = ByteBuffer.allocate(right.isEmpty() ? 4 : 20).order(ByteOrder.LITTLE_ENDIAN);
        parts.putInt(right.isEmpty() ? 0 : 1);
        parts.put(HexFormat.of().parseHex(right));
        return entry(type, flags, mask, parts.array(), sid);
    }

    private static byte[] entry(int type, int flags, int mask, byte[] parts, byte[] sid) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) type)
                .put((byte) flags)
                .putShort((short) (8 + parts.length + sid.length))
                .putInt(mask);
        out.writeBytes(head.array());
        out.writeBytes(parts);
        out.writeBytes(sid);
        return out.toByteArray();
    }
}
