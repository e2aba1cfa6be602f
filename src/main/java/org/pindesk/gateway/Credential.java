package org.pindesk.gateway;

import java.util.Collection;
import java.util.function.Function;
import org.pindesk.core.Proof;
import org.pindesk.core.Secret;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.Written;

/** One secret of one account, the way the gateway changes it: PIN or password of a telephone system, or password of the directory. */
interface Credential {
    /** Whether it can be written at all; false = no account for writing is configured. */
    boolean writable();

    /**
     * Reads what the system asks of a new secret.
     *
     * @return draws one that fits; its argument are those drawn before, none of which is drawn again
     * @throws org.pindesk.core.BackendException when the policy cannot be read
     */
    Function<Collection<Secret>, Secret> maker();

    /** Writes it: one attempt. */
    Written write(Secret secret);

    /** Whether the system can prove a secret. */
    boolean provable();

    /** Signs in with it; {@link ProvesPin.Answer#CANNOT_TELL} where the system cannot. */
    ProvesPin.Answer signsIn(Secret secret);

    /** What a yes to {@link #signsIn} proves. */
    default Proof proof() {
        return Proof.SIGNED_IN;
    }
}
