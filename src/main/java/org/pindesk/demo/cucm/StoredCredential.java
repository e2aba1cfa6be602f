package org.pindesk.demo.cucm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A PIN, or a password that the cluster keeps itself, with its history and its locks. Not thread-safe: {@link Cluster} guards it. */
final class StoredCredential {
    /** How a sign-in ended. */
    enum SignIn {
        OK,
        WRONG,
        LOCKED,
        MUST_CHANGE
    }

    private final Supplier<CredentialPolicy> policy;
    /** Newest first; the first one is in force. */
    private final Deque<String> secrets = new ArrayDeque<>();

    private int held = 1;
    private int failures;
    private @Nullable Instant lastFailure;
    private @Nullable Instant lockedSince;
    private @Nullable Instant lockedByAdministratorSince;
    private @Nullable Instant lastAccess;
    private Instant changed;
    private boolean mustChange;

    StoredCredential(String first, Supplier<CredentialPolicy> policy, Instant now) {
        this.policy = policy;
        this.changed = now;
        secrets.push(first);
    }

    boolean lockedByAdministrator() {
        return lockedByAdministratorSince != null;
    }

    @Nullable
    Instant lockedByAdministratorSince() {
        return lockedByAdministratorSince;
    }

    void lockByAdministrator(boolean locked, Instant now) {
        lockedByAdministratorSince = locked ? now : null;
    }

    int failures() {
        return failures;
    }

    @Nullable
    Instant lastFailure() {
        return lastFailure;
    }

    /** Since when failed sign-ins lock it; kept after the lock has run out, until the next sign-in. */
    @Nullable
    Instant lockedSince() {
        return lockedSince;
    }

    @Nullable
    Instant lastAccess() {
        return lastAccess;
    }

    Instant changed() {
        return changed;
    }

    boolean mustChange() {
        return mustChange;
    }

    void mustChange(boolean value) {
        mustChange = value;
    }

    void resetHackCount() {
        failures = 0;
        lastFailure = null;
        lockedSince = null;
    }

    /** Whether it is one of the stored ones, the one in force included. */
    boolean used(String secret) {
        return secrets.contains(secret);
    }

    /** How many different ones there have been, the first one included. */
    int held() {
        return held;
    }

    void set(String secret, Instant now) {
        held++;
        changed = now;
        secrets.push(secret);
        while (secrets.size() > Math.max(1, policy.get().prevCredStoredNum())) {
            secrets.removeLast();
        }
    }

    /** Counts a wrong one into the lock; a locked one is not looked at. */
    SignIn signIn(String secret, Instant now) {
        Duration lockout = policy.get().lockoutDuration();
        if (lockedSince != null && !lockout.isZero() && !now.isBefore(lockedSince.plus(lockout))) {
            resetHackCount();
        }
        if (lockedByAdministrator() || lockedSince != null) {
            return SignIn.LOCKED;
        }
        if (!secret.equals(secrets.peek())) {
            countFailure(now);
            return SignIn.WRONG;
        }
        resetHackCount();
        lastAccess = now;
        return mustChange ? SignIn.MUST_CHANGE : SignIn.OK;
    }

    /** Fails until it is locked. */
    void lockByFailures(Instant now) {
        while (lockedSince == null) {
            countFailure(now);
        }
    }

    private void countFailure(Instant now) {
        if (lastFailure != null && !now.isBefore(lastFailure.plus(policy.get().resetFailedLogonAttempts()))) {
            failures = 0;
        }
        failures++;
        lastFailure = now;
        if (failures >= policy.get().failedLogon()) {
            lockedSince = now;
        }
    }
}
