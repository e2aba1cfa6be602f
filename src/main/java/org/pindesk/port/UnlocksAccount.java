package org.pindesk.port;

import org.pindesk.core.Foreseen;
import org.pindesk.core.PersonId;

/** A directory that can lift a lock which failed sign-ins caused, keeping the password. */
public interface UnlocksAccount extends Directory {
    /** Whether {@link #unlock} would be allowed; asked without writing. */
    Foreseen mayUnlock(PersonId id);

    /** Lifts the lock. One attempt, and doing it twice does no harm; prove by reading the evidence again. */
    Written unlock(PersonId id);
}
