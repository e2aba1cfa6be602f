package org.pindesk.adapter.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.port.Profile;

/**
 * Who somebody is, by {@code users.info}, kept for ten minutes. Slack's {@code is_stranger:false} does not mean "one of us" (people of
 * other workspaces in shared channels have it too), so the workspace is compared; a flag that is not there counts against the person.
 */
final class Profiles {
    private static final Duration KEEP = Duration.ofMinutes(10);
    private static final int MOST = 10_000;
    private static final Set<String> NOBODY = Set.of("user_not_found", "user_not_visible", "users_not_found");

    private final WebApi web;
    private final boolean mailAttested;
    private final Clock clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
        }
    };
    private long changes;

    private record Kept(Profile profile, Instant until) {}

    /**
     * @param mailAttested whether a confirmed mail address counts here
     */
    Profiles(WebApi web, boolean mailAttested, Clock clock) {
        this.web = web;
        this.mailAttested = mailAttested;
        this.clock = clock;
    }

    synchronized Optional<Profile> known(ChatUser user) {
        Kept entry = kept.get(user.id());
        return entry == null
                        || !clock.instant().isBefore(entry.until())
                        || !entry.profile().user().equals(user)
                ? Optional.empty()
                : Optional.of(entry.profile());
    }

    Profile of(ChatUser user, Team team) {
        Optional<Profile> known = known(user);
        if (known.isPresent()) {
            return known.get();
        }
        long before = changes();
        Profile profile = read(user, team);
        keep(user, profile, before);
        return profile;
    }

    synchronized void drop(String userId) {
        changes++;
        kept.remove(userId);
    }

    synchronized void dropAll() {
        changes++;
        kept.clear();
    }

    private synchronized long changes() {
        return changes;
    }

    /** A profile read while a change was announced may be the old one: not kept. */
    private synchronized void keep(ChatUser user, Profile profile, long before) {
        if (changes == before) {
            kept.put(user.id(), new Kept(profile, clock.instant().plus(KEEP)));
        }
    }

    private Profile read(ChatUser user, Team team) {
        try {
            JsonNode body = web.call("users.info", Map.of("user", user.id(), "include_locale", "true"));
            return profile(user, body.path("user"), team);
        } catch (SlackRefusal e) {
            if (NOBODY.contains(e.error())) {
                return new Profile(
                        user, user.id(), null, false, Profile.Standing.STRANGER, Locale.ENGLISH, ZoneOffset.UTC);
            }
            throw e.plain();
        }
    }

    private Profile profile(ChatUser user, JsonNode node, Team team) {
        JsonNode details = node.path("profile");
        return new Profile(
                user,
                first(
                        user.id(),
                        details.path("display_name"),
                        details.path("real_name"),
                        node.path("real_name"),
                        node.path("name")),
                text(details.path("email")),
                mailAttested && node.path("is_email_confirmed").asBoolean(false),
                user.team().equals(team.id()) ? standing(user, node, team) : Profile.Standing.STRANGER,
                locale(node.path("locale").asText("")),
                zone(node.path("tz").asText("")));
    }

    private static Profile.Standing standing(ChatUser user, JsonNode node, Team team) {
        if (!user.id().equals(node.path("id").asText())) {
            return Profile.Standing.STRANGER;
        }
        if (node.path("deleted").asBoolean(false)) {
            return Profile.Standing.DELETED;
        }
        String enterprise = text(node.path("enterprise_user").path("enterprise_id"));
        if (!team.owns(text(node.path("team_id")), enterprise)
                || node.path("is_stranger").asBoolean(false)
                || node.path("is_invited_user").asBoolean(false)) {
            return Profile.Standing.STRANGER;
        }
        if (node.path("is_bot").asBoolean(false)
                || node.path("is_workflow_bot").asBoolean(false)
                || node.path("is_connector_bot").asBoolean(false)
                || user.id().equals("USLACKBOT")) {
            return Profile.Standing.BOT;
        }
        if (node.path("is_restricted").asBoolean(false)
                || node.path("is_ultra_restricted").asBoolean(false)) {
            return Profile.Standing.GUEST;
        }
        boolean complete = node.path("deleted").isBoolean()
                && node.path("is_bot").isBoolean()
                && node.path("is_restricted").isBoolean()
                && node.path("is_ultra_restricted").isBoolean();
        return complete ? Profile.Standing.MEMBER : Profile.Standing.STRANGER;
    }

    private static String first(String otherwise, JsonNode... nodes) {
        for (JsonNode node : nodes) {
            String text = text(node);
            if (text != null) {
                return text;
            }
        }
        return otherwise;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
    }

    private static Locale locale(String tag) {
        Locale locale = Locale.forLanguageTag(tag.replace('_', '-'));
        return locale.getLanguage().isEmpty() ? Locale.ENGLISH : locale;
    }

    private static ZoneId zone(String name) {
        try {
            return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
