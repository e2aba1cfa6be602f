package org.pindesk.adapter.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Secret;

/** The key of the audit chain (HMAC-SHA256); another one than those that seal secrets. Never printed. */
public final class AuditKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    private AuditKey(SecretKey key) {
        this.key = key;
    }

    /**
     * Reads 32 bytes in base64.
     *
     * @throws PindeskException {@code CONFIGURATION} saying what is wrong, never the value
     */
    public static AuditKey parse(Secret base64) {
        return new AuditKey(new SecretKeySpec(Keys.decode("the audit key", base64.open()), ALGORITHM));
    }

    /**
     * HMAC over the parts in hex. Each part goes in with its length in front, a null one as {@code -}, so that no two lists of parts
     * give the same bytes.
     */
    String mac(@Nullable String... parts) {
        Mac mac;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
        for (String part : parts) {
            if (part == null) {
                mac.update((byte) '-');
                continue;
            }
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            mac.update(bytes);
        }
        return HexFormat.of().formatHex(mac.doFinal());
    }

    @Override
    public String toString() {
        return "audit key";
    }
}
