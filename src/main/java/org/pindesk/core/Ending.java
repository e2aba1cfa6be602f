package org.pindesk.core;

/** Why a request is closed. */
public enum Ending {
    /** The owner said "I have it". */
    KEPT,
    /** Shown, never confirmed, time over; the change stands. */
    SHOWN_TIMEOUT,
    /** Nobody picked the offer up, or nobody approved it, in time; nothing was written. */
    EXPIRED,
    /** Withdrawn by who offered it; nothing was written. */
    CANCELLED,
    /** Phone mode: the owner's manager does not hand it over; nothing was written. */
    DECLINED,
    /** Somebody who was asked for approval said no; nothing was written. */
    DENIED,
    /** Too few are left who could approve; nothing was written. */
    UNAPPROVABLE,
    /** The owner said "This wasn't me". */
    DISOWNED,
    /** A newer request took its place. */
    SUPERSEDED,
    /** Refused by the system or by authorization at pickup. */
    REFUSED,
    /** The system could not be reached; nothing was written. */
    UNREACHABLE;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
