package org.pindesk.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PersonId;

/** What people's mail addresses and telephone numbers were when they were seen last, as keyed digests: enough to notice a change. */
public interface Contacts {
    /**
     * @param firstSeen when the person was seen for the first time
     * @param changedAt when something else than before was seen last; null while it has always been the same
     */
    record Baseline(Instant firstSeen, @Nullable Instant changedAt) {
        /** Since when the person has been seen with what they have now. */
        public Instant unchangedSince() {
            return changedAt == null ? firstSeen : changedAt;
        }
    }

    /**
     * Compares with what was seen before, and remembers what is seen now.
     *
     * @param contact the addresses and numbers, in the same order and spelling each time
     */
    Baseline seen(PersonId person, List<String> contact, Instant now);
}
