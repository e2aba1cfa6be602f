package org.pindesk.demo.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that appeared on a person's screen.
 *
 * @param platform {@code slack}, {@code discord}
 * @param to the person's account name; a message in a channel appears once for each of its members
 * @param via where it appeared
 * @param text all words, a secret included when it is one of them
 * @param buttons labels, in order; a window's submit button first
 * @param fields labels of what can be filled in, in order
 * @param outcome the machine-readable outcome, null where there is none
 * @param secret the secret alone, without grouping; null where there is none
 */
public record Shown(
        String platform,
        String to,
        Via via,
        String text,
        List<String> buttons,
        List<String> fields,
        @Nullable String outcome,
        @Nullable String secret) {
    /** Where something appeared. */
    public enum Via {
        DM,
        EPHEMERAL,
        MODAL,
        CHANNEL,
        /** The person's own page, which is only looked at when they open it. */
        HOME
    }

    public Shown {
        buttons = List.copyOf(buttons);
        fields = List.copyOf(fields);
    }

    /** Without the words when they hold a secret: a test's or a log's line must not spread it. */
    @Override
    public String toString() {
        return to + " " + via + " " + (secret == null ? text : "***") + " " + buttons;
    }
}
