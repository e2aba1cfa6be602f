package org.pindesk.adapter.totp;

import java.io.ByteArrayOutputStream;

/** Base32 of RFC 4648 §6 without padding, the form in which authenticators take their keys. */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int held = 0;
        for (byte each : bytes) {
            buffer = buffer << Byte.SIZE | each & 0xff;
            held += Byte.SIZE;
            while (held >= BITS) {
                held -= BITS;
                text.append(ALPHABET.charAt(buffer >> held & 0x1f));
            }
        }
        if (held > 0) {
            text.append(ALPHABET.charAt(buffer << (BITS - held) & 0x1f));
        }
        return text.toString();
    }

    /**
     * @throws IllegalArgumentException when it is not base32, without a word of it
     */
    static byte[] decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int held = 0;
        for (char each : text.toCharArray()) {
            int digit = ALPHABET.indexOf(each);
            if (digit < 0) {
                throw new IllegalArgumentException("the key of an authenticator is not base32");
            }
            buffer = buffer << BITS | digit;
            held += BITS;
            if (held >= Byte.SIZE) {
                held -= Byte.SIZE;
                bytes.write(buffer >> held);
            }
        }
        return bytes.toByteArray();
    }
}
