package org.pindesk.adapter.unity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.pindesk.adapter.unity.UnitySettings.ServiceAccount;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/** Reads the keys of one Unity Connection, {@code PBX_ID_…}; each stands with its meaning in {@code .env.example}. */
public final class UnityKeys {
    private static final String TEAM = "your voicemail team";
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private UnityKeys() {}

    /**
     * What makes the connector of this system once the latch is there; empty when a key is missing or wrong, which is noted then.
     */
    public static Optional<Function<AuthLatch, Pbx>> connector(String id, String name, Settings settings, Clock clock) {
        return read(id, name, settings).map(keys -> latch -> new UnityPbx(keys, clock, latch));
    }

    /**
     * @param id as in {@code PBX}
     * @param name what people call the system
     * @return empty when something is missing or wrong, which is noted then
     */
    public static Optional<UnitySettings> read(String id, String name, Settings settings) {
        Optional<URI> url =
                settings.need("URL", new Hint("https://cuc.example.com (the publisher)", TEAM), UnityKeys::https);
        Optional<String> telephones = settings.need(
                "FOR", new Hint("hq (the id of another system in PBX)", "your own file"), UnityKeys::systemId);
        Optional<ServiceAccount> reader = reader(settings);
        Optional<ServiceAccount> writer = writer(settings);
        Optional<TlsTrust> ca = settings.find(
                "CA_FILE",
                new Hint("a PEM file with the CA's certificate", TEAM),
                value -> TlsTrust.pemFile(Path.of(value)));
        Optional<TlsTrust> pin = settings.find(
                "CERT_SHA256",
                new Hint(
                        "64 hex digits, with or without colons",
                        "openssl s_client -connect HOST:443 </dev/null | openssl x509 -noout -fingerprint -sha256"),
                TlsTrust::pin);
        if (settings.sound() && ca.isPresent() == pin.isPresent()) {
            settings.problem(
                    "CA_FILE",
                    "or " + settings.key("CERT_SHA256")
                            + ": set exactly one, so that it is known which server to trust");
        }
        String from = settings.choice("USERID_FROM", TEAM, "login", "mail", "mail-local-part");
        boolean mustChange = settings.flag("MUST_CHANGE", "your choice", false);
        Duration timeout = settings.duration("TIMEOUT", "your choice", Duration.ofMinutes(1), Duration.ofSeconds(10));
        if (!settings.sound()) {
            return Optional.empty();
        }
        return Optional.of(new UnitySettings(
                id,
                name,
                url.orElseThrow(),
                telephones.orElseThrow(),
                reader.orElseThrow(),
                writer.orElse(null),
                ca.or(() -> pin).orElseThrow(),
                UnitySettings.AliasSource.valueOf(from.toUpperCase(Locale.ROOT).replace('-', '_')),
                mustChange,
                timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT,
                timeout,
                timeout));
    }

    private static Optional<ServiceAccount> reader(Settings settings) {
        Optional<String> user = settings.text("USER", new Hint("an account that may read users", TEAM));
        Optional<Secret> password =
                settings.needSecret("PASSWORD", new Hint("that account's password", TEAM), any -> true);
        return user.isPresent() && password.isPresent()
                ? Optional.of(new ServiceAccount(user.get(), password.get()))
                : Optional.empty();
    }

    private static Optional<ServiceAccount> writer(Settings settings) {
        Hint hint = new Hint(
                "an account with the role Help Desk Administrator alone, and its password; both or none", TEAM);
        Optional<String> user = settings.find("WRITE_USER", hint, value -> value);
        Optional<Secret> password = settings.findSecret("WRITE_PASSWORD", hint, any -> true);
        if (user.isPresent() != password.isPresent()) {
            settings.problem(
                    user.isPresent() ? "WRITE_PASSWORD" : "WRITE_USER",
                    "is missing beside its other half. Expected: " + hint.form());
            return Optional.empty();
        }
        return user.map(name -> new ServiceAccount(name, password.orElseThrow()));
    }

    private static URI https(String value) {
        URI url = URI.create(value);
        if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException();
        }
        return url;
    }

    private static String systemId(String value) {
        if (!value.matches("[a-z0-9]+")) {
            throw new IllegalArgumentException();
        }
        return value;
    }
}
