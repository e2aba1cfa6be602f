package org.pindesk.adapter.cucm;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pindesk.adapter.cucm.CucmSettings.ServiceAccount;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/** Reads the keys of one CUCM cluster, {@code PBX_ID_…}; each stands with its meaning in {@code .env.example}. */
public final class CucmKeys {
    private static final String TEAM = "your telephone team";
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private CucmKeys() {}

    /**
     * What makes the connector of this system once the latch is there; empty when a key is missing or wrong, which is noted then.
     */
    public static Optional<Function<AuthLatch, Pbx>> connector(String id, String name, Settings settings, Clock clock) {
        return read(id, name, settings).map(keys -> latch -> new CucmPbx(keys, clock, latch));
    }

    /**
     * @param id as in {@code PBX}
     * @param name what people call the system
     * @return empty when something is missing or wrong, which is noted then
     */
    public static Optional<CucmSettings> read(String id, String name, Settings settings) {
        Optional<URI> url =
                settings.need("URL", new Hint("https://cucm.example.com:8443 (the publisher)", TEAM), CucmKeys::https);
        String schema = settings.choice(
                "SCHEMA",
                "12.5 serves CUCM 12.5, 14 and 15; auto finds the newest one that the cluster takes",
                schemas());
        Optional<ServiceAccount> reader = reader(settings);
        Optional<ServiceAccount> writer = writer(settings);
        Optional<TlsTrust> ca =
                settings.find("CA_FILE", new Hint("a PEM file with the CA's certificate", TEAM), CucmKeys::ca);
        Optional<TlsTrust> pin = settings.find(
                "CERT_SHA256",
                new Hint(
                        "64 hex digits, with or without colons",
                        "openssl s_client -connect HOST:8443 </dev/null | openssl x509 -noout -fingerprint -sha256"),
                CucmKeys::fingerprint);
        Optional<TlsTrust> trust = ca.or(() -> pin);
        if (settings.sound() && ca.isPresent() == pin.isPresent()) {
            settings.problem(
                    "CA_FILE",
                    "or " + settings.key("CERT_SHA256")
                            + ": set exactly one, so that it is known which server to trust");
        }
        String from = settings.choice("USERID_FROM", TEAM, "login", "mail", "mail-local-part");
        Set<String> roles = settings.find(
                        "END_USER_ROLES",
                        new Hint("Standard CCM End Users;Standard CCMUSER Administration", TEAM),
                        value -> Set.copyOf(Settings.split(value, ";")))
                .orElse(CucmSettings.DEFAULT_END_USER_ROLES);
        CucmSettings.Portal portal = portal(settings);
        boolean mustChange = settings.flag("MUST_CHANGE", "your choice", false);
        Duration timeout = settings.duration("TIMEOUT", "your choice", Duration.ofMinutes(1), Duration.ofSeconds(10));
        if (!settings.sound()) {
            return Optional.empty();
        }
        return Optional.of(new CucmSettings(
                id,
                name,
                url.orElseThrow(),
                schema,
                reader.orElseThrow(),
                writer.orElse(null),
                trust.orElseThrow(),
                source(from),
                roles,
                mustChange,
                timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT,
                timeout,
                timeout,
                Set.of(),
                portal));
    }

    private static CucmSettings.Portal portal(Settings settings) {
        CucmSettings.Portal stock = CucmSettings.Portal.DEFAULT;
        return new CucmSettings.Portal(
                settings.text("PORTAL_ROLE", new Hint(stock.role(), TEAM), stock.role()),
                settings.text("PORTAL_GROUP", new Hint(stock.group(), TEAM), stock.group()),
                settings.find("PORTAL_URL", new Hint("https://cucm.example.com/ucmuser", TEAM), CucmKeys::https)
                        .orElse(null));
    }

    private static String[] schemas() {
        Stream<String> others = CucmSettings.SCHEMA_VERSIONS.stream()
                .filter(version -> !version.equals(CucmSettings.DEFAULT_SCHEMA_VERSION));
        return Stream.concat(Stream.of(CucmSettings.DEFAULT_SCHEMA_VERSION, CucmSettings.AUTO), others)
                .toArray(String[]::new);
    }

    private static CucmSettings.UserIdSource source(String word) {
        return CucmSettings.UserIdSource.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Optional<ServiceAccount> reader(Settings settings) {
        Optional<String> user = settings.text(
                "USER", new Hint("an application user with the role Standard AXL Read Only API Access", TEAM));
        Optional<Secret> password =
                settings.needSecret("PASSWORD", new Hint("that user's password", TEAM), any -> true);
        return user.isPresent() && password.isPresent()
                ? Optional.of(new ServiceAccount(user.get(), password.get()))
                : Optional.empty();
    }

    private static Optional<ServiceAccount> writer(Settings settings) {
        Hint hint = new Hint(
                "an application user with the role Standard AXL API Access, and its password; both or none", TEAM);
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

    private static TlsTrust ca(String value) {
        return TlsTrust.pemFile(Path.of(value));
    }

    private static TlsTrust fingerprint(String value) {
        return TlsTrust.pin(value.replace(":", "").toLowerCase(Locale.ROOT));
    }
}
