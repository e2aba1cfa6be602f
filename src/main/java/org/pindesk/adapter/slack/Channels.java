package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which channels may hold what is about people, by {@code conversations.info}: private ones of this workspace alone, with the bot in
 * them. A flag that is not there counts against the channel. Kept for a minute: a channel that is opened to others is noticed by then.
 *
 * <p>The bot's scope is {@code groups:read}, which Slack documents for private channels; that Slack answers {@code missing_scope} for a
 * public one then is inferred.
 */
final class Channels {
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final int MOST = 100;
    private static final List<String> SHARED =
            List.of("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared");

    private final WebApi web;
    private final Clock clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
        }
    };

    private record Kept(Optional<String> unfit, Instant until) {}

    Channels(WebApi web, Clock clock) {
        this.web = web;
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

    /** Slack has just refused the channel: what is known of it is wrong. */
    void forget(String channel) {
        synchronized (kept) {
            kept.remove(channel);
        }
    }

    private Optional<String> read(String channel) {
        try {
            JsonNode found =
                    web.call("conversations.info", Map.of("channel", channel)).path("channel");
            return judge(channel, found);
        } catch (SlackRefusal e) {
            return switch (e.error()) {
                case "channel_not_found" ->
                    Optional.of(
                            "Slack knows no channel " + channel
                                    + ", or it is private and the bot is not in it; invite the bot with /invite, and give the channel's id (C… or G…)");
                case "missing_scope" ->
                    Optional.of("Slack does not let the bot look at channel " + channel
                            + ": either it is public, or the app lacks the scope groups:read; install it anew from"
                            + " manifests/slack-app.json");
                default -> throw e.plain();
            };
        }
    }

    private static Optional<String> judge(String channel, JsonNode found) {
        if (!found.path("id").asText("").equals(channel)) {
            return Optional.of("Slack did not say what channel " + channel + " is");
        }
        if (found.path("is_im").asBoolean(false) || found.path("is_mpim").asBoolean(false)) {
            return Optional.of(channel + " is a direct message, not a channel");
        }
        if (!says(found, "is_private", true)) {
            return Optional.of("channel " + channel + " is public, or Slack did not say that it is private");
        }
        for (String flag : SHARED) {
            if (!says(found, flag, false)) {
                return Optional.of("channel " + channel
                        + " is shared with other workspaces, or about to be, or Slack did not say that it is not ("
                        + flag
                        + ")");
            }
        }
        if (!says(found, "is_archived", false)) {
            return Optional.of("channel " + channel + " is archived, or Slack did not say that it is not");
        }
        if (!says(found, "is_member", true)) {
            return Optional.of("the bot is not in channel " + channel + "; invite it with /invite");
        }
        return Optional.empty();
    }

    private static boolean says(JsonNode found, String flag, boolean value) {
        return found.path(flag).isBoolean() && found.path(flag).asBoolean() == value;
    }
}
