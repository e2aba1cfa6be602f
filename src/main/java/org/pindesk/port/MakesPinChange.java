package org.pindesk.port;

import org.pindesk.core.Account;
import org.pindesk.core.Secret;

/**
 * A telephone system that can make a person choose another PIN at the next sign-in, there and by themselves. Only where the person can
 * finish that at the place where the PIN is used: elsewhere it would lock them out.
 */
public interface MakesPinChange extends ResetsPin {
    /** As {@link ResetsPin#resetPin}, for a PIN that somebody else has seen: the person has to choose another one at the next sign-in. */
    Written resetPinToBeChanged(Account account, Secret pin);
}
