package org.pindesk.port;

import java.time.Instant;
import java.util.Optional;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;

/**
 * Secrets at rest, for minutes: AES-GCM with a key id per row, bound to request, owner and system, so that a row moved to another
 * request cannot be opened.
 */
public interface Vault {
    /** Seals a secret, in place of an earlier one of the same request and system. */
    void seal(String requestId, PersonId owner, String system, Secret secret, Instant destroyAt);

    /**
     * @return the secret, or empty when there is none or its time is over
     * @throws org.pindesk.core.PindeskException {@code WRONG_KEY} when a row exists that the configured keys cannot open
     */
    Optional<Secret> open(String requestId, PersonId owner, String system, Instant now);

    /** Changes when the request's secrets are destroyed. */
    void keepUntil(String requestId, Instant destroyAt);

    /** Destroys the request's secrets. */
    void destroy(String requestId);

    /** Destroys what is over. */
    void destroyDue(Instant now);

    /**
     * Seals a short text that somebody typed, to be stored as part of another row.
     *
     * @param place what it belongs to; it opens nowhere else
     */
    String wrap(String text, String place);

    /** The text of {@link #wrap}; empty when it cannot be opened with this place and the configured keys. */
    Optional<String> unwrap(String wrapped, String place);

    /**
     * Rows sealed with keys that are not configured now, those of {@link Authenticators} too: the start is refused while there are
     * any.
     */
    int foreign();
}
