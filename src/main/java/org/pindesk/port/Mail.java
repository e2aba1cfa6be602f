package org.pindesk.port;

import java.util.Optional;
import org.pindesk.core.Letter;

/** Mail to people. */
public interface Mail extends AutoCloseable {
    /** Whether letters can hold links: there is an address at which people reach the bot's own pages. */
    boolean hasDoors();

    /**
     * Why this address can take no mail, found out without sending: it is not one, or holds what no mail server takes.
     *
     * @return words for operators; empty when it looks right
     */
    Optional<String> refuses(String address);

    /**
     * Hands a letter to the mail server. One attempt; after {@link org.pindesk.core.Problem#NO_ANSWER} it may have been taken.
     *
     * @throws org.pindesk.core.BackendException when the server did not take it; with {@link org.pindesk.core.Problem#REFUSED} this
     *     address never will, with the others the same letter is right again later
     */
    void send(Letter letter);

    @Override
    void close();
}
