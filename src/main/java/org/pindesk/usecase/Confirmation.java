package org.pindesk.usecase;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PersonId;

/**
 * What a "yes, this person" button stands for. It carries no right: whoever presses it is authorized anew, as if they had typed it.
 *
 * @param action {@code reset} or {@code unlock}
 * @param person who is meant
 * @param on the system, null for any
 * @param reason masked words, null for none
 */
record Confirmation(
        String action,
        PersonId person,
        @Nullable String on,
        @Nullable String reason) {
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
