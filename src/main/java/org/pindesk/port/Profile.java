package org.pindesk.port;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;

/**
 * What a chat platform says of an account.
 *
 * @param name the name to show; anybody may have chosen it, so nothing is decided by it
 * @param mail null where the platform shows none
 * @param mailConfirmed whether the platform has confirmed the address; false where it does not say
 * @param standing what kind of account it is
 * @param locale the person's own language setting
 * @param zone the person's own time zone
 */
public record Profile(
        ChatUser user,
        String name,
        @Nullable String mail,
        boolean mailConfirmed,
        Standing standing,
        Locale locale,
        ZoneId zone) {
    /** What kind of account it is; everything but {@link #MEMBER} is refused. */
    public enum Standing {
        MEMBER,
        GUEST,
        BOT,
        DELETED,
        /** Of another workspace, seen through a shared channel; or the platform left the fields out that would tell. */
        STRANGER
    }
}
