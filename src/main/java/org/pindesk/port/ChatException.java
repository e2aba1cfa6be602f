package org.pindesk.port;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A chat platform did not take what we sent. The message is for operators and holds no content. */
public final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    /** What to do about it. */
    public enum Kind {
        /** Overload, rate limit, network: try again later. */
        LATER,
        /** This person cannot be written to (direct messages closed, account gone). */
        UNREACHABLE_PERSON,
        /** The platform refuses for good: our defect or our configuration. */
        REFUSED
    }

    public ChatException(Kind kind, String operatorText) {
        this(kind, operatorText, null, null);
    }

    public ChatException(Kind kind, String operatorText, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(operatorText, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** How long the platform asks us to wait; null when it did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
