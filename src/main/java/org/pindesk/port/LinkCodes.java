package org.pindesk.port;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;

/**
 * Codes by which people prove a chat account. A code is bound to the account, the person and the mail address, and is stored nowhere,
 * not even sealed: it is made anew when it is mailed and when it is compared. A code that nobody can have (no person) is counted
 * like any other, so that an account learns nothing about who exists.
 */
public interface LinkCodes {
    /** How many digits a code has: six are what NIST SP 800-63B-4 asks of recovery codes. */
    int DIGITS = 6;

    /** How many codes may be typed before it ends. */
    int TRIES = 5;

    /**
     * @param id the event that asked for it
     * @param person whose address it goes to; null where nobody was meant
     * @param mail that address; null where nobody was meant
     * @param tries how many codes were typed
     * @param endedAt when it was used up, or gave way to a newer one; null until then
     * @param usedBy the event that used it up; null unless it was right
     */
    record Code(
            String id,
            ChatUser user,
            @Nullable PersonId person,
            @Nullable String mail,
            Instant askedAt,
            Instant validUntil,
            int tries,
            @Nullable Instant endedAt,
            @Nullable String usedBy) {
        /** Whether no typed code is looked at any more. */
        public boolean over(Instant now) {
            return endedAt != null || tries >= TRIES || !now.isBefore(validUntil);
        }
    }

    /**
     * Opens a code; older ones of this account end. An id that is there already stays as it is.
     *
     * @return false when it was there already
     */
    boolean open(String id, ChatUser user, @Nullable PersonId person, @Nullable String mail, Instant at, Instant until);

    Optional<Code> byId(String id);

    /** The newest code of an account, over or not. */
    Optional<Code> newest(ChatUser user);

    /** The digits, for the letter. */
    Secret digits(Code code);

    /**
     * Counts a typed code, once however often its event is run. Called before {@link #fits}, so that of several at once each is
     * counted.
     *
     * @return how many were typed with this one
     */
    int count(String id, String eventId);

    /** Whether this is the code, grouped or not; takes the same time for every wrong one. False where nobody was meant. */
    boolean fits(Code code, Secret typed);

    /**
     * Ends a code that was right.
     *
     * @return false when it had ended before
     */
    boolean use(String id, String eventId, Instant at);

    /** How many codes this account asked for since. */
    int askedBy(ChatUser user, Instant since);

    /** How many codes went to this person since. */
    int askedFor(PersonId person, Instant since);

    /** Forgets what was asked for before. */
    void forget(Instant before);
}
