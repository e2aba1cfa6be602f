package org.pindesk.port;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AuditEvent;

/** The keyed hash chain: each row carries an HMAC over its content and the row before. */
public interface AuditLog {
    /** Chains a row; in the same transaction as the change it tells of. */
    void append(AuditEvent event, Instant at);

    /** The newest row's number and HMAC, for anchoring outside; null while the chain is empty. */
    @Nullable
    Head head();

    /** Writes every row, oldest first, as one JSON object per line; {@code pindesk audit verify} reads it. */
    void export(Consumer<String> line);

    /**
     * @param sequence number of the newest row, from 1
     * @param mac its HMAC, hex
     */
    record Head(long sequence, String mac) {}
}
