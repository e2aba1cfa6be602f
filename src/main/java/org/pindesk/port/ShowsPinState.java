package org.pindesk.port;

import org.pindesk.core.Account;
import org.pindesk.core.CredentialState;

/** A telephone system that shows the state of a PIN. */
public interface ShowsPinState extends Pbx {
    /**
     * The state as it is now. What a part of the system did not show is named in the state, and fails nothing else.
     *
     * @throws org.pindesk.core.BackendException when nothing can be said at all
     */
    CredentialState pinState(Account account);
}
