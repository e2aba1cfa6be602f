package org.pindesk.demo.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What came in at a simulated system, newest last; the newest ten thousand are kept. Whoever adds an entry masks the secrets in it.
 * Thread-safe.
 *
 * @param <E> one request
 */
public class Journal<E> {
    private static final int MOST = 10_000;

    private final Deque<E> received = new ArrayDeque<>();

    public final synchronized void add(E entry) {
        if (received.size() >= MOST) {
            received.removeFirst();
        }
        received.addLast(entry);
    }

    /** Oldest first. */
    public final synchronized List<E> entries() {
        return List.copyOf(received);
    }

    public final synchronized void clear() {
        received.clear();
    }
}
