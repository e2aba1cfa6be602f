package org.pindesk.port;

import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Origin;

/**
 * Takes what people type and press. Each call returns within a second: by then the event is stored durably, or it is not and never
 * will be. The raw text is parsed and masked in here before anything is stored or logged; adapters pass it on and forget it.
 */
public interface Inbox {
    /**
     * A slash command.
     *
     * @param eventId the platform's id of this event; a repeat is acknowledged and not done twice
     * @param command the command's name without the slash, for example {@code pin}
     * @param text what was typed after it; mentions in the neutral form {@code <@ID>}
     */
    Ack command(String eventId, ChatUser user, String command, String text, Origin origin);

    /**
     * A sent form.
     *
     * @param action the action of its first button
     * @param value that button's value
     * @param fields what was chosen or typed, by field id; an empty field may be left out
     */
    Ack submit(
            String eventId,
            ChatUser user,
            String action,
            String value,
            java.util.Map<String, String> fields,
            Origin origin);

    /**
     * A pressed button.
     *
     * @param action the button's action
     * @param value the button's value, empty where it has none
     */
    Ack press(String eventId, ChatUser user, String action, String value, Origin origin);

    /**
     * @param taken whether the event is stored (now or before)
     * @param text what to tell the person at once; null = nothing
     */
    record Ack(boolean taken, @Nullable String text) {}
}
