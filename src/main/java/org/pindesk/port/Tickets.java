package org.pindesk.port;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;

/**
 * What opens the bot's own pages. A ticket is about one request; each letter that leads to it has a link of its own, whose token is
 * drawn at random and never stored: only a keyed digest of it is. Of each purpose a request has one ticket at a time.
 */
public interface Tickets {
    /** What a page is for. */
    enum Purpose {
        /** Its owner fetches a new secret there, with a code told through another channel. */
        FETCH,
        /** Its owner says "this wasn't me" there. */
        NOT_ME
    }

    /**
     * A ticket as it stands.
     *
     * @param id random
     * @param request the request it is about
     * @param person whose page it is
     * @param code the code that the page asks for, sealed by {@link Vault#wrap} with the ticket's id as its place; null where none is
     *     asked for
     * @param validUntil from then on it opens nothing
     * @param wrong how many wrong codes were typed
     * @param bound whether the code was typed and a browser is bound to it
     * @param usedAt when it ended before its time; null while it has not
     */
    record Ticket(
            String id,
            Purpose purpose,
            String request,
            PersonId person,
            @Nullable String code,
            Instant validUntil,
            int wrong,
            boolean bound,
            @Nullable Instant usedAt) {
        /** A ticket that nobody has used yet. */
        public static Ticket fresh(
                String id,
                Purpose purpose,
                String request,
                PersonId person,
                @Nullable String code,
                Instant validUntil) {
            return new Ticket(id, purpose, request, person, code, validUntil, 0, false, null);
        }

        /** Whether it opens nothing any more. */
        public boolean over(Instant now) {
            return usedAt != null || !now.isBefore(validUntil);
        }
    }

    /** Stores a fresh ticket; one of the same purpose and request that is there goes, with its links. */
    void put(Ticket fresh);

    /** Adds a link that leads to the ticket; the token needs 128 random bits or more. */
    void admit(String id, Secret token);

    /** The ticket that this link leads to, over or not; empty for a link that never was or was forgotten. */
    Optional<Ticket> of(Secret token);

    /** The ticket of this purpose for a request, over or not. */
    Optional<Ticket> of(Purpose purpose, String request);

    /** Counts a wrong code, one at a time however many are typed at once; returns how many there are now. */
    int wrong(String id);

    /**
     * Binds a browser, unless one is bound already or the ticket has ended, and lets the ticket end at {@code validUntil}.
     *
     * @param browser what only that browser knows
     * @return whether this browser is the one that was bound now
     */
    boolean bind(String id, Secret browser, Instant validUntil);

    /** Whether this browser is the one that was bound. */
    boolean boundTo(String id, Secret browser);

    /** Moves a ticket's end; nothing happens to one that has ended. */
    void keepUntil(String id, Instant validUntil);

    /** Ends a ticket; the first end stays noted. */
    void end(String id, Instant at);

    /** Removes tickets that were valid until before then, with their links. */
    void forget(Instant before);
}
