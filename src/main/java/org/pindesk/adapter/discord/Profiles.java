package org.pindesk.adapter.discord;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.data.DataType;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.port.Profile;

/**
 * Who somebody is in the server, from {@code GET guilds/ID/members/ID}. Kept for two minutes: without the privileged intent for members Discord
 * tells of no change. A mail address is never shown to bots. The language is that of the person's last interaction, else the server's, else the
 * configured one.
 */
final class Profiles {
    private static final Duration KEEP = Duration.ofMinutes(2);
    private static final Duration KEEP_SERVER = Duration.ofHours(1);
    private static final int MOST = 5_000;
    /** Member flag IS_GUEST: came by a voice invitation, for as long as the call lasts. */
    private static final int IS_GUEST = 1 << 4;

    private final Rest rest;
    private final DiscordSettings settings;
    private final Clock clock;
    private final Map<String, Kept> kept = lru();
    private final Map<String, Locale> languages = lru();
    private @Nullable Locale server;
    private Instant serverUntil = Instant.MIN;

    private record Kept(Profile profile, Instant until) {}

    Profiles(Rest rest, DiscordSettings settings, Clock clock) {
        this.rest = rest;
        this.settings = settings;
        this.clock = clock;
    }

    /** Heard with every interaction. */
    synchronized void speaks(String userId, Locale language) {
        languages.put(userId, language);
    }

    Profile of(ChatUser user) {
        Profile fresh = fresh(user);
        if (fresh != null) {
            return inLanguage(fresh, language(user.id()));
        }
        Profile read = read(user);
        synchronized (this) {
            kept.put(user.id(), new Kept(read, clock.instant().plus(KEEP)));
        }
        return read;
    }

    /** Of somebody who was not asked about yet, their language alone is known: such a profile is a stranger's. */
    Optional<Profile> known(ChatUser user) {
        Profile fresh = fresh(user);
        synchronized (this) {
            Locale language = languages.get(user.id());
            if (fresh != null) {
                return Optional.of(inLanguage(fresh, language == null ? fresh.locale() : language));
            }
            return language == null
                    ? Optional.empty()
                    : Optional.of(profile(user, user.id(), Profile.Standing.STRANGER, language));
        }
    }

    private synchronized @Nullable Profile fresh(ChatUser user) {
        Kept known = kept.get(user.id());
        if (known == null || !clock.instant().isBefore(known.until())) {
            return null;
        }
        return known.profile().user().equals(user) ? known.profile() : null;
    }

    private Profile read(ChatUser user) {
        Locale language = language(user.id());
        if (!user.team().equals(settings.guild()) || !DiscordSettings.isSnowflake(user.id())) {
            return profile(user, user.id(), Profile.Standing.STRANGER, language);
        }
        try {
            DataObject member = rest.call("member", Route.Guilds.GET_MEMBER.compile(settings.guild(), user.id()), null);
            return profile(user, name(user, member), standing(user, member), language);
        } catch (Refusal e) {
            if (e.code() == Refusal.UNKNOWN_MEMBER || e.code() == Refusal.UNKNOWN_USER) {
                return profile(user, user.id(), Profile.Standing.DELETED, language);
            }
            throw e.plain();
        }
    }

    /** {@code bot} and {@code system} are absent for people, as the reference says; every other flag has to be there. */
    private static Profile.Standing standing(ChatUser user, DataObject member) {
        DataObject account = member.optObject("user").orElseGet(DataObject::empty);
        if (!user.id().equals(account.getString("id", ""))) {
            return Profile.Standing.STRANGER;
        }
        if (account.getBoolean("bot", false) || account.getBoolean("system", false)) {
            return Profile.Standing.BOT;
        }
        boolean complete = member.isType("pending", DataType.BOOLEAN) && member.isType("flags", DataType.INT);
        if (!complete || member.getBoolean("pending")) {
            return Profile.Standing.STRANGER;
        }
        return (member.getInt("flags") & IS_GUEST) != 0 ? Profile.Standing.GUEST : Profile.Standing.MEMBER;
    }

    private static String name(ChatUser user, DataObject member) {
        DataObject account = member.optObject("user").orElseGet(DataObject::empty);
        for (String name : new String[] {
            member.getString("nick", ""), account.getString("global_name", ""), account.getString("username", "")
        }) {
            if (!name.isBlank()) {
                return name;
            }
        }
        return user.id();
    }

    private Locale language(String userId) {
        synchronized (this) {
            Locale own = languages.get(userId);
            if (own != null) {
                return own;
            }
            if (server != null && clock.instant().isBefore(serverUntil)) {
                return server;
            }
        }
        Locale read = serverLanguage();
        synchronized (this) {
            server = read;
            serverUntil = clock.instant().plus(KEEP_SERVER);
        }
        return read;
    }

    private Locale serverLanguage() {
        try {
            String tag = rest.call("server", Route.Guilds.GET_GUILD.compile(settings.guild()), null)
                    .getString("preferred_locale", "");
            Locale locale = Locale.forLanguageTag(tag);
            return locale.getLanguage().isEmpty() ? settings.language() : locale;
        } catch (Refusal e) {
            return settings.language();
        }
    }

    private static Profile inLanguage(Profile profile, Locale language) {
        return new Profile(profile.user(), profile.name(), null, false, profile.standing(), language, profile.zone());
    }

    private Profile profile(ChatUser user, String name, Profile.Standing standing, Locale language) {
        return new Profile(user, name, null, false, standing, language, settings.zone());
    }

    private static <V> Map<String, V> lru() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
