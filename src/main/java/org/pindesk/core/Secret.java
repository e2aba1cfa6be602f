package org.pindesk.core;

import java.util.Objects;

/**
 * A PIN or password while it is in memory. Prints as {@code ***}, has no equality and cannot be serialized, so that it ends in no
 * log, exception or assertion message by accident. {@link #open()} is called only where the secret must leave: in connectors, in
 * the chat adapters' show step and in the store's sealing; an architecture test keeps it so.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * @param value the secret in clear, not empty
     */
    public static Secret of(String value) {
        if (Objects.requireNonNull(value).isEmpty()) {
            throw new IllegalArgumentException("a secret is never empty");
        }
        return new Secret(value);
    }

    /** The secret in clear. */
    public String open() {
        return value;
    }

    /**
     * A text with every appearance of this secret replaced by {@code ***}: for error texts that come back from a system which was
     * just told the secret.
     */
    public String scrub(String text) {
        return text.replace(value, "***");
    }

    /** Whether both hold the same value, compared in constant time. */
    public boolean sameAs(Secret other) {
        return java.security.MessageDigest.isEqual(
                value.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                other.value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "***";
    }
}
