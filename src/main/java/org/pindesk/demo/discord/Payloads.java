package org.pindesk.demo.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;

/**
 * Objects of Discord's reference as the gateway and the answers carry them. READY, GUILD_CREATE and INTERACTION_CREATE are as large as
 * JDA needs them; the rest of what Discord sends is left out. All calls under the simulator's lock.
 */
final class Payloads {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Guild member flag (reference, "Guild Member Flags"). */
    private static final int IS_GUEST = 1 << 4;

    private static final String JOINED = "2024-01-01T00:00:00+00:00";

    private final Guild guild;

    Payloads(Guild guild) {
        this.guild = guild;
    }

    ObjectNode ready(String session, String resumeUrl) {
        ObjectNode ready = JSON.objectNode();
        ready.put("v", 10).put("session_id", session).put("resume_gateway_url", resumeUrl);
        ready.set("user", guild.user(Guild.BOT).deepCopy());
        ready.putArray("guilds").addObject().put("id", Guild.ID).put("unavailable", true);
        ready.putArray("private_channels");
        ready.putArray("shard").add(0).add(1);
        ready.putObject("application").put("id", Guild.BOT).put("flags", 0);
        return ready;
    }

    ObjectNode guildCreate() {
        ObjectNode create = guild();
        create.put("joined_at", JOINED)
                .put("large", false)
                .put("unavailable", false)
                .put("member_count", guild.members.size());
        ArrayNode channels = create.putArray("channels");
        guild.channels.values().forEach(channel -> channels.add(channel.deepCopy()));
        create.putArray("members").add(member(Guild.BOT));
        for (String empty : new String[] {
            "threads", "guild_scheduled_events", "voice_states", "presences", "stage_instances", "soundboard_sounds"
        }) {
            create.putArray(empty);
        }
        return create;
    }

    ObjectNode guild() {
        ObjectNode object = JSON.objectNode();
        object.put("id", Guild.ID)
                .put("name", Guild.name())
                // nobody of the company: an owner may do everything
                .put("owner_id", "1000000000000000007")
                .put("afk_timeout", 300)
                .put("verification_level", 0)
                .put("default_message_notifications", 1)
                .put("explicit_content_filter", 0)
                .put("mfa_level", 0)
                .put("nsfw_level", 0)
                .put("premium_tier", 0)
                .put("premium_progress_bar_enabled", false)
                .put("system_channel_flags", 0)
                .put("preferred_locale", "en-US");
        object.putArray("features");
        object.putArray("emojis");
        object.putArray("stickers");
        object.set("roles", roles());
        return object;
    }

    ArrayNode roles() {
        ArrayNode roles = JSON.arrayNode();
        roles.add(role(Guild.ID, "@everyone", 0));
        roles.add(role(Guild.BOT_ROLE, "Pindesk", 2));
        roles.add(role(Guild.HELPDESK_ROLE, "Helpdesk", 1));
        return roles;
    }

    private static ObjectNode role(String id, String name, int position) {
        ObjectNode role = JSON.objectNode();
        role.put("id", id)
                .put("name", name)
                .put("position", position)
                .put("permissions", String.valueOf(Guild.USUAL))
                .put("color", 0)
                .put("hoist", false)
                .put("managed", false)
                .put("mentionable", false)
                .put("flags", 0);
        role.putObject("colors")
                .put("primary_color", 0)
                .putNull("secondary_color")
                .putNull("tertiary_color");
        return role;
    }

    ObjectNode member(String userId) {
        ObjectNode member = partialMember(userId);
        member.set("user", guild.user(userId).deepCopy());
        member.put("deaf", false).put("mute", false);
        return member;
    }

    private ObjectNode partialMember(String userId) {
        ObjectNode member = JSON.objectNode();
        ArrayNode roles = member.putArray("roles");
        guild.roles(userId).forEach(roles::add);
        member.putNull("nick").putNull("avatar");
        member.put("joined_at", JOINED)
                .put("flags", guild.visitors.contains(userId) ? IS_GUEST : 0)
                .put("pending", false);
        return member;
    }

    ObjectNode dmChannel(String userId) {
        ObjectNode channel = JSON.objectNode();
        channel.put("id", Guild.dmOf(userId)).put("type", 1).put("flags", 0).putNull("last_message_id");
        channel.putArray("recipients").add(guild.user(userId).deepCopy());
        return channel;
    }

