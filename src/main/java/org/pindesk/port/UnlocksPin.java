package org.pindesk.port;

import java.util.Optional;
import org.pindesk.core.Account;

/** A telephone system that can lift a lock which failed sign-ins caused, keeping the PIN. */
public interface UnlocksPin extends Pbx {
    /** Why this release cannot unlock without a new PIN, in plain words for people; empty when it can. */
    Optional<String> cannotUnlock();

    /** Lifts the lock and keeps the PIN; never an administrator's lock. One attempt; prove by reading the state again. */
    Written unlockPin(Account account);
}
