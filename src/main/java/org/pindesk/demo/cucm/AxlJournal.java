package org.pindesk.demo.cucm;

import org.pindesk.demo.wire.Journal;

/** What came in over AXL, newest last. Holds no PIN. */
public final class AxlJournal extends Journal<AxlJournal.Received> {
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