    /**
     * What every interaction has.
     *
     * @param type 2 command, 3 component, 4 autocomplete, 5 window
     */
    ObjectNode interaction(String id, String token, int type, String userId, String channelId, ObjectNode data) {
        ObjectNode interaction = JSON.objectNode();
        interaction
                .put("id", id)
                .put("application_id", Guild.BOT)
                .put("type", type)
                .put("token", token)
                .put("version", 1)
                .put("channel_id", channelId)
                .put("locale", guild.locales.getOrDefault(userId, "en-US"))
                .put("app_permissions", String.valueOf(Guild.USUAL));
        interaction.putArray("entitlements");
        interaction.set("data", data);
        ObjectNode owners = interaction.putObject("authorizing_integration_owners");
        ObjectNode channel = guild.channels.get(channelId);
        if (channel == null) {
            interaction.put("context", 1);
            owners.put("0", "0");
            interaction.set("user", guild.user(userId).deepCopy());
            interaction.set("channel", dmChannel(guild.dmOwner(channelId).orElse(userId)));
            return interaction;
        }
        interaction.put("context", 0).put("guild_id", Guild.ID).put("guild_locale", "en-US");
        owners.put("0", Guild.ID);
        interaction
                .putObject("guild")
                .put("id", Guild.ID)
                .put("locale", "en-US")
                .putArray("features");
        String permissions = String.valueOf(guild.permissions(userId, channel));
        ObjectNode shown = channel.deepCopy();
        interaction.set("channel", shown.put("permissions", permissions));
        interaction.set("member", member(userId).put("permissions", permissions));
        return interaction;
    }

    /** Puts a person into the {@code resolved} part of a command's data. */
    void resolve(ObjectNode data, String userId) {
        ObjectNode resolved = data.withObjectProperty("resolved");
        resolved.withObjectProperty("users").set(userId, guild.user(userId).deepCopy());
        if (guild.members.contains(userId)) {
            resolved.withObjectProperty("members")
                    .set(userId, partialMember(userId).put("permissions", String.valueOf(Guild.USUAL)));
        }
    }

    /** A message of the bot's. */
    ObjectNode message(String id, String channelId, JsonNode body, int flags) {
        ObjectNode message = JSON.objectNode();
        message.put("id", id)
                .put("channel_id", channelId)
                .put("type", 0)
                .put("pinned", false)
                .put("tts", false)
                .put("mention_everyone", false)
                .put("flags", flags)
                .put("timestamp", now())
                .putNull("edited_timestamp");
        message.set("author", guild.user(Guild.BOT).deepCopy());
        message.putArray("attachments");
        message.putArray("mentions");
        message.putArray("mention_roles");
        message.put("content", "");
        message.putArray("embeds");
        message.putArray("components");
        change(message, body);
        message.putNull("edited_timestamp");
        return message;
    }

    /** What is named in the body replaces what there was; null empties it. */
    void change(ObjectNode message, JsonNode body) {
        if (body.has("content")) {
            message.put("content", body.path("content").asText(""));
        }
        if (body.has("embeds")) {
            ArrayNode embeds = message.putArray("embeds");
            body.path("embeds").forEach(embed -> embeds.add(((ObjectNode) embed.deepCopy()).put("type", "rich")));
        }
        if (body.has("components")) {
            ArrayNode components = message.putArray("components");
            body.path("components").forEach(each -> components.add(each.deepCopy()));
            number(components, new int[] {0});
        }
        message.put("edited_timestamp", now());
    }

    /** Every component has a number, given by Discord where the bot gave none. */
    static void number(JsonNode components, int[] last) {
        for (JsonNode component : components) {
            if (component instanceof ObjectNode object) {
                last[0]++;
                if (!object.has("id")) {
                    object.put("id", last[0]);
                }
                number(object.path("components"), last);
                if (object.path("component").isObject()) {
                    number(JSON.arrayNode().add(object.path("component")), last);
                }
            }
        }
    }

    private String now() {
        return guild.clock.instant().truncatedTo(ChronoUnit.MILLIS).toString().replace("Z", "+00:00");
    }
}
