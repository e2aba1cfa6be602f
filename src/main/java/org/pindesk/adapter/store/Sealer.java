package org.pindesk.adapter.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;

/**
 * AES-256-GCM with a fresh random 96-bit nonce per sealing and the place of the secret (request, owner, system) as additional
 * data: a sealed secret opens only where it was put.
 */
final class Sealer {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Keys keys;
    private final SecureRandom random;

    Sealer(Keys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /** Where a secret belongs. */
    record Place(String requestId, PersonId owner, String system) {
        /** Each part with its length in front, so that no two places give the same bytes. */
        byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (String part : new String[] {requestId, owner.value(), system}) {
                byte[] utf8 = StoredText.of(part).getBytes(StandardCharsets.UTF_8);
                out.writeBytes((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
                out.writeBytes(utf8);
            }
            return out.toByteArray();
        }
    }

    /** What lies in the database. */
    @SuppressWarnings("ArrayRecordComponent") // carried from one method to the next, never compared
    record Sealed(String keyId, byte[] nonce, byte[] bytes) {}

    Sealed seal(Secret secret, Place place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] clear = secret.open().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, keys.current(), nonce, place).doFinal(clear);
            return new Sealed(keys.currentId(), nonce, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java seals with " + CIPHER, e);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /** The id of the key that seals now. */
    String currentKeyId() {
        return keys.currentId();
    }

    /** The secret, or empty when no configured key opens it in this place. */
    Optional<Secret> open(Sealed sealed, Place place) {
        Optional<SecretKey> key = keys.byId(sealed.keyId());
        if (key.isEmpty() || sealed.nonce().length != NONCE_BYTES || sealed.bytes().length < TAG_BITS / 8) {
            return Optional.empty();
        }
        try {
            byte[] clear = cipher(Cipher.DECRYPT_MODE, key.get(), sealed.nonce(), place)
                    .doFinal(sealed.bytes());
            try {
                return Optional.of(Secret.of(new String(clear, StandardCharsets.UTF_8)));
            } finally {
                Arrays.fill(clear, (byte) 0);
            }
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java opens with " + CIPHER, e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, Place place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.bytes());
        return cipher;
    }
}
