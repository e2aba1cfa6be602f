package org.pindesk.usecase;

import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;
import org.pindesk.core.Reply;

/** The button "Ask the helpdesk", on every refusal, unknown and verdict; there is none without a queue. */
public final class Asking {
    /** Begins the value of a button on a refusal; its word follows. */
    static final String WHY = "why_";

    private final boolean queue;

    /**
     * @param channel null for no queue
     */
    public Asking(@Nullable QueueChannel channel) {
        this.queue = channel != null;
    }

    /** The button for a case; none without a queue. */
    Reply.Button[] buttons(Voice voice, String caseId) {
        return queue ? new Reply.Button[] {voice.button("ask", Reply.Style.PLAIN, caseId)} : new Reply.Button[0];
    }

    /** The button for a refusal; none for who may do nothing here at all: it would only be refused again. */
    Reply.Button[] about(Voice voice, String word, AccountState state) {
        boolean nobody = !state.readable() || state.disabled() || state.expired();
        return nobody ? new Reply.Button[0] : about(voice, word);
    }

    /** The button for a refusal. */
    Reply.Button[] about(Voice voice, String word) {
        return buttons(voice, WHY + word);
    }
}
