package org.pindesk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Pbx;

/** Opens the registry to tests of other packages: connectors made from keys, as the program makes them. */
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
}
