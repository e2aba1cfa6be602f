package org.pindesk.port;

/**
 * How a write to an outside system ended.
 *
 * @param detail the system's own words, scrubbed of any secret; empty where there are none
 */
public record Written(Kind kind, String detail) {
    /** How a write ended. */
    public enum Kind {
        /** The system said yes. */
        ACCEPTED,
        /** The system's credential policy refused this secret; another may do. Nothing changed. */
        POLICY_REFUSED,
        /** The system refused for another reason. Nothing changed. */
        REFUSED,
        /** Never reached the system. Nothing changed. */
        NOT_SENT,
        /** Sent, no whole answer: it may have changed. */
        NO_ANSWER
    }
}
