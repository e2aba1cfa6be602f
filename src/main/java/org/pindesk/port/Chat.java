package org.pindesk.port;

import java.util.List;
import java.util.Optional;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;

/**
 * A chat platform. Methods that send throw {@link ChatException}; with {@link ChatException.Kind#LATER} the same call is right again
 * later, with the others it never is.
 */
public interface Chat extends AutoCloseable {
    /** {@code slack}, {@code discord}. */
    String platform();

    /** Connects, and hands every event to the inbox until {@link #close}. Reconnects by itself. */
    void start(Inbox inbox);

    /** Whether events arrive at the moment. */
    boolean connected();

    /** Who this account is; may be some minutes old, never older than the platform's own word of a change. */
    Profile profile(ChatUser user);

    /** The profile if it is at hand without asking the platform. */
    Optional<Profile> knownProfile(ChatUser user);

    /** The account with this confirmed mail address; empty when there is none. */
    Optional<ChatUser> findByMail(String mail);

    /** Answers the event so that this person alone sees it, in place of the acknowledgement; by direct message when the origin is too old. */
    void reply(ChatUser user, Origin origin, Reply reply);

    /** Sends a direct message. */
    MessageRef direct(ChatUser user, Reply reply);

    /**
     * Why a channel is no place for what is about people: it is public, shared with others, unknown, or the bot is not in it.
     *
     * @param channel the platform's channel id
     * @return words for operators; empty when it may be used
     * @throws ChatException when the platform does not tell
     */
    Optional<String> unfit(String channel);

    /** Posts into a channel that is not {@link #unfit}. */
    MessageRef post(String channel, Reply reply);

    /** Changes a message sent before; a message that is gone is no error. */
    void update(MessageRef message, Reply reply);

    /**
     * Opens a private window for this event while the platform still allows it; with {@link Reply#fields} it is a form, and its first
     * button sends it.
     *
     * @return false when it is too late or there can be none; {@link #show} then finds another way
     */
    boolean openWindow(Event event, Reply reply);

    /**
     * Shows a reply, a secret included, to the person of this event alone: in the event's window, else ephemerally. Never in a message
     * that stays.
     *
     * @return where the person sees it now
     */
    Place show(Event event, Reply reply);

    /** Where a person sees what was shown to them alone. */
    enum Place {
        WINDOW,
        EPHEMERAL,
        /** Nowhere: the platform offers no private place any more. */
        NOWHERE
    }

    /**
     * Shows a person's own page in the chat ({@code usecase.Home}), in place of what stood there; nothing happens on a platform that has
     * none. Never a secret.
     *
     * @param page its parts in order; a title begins a section
     */
    default void home(ChatUser user, List<Reply> page) {}

    /** Closes the event's window if the platform lets us; otherwise replaces its content by this reply. */
    void finishWindow(Event event, Reply reply);

    @Override
    void close();
}
