package org.pindesk.demo.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The door to the simulated Slack's limits, for tests that render without sending. */
public final class SlackRules {
    private SlackRules() {}

    /** What is wrong with the blocks of a message, empty when nothing is. */
    public static List<String> message(JsonNode blocks) {
        return BlockRules.message(blocks);
    }

    /**
     * The same for a window or a home tab.
     *
     * @param type {@code modal} or {@code home}
     */
    public static List<String> view(JsonNode view, String type) {
        return BlockRules.view(view, type);
    }
}
