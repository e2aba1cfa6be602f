package org.pindesk.adapter.discord;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Secret;
import org.pindesk.port.Chat;
import org.pindesk.port.LongValues;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/** Reads the keys {@code DISCORD_…}; each stands with its meaning in {@code .env.example}. */
public final class DiscordKeys {
    /** For trying whether an address is one that the settings take. */
    private static final Secret ANY_TOKEN = Secret.of("any.token.of-twenty-characters");

    private static final String ANY_GUILD = "100000000000000000";

    private DiscordKeys() {}

    /**
     * What makes the chat; empty when a key is missing or wrong, which is noted then.
     *
     * @param language of people of whom Discord has not told it yet
     * @param zone of everybody: Discord tells nobody's
     */
    public static Optional<Function<LongValues, Chat>> chat(
            Settings settings, Locale language, ZoneId zone, Clock clock) {
        return read(settings, language, zone).map(keys -> longValues -> new DiscordChat(keys, clock, longValues));
    }

    /** Whether this looks like the id of a channel. */
    public static boolean isChannel(String id) {
        return DiscordSettings.isSnowflake(id);
    }

    /** Empty when something is missing or wrong, which is noted then. */
    public static Optional<DiscordSettings> read(Settings settings, Locale language, ZoneId zone) {
        Optional<Secret> token = settings.needSecret(
                "BOT_TOKEN",
                new Hint("a bot token, three parts with dots between them", DiscordSettings.TOKEN_FROM),
                DiscordSettings::isToken);
        Optional<String> guild = settings.need(
                "GUILD_ID",
                new Hint(
                        "the id of the one server whose members are served, such as 123456789012345678",
                        "Discord, \"User Settings\", \"Advanced\", \"Developer Mode\"; then the server's own menu, \"Copy Server ID\""),
                value -> {
                    if (!DiscordSettings.isSnowflake(value)) {
                        throw new IllegalArgumentException();
                    }
                    return value;
                });
        URI api = settings.find(
                        "API_URL",
                        new Hint(
                                "https://discord.com/api/v10/ (http only on this machine)",
                                "leave it out for Discord itself"),
                        value -> checked(address(value), null).api())
                .orElse(DiscordSettings.DEFAULT_API);
        Optional<URI> gateway = settings.find(
                "GATEWAY_URL",
                new Hint("wss://gateway.discord.gg/ (ws only on this machine)", "leave it out for Discord itself"),
                value -> {
                    URI address = address(value);
                    checked(DiscordSettings.DEFAULT_API, address);
                    return address;
                });
        return settings.sound()
                ? Optional.of(DiscordSettings.of(token.orElseThrow(), guild.orElseThrow(), language, zone)
                        .at(api, gateway.orElse(null)))
                : Optional.empty();
    }

    private static URI address(String value) {
        return URI.create(value.endsWith("/") ? value : value + "/");
    }

    /**
     * @throws PindeskException when an address is not one that may be used
     */
    private static DiscordSettings checked(URI api, @Nullable URI gateway) {
        return new DiscordSettings(ANY_TOKEN, ANY_GUILD, api, gateway, Locale.ENGLISH, ZoneOffset.UTC);
    }
}
