package org.pindesk.port;

import org.pindesk.core.Account;
import org.pindesk.core.PinPolicy;
import org.pindesk.core.Secret;

/** A telephone system whose PINs can be set. */
public interface ResetsPin extends Pbx {
    /**
     * The policy that applies to this account's PIN, read from the system.
     *
     * @throws org.pindesk.core.BackendException when it cannot be read
     */
    PinPolicy pinPolicy(Account account);

    /**
     * Sets the PIN and lifts a lock that failed sign-ins caused; never an administrator's lock. One attempt, no retry: what to do next
     * is the gateway's decision.
     */
    Written resetPin(Account account, Secret pin);

    /** Whether the system can be written to at all; false = configured read-only. */
    boolean writable();
}
