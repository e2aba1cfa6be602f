package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.pindesk.core.ChatUser;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Reply;
import org.pindesk.port.ChatException;

/** Messages: in direct-message channels, in other channels, and ephemeral ones. A secret is refused wherever a message stays. */
final class Messages {
    private static final Set<String> MESSAGE_GONE =
            Set.of("message_not_found", "channel_not_found", "thread_not_found", "is_archived");
    private static final int MOST_CHANNELS = 10_000;

    private final WebApi web;
    private final Channels channels;
    private final Map<String, String> directChannels = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_CHANNELS;
        }
    };

    Messages(WebApi web, Channels channels) {
        this.web = web;
        this.channels = channels;
    }

    MessageRef direct(ChatUser user, Reply reply) {
        requireNoSecret(reply);
        try {
            return post(directChannel(user.id()), reply);
        } catch (SlackRefusal e) {
            forget(user.id());
            throw e.forPerson();
        }
    }

    /** The channel is looked at again here: what is about people goes nowhere else, whoever asks. */
    MessageRef toChannel(String channel, Reply reply) {
        requireNoSecret(reply);
        channels.unfit(channel).ifPresent(why -> {
            throw new ChatException(ChatException.Kind.REFUSED, "Slack: nothing is posted there: " + why);
        });
        try {
            return post(channel, reply);
        } catch (SlackRefusal e) {
            channels.forget(channel);
            throw e.plain();
        }
    }

    void update(MessageRef message, Reply reply) {
        requireNoSecret(reply);
        if (message.message().startsWith(ResponseUrls.EPHEMERAL)) {
            return;
        }
        Map<String, String> args = content(message.channel(), reply);
        args.put("ts", message.message());
        try {
            web.call("chat.update", args);
        } catch (SlackRefusal e) {
            if (!MESSAGE_GONE.contains(e.error())) {
                throw e.plain();
            }
        }
    }

    /**
     * @return false when this person cannot be shown anything in that channel
     */
    boolean ephemeral(ChatUser user, String channel, Reply reply) {
        if (channel.isEmpty()) {
            return false;
        }
        Map<String, String> args = content(channel, reply);
        args.put("user", user.id());
        try {
            web.call("chat.postEphemeral", args);
            return true;
        } catch (SlackRefusal e) {
            if (e.isTransient() || e.error().startsWith("invalid_") || e.error().startsWith("msg_")) {
                throw e.plain();
            }
            return false;
        }
    }

    private MessageRef post(String channel, Reply reply) throws SlackRefusal {
        Map<String, String> args = content(channel, reply);
        args.put("mrkdwn", "false");
        args.put("unfurl_links", "false");
        args.put("unfurl_media", "false");
        JsonNode answer = web.call("chat.postMessage", args);
        return new MessageRef(
                SlackHandlers.PLATFORM,
                answer.path("channel").asText(channel),
                answer.path("ts").asText());
    }

    private static Map<String, String> content(String channel, Reply reply) {
        Map<String, String> args = new LinkedHashMap<>();
        args.put("channel", channel);
        args.put("text", BlockKit.fallback(reply));
        args.put("blocks", BlockKit.message(reply).toString());
        return args;
    }

    private String directChannel(String userId) throws SlackRefusal {
        synchronized (directChannels) {
            String known = directChannels.get(userId);
            if (known != null) {
                return known;
            }
        }
        JsonNode answer = web.call("conversations.open", Map.of("users", userId));
        String channel = answer.path("channel").path("id").asText();
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
