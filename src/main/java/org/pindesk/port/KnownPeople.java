package org.pindesk.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;

/**
 * People with a linked chat account as the directory showed them last, for the time when it cannot be reached. Sealed, and bound to the
 * person; a row that does not open is as good as none.
 */
public interface KnownPeople {
    /**
     * @param person who they are; neither groups nor state: whatever is decided by those was decided at the time
     * @param against what stood against a PIN by break-glass, in a word; null for nothing
     * @param named whether the policy named them for break-glass, and they were fit for it
     * @param policy short digest of the policy by which that was found
     * @param seenAt when the directory showed it
     */
    record Known(Person person, @Nullable String against, boolean named, String policy, Instant seenAt) {}

    /** Keeps this in place of what was known before. */
    void keep(Known known);

    Optional<Known> of(PersonId person);

    /** Everybody who was named at last sight. */
    List<Known> named();

    /**
     * Whom to look at next: people with a link that may be used whom nobody has seen since then, or only by another policy.
     *
     * @param most how many at most
     */
    List<PersonId> due(Instant since, String policy, int most);

    /** Forgets whom nobody has seen since then. */
    void forget(Instant before);
}
