package org.pindesk.port;

import org.pindesk.core.Account;
import org.pindesk.core.Secret;

/** A telephone system that, when it is set up so, hands every new PIN on to its voicemail system. */
public interface SharesPin extends ResetsPin {
    /** As {@link ResetsPin#resetPin}, but never handed on. */
    Written resetPinHereOnly(Account account, Secret pin);
}
