package org.pindesk.adapter.discord;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.data.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Which channels may hold what is about people: text channels of the one server that its members cannot see just by being members. What the
 * role of everybody may do there is counted as the reference says ("Permissions", "Permission Overwrites"); a field that is not there counts
 * against the channel. Kept for a minute: a channel that is opened to others is noticed by then.
 */
final class Channels {
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final int MOST = 100;
    private static final int TEXT = 0;
    private static final long ADMINISTRATOR = 1L << 3;
    private static final long VIEW_CHANNEL = 1L << 10;

    private final Rest rest;
    private final String guild;
    private final Clock clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
        }
    };

    private record Kept(Optional<String> unfit, Instant until) {}

    Channels(Rest rest, String guild, Clock clock) {
        this.rest = rest;
        this.guild = guild;
        this.clock = clock;
    }

    /**
     * @return why this channel may not be used, in words for operators; empty when it may
     */
    Optional<String> unfit(String channel) {
        Instant now = clock.instant();
        synchronized (kept) {
            Kept known = kept.get(channel);
            if (known != null && now.isBefore(known.until())) {
                return known.unfit();
            }
        }
        Optional<String> unfit = read(channel);
        synchronized (kept) {
            kept.remove(channel);
            kept.put(channel, new Kept(unfit, now.plus(KEEP)));
        }
        return unfit;
    }

    /** Discord has just refused the channel: what is known of it is wrong. */
    void forget(String channel) {
        synchronized (kept) {
            kept.remove(channel);
        }
    }

    private Optional<String> read(String channel) {
        if (!DiscordSettings.isSnowflake(channel)) {
            return Optional.of(channel + " is not the id of a Discord channel");
        }
        try {
            DataObject found = rest.call("channel", Route.Channels.GET_CHANNEL.compile(channel), null);
            Optional<String> unfit = judge(channel, found);
            return unfit.isPresent() ? unfit : judgeMembers(channel, found);
        } catch (Refusal e) {
            return switch (e.code()) {
                case Refusal.UNKNOWN_CHANNEL -> Optional.of("Discord knows no channel " + channel);
                case Refusal.MISSING_ACCESS ->
                    Optional.of(
                            "the bot cannot see channel " + channel
                                    + "; add it, or its role, to the channel's permissions with \"View Channel\", \"Send Messages\" and \"Embed Links\"");
                default -> throw e.plain();
            };
        }
    }

    private Optional<String> judge(String channel, DataObject found) {
        if (!found.getString("id", "").equals(channel)) {
            return Optional.of("Discord did not say what channel " + channel + " is");
        }
        if (found.getInt("type", -1) != TEXT) {
            return Optional.of(channel + " is not a text channel of a server");
        }
        if (!found.getString("guild_id", "").equals(guild)) {
            return Optional.of("channel " + channel + " is not in the server DISCORD_GUILD_ID");
        }
        return found.isType("permission_overwrites", DataType.ARRAY)
                ? Optional.empty()
                : Optional.of("Discord did not say who can see channel " + channel);
    }

    /** The role of everybody has the id of the server. */
    private Optional<String> judgeMembers(String channel, DataObject found) throws Refusal {
        DataObject server = rest.call("server", Route.Guilds.GET_GUILD.compile(guild), null);
        DataObject everybody = withId(server.optArray("roles").orElseGet(DataArray::empty));
        if (everybody == null || !everybody.isType("permissions", DataType.STRING)) {
            return Optional.of("Discord did not say what everybody may do in the server");
        }
        long may = Long.parseUnsignedLong(everybody.getString("permissions"));
        DataObject overwrite = withId(found.getArray("permission_overwrites"));
        long here = may;
        if (overwrite != null) {
            here = may & ~overwrite.getUnsignedLong("deny", 0) | overwrite.getUnsignedLong("allow", 0);
        }
        boolean visible = (may & ADMINISTRATOR) != 0 || (here & VIEW_CHANNEL) != 0;
        return visible
                ? Optional.of("everybody in the server can see channel " + channel
                        + "; make it a private channel, or give the id of one")
                : Optional.empty();
    }

    private @Nullable DataObject withId(DataArray all) {
        for (int i = 0; i < all.length(); i++) {
            if (all.getObject(i).getString("id", "").equals(guild)) {
                return all.getObject(i);
            }
        }
        return null;
    }
}
