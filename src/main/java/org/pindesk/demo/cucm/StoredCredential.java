package org.pindesk.demo.cucm;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.credential.LockableSecret;

/** A PIN, or a password that the cluster keeps itself. Not thread-safe: {@link Cluster} guards it. */
final class StoredCredential extends LockableSecret {
    private @Nullable Instant lastAccess;

    StoredCredential(String first, Supplier<CredentialPolicy> policy, Instant now) {
        super(first, () -> limits(policy.get()), now);
    }

    private static Limits limits(CredentialPolicy policy) {
        return new Limits(
                policy.prevCredStoredNum(),
                policy.failedLogon(),
                policy.resetFailedLogonAttempts(),
                policy.lockoutDuration());
    }

    boolean lockedByAdministrator() {
        return lockedByAdministratorSince() != null;
    }

    @Nullable
    Instant lastAccess() {
        return lastAccess;
    }

    void resetHackCount() {
        failures(0);
        forgetLastFailure();
        liftLock();
    }

    /** Counts a wrong one into the lock; a locked one is not looked at. */
    SignIn signIn(String secret, Instant now) {
        if (lockRanOut(now)) {
            resetHackCount();
        }
        if (locked()) {
            return SignIn.LOCKED;
        }
        if (!inForce(secret)) {
            countFailure(now);
            return SignIn.WRONG;
        }
        resetHackCount();
        lastAccess = now;
        return mustChange() ? SignIn.MUST_CHANGE : SignIn.OK;
    }

    /** Fails until it is locked. */
    void lockByFailures(Instant now) {
        while (lockedSince() == null) {
            countFailure(now);
        }
    }
}
