package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pindesk.demo.chat.Shown;

/** Messages that stay, direct ones and those in channels, and how people read messages of any kind. All calls under the simulator's lock. */
final class Messages {
    static final int EPHEMERAL = 64;

    private static final long VIEW = 1L << 10;
    private static final long SEND = 1L << 11;

    private final Guild guild;
    private final Payloads payloads;

    Messages(Guild guild, Payloads payloads) {
        this.guild = guild;
        this.payloads = payloads;
    }

    ObjectNode openDm(JsonNode body) {
        JsonNode recipient = body.path("recipient_id");
        boolean right = recipient.isTextual() || recipient.isIntegralNumber();
        FormErrors errors = new FormErrors();
        errors.check(right, "recipient_id", "BASE_TYPE_REQUIRED");
        refuse("users/@me/channels", errors);
        ObjectNode user = guild.users.get(recipient.asText());
        if (user == null || user.path("bot").asBoolean(false)) {
            throw new Refused(400, 50033, "Invalid Recipient(s)");
        }
        return payloads.dmChannel(recipient.asText());
    }

    JsonNode channel(String id) {
        Optional<String> owner = guild.dmOwner(id);
        if (owner.isPresent()) {
            return payloads.dmChannel(owner.get());
        }
        return visible(id).deepCopy();
    }

    private ObjectNode visible(String id) {
        ObjectNode channel = guild.channels.get(id);
        if (channel == null) {
            throw Refused.unknownChannel();
        }
        if ((guild.permissions(Guild.BOT, channel) & VIEW) == 0) {
            throw Refused.missingAccess();
        }
        return channel;
    }

    ObjectNode post(String channelId, JsonNode body) {
        check("a message", body, Kind.NEW);
        Optional<String> owner = guild.dmOwner(channelId);
        if (owner.isPresent()) {
            if (!guild.members.contains(owner.get())) {
                throw new Refused(403, 50278, "Cannot send messages to this user due to having no mutual guilds");
            }
            if (guild.closedDms.contains(owner.get())) {
                throw new Refused(403, 50007, "Cannot send messages to this user");
            }
        } else if ((guild.permissions(Guild.BOT, visible(channelId)) & SEND) == 0) {
            throw new Refused(403, 50013, "Missing Permissions");
        }
        if ((body.path("flags").asInt() & EPHEMERAL) != 0) {
            guild.violation("only answers to interactions can be ephemeral");
            throw new Refused(400, 50035, "Invalid Form Body");
        }
        return keep(
                payloads.message(guild.id(), channelId, body, body.path("flags").asInt()));
    }

    /** Stores a message and shows it. */
    ObjectNode keep(ObjectNode message) {
        guild.messages.put(key(message), message);
        show(message);
        return message.deepCopy();
    }

    ObjectNode get(String channelId, String id) {
        return require(channelId, id).deepCopy();
    }

    ObjectNode change(String channelId, String id, JsonNode body) {
        ObjectNode message = require(channelId, id);
        check("an edit", body, Kind.EDIT);
        payloads.change(message, body);
        show(message);
        return message.deepCopy();
    }

    void delete(String channelId, String id) {
        ObjectNode message = require(channelId, id);
        guild.messages.remove(key(message));
        guild.screens.remove(source(message));
    }

    private ObjectNode require(String channelId, String id) {
        if (guild.dmOwner(channelId).isEmpty()) {
            visible(channelId);
        }
        ObjectNode message = guild.messages.get(channelId + "/" + id);
        if (message == null) {
            throw Refused.unknownMessage();
        }
        return message;
    }

    private static String key(JsonNode message) {
        return message.path("channel_id").asText() + "/" + message.path("id").asText();
    }

    static boolean isEphemeral(JsonNode message) {
        return (message.path("flags").asInt() & EPHEMERAL) != 0;
    }

    static Screens.Source source(JsonNode message) {
        return new Screens.Source(
                isEphemeral(message) ? Screens.Source.Kind.EPHEMERAL : Screens.Source.Kind.MESSAGE,
                message.path("channel_id").asText(),
                message.path("id").asText());
    }

    private void show(ObjectNode message) {
        String channelId = message.path("channel_id").asText();
        Optional<String> owner = guild.dmOwner(channelId);
        Collection<String> readers = owner.isPresent() ? List.of(owner.get()) : guild.readers(channelId);
        guild.screens.remove(source(message));
        readers.stream()
                .filter(id -> !id.equals(Guild.BOT))
                .forEach(id -> show(id, message, owner.isPresent() ? Shown.Via.DM : Shown.Via.CHANNEL));
    }

    /** Shows an ephemeral message to the one who may see it. */
    void showEphemeral(String userId, ObjectNode message) {
        guild.screens.remove(source(message));
        show(userId, message, Shown.Via.EPHEMERAL);
    }

    private void show(String userId, ObjectNode message, Shown.Via via) {
        Content content = Content.ofMessage(message, via == Shown.Via.EPHEMERAL, text -> read(userId, text));
        guild.screens.show(guild.account(userId), via, source(message), content, message.deepCopy());
    }

    void showModal(String userId, Modal modal) {
        Content content = Content.ofModal(modal.json, isGerman(userId), text -> read(userId, text));
        guild.screens.show(guild.account(userId), Shown.Via.MODAL, source(modal), content, modal.json);
    }

    static Screens.Source source(Modal modal) {
        return new Screens.Source(Screens.Source.Kind.MODAL, modal.channelId, modal.id);
    }

    private String read(String userId, String text) {
        Locale language = isGerman(userId) ? Locale.GERMAN : Locale.ENGLISH;
        return Markdown.read(text, language, guild.clock.instant(), guild::displayName);
    }

    boolean isGerman(String userId) {
        return guild.locales.getOrDefault(userId, "").startsWith("de");
    }

    /** What a message is checked as. */
    enum Kind {
        /** Must say that it mentions nobody, and hold something. */
        NEW,
        /** What "is thinking" becomes: it rings bells as a new one does. */
        FIRST,
        /** Rings no bells. */
        EDIT
    }

    /** Refuses what is against the limits, and notes what is not as it should be. */
    void check(String what, JsonNode body, Kind kind) {
        refuse(what, MessageRules.message(body));
        boolean words = FormErrors.present(body.path("content"))
                && !body.path("content").asText().isEmpty();
        JsonNode parse = body.path("allowed_mentions").path("parse");
        boolean quiet = parse.isArray() && parse.isEmpty();
        if (!quiet && (kind == Kind.NEW || kind == Kind.FIRST && words)) {
            guild.violation(what + " without allowed_mentions.parse = []");
        }
        List<String> pings = MessageRules.pings(body, kind != Kind.EDIT);
        if (!pings.isEmpty()) {
            guild.violation(what + " with unescaped mentions: " + pings.size());
        }
        boolean nothing = !words
                && body.path("embeds").isEmpty()
                && body.path("components").isEmpty();
        if (kind != Kind.EDIT && nothing) {
            guild.violation(what + " that is empty");
            throw new Refused(400, 50006, "Cannot send an empty message");
        }
    }

    /** Notes what is wrong and refuses, when anything is. */
    void refuse(String what, FormErrors errors) {
        if (!errors.places().isEmpty()) {
            guild.violation(what + ": " + errors.places());
        }
        errors.throwIfAny();
    }
}
