package org.pindesk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Chat;
import org.pindesk.port.LongValues;
import org.pindesk.port.Pbx;

/** Opens the registry to tests of other packages: connectors and chats made from keys, as the program makes them. */
public final class RegistryDoor {
    private RegistryDoor() {}

    /** Every kind of telephone system that there is. */
    public static Set<String> kinds() {
        return Registry.SYSTEMS.keySet();
    }

    /**
     * A connector whose id is its kind.
     *
     * @param keys without {@code PBX_ID_}; each must be one that the connector reads
     */
    public static Pbx connector(String kind, Map<String, String> keys, Clock clock, AuthLatch latch) {
        String prefix = "PBX_" + kind.toUpperCase(Locale.ROOT) + "_";
        Map<String, String> values = new HashMap<>();
        keys.forEach((key, value) -> values.put(prefix + key, value));
        Environment environment = new Environment(values);
        Registry.PbxMaker maker =
                Objects.requireNonNull(Registry.SYSTEMS.get(kind), () -> "the registry has no kind " + kind);
        var made = maker.make(kind, "the " + kind + " telephones", environment.under(prefix), clock);
        assertThat(environment.problems()).as("problems of the keys").isEmpty();
        return made.orElseThrow().apply(latch);
    }

    /** Every chat platform that there is. */
    public static Set<String> platforms() {
        return Registry.CHATS.keySet();
    }

    /**
     * A chat for people whose language and zone the platform does not tell: English, UTC.
     *
     * @param keys without {@code PLATFORM_}; each must be one that the chat reads
     */
    public static Chat chat(String platform, Map<String, String> keys, Clock clock, LongValues longValues) {
        String prefix = Environment.prefix(platform);
        Map<String, String> values = new HashMap<>();
        keys.forEach((key, value) -> values.put(prefix + key, value));
        Environment environment = new Environment(values);
        Registry.ChatKind kind =
                Objects.requireNonNull(Registry.CHATS.get(platform), () -> "the registry has no platform " + platform);
        var made = kind.maker().make(environment.under(prefix), Locale.ENGLISH, ZoneOffset.UTC, clock);
        assertThat(environment.problems()).as("problems of the keys").isEmpty();
        return made.orElseThrow().apply(longValues);
    }
}
