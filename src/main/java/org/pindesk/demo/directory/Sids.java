package org.pindesk.demo.directory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Security identifiers of the demo domain, in the binary form of MS-DTYP 2.4.2.2. */
final class Sids {
    static final String DOMAIN = "S-1-5-21-1004336348-1177238915-682003330";

    private Sids() {}

    static String ofDomain(int rid) {
        return DOMAIN + "-" + rid;
    }

    static byte[] bytes(String sid) {
        String[] parts = sid.split("-");
        int count = parts.length - 3;
        ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * count);
        bytes.putLong(Long.parseLong(parts[2]));
        bytes.put(0, (byte) 1);
        bytes.put(1, (byte) count);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 3; i < parts.length; i++) {
            bytes.putInt((int) Long.parseLong(parts[i]));
        }
        return bytes.array();
    }
}
