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
     * @param directory whether it is checked in a directory, as far as this system shows; never with {@code local}
     * @param backend what the system calls its keeper, for example {@code ucware} or {@code MY_DOMAIN}; {@link
     *     org.pindesk.core.Leg#DIRECTORY} where it has no name for the directory
     */
    record Keeper(boolean local, boolean directory, String backend) {}

    /**
     * @throws org.pindesk.core.BackendException when the system gives no clear answer
     */
    Keeper passwordKeeper(Account account);

    /**
     * What is asked of a new password; a safe guess where the system does not say.
     *
     * @throws org.pindesk.core.BackendException when a policy that the system has cannot be read
     */
    PasswordPolicy localPasswordPolicy(Account account);

    /** Sets it; refused where the account's password is kept elsewhere. One attempt, no retry. */
    Written resetLocalPassword(Account account, Secret password);

    /** Whether the system can be written to at all; false = configured read-only. */
    boolean writable();
}
