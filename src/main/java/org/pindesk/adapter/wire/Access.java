package org.pindesk.adapter.wire;

/** What a call may do at the other side. It decides what may be claimed when no whole answer came. */
public enum Access {
    /** Changes nothing there. */
    READ,
    /** May change something there: once the request may have left, only a whole answer tells what happened. */
    WRITE
}
