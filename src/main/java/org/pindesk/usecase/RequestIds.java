package org.pindesk.usecase;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids of requests, short enough to be read over the telephone. */
final class RequestIds {
    private RequestIds() {}

    /**
     * An id that follows from the event's, so that a repeated event names the same request; twelve hex digits. It is no secret: who
     * presses a button is checked, not what the button holds.
     */
    static String next(String eventId) {
        UUID uuid = UUID.nameUUIDFromBytes(("request:" + eventId).getBytes(StandardCharsets.UTF_8));
        return String.format("%012x", uuid.getMostSignificantBits() >>> 16);
    }
}
