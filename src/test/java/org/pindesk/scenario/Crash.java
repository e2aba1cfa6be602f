package org.pindesk.scenario;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Checkpoint;
import org.pindesk.port.Store;

/**
 * Stops the bot dead at a named boundary: the thread that reaches it dies, and from then on the store refuses every word, so that no
 * clean-up of ours leaves a trace that a real crash would not leave.
 */
final class Crash implements Checkpoint {
    /** Thrown at the boundary and by everything afterwards. */
    static final class Stop extends Error {
        private static final long serialVersionUID = 1L;

        Stop(String boundary) {
            super("crashed at " + boundary);
        }
    }

    private final Set<String> hit = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String armed;
    private volatile @Nullable String crashed;

    void at(String boundary) {
        armed = boundary;
    }

    void over() {
        armed = null;
        crashed = null;
    }

    boolean happened() {
        return crashed != null;
    }

    /** Every boundary that was reached so far. */
    Set<String> hit() {
        return hit;
    }

    @Override
    public void reached(String boundary) {
        hit.add(boundary);
        requireAlive();
        if (boundary.equals(armed)) {
            armed = null;
            crashed = boundary;
            throw new Stop(boundary);
        }
    }

    void requireAlive() {
        String boundary = crashed;
        if (boundary != null) {
            throw new Stop(boundary);
        }
    }

    /** The store as the bot sees it: gone once the bot has crashed. */
    Store guard(Store store) {
        return new Store() {
            @Override
            public <T> T tx(Function<Tx, T> work) {
                requireAlive();
                return store.tx(work);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }
}
