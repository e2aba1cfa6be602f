package org.pindesk.adapter.ucware;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The generation that is spoken with one system: configured, or the newest that answers a read. Shared by its clients; thread-safe. */
final class SpokenGeneration {
    private static final Logger LOG = LoggerFactory.getLogger(SpokenGeneration.class);

    private final String system;
    private final boolean fixed;
    private volatile State state;

    private record State(Generation generation, boolean settled) {}

    /**
     * @param word a generation's, or {@link UcwareSettings#AUTO}
     */
    SpokenGeneration(String system, String word) {
        this.system = system;
        Optional<Generation> configured = Generation.of(word);
        this.fixed = configured.isPresent();
        this.state = new State(configured.orElse(Generation.API_2), fixed);
    }

    Generation now() {
        return state.generation();
    }

    /** Whether it is known which one the system speaks. Nothing is written before. */
    boolean settled() {
        return state.settled();
    }

    /** The system answered in this one. */
    synchronized void taken(Generation generation) {
        State before = state;
        state = new State(generation, true);
        if (!before.settled()) {
            LOG.info("{}: speaks {}", system, generation.path());
        }
    }

    /**
     * There is nothing at this one's address.
     *
     * @return what a read may try next; empty when there is nothing left, or when this one was known to be spoken: the next read finds
     *     out anew then
     */
    synchronized Optional<Generation> after(Generation missing) {
        if (fixed) {
            return Optional.empty();
        }
        State now = state;
        if (now.settled()) {
            state = new State(Generation.API_2, false);
            return Optional.empty();
        }
        return missing.older();
    }

    /** What to do when nothing is left to try. */
    String remedy(Generation missing) {
        return fixed
                ? "no interface at " + missing.path() + "; set API=auto for this system, or another generation"
                : "no interface at this address, neither " + Generation.API_2.path() + " nor "
                        + Generation.API_1.path() + " nor " + Generation.LEGACY.path()
                        + "; check URL and TRAILING_SLASH";
    }
}
