package org.pindesk.port;

import org.pindesk.core.Account;
import org.pindesk.core.Proof;
import org.pindesk.core.Secret;

/**
 * A telephone system that can tell whether a PIN is the one in force: best by a sign-in with it, else by its own record. A wrong PIN may
 * count there as a failed sign-in: ask once per write.
 */
public interface ProvesPin extends Pbx {
    Answer signsIn(Account account, Secret pin);

    /** What a {@link Answer#YES} proves, as it is told and audited: the least that is certain. */
    default Proof proof() {
        return Proof.SIGNED_IN;
    }

    /** Answer of {@link #signsIn}. */
    enum Answer {
        YES,
        /** The system says that this PIN is not the one. */
        NO,
        /** No clear answer. */
        CANNOT_TELL
    }
}
