package org.pindesk.port;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.PersonId;

/** What one of the helpdesk says about a person, until another one of them confirms it. */
public interface Vouches {
    /**
     * @param user the account that is said to be the person's; null where it says that changes for the person may go on
     * @param person whom it is about
     * @param by who says so
     * @param byChat their account
     * @param endedAt when it was confirmed or given up; null while it waits
     * @param endedBy the event that did; null while it waits
     */
    record Vouch(
            String id,
            @Nullable ChatUser user,
            PersonId person,
            PersonId by,
            ChatUser byChat,
            Instant validUntil,
            @Nullable Instant endedAt,
            @Nullable String endedBy) {
        /** Whether nobody can confirm it any more. */
        public boolean over(Instant now) {
            return endedAt != null || !now.isBefore(validUntil);
        }
    }

    /** Adds one that waits; an id that is there already stays as it is. */
    void add(Vouch vouch);

    Optional<Vouch> byId(String id);

    /**
     * @return false when it had ended before
     */
    boolean end(String id, String eventId, Instant at);

    /** Forgets those that were valid until before then. */
    void forget(Instant before);
}
