package org.pindesk.usecase;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PersonId;
import org.pindesk.core.SaveOption;
import org.pindesk.core.SecretKind;

/**
 * What a "yes, this person" button stands for. It carries no right: whoever presses it is authorized anew, as if they had typed it.
 *
 * @param action {@link #UNLOCK}, {@code reset} for a PIN, or {@code reset-password}
 * @param person who is meant
 * @param on the system, null for any
 * @param reason masked words, null for none
 * @param save how a new password is saved; null where a form asks for it, and for all that is no password
 */
record Confirmation(
        String action,
        PersonId person,
        @Nullable String on,
        @Nullable String reason,
        @Nullable SaveOption save) {
    static final String UNLOCK = "unlock";

    private static final String RESET_PIN = "reset";
    private static final String RESET_PASSWORD = "reset-password";

    static Confirmation unlock(PersonId person, @Nullable String on, @Nullable String reason) {
        return new Confirmation(UNLOCK, person, on, reason, null);
    }

    static Confirmation reset(
            SecretKind kind, PersonId person, @Nullable String on, @Nullable String reason, @Nullable SaveOption save) {
        return new Confirmation(kind == SecretKind.PIN ? RESET_PIN : RESET_PASSWORD, person, on, reason, save);
    }

    /** What is to be reset. */
    SecretKind kind() {
        return action.equals(RESET_PASSWORD) ? SecretKind.PASSWORD : SecretKind.PIN;
    }

    String value() {
        String joined = String.join(
                "\n",
                action,
                person.value(),
                on == null ? "" : on,
                reason == null ? "" : reason,
                save == null ? "" : save.word());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Confirmation> of(String value) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8).split("\n", -1);
            if (parts.length != 5 || parts[1].isBlank()) {
                return Optional.empty();
            }
            return Optional.of(new Confirmation(
                    parts[0],
                    new PersonId(parts[1]),
                    parts[2].isEmpty() ? null : parts[2],
                    parts[3].isEmpty() ? null : parts[3],
                    SaveOption.of(parts[4]).orElse(null)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
