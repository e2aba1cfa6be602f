package org.pindesk.core;

/** Where a request stands. Only {@link #CLOSED} is final; the others hold the person's one open place per system. */
public enum RequestState {
    /** Waits for the approval of others; its owner has not been told, and nothing is written. */
    AWAITING_APPROVAL,
    /** Waits for its owner; nothing is written. */
    OFFERED,
    /** The owner asked for the secret; writes may be under way. */
    TAKING,
    /** Settled with a secret that the owner can see again until it is kept or the time is over. */
    SHOWN,
    /** Over; no secret exists any more. */
    CLOSED
}
