package org.pindesk.adapter.cucm;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.SystemKeys;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/** Reads the keys of one CUCM cluster, {@code PBX_ID_…}; each stands with its meaning in {@code .env.example}. */
public final class CucmKeys {
    private static final String TEAM = "your telephone team";

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
        SystemKeys keys = new SystemKeys(settings, TEAM);
        Optional<URI> url = settings.need(
                "URL", new Hint("https://cucm.example.com:8443 (the publisher)", TEAM), SystemKeys::https);
        String schema = settings.choice(
                "SCHEMA",
                "12.5 serves CUCM 12.5, 14 and 15; auto finds the newest one that the cluster takes",
                schemas());
        Optional<ServiceAccount> reader = keys.reader(
                "an application user with the role Standard AXL Read Only API Access", "that user's password");
        Optional<ServiceAccount> writer = keys.writer(
                "an application user with the role Standard AXL API Access, and its password; both or none");
        Optional<TlsTrust> trust = keys.needTrust(8443);
        UserIdSource from = keys.userIdSource();
        Set<String> roles = settings.find(
                        "END_USER_ROLES",
                        new Hint("Standard CCM End Users;Standard CCMUSER Administration", TEAM),
                        value -> Set.copyOf(Settings.split(value, ";")))
                .orElse(CucmSettings.DEFAULT_END_USER_ROLES);
        CucmSettings.Portal portal = portal(settings);
        boolean mustChange = settings.flag("MUST_CHANGE", "your choice", false);
        Optional<ZoneId> zone = keys.timeZone();
        Duration timeout = keys.timeout();
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
                from,
                roles,
                mustChange,
                SystemKeys.connectTimeout(timeout),
                timeout,
                timeout,
                Set.of(),
                portal,
                zone.orElse(null)));
    }

    private static CucmSettings.Portal portal(Settings settings) {
        CucmSettings.Portal stock = CucmSettings.Portal.DEFAULT;
        return new CucmSettings.Portal(
                settings.text("PORTAL_ROLE", new Hint(stock.role(), TEAM), stock.role()),
                settings.text("PORTAL_GROUP", new Hint(stock.group(), TEAM), stock.group()),
                settings.find("PORTAL_URL", new Hint("https://cucm.example.com/ucmuser", TEAM), SystemKeys::https)
                        .orElse(null));
    }

    private static String[] schemas() {
        Stream<String> others = CucmSettings.SCHEMA_VERSIONS.stream()
                .filter(version -> !version.equals(CucmSettings.DEFAULT_SCHEMA_VERSION));
        return Stream.concat(Stream.of(CucmSettings.DEFAULT_SCHEMA_VERSION, CucmSettings.AUTO), others)
                .toArray(String[]::new);
    }
}
