package org.pindesk.port;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.PersonId;

/** People for whom nothing is changed until a human has looked into it: somebody may be playing their part. */
public interface Freezes {
    /**
     * @param person whose secrets stay as they are, and who does nothing for others
     * @param since when it began
     * @param by who said so: the person, or somebody of the helpdesk
     * @param against whose act the person did not know of, and who therefore cannot lift it; null where there is none
     */
    record Freeze(
            PersonId person,
            Instant since,
            PersonId by,
            @Nullable PersonId against) {}

    Optional<Freeze> of(PersonId person);

    /** Freezes a person; one who is frozen already stays so as before, but for whose act it is against where nobody's was known. */
    void add(Freeze freeze);

    /**
     * @return whether the person was frozen
     */
    boolean lift(PersonId person);
}
