package org.pindesk.diagnosis;

/** What Pindesk itself can do about a cause. Whether the one who asks may do it is decided elsewhere. */
public enum Fix {
    /** Put the account into the group that gives the portal. */
    ADD_TO_PORTAL_GROUP,
    /** Lift the PIN's lock and keep the PIN. */
    UNLOCK_PIN,
    /** Offer a new PIN. */
    OFFER_PIN,
    /** Lift the directory account's lock and keep the password. */
    UNLOCK_ACCOUNT,
    /** Set a new directory password, to be changed at the next sign-in; lifts a lock that failed sign-ins caused. */
    RESET_DIRECTORY_PASSWORD
}
