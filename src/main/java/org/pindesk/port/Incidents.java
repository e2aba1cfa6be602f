package org.pindesk.port;

import java.util.List;
import java.util.Optional;
import org.pindesk.core.Incident;

/** Incidents. At most one lasts for each cause: the database itself refuses a second. */
public interface Incidents {
    /**
     * Stores a new one.
     *
     * @return false when one of this cause lasts already; nothing changes then
     */
    boolean open(Incident incident);

    Optional<Incident> byId(String id);

    /** The one of this cause that lasts. */
    Optional<Incident> lasting(String cause);

    /** All that last, oldest first. */
    List<Incident> lasting();

    /**
     * Replaces words, card and end of one that lasts.
     *
     * @return false when it has ended before
     */
    boolean replace(Incident incident);
}
