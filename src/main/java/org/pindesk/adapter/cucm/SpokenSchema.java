package org.pindesk.adapter.cucm;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which schema is spoken with a cluster: the configured one, or the newest that the cluster takes. HTTP 599 means that a version is not
 * spoken there and that nothing was executed, so a question may then be put again in the next older one. What was once taken is kept.
 * Thread-safe.
 */
final class SpokenSchema {
    private static final Logger LOG = LoggerFactory.getLogger(SpokenSchema.class);

    private final String system;
    private final boolean fixed;
    private final AtomicReference<@Nullable Generation> told = new AtomicReference<>();
    private volatile State state;

    /**
     * @param system id of the cluster, for the log
     * @param setting a version or {@link CucmSettings#AUTO}
     */
    SpokenSchema(String system, String setting) {
        this.system = system;
        fixed = !setting.equals(CucmSettings.AUTO);
        state = new State(fixed ? Generation.of(setting).orElseThrow() : Generation.values()[0], fixed);
    }

    /** What to speak now. */
    Generation now() {
        return state.generation();
    }

    /** Whether the cluster has taken it, or it was configured. */
    boolean settled() {
        return state.settled();
    }

    void taken(Generation generation) {
        if (told.getAndSet(generation) != generation) {
            List<String> lacks = generation.lacks();
            LOG.info(
                    "{} speaks AXL schema {}{}",
                    system,
                    generation.version(),
                    lacks.isEmpty() ? "" : ": " + String.join("; ", lacks));
        }
        if (!settled()) {
            state = new State(generation, true);
        }
    }

    /**
     * What to try after a 599; empty where nothing is left to try. After an upgrade of the cluster the kept version may be refused: then
     * the next question starts at the top again.
     */
    Optional<Generation> after(Generation refused) {
        if (fixed) {
            return Optional.empty();
        }
        if (settled() && now() == refused) {
            state = new State(Generation.values()[0], false);
            return Optional.empty();
        }
        return refused.older();
    }

    /** What to do about a 599 that nothing is left to try after. */
    String remedy(Generation refused) {
        if (fixed) {
            return "this release does not speak AXL schema " + refused.version()
                    + "; set SCHEMA=auto for this system, or one that it speaks";
        }
        return refused.older().isPresent()
                ? "the cluster no longer speaks AXL schema " + refused.version()
                        + ", as after an upgrade; the next question finds out which it speaks"
                : "this release speaks none of the AXL schemas from 15.0 to 7.1";
    }

    private record State(Generation generation, boolean settled) {}
}
