package org.pindesk.adapter.slack;

import org.jspecify.annotations.Nullable;

/**
 * What a window carries ({@code private_metadata}) for the event that comes out of it. Slack says with no press in a window from where it
 * was opened; with the channel the person can be answered there after having closed it.
 *
 * @param value value of the window's first button, empty where it has none
 * @param channel channel of the event that opened the window, empty where it had none
 */
record WindowNote(String value, String channel) {
    private static final char BETWEEN = '\n';

    /** As {@code private_metadata}; empty when there is nothing to carry. */
    String text() {
        return value.isEmpty() && channel.isEmpty() ? "" : value + BETWEEN + channel;
    }

    static WindowNote of(@Nullable String text) {
        if (text == null) {
            return new WindowNote("", "");
        }
        int at = text.lastIndexOf(BETWEEN);
        return at < 0 ? new WindowNote(text, "") : new WindowNote(text.substring(0, at), text.substring(at + 1));
    }
}
