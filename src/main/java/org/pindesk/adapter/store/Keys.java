package org.pindesk.adapter.store;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

/**
 * The keys that secrets at rest are sealed with: the current one, and older ones that may still be needed to open. Prints its key
 * ids only.
 */
public final class Keys {
    /** Bytes of an AES-256 key. */
    private static final int LENGTH = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final String currentId;
    private final SecretKey current;
    private final Map<String, SecretKey> byId;

    private Keys(String currentId, SecretKey current, Map<String, SecretKey> byId) {
        this.currentId = currentId;
        this.current = current;
        this.byId = byId;
    }

    /**
     * Reads {@code id:base64,id:base64…}; the first key is the current one, each is 32 bytes in base64.
     *
     * @throws PindeskException {@code CONFIGURATION} naming which key is wrong and how, never its content
     */
    public static Keys parse(Secret configured) {
        Map<String, SecretKey> byId = new LinkedHashMap<>();
        int number = 0;
        for (String part : configured.open().split(",", -1)) {
            number++;
            String entry = part.strip();
            int colon = entry.indexOf(':');
            if (colon < 0 || !ID.matcher(entry.substring(0, colon)).matches()) {
                throw wrong("key " + number + " has no id; the form is id:base64, the id of letters, digits, - and _");
            }
            String id = entry.substring(0, colon);
            if (byId.containsKey(id)) {
                throw wrong("the key id " + id + " stands twice");
            }
            byId.put(id, new SecretKeySpec(decode("key " + id, entry.substring(colon + 1)), "AES"));
        }
        Map.Entry<String, SecretKey> first = byId.entrySet().iterator().next();
        return new Keys(first.getKey(), first.getValue(), byId);
    }

    /** 32 bytes from base64; the message of the exception names {@code what}, never the value. */
    static byte[] decode(String what, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw wrong(what + " is not base64");
        }
        if (bytes.length != LENGTH) {
            throw wrong(what + " has " + bytes.length + " bytes, not " + LENGTH);
        }
        return bytes;
    }

    String currentId() {
        return currentId;
    }

    SecretKey current() {
        return current;
    }

    Optional<SecretKey> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static PindeskException wrong(String what) {
        return new PindeskException(
                Problem.CONFIGURATION, what + ". Make a key with: head -c 32 /dev/urandom | base64");
    }

    @Override
    public String toString() {
        return "keys " + byId.keySet();
    }
}
