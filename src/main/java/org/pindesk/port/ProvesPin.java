package org.pindesk.port;

import org.pindesk.core.Account;
import org.pindesk.core.Secret;

/** A telephone system that can tell whether a PIN signs in. A wrong PIN counts there as a failed sign-in: ask once per write. */
public interface ProvesPin extends Pbx {
    Answer signsIn(Account account, Secret pin);

    /** Answer of {@link #signsIn}. */
    enum Answer {
        YES,
        /** The system says that this PIN is not the one. */
        NO,
        /** No clear answer. */
        CANNOT_TELL
    }
}
