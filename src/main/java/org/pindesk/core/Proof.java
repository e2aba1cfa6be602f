package org.pindesk.core;

/** How we know that a change took. */
public enum Proof {
    /** A sign-in with the new secret succeeded. */
    SIGNED_IN,
    /** The system's own record of the credential moved. */
    STATE_CHANGED,
    /** The system said yes, and no more can be known. */
    ANSWERED,
    /** Nothing is known. */
    NONE;

    /** As it stands in audit rows: {@code signed-in}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
