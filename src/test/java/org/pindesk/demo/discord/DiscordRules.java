package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The door to the simulated Discord's limits and to how its client reads, for tests that render without sending. */
public final class DiscordRules {
    private DiscordRules() {}

    /** What is wrong with a message, empty when nothing is. */
    public static List<String> message(JsonNode body) {
        return MessageRules.message(body).places();
    }

    /** The same for a window. */
    public static List<String> modal(JsonNode data) {
        return MessageRules.modal(data).places();
    }

    /** What a person reads of marked-up words. */
    public static String read(String marked) {
        return Markdown.read(marked, Locale.ENGLISH, Instant.EPOCH, id -> "somebody mentioned");
    }
}
