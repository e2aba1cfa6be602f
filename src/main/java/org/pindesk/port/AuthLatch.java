package org.pindesk.port;

import java.time.Instant;
import java.util.Optional;
import org.pindesk.core.Secret;

/**
 * Remembers, for all copies of the bot, that a system refused a service account: nobody tries that password there again until it is
 * changed in the configuration, so that one wrong password costs one bad sign-in and never locks the account.
 */
public interface AuthLatch {
    /** Remembers nothing; for tests of other things. */
    AuthLatch NONE = new AuthLatch() {
        @Override
        public Optional<Instant> refusedSince(String system, String account, Secret password) {
            return Optional.empty();
        }

        @Override
        public void refused(String system, String account, Secret password) {}
    };

    /**
     * Since when exactly this password is known to be refused; empty when it may be tried. A latch of another password of the same
     * account no longer counts.
     */
    Optional<Instant> refusedSince(String system, String account, Secret password);

    /** Closes the latch for exactly this password. */
    void refused(String system, String account, Secret password);

    /** Opens the latch of an account: somebody has put it right, so that even the same password may be tried again. */
    default void forget(String system, String account) {}
}
