package org.pindesk.demo.unity;

import org.pindesk.demo.wire.Journal;

/** What came in over CUPI, newest last. Holds no PIN. */
public final class CupiJournal extends Journal<CupiJournal.Received> {
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
