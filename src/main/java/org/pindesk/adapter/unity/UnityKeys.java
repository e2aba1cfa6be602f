package org.pindesk.adapter.unity;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.adapter.wire.SystemKeys;
import org.pindesk.adapter.wire.TlsTrust;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/** Reads the keys of one Unity Connection, {@code PBX_ID_…}; each stands with its meaning in {@code .env.example}. */
public final class UnityKeys {
    private static final String TEAM = "your voicemail team";

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
        SystemKeys keys = new SystemKeys(settings, TEAM);
        Optional<URI> url =
                settings.need("URL", new Hint("https://cuc.example.com (the publisher)", TEAM), SystemKeys::https);
        Optional<String> telephones = settings.need(
                "FOR", new Hint("hq (the id of another system in PBX)", "your own file"), UnityKeys::systemId);
        Optional<ServiceAccount> reader = keys.reader("an account that may read users", "that account's password");
        Optional<ServiceAccount> writer =
                keys.writer("an account with the role Help Desk Administrator alone, and its password; both or none");
        Optional<TlsTrust> trust = keys.needTrust(443);
        UserIdSource from = keys.userIdSource();
        boolean mustChange = settings.flag("MUST_CHANGE", "your choice", false);
        Optional<ZoneId> zone = keys.timeZone();
        Duration timeout = keys.timeout();
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
                trust.orElseThrow(),
                from,
                mustChange,
                SystemKeys.connectTimeout(timeout),
                timeout,
                timeout,
                zone.orElse(ZoneOffset.UTC)));
    }

    private static String systemId(String value) {
        if (!value.matches("[a-z0-9]+")) {
            throw new IllegalArgumentException();
        }
        return value;
    }
}
