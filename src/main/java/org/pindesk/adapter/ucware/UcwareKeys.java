package org.pindesk.adapter.ucware;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pindesk.adapter.wire.SystemKeys;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/** Reads the keys of one UCware Server, {@code PBX_ID_…}; each stands with its meaning in {@code .env.example}. */
public final class UcwareKeys {
    private static final String TEAM = "your telephone team";
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]{1,4096}");

    private UcwareKeys() {}

    /**
     * What makes the connector of this system once the latch is there; empty when a key is missing or wrong, which is noted then.
     */
    public static Optional<Function<AuthLatch, Pbx>> connector(String id, String name, Settings settings, Clock clock) {
        return read(id, name, settings).map(keys -> latch -> new UcwarePbx(keys, clock, latch));
    }

    /**
     * @param id as in {@code PBX}
     * @param name what people call the system
     * @return empty when something is missing or wrong, which is noted then
     */
    public static Optional<UcwareSettings> read(String id, String name, Settings settings) {
        SystemKeys keys = new SystemKeys(settings, TEAM);
        Optional<URI> url = settings.need(
                "URL",
                new Hint("https://pbx.example.com (without /api/2: the key API says which generation)", TEAM),
                UcwareKeys::server);
        String api = settings.choice(
                "API",
                "auto finds the newest generation that answers; 2 is /api/2, 1 is /api/1, legacy is /ucware/api",
                Stream.concat(Stream.of(UcwareSettings.AUTO), UcwareSettings.APIS.stream())
                        .toArray(String[]::new));
        boolean slash = settings.flag("TRAILING_SLASH", "true where the server redirects to an address with it", false);
        boolean refresh = settings.flag("TOKEN_REFRESH", "your choice", true);
        Optional<UcwareAccount> reader = account("", refresh, settings);
        Optional<UcwareAccount> writer = account("WRITE_", refresh, settings);
        if (reader.isEmpty() && settings.sound()) {
            settings.problem("USER", "is missing. Expected: " + accountHint("").form());
        }
        TlsTrust trust = keys.trust(443);
        UserIdSource from = keys.userIdSource();
        Set<String> local = names(settings, "LOCAL_BACKENDS", "ucware", UcwareSettings.DEFAULT_LOCAL_BACKENDS);
        Set<String> groups = names(settings, "ADMIN_GROUPS", "admins;telephony", Set.of(UcwareSettings.ADMINS));
        int pinLength = settings.number("PIN_LENGTH", TEAM, 6, 20, UcwareSettings.DEFAULT_PIN_LENGTH);
        int passwordLength = settings.number("PASSWORD_LENGTH", TEAM, 16, 64, UcwareSettings.DEFAULT_PASSWORD_LENGTH);
        Optional<URI> portal =
                settings.find("PORTAL_URL", new Hint("https://pbx.example.com/", TEAM), SystemKeys::https);
        Duration timeout = keys.timeout();
        if (!settings.sound()) {
            return Optional.empty();
        }
        return Optional.of(new UcwareSettings(
                id,
                name,
                url.orElseThrow(),
                api,
                slash,
                reader.orElseThrow(),
                writer.orElse(null),
                trust,
                from,
                local,
                groups,
                pinLength,
                passwordLength,
                portal.orElse(null),
                SystemKeys.connectTimeout(timeout),
                timeout));
    }

    /** Empty where nothing is set, and where it is set in part or twice, which is noted then. */
    private static Optional<UcwareAccount> account(String prefix, boolean refresh, Settings settings) {
        Hint hint = accountHint(prefix);
        Optional<String> user = settings.find(prefix + "USER", hint, value -> value);
        Optional<Secret> password = settings.findSecret(prefix + "PASSWORD", hint, any -> true);
        Optional<Secret> token = settings.findSecret(
                prefix + "TOKEN", hint, value -> HEADER_VALUE.matcher(value).matches());
        if (user.isEmpty() && password.isEmpty() && token.isEmpty()) {
            return Optional.empty();
        }
        if (user.isEmpty()) {
            settings.problem(prefix + "USER", "is missing beside its secret. Expected: " + hint.form());
            return Optional.empty();
        }
        if (password.isPresent() == token.isPresent()) {
            settings.problem(
                    prefix + "PASSWORD", "or " + settings.key(prefix + "TOKEN") + ": set exactly one beside the user");
            return Optional.empty();
        }
        return password.map(secret -> UcwareAccount.withPassword(user.get(), secret))
                .or(() -> token.map(secret -> UcwareAccount.withToken(user.get(), secret, refresh)));
    }

    private static Hint accountHint(String prefix) {
        return new Hint(
                "an account that may administer, in " + prefix + "USER, with its password in " + prefix
                        + "PASSWORD or a token of it in " + prefix + "TOKEN",
                TEAM);
    }

    private static Set<String> names(Settings settings, String key, String form, Set<String> fallback) {
        return settings.find(key, new Hint(form, TEAM), value -> {
                    Set<String> names = Set.copyOf(Settings.split(value, ";"));
                    if (names.isEmpty()) {
                        throw new IllegalArgumentException();
                    }
                    return names;
                })
                .orElse(fallback);
    }

    private static URI server(String value) {
        URI url = SystemKeys.https(value);
        if (UcwareSettings.namesGeneration(url) || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException();
        }
        return url;
    }
}
