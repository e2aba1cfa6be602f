package org.pindesk.demo.unity;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What came in over CUPI, newest last. Holds no PIN. Thread-safe. */
public final class CupiJournal {
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

    /** A text with every PIN in it replaced. */
    static String masked(String text) {
        return text.replaceAll("(\"Credentials\"\\s*:\\s*)\"[^\"]*\"", "$1\"***\"")
                .replaceAll("(?s)<Credentials>.*?</Credentials>", "<Credentials>***</Credentials>");
    }

    /**
     * One request.
     *
     * @param what method and resource without ids, for example {@code GET users/ID/credential/pin}
     * @param account service account, empty where it was not accepted
     * @param status HTTP status of the answer; 0 where none was given
     * @param body masked
     */
    public record Received(String what, String account, int status, String body) {}
}
