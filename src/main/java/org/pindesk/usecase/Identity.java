package org.pindesk.usecase;

import org.jspecify.annotations.Nullable;
import org.pindesk.core.Person;

/**
 * Who a chat account is.
 *
 * @param person the directory person, just read; null when {@code unknown} says why there is none
 */
public record Identity(@Nullable Person person, @Nullable Unknown unknown) {
    /** Why a chat account is nobody that we may act for. */
    public enum Unknown {
        GUEST,
        BOT,
        DELETED,
        STRANGER,
        /** The platform shows no confirmed mail address. */
        NO_MAIL,
        NOT_IN_DIRECTORY,
        /** Several directory entries carry the mail address. */
        AMBIGUOUS,
        /** The link is suspended: something that it rests on has changed. */
        SUSPENDED,
        /** The linked directory entry is gone. */
        GONE,
        /** Known, by the word of the helpdesk alone and for less than seven days: not for passwords. */
        YOUNG;

        /** As it stands in audit rows and text keys. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    static Identity of(Person person) {
        return new Identity(person, null);
    }

    static Identity none(Unknown why) {
        return new Identity(null, why);
    }
}
