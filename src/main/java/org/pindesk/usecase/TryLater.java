package org.pindesk.usecase;

/** Another worker holds this request right now: the event is put back and tried again in a moment. */
public final class TryLater extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TryLater(String requestId) {
        super("request " + requestId + " is being worked on");
    }
}
