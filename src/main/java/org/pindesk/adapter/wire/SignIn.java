package org.pindesk.adapter.wire;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.BackendException;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The password of one service account at one system, and the only way to send it. Sign-ins happen one after another, and after a
 * refusal there is none any more, here and through the {@link AuthLatch} anywhere else, until another password is configured: a wrong
 * one costs one bad sign-in. When the latch cannot be read or written, what this object saw itself still holds.
 */
public final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final AuthLatch latch;
    private final Clock clock;
    private final String system;
    private final String account;
    private final Secret password;
    private final String key;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile @Nullable Refusal refusal;

    /** What this object saw itself. */
    private record Refusal(Instant at, String why, boolean lasting, boolean stored) {}

    /**
     * @param system id as configured
     * @param key the configuration key of the password, named as the remedy
     */
    public SignIn(AuthLatch latch, Clock clock, String system, String account, Secret password, String key) {
        this.latch = latch;
        this.clock = clock;
        this.system = system;
        this.account = account;
        this.password = password;
        this.key = key;
    }

    public String account() {
        return account;
    }

    /** The configuration key of the password. */
    public String key() {
        return key;
    }

    /** Whether both stand for the same account with the same password, so that they must be one. */
    public boolean isOf(String otherAccount, Secret otherPassword) {
        return account.equalsIgnoreCase(otherAccount) && password.sameAs(otherPassword);
    }

    /**
     * Waits for the turn to send the password.
     *
     * @throws BackendException with {@link Problem#BAD_CREDENTIALS} when this password was refused before; {@link
     *     Problem#UNREACHABLE} when the sign-in of another call did not end in time. Nothing was sent in both cases
     */
    public Turn begin(Duration atMost) {
        throwIfRefused();
        take(atMost);
        boolean granted = false;
        try {
            throwIfRefused();
            refusedElsewhere().ifPresent(since -> {
                throw refused(since, "");
            });
            granted = true;
            return new Turn();
        } finally {
            if (!granted) {
                turn.release();
            }
        }
    }

    /** Forgets refusals of this account everywhere: somebody has put the account right. */
    public void allowAgain() {
        refusal = null;
        try {
            latch.forget(system, account);
        } catch (PindeskException e) {
            LOG.warn("{}: the refusal of account {} could not be forgotten: {}", system, account, e.getMessage());
        }
    }

    private void take(Duration atMost) {
        try {
            if (turn.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new BackendException(
                Problem.UNREACHABLE,
                system,
                "no connection in time: another call of account " + account + " is still waiting for its sign-in");
    }

    private void throwIfRefused() {
        Refusal seen = refusal;
        if (seen == null) {
            return;
        }
        Refusal now = seen;
        if (seen.lasting() && !seen.stored()) {
            now = new Refusal(seen.at(), seen.why(), true, store());
            refusal = now;
        } else if (seen.lasting() && released()) {
            // it was there, so somebody has opened the latch
            refusal = null;
            return;
        }
        throw refused(now.at(), now.why());
    }

    /** Empty also when the latch cannot be read: then only what this object saw holds. */
    private Optional<Instant> refusedElsewhere() {
        try {
            return latch.refusedSince(system, account, password);
        } catch (PindeskException e) {
            warnUnread(e);
            return Optional.empty();
        }
    }

    private boolean released() {
        try {
            return latch.refusedSince(system, account, password).isEmpty();
        } catch (PindeskException e) {
            warnUnread(e);
            return false;
        }
    }

    private void warnUnread(PindeskException e) {
        LOG.warn(
                "{}: whether the password of account {} was refused before cannot be read: {}",
                system,
                account,
                e.getMessage());
    }

    /** Whether the latch remembers it from now on; one that remembers nothing never does. */
    private boolean store() {
        try {
            latch.refused(system, account, password);
            return latch.refusedSince(system, account, password).isPresent();
        } catch (PindeskException e) {
            LOG.warn(
                    "{}: the refused password of account {} is remembered by this process only: {}",
                    system,
                    account,
                    e.getMessage());
            return false;
        }
    }

    private BackendException refused(Instant since, String why) {
        return new BackendException(
                Problem.BAD_CREDENTIALS,
                system,
                "the password of account " + account + " was refused at " + since.truncatedTo(ChronoUnit.SECONDS)
                        + (why.isEmpty() ? "" : " (" + why + ")")
                        + ". Pindesk does not try it again, so that the account is not locked, until " + key
                        + " is changed");
    }

    /** The right to send the password now; nobody else sends it until this is closed. */
    public final class Turn implements AutoCloseable {
        private Turn() {}

        public Secret password() {
            return password;
        }

        /** The value of the header {@code Authorization}. */
        String basic() {
            String pair = account + ":" + password.open();
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * The system refused: nobody sends this password any more.
         *
         * @param why in the system's words, no secret
         */
        public void refused(String why) {
            refusal = new Refusal(clock.instant(), why, true, store());
        }

        /** As {@link #refused}, for a refusal that may be of another cause than the password: holds for this process only. */
        public void refusedForNow(String why) {
            refusal = new Refusal(clock.instant(), why, false, true);
        }

        @Override
        public void close() {
            turn.release();
        }
    }
}
