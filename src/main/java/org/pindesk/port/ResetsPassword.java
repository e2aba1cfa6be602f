package org.pindesk.port;

import org.pindesk.core.Foreseen;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;

/** A directory whose passwords can be set. */
public interface ResetsPassword extends Directory {
    /** Whether {@link #resetPassword} would be allowed; asked without writing. */
    Foreseen mayReset(PersonId id);

    /**
     * What the directory asks of a new password for this person.
     *
     * @throws org.pindesk.core.BackendException when it cannot be read
     */
    PasswordPolicy passwordPolicy(PersonId id);

    /**
     * Sets the password, lifts a lock that failed sign-ins caused, and makes the person choose their own at the next sign-in, in one
     * write where the directory can. One attempt, no retry: what to do next is the gateway's decision.
     */
    Written resetPassword(PersonId id, Secret password);

    /**
     * Whether this password is the account's: a bind with it that succeeds, or is refused only because it must be changed. A wrong one
     * counts as a failed sign-in: ask once per write.
     */
    ProvesPin.Answer signsIn(PersonId id, Secret password);
}
