package org.pindesk.port;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.CommandForm;
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
     * @param text what was typed after it; mentions in the neutral form {@code <@ID>}, the id of capital letters and digits
     */
    Ack command(String eventId, ChatUser user, String command, String text, Origin origin);

    /**
     * A command whose options the platform has told apart already: nothing in one value is read as another option.
     *
     * @param options by the name of the option ({@link CommandForm.Option#name}); {@code verb} is the subcommand, where there is one.
     *     A person is the platform's id alone, a flag is {@code yes}
     */
    Ack options(String eventId, ChatUser user, String command, Map<String, String> options, Origin origin);

    /** Every command that can be typed, for platforms that list them. */
    List<CommandForm> commands();

    /**
     * What can be chosen for an option, nearest first. Looks at nobody and at no system: it is at hand at once, and the same for
     * everybody who speaks that language.
     *
     * @param typed what stands there so far, empty at first
     * @param language the person's
     */
    List<CommandForm.Suggestion> suggest(String command, String option, String typed, Locale language);

    /**
     * A sent form.
     *
     * @param action the action of its first button
     * @param value that button's value
     * @param fields what was chosen or typed, by field id; an empty field may be left out
     */
    Ack submit(String eventId, ChatUser user, String action, String value, Map<String, String> fields, Origin origin);

    /**
     * A pressed button.
     *
     * @param action the button's action
     * @param value the button's value, empty where it has none
     */
    Ack press(String eventId, ChatUser user, String action, String value, Origin origin);

    /**
     * A direct message in plain words; only from platforms where the operator has switched that on. It is answered and never acted upon.
     *
     * @param text what was typed; forgotten before anything is stored
     */
    Ack message(String eventId, ChatUser user, String text, Origin origin);

    /** Somebody opens their own page in the chat; it is answered by {@link Chat#home}. */
    Ack home(String eventId, ChatUser user, Origin origin);

    /**
     * A shortcut of the platform's menus.
     *
     * @param name {@code reset-pin}, {@code login-help}, or {@code help-person} on somebody's message
     * @param target id of whose message it is, null where there is none
     */
    Ack shortcut(String eventId, ChatUser user, String name, @Nullable String target, Origin origin);

    /**
     * @param taken whether the event is stored (now or before)
     * @param text what to tell the person at once; null = nothing
     * @param form whether the story may ask by a form in a moment: a platform that opens one only in place of the acknowledgement waits
     *     for it, for less than a second
     */
    record Ack(boolean taken, @Nullable String text, boolean form) {
        public Ack(boolean taken, @Nullable String text) {
            this(taken, text, false);
        }
    }
}
