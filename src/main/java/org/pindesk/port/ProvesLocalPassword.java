package org.pindesk.port;

import org.pindesk.core.Account;
import org.pindesk.core.Secret;

/** A telephone system that can tell whether a password that it keeps itself signs in. */
public interface ProvesLocalPassword extends ResetsLocalPassword {
    /**
     * Signs in with it. A wrong password counts there as a failed sign-in: ask once per write. Never asked of the directory: where the
     * password is kept elsewhere the answer is {@link ProvesPin.Answer#CANNOT_TELL}.
     */
    ProvesPin.Answer passwordSignsIn(Account account, Secret password);
}
