package org.pindesk.port;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.PersonId;

/** Which directory person a chat account belongs to, pinned at the first proof. */
public interface Links {
    /**
     * @param mail the mail address at the time of the proof, compared later to notice drift; null where the proof was another
     * @param how the proof, for example {@code slack-mail}
     * @param suspended why the link may not be used, null while it may
     */
    record Link(
            ChatUser user,
            PersonId person,
            @Nullable String mail,
            String how,
            Instant since,
            @Nullable String suspended) {}

    Optional<Link> of(ChatUser user);

    /** Pins a chat account to a person. Keeps what is there when the account is linked already. */
    void pin(Link link);

    /** Stops a link from being used until somebody proves it anew. */
    void suspend(ChatUser user, String why);
}
