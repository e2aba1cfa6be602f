package org.pindesk.usecase;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;

/**
 * What the form of break-glass is about. It carries no right: who sends it is looked at anew.
 *
 * @param target id of an account of the asker's own platform and team
 * @param on the system, null for any
 * @param reason masked words, null where the form has to ask for them
 */
record BreakGlassWish(
        String target, @Nullable String on, @Nullable String reason) {
    /** Longer ones are asked for again: a button carries so much. */
    private static final int LONGEST_REASON = 400;

    static BreakGlassWish of(String target, @Nullable String on, @Nullable String reason) {
        boolean fits = reason != null && reason.getBytes(StandardCharsets.UTF_8).length <= LONGEST_REASON;
        return new BreakGlassWish(target, on, fits ? reason : null);
    }

    ChatUser account(ChatUser asker) {
        return new ChatUser(asker.platform(), asker.team(), target);
    }

    String value() {
        String joined = String.join("\n", target, on == null ? "" : on, reason == null ? "" : reason);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<BreakGlassWish> read(String value) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8).split("\n", -1);
            if (parts.length != 3 || parts[0].isBlank()) {
                return Optional.empty();
            }
            return Optional.of(new BreakGlassWish(
                    parts[0], parts[1].isEmpty() ? null : parts[1], parts[2].isBlank() ? null : parts[2]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
