package org.pindesk.port;

import java.time.Instant;
import java.util.List;
import org.pindesk.core.Secret;

/** The arithmetic of time-based one-time codes (RFC 6238): six digits, SHA-1, a new one every 30 seconds, as authenticators expect. */
public interface OneTimeCodes {
    /** A new random key, in base32: 160 bits, the length of the hash (RFC 4226 §4, R6). */
    Secret newKey();

    /**
     * The time steps whose code this is: the one at that time, the one before and the one after, because clocks differ and people type
     * slowly.
     *
     * @param code as typed; blanks in it do not count, and it may be anything
     * @return oldest first; empty when the code is wrong, more than one step only when their codes happen to be alike
     */
    List<Long> steps(Secret key, Secret code, Instant at);
}
