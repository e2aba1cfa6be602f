package org.pindesk.adapter.slack;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.pindesk.core.Secret;
import org.pindesk.port.Chat;
import org.pindesk.port.LongValues;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/** Reads the keys {@code SLACK_…}; each stands with its meaning in {@code .env.example}. */
public final class SlackKeys {
    private static final String APP = "api.slack.com/apps, your app, ";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private SlackKeys() {}

    /**
     * What makes the chat; empty when a key is missing or wrong, which is noted then. Slack carries values of 2000 characters by itself.
     *
     * @param language not needed: Slack tells everybody's
     * @param zone likewise
     */
    public static Optional<Function<LongValues, Chat>> chat(
            Settings settings, Locale language, ZoneId zone, Clock clock) {
        return read(settings).map(keys -> longValues -> new SlackChat(keys, clock));
    }

    /** Whether this looks like the id of a channel. */
    public static boolean isChannel(String id) {
        return id.matches("[CG][A-Z0-9]{2,20}");
    }

    /** Empty when something is missing or wrong, which is noted then. */
    public static Optional<SlackSettings> read(Settings settings) {
        Optional<Secret> bot = settings.needSecret(
                "BOT_TOKEN",
                new Hint("a token that begins with xoxb-", APP + "\"OAuth & Permissions\", \"Bot User OAuth Token\""),
                begins("xoxb-"));
        Optional<Secret> app = settings.needSecret(
                "APP_TOKEN",
                new Hint(
                        "a token that begins with xapp-",
                        APP + "\"Basic Information\", \"App-Level Tokens\", with the scope connections:write"),
                begins("xapp-"));
        URI api = settings.find(
                        "API_URL",
                        new Hint("https://slack.com/api/ (http only on this machine)", "leave it out for Slack itself"),
                        SlackKeys::apiUrl)
                .orElse(SlackSettings.DEFAULT_API);
        boolean attested = settings.flag(
                "MAIL_IS_SSO",
                "the workspace's owner: true where nobody can choose their mail address in Slack, because single sign-on owns"
                        + " it; then people are found in the directory by it, otherwise they prove who they are with /link",
                false);
        boolean plainLanguage = settings.flag("PLAIN_LANGUAGE_DM", "your choice", false);
        return settings.sound()
                ? Optional.of(SlackSettings.of(bot.orElseThrow(), app.orElseThrow())
                        .at(api)
                        .withMailAttested(attested)
                        .withPlainLanguage(plainLanguage))
                : Optional.empty();
    }

    private static Predicate<String> begins(String prefix) {
        return token -> token.startsWith(prefix) && token.length() >= SlackSettings.SHORTEST_TOKEN;
    }

    private static URI apiUrl(String value) {
        URI url = URI.create(value.endsWith("/") ? value : value + "/");
        boolean plain = "http".equals(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost()));
        require(url.getHost() != null && url.getRawQuery() == null && (plain || "https".equals(url.getScheme())));
        return url;
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw new IllegalArgumentException();
        }
    }
}
