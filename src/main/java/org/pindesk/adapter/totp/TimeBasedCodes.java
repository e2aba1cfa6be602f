package org.pindesk.adapter.totp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pindesk.core.Secret;
import org.pindesk.port.OneTimeCodes;

/**
 * RFC 6238 with what every authenticator app takes for granted: SHA-1, six digits, 30 seconds since 1970. Written here and not taken
 * from a library: it is one HMAC and four shifts, and the RFC's own test values are in the tests.
 *
 * <p>It is an adapter because it opens two secrets, the key and the typed code: the inside passes both on closed.
 */
public final class TimeBasedCodes implements OneTimeCodes {
    private static final long STEP_SECONDS = 30;
    private static final int KEY_BYTES = 20;
    private static final int MODULUS = 1_000_000;
    private static final String ALGORITHM = "HmacSHA1";

    private final RandomGenerator random;

    /**
     * @param random where keys come from; a secure source
     */
    public TimeBasedCodes(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Secret newKey() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return Secret.of(Base32.encode(key));
    }

    @Override
    public List<Long> steps(Secret key, Secret code, Instant at) {
        byte[] typed = code.open().replaceAll("[\\s\\p{Z}]", "").getBytes(StandardCharsets.UTF_8);
        byte[] raw = Base32.decode(key.open());
        long now = stepOf(at);
        // all three are compared, whether or not the first one fits
        return LongStream.rangeClosed(now - 1, now + 1)
                .filter(step -> MessageDigest.isEqual(code(raw, step).getBytes(StandardCharsets.UTF_8), typed))
                .boxed()
                .toList();
    }

    /** What an authenticator with this key shows at that time. */
    public static Secret codeAt(Secret key, Instant at) {
        return Secret.of(code(Base32.decode(key.open()), stepOf(at)));
    }

    private static long stepOf(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }

    /** RFC 4226 §5.3 with the time step as the counter (RFC 6238 §4.2). */
    private static String code(byte[] key, long step) {
        byte[] hash;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
        int offset = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%06d", number % MODULUS);
    }
}
