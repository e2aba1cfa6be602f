package org.pindesk.usecase;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PersonId;
import org.pindesk.core.SecretKind;

/**
 * What a "yes, this person" button stands for. It carries no right: whoever presses it is authorized anew, as if they had typed it.
 *
 * @param action {@link #UNLOCK}, {@code reset} for a PIN, or {@code reset-password}
 * @param person who is meant
 * @param on the system, null for any
 * @param reason masked words, null for none
 */
record Confirmation(
        String action,
        PersonId person,
        @Nullable String on,
        @Nullable String reason) {
    static final String UNLOCK = "unlock";

    private static final String RESET_PIN = "reset";
    private static final String RESET_PASSWORD = "reset-password";

    static Confirmation reset(SecretKind kind, PersonId person, @Nullable String on, @Nullable String reason) {
        return new Confirmation(kind == SecretKind.PIN ? RESET_PIN : RESET_PASSWORD, person, on, reason);
    }

    /** What is to be reset. */
    SecretKind kind() {
        return action.equals(RESET_PASSWORD) ? SecretKind.PASSWORD : SecretKind.PIN;
    }

    String value() {
        String joined = action + "\n" + person + "\n" + (on == null ? "" : on) + "\n" + (reason == null ? "" : reason);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Confirmation> of(String value) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8).split("\n", -1);
            if (parts.length != 4 || parts[1].isBlank()) {
                return Optional.empty();
            }
            return Optional.of(new Confirmation(
                    parts[0],
                    new PersonId(parts[1]),
                    parts[2].isEmpty() ? null : parts[2],
                    parts[3].isEmpty() ? null : parts[3]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
