package org.pindesk.adapter.discord;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.pindesk.core.ChatUser;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Reply;
import org.pindesk.port.ChatException;

/**
 * Messages that stay. Each carries a nonce of its own that Discord is asked to take once: a call that JDA repeats after an error on
 * Discord's side does not send twice (reference, "Create Message", {@code enforce_nonce}).
 */
final class Messages {
    private static final int MOST_CHANNELS = 10_000;
    private static final int NONCE = 25;
    private static final Set<Integer> GONE = Set.of(Refusal.UNKNOWN_MESSAGE, Refusal.UNKNOWN_CHANNEL);

    private final Rest rest;
    private final Channels channels;
    private final String guild;
    private final Cards cards;
    private final Map<String, String> directChannels = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_CHANNELS;
        }
    };

    Messages(Rest rest, Channels channels, String guild, Cards cards) {
        this.rest = rest;
        this.channels = channels;
        this.guild = guild;
        this.cards = cards;
    }

    MessageRef direct(ChatUser user, Reply reply) {
        requireNoSecret(reply);
        if (!user.team().equals(guild) || !DiscordSettings.isSnowflake(user.id())) {
            throw new ChatException(
                    ChatException.Kind.UNREACHABLE_PERSON,
                    "Discord: " + user + " is not of the server DISCORD_GUILD_ID");
        }
        try {
            return post(directChannel(user.id()), reply);
        } catch (Refusal e) {
            forget(user.id());
            throw e.forPerson();
        }
    }

    /** The channel is looked at again here: what is about people goes nowhere else, whoever asks. */
    MessageRef toChannel(String channel, Reply reply) {
        requireNoSecret(reply);
        channels.unfit(channel).ifPresent(why -> {
            throw new ChatException(ChatException.Kind.REFUSED, "Discord: nothing is posted there: " + why);
        });
        try {
            return post(channel, reply);
        } catch (Refusal e) {
            channels.forget(channel);
            throw e.plain();
        }
    }

    void update(MessageRef message, Reply reply) {
        requireNoSecret(reply);
        if (message.message().startsWith(Answers.EPHEMERAL)) {
            return;
        }
        try {
            rest.call(
                    "changed message",
                    Route.Messages.EDIT_MESSAGE.compile(message.channel(), message.message()),
                    Answers.replacing(cards.message(reply)));
        } catch (Refusal e) {
            if (!GONE.contains(e.code())) {
                throw e.plain();
            }
        }
    }

    private MessageRef post(String channel, Reply reply) throws Refusal {
        DataObject body = cards.message(reply)
                .toData()
                .put("nonce", UUID.randomUUID().toString().replace("-", "").substring(0, NONCE))
                .put("enforce_nonce", true);
        DataObject made = rest.call("message", Route.Messages.SEND_MESSAGE.compile(channel), body);
        return new MessageRef(
                DiscordHandlers.PLATFORM, made.getString("channel_id", channel), made.getString("id", ""));
    }

    /** The id goes as text: it is larger than what JSON numbers hold exactly in many places. */
    private String directChannel(String userId) throws Refusal {
        synchronized (directChannels) {
            String known = directChannels.get(userId);
            if (known != null) {
                return known;
            }
        }
        DataObject made = rest.call(
                "direct channel",
                Route.Self.CREATE_PRIVATE_CHANNEL.compile(),
                DataObject.empty().put("recipient_id", userId));
        String channel = made.getString("id", "");
        if (!DiscordSettings.isSnowflake(channel)) {
            throw Refusal.later("Discord did not say which direct channel it opened", null, null);
        }
        synchronized (directChannels) {
            directChannels.put(userId, channel);
        }
        return channel;
    }

    private void forget(String userId) {
        synchronized (directChannels) {
            directChannels.remove(userId);
        }
    }

    private static void requireNoSecret(Reply reply) {
        if (reply.secret() != null) {
            throw new IllegalStateException("a secret never goes into a message that stays");
        }
    }
}
