package org.pindesk.adapter.slack;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;

/**
 * How to reach one Slack workspace.
 *
 * @param botToken bot token, {@code xoxb-…}
 * @param appToken app-level token with scope {@code connections:write}, {@code xapp-…}
 * @param api base of the Web API, ending in a slash; https unless the host is loopback
 * @param attestedTeam id of the workspace that the operator expects behind the bot token, {@code T…} or {@code E…}; null = take
 *     whichever it is
 * @param commands slash command as typed, without the slash, to the name that the inbox knows
 * @param proxy URL of an HTTP proxy, {@code http://[user:password@]host:port}; null = none, whatever the environment says
 * @param plainLanguage whether direct messages in plain words are read and answered
 */
public record SlackSettings(
        Secret botToken,
        Secret appToken,
        URI api,
        @Nullable String attestedTeam,
        Map<String, String> commands,
        @Nullable String proxy,
        boolean plainLanguage) {
    public static final URI DEFAULT_API = URI.create("https://slack.com/api/");
    public static final Map<String, String> DEFAULT_COMMANDS = Stream.of(
                    "pin", "password", "login-help", "helpdesk", "pindesk")
            .collect(Collectors.toUnmodifiableMap(name -> name, name -> name));

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    public SlackSettings {
        commands = Map.copyOf(commands);
        requirePrefix(
                botToken,
                "xoxb-",
                "SLACK_BOT_TOKEN",
                "api.slack.com/apps, your app, \"OAuth & Permissions\", \"Bot User OAuth Token\"");
        requirePrefix(
                appToken,
                "xapp-",
                "SLACK_APP_TOKEN",
                "api.slack.com/apps, your app, \"Basic Information\", \"App-Level Tokens\", with scope connections:write");
        if (api.getHost() == null || api.getRawQuery() != null || !api.getPath().endsWith("/")) {
            throw wrong("the Slack API address must look like https://slack.com/api/ (with the slash at the end)");
        }
        boolean plainAllowed = LOOPBACK.contains(api.getHost().toLowerCase(Locale.ROOT));
        if (!"https".equals(api.getScheme()) && !(plainAllowed && "http".equals(api.getScheme()))) {
            throw wrong("the Slack API address must begin with https://; plain http is only taken for this machine");
        }
        if (proxy != null) {
            URI through = proxyAddress(proxy);
            if (!"http".equals(through.getScheme()) || through.getHost() == null || through.getPort() < 1) {
                throw wrong("the proxy for Slack must look like http://host:port or http://user:password@host:port");
            }
        }
    }

    private static URI proxyAddress(String proxy) {
        try {
            return new URI(proxy);
        } catch (URISyntaxException e) {
            throw wrong("the proxy for Slack is not an address"); // without the cause: it quotes a password
        }
    }

    /** Without the proxy: its address may hold a password. */
    @Override
    public String toString() {
        return "SlackSettings[api=" + api + ", attestedTeam=" + attestedTeam + ", commands=" + commands + "]";
    }

    /** Slack itself, with the standard commands. */
    public static SlackSettings of(Secret botToken, Secret appToken) {
        return new SlackSettings(botToken, appToken, DEFAULT_API, null, DEFAULT_COMMANDS, null, false);
    }

    public SlackSettings at(URI address) {
        return new SlackSettings(botToken, appToken, address, attestedTeam, commands, proxy, plainLanguage);
    }

    public SlackSettings withPlainLanguage(boolean on) {
        return new SlackSettings(botToken, appToken, api, attestedTeam, commands, proxy, on);
    }

    private static void requirePrefix(Secret token, String prefix, String key, String where) {
        if (!token.open().startsWith(prefix) || token.open().length() < 16) {
            throw wrong(key + " must be a token that begins with " + prefix + "; get it at " + where);
        }
    }

    private static PindeskException wrong(String text) {
        return new PindeskException(Problem.CONFIGURATION, text);
    }
}
