package org.pindesk.demo.cucm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What came in over AXL, newest last. Holds no PIN. Thread-safe. */
public final class AxlJournal {
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

    /** A text with every PIN in it, as element or as quoted value, replaced. */
    static String masked(String text) {
        return text.replaceAll("(?s)<((?:\\w+:)?(?:pin|password))>.*?</\\1>", "<$1>***</$1>")
                .replaceAll("[\"'][0-9]{4,}[\"']", "'***'");
    }

    /**
     * One request.
     *
     * @param operation as in the SOAPAction header; empty where that has none
     * @param account service account, empty where it was not accepted
     * @param session whether a session cookie stood in for the password
     * @param status HTTP status of the answer; 0 where none was given
     * @param body the envelope, masked
     */
    public record Received(
            String operation, String version, String account, boolean session, int status, String body) {}
}
