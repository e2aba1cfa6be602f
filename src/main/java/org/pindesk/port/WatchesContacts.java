package org.pindesk.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PersonId;

/** A directory that knows, better or worse, when somebody's mail addresses and telephone numbers were changed. */
public interface WatchesContacts extends Directory {
    /**
     * What the directory's own record says. What cannot be seen is no change and no proof of none.
     *
     * @param kept whether the directory keeps a record of each attribute's last change and shows it
     * @param changed with a record: when an address or number was changed last; null when none ever was since the entry was made
     * @param notAfter without a record: when the entry as a whole was changed last, and so no address or number later; null when even
     *     that is not shown
     */
    record Record(
            boolean kept,
            @Nullable Instant changed,
            @Nullable Instant notAfter) {
        /** The directory shows nothing of it. */
        public static final Record NONE = new Record(false, null, null);

        public static Record kept(@Nullable Instant changed) {
            return new Record(true, changed, null);
        }

        public static Record bound(@Nullable Instant notAfter) {
            return new Record(false, null, notAfter);
        }
    }

    /**
     * @throws org.pindesk.core.BackendException when the directory does not answer, has no such entry now, or answers with a record that
     *     cannot be read
     */
    Record contactRecord(PersonId id);
}
