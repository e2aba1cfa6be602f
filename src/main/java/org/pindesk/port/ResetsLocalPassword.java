package org.pindesk.port;

import org.pindesk.core.Account;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.Secret;

/** A telephone system that keeps passwords of its own for some of its accounts. */
public interface ResetsLocalPassword extends Pbx {
    /**
     * Who keeps the account's password.
     *
     * @param local whether this system does, so that it can be set here
     * @param backend what the system calls its keeper, for example {@code ucware} or {@code MY_DOMAIN}
     * @param entry name of the entry at that keeper (a distinguished name), empty where the system does not say
     */
    record Keeper(boolean local, String backend, String entry) {}

    /**
     * @throws org.pindesk.core.BackendException when the system gives no clear answer
     */
    Keeper passwordKeeper(Account account);

    /** What is asked of a new password; a safe guess where the system does not say. */
    PasswordPolicy localPasswordPolicy(Account account);

    /** Sets it; refused where the account's password is kept elsewhere. One attempt, no retry. */
    Written resetLocalPassword(Account account, Secret password);
}
