package org.pindesk.demo.ucware;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What came in over JSON-RPC, newest last. Holds no secret. Thread-safe. */
public final class RpcJournal {
    private static final int MOST = 10_000;

    private final Deque<Received> received = new ArrayDeque<>();

    synchronized void add(Received entry) {
        if (received.size() >= MOST) {
            received.removeFirst();
        }
        received.addLast(entry);
    }

    synchronized List<Received> entries() {
        return List.copyOf(received);
    }

    synchronized void clear() {
        received.clear();
    }

    /**
     * One request.
     *
     * @param method of the message; empty where that could not be read
     * @param scheme of the sign-in, {@code Basic} or {@code Bearer}; empty where there was none
     * @param account who signed in, empty where nobody was accepted
     * @param status HTTP status of the answer; 0 where none was given
     * @param params as JSON, with the secret of a write replaced
     */
    public record Received(String path, String method, String scheme, String account, int status, String params) {}
}
