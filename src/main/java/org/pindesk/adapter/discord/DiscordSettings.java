package org.pindesk.adapter.discord;

import java.net.URI;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

/**
 * How to reach one Discord server.
 *
 * @param botToken three parts of letters, digits, {@code -} and {@code _}, with dots between them
 * @param guild id of the one server whose members are served
 * @param api base of the REST API, ending in a slash; https unless the host is loopback
 * @param gateway where the gateway is, ending in a slash; wss unless the host is loopback; null = Discord's own
 * @param language of people of whom Discord has not told it yet, in a server that does not tell its own
 * @param zone of everybody: Discord tells nobody's
 */
public record DiscordSettings(
        Secret botToken, String guild, URI api, @Nullable URI gateway, Locale language, ZoneId zone) {
    public static final URI DEFAULT_API = URI.create("https://discord.com/api/v10/");

    /** Where people who have to ask find a bot token. */
    static final String TOKEN_FROM = "discord.com/developers/applications, your application, \"Bot\", \"Reset Token\"";

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    public DiscordSettings {
        if (!isToken(botToken.open())) {
            throw wrong("DISCORD_BOT_TOKEN must be a bot token, three parts with dots between them; get it at "
                    + TOKEN_FROM);
        }
        if (!isSnowflake(guild)) {
            throw wrong("DISCORD_GUILD_ID must be the id of a server, 17 to 20 digits");
        }
        if (!isAddress(api, "https", "http")) {
            throw wrong(
                    "the address of Discord's API must look like https://discord.com/api/v10/ (with the slash at the end);"
                            + " plain http is only taken for this machine");
        }
        if (gateway != null && !isAddress(gateway, "wss", "ws")) {
            throw wrong(
                    "the address of Discord's gateway must look like wss://gateway.discord.gg/ (with the slash at the end);"
                            + " plain ws is only taken for this machine");
        }
    }

    /** Discord itself, for people whose language and zone are not known otherwise. */
    public static DiscordSettings of(Secret botToken, String guild, Locale language, ZoneId zone) {
        return new DiscordSettings(botToken, guild, DEFAULT_API, null, language, zone);
    }

    /** The same at other addresses. */
    public DiscordSettings at(URI api, @Nullable URI gateway) {
        return new DiscordSettings(botToken, guild, api, gateway, language, zone);
    }

    static boolean isToken(String token) {
        return token.length() >= 20 && token.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    }

    /** Discord's ids: 64 bits, made of the time since 2015, in decimal digits. */
    static boolean isSnowflake(String id) {
        return id.matches("[1-9][0-9]{16,19}");
    }

    private static boolean isAddress(URI address, String secured, String plain) {
        String host = address.getHost();
        boolean plainAllowed = host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
        return host != null
                && address.getRawQuery() == null
                && address.getRawUserInfo() == null
                && address.getPath().endsWith("/")
                && (secured.equals(address.getScheme()) || (plainAllowed && plain.equals(address.getScheme())));
    }

    private static PindeskException wrong(String text) {
        return new PindeskException(Problem.CONFIGURATION, text);
    }
}
