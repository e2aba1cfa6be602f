package org.pindesk.demo.ucware;

import org.pindesk.demo.wire.Journal;

/** What came in over JSON-RPC, newest last. Holds no secret. */
public final class RpcJournal extends Journal<RpcJournal.Received> {
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
