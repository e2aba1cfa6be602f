package org.pindesk.adapter.slack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids made from what Slack repeats with a repeated delivery, so that the same event has the same id in every copy of the bot. */
final class EventIds {
    private EventIds() {}

    /** Id of an event, from the parts that tell it from all others. */
    static String of(String... parts) {
        return "slack:" + digest(String.join("\n", parts));
    }

    /** {@code external_id} of the window of an event. */
    static String window(String eventId) {
        return "pd-" + digest(eventId);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
