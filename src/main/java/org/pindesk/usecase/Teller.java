package org.pindesk.usecase;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Origin;
import org.pindesk.core.Reply;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people things in their own language, on the platform that they use. */
public final class Teller {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

    private final Map<String, Chat> chats;
    private final Locale fallback;
    private final ZoneId zone;

    /**
     * @param chats by platform name
     * @param fallback language for people whose own is not known
     * @param zone time zone for them
     */
    public Teller(Map<String, Chat> chats, Locale fallback, ZoneId zone) {
        this.chats = Map.copyOf(chats);
        this.fallback = fallback;
        this.zone = zone;
    }

    /** The platform's chat. */
    public Chat chat(String platform) {
        Chat chat = chats.get(platform);
        if (chat == null) {
            throw new ChatException(ChatException.Kind.REFUSED, "no chat platform '" + platform + "' is configured");
        }
        return chat;
    }

    /** Names of the platforms, for looking for somebody on all of them. */
    Set<String> platforms() {
        return chats.keySet();
    }

    /** The reader's voice; the fallback language when the platform, or the directory, does not answer. */
    public Voice voice(ChatUser user) {
        try {
            var profile = chat(user.platform()).profile(user);
            return new Voice(profile.locale(), profile.zone());
        } catch (ChatException | BackendException e) {
            LOG.debug("language of {} not known: {}", user, e.getMessage());
            return new Voice(fallback, zone);
        }
    }

    /** Answers an event, seen by its person alone: in the window that it came from, else in place of the acknowledgement. */
    public void reply(Event event, Function<Voice, Reply> what) {
        ChatUser user = event.user();
        Origin origin = event.origin();
        if (user != null && origin != null) {
            Voice voice = voice(user);
            Reply reply = warned(event, voice, what.apply(voice));
            Chat chat = chat(user.platform());
            if (origin.window() == null || chat.show(event, reply) == Chat.Place.NOWHERE) {
                chat.reply(user, origin, reply);
            }
        }
    }

    /** Answers in the window that was opened for the event, should there be one. */
    public void show(Event event, Function<Voice, Reply> what) {
        ChatUser user = event.user();
        if (user != null) {
            Voice voice = voice(user);
            if (chat(user.platform()).show(event, warned(event, voice, what.apply(voice))) == Chat.Place.NOWHERE) {
                reply(event, what);
            }
        }
    }

    /** Takes away what stood in a private place, or replaces it by this reply where the platform cannot do that. */
    void finish(Event event, Function<Voice, Reply> what) {
        ChatUser user = event.user();
        if (user != null) {
            chat(user.platform()).finishWindow(event, what.apply(voice(user)));
        }
    }

    /** Whoever typed something that had to be hidden is told so, whatever else the answer is. */
    static Reply warned(Event event, Voice voice, Reply reply) {
        return event.args().containsKey("masked") ? reply.adding(voice.say("reason.masked")) : reply;
    }

    public MessageRef direct(ChatUser user, Function<Voice, Reply> what) {
        return chat(user.platform()).direct(user, what.apply(voice(user)));
    }

    /**
     * Posts into a channel, should it be a place for what is about people. Every post of ours goes this way.
     *
     * @return empty when the channel may not be used; operators find that in the log
     */
    public Optional<MessageRef> post(QueueChannel to, Reply reply) {
        Chat chat = chat(to.platform());
        Optional<String> unfit = chat.unfit(to.channel());
        if (unfit.isPresent()) {
            LOG.error("the helpdesk's channel cannot be used, nothing is posted there: {}", unfit.get());
            return Optional.empty();
        }
        return Optional.of(chat.post(to.channel(), reply));
    }

    /** Changes a message that was sent to this reader. */
    public void update(ChatUser reader, MessageRef message, Function<Voice, Reply> what) {
        chat(message.platform()).update(message, what.apply(voice(reader)));
    }
}
