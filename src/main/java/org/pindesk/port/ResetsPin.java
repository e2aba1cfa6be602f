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

    /**
     * How a write ended.
     *
     * @param detail the system's own words, scrubbed of the secret; empty where there are none
     */
    record Written(Kind kind, String detail) {
        /** How a write ended. */
        public enum Kind {
            /** The system said yes. */
            ACCEPTED,
            /** The system's PIN policy refused this PIN; another may do. Nothing changed. */
            POLICY_REFUSED,
            /** The system refused for another reason. Nothing changed. */
            REFUSED,
            /** Never reached the system. Nothing changed. */
            NOT_SENT,
            /** Sent, no whole answer: it may have changed. */
            NO_ANSWER
        }
    }
}
