package org.pindesk.demo.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A secret with those before it, the failed sign-ins that lock it, and an administrator's lock. What a good sign-in and the end of a
 * lock forget is each system's own. Not thread-safe.
 */
public abstract class LockableSecret {
    /** How a sign-in ended. */
    public enum SignIn {
        OK,
        WRONG,
        LOCKED,
        MUST_CHANGE
    }

    /**
     * @param stored how many secrets are kept, the one in force included
     * @param failures failed sign-ins that lock
     * @param counted after this long without one, counting starts anew
     * @param lockout how long such a lock lasts; zero = until somebody lifts it
     */
    public record Limits(int stored, int failures, Duration counted, Duration lockout) {}

    private final Supplier<Limits> limits;
    /** Newest first; the first one is in force. */
    private final Deque<String> secrets = new ArrayDeque<>();

    private int held = 1;
    private int failures;
    private @Nullable Instant lastFailure;
    private @Nullable Instant lockedSince;
    private @Nullable Instant lockedByAdministratorSince;
    private Instant changed;
    private boolean mustChange;

    /**
     * @param limits asked whenever they matter
     */
    protected LockableSecret(String first, Supplier<Limits> limits, Instant now) {
        this.limits = limits;
        this.changed = now;
        secrets.push(first);
    }

    public final void lockByAdministrator(boolean locked, Instant now) {
        lockedByAdministratorSince = locked ? now : null;
    }

    public final @Nullable Instant lockedByAdministratorSince() {
        return lockedByAdministratorSince;
    }

    public final int failures() {
        return failures;
    }

    public final void failures(int count) {
        failures = count;
    }

    public final @Nullable Instant lastFailure() {
        return lastFailure;
    }

    protected final void forgetLastFailure() {
        lastFailure = null;
    }

    /** Since when failed sign-ins lock it; kept after the lock has run out, until somebody looks. */
    public final @Nullable Instant lockedSince() {
        return lockedSince;
    }

    /** Ends the lock from failed sign-ins. */
    public final void liftLock() {
        lockedSince = null;
    }

    /** Whether failed sign-ins locked it long enough ago. */
    protected final boolean lockRanOut(Instant now) {
        Duration lockout = limits.get().lockout();
        return lockedSince != null && !lockout.isZero() && !now.isBefore(lockedSince.plus(lockout));
    }

    /** By anybody; also by a lock that has run out and was not lifted. */
    protected final boolean locked() {
        return lockedByAdministratorSince != null || lockedSince != null;
    }

    public final Instant changed() {
        return changed;
    }

    public final boolean mustChange() {
        return mustChange;
    }

    public final void mustChange(boolean value) {
        mustChange = value;
    }

    protected final boolean inForce(String secret) {
        return secret.equals(secrets.peek());
    }

    /** Whether it is one of the stored ones, the one in force included. */
    public final boolean used(String secret) {
        return secrets.contains(secret);
    }

    /** How many different ones there have been, the first one included. */
    public final int held() {
        return held;
    }

    public final void set(String secret, Instant now) {
        held++;
        changed = now;
        secrets.push(secret);
        while (secrets.size() > Math.max(1, limits.get().stored())) {
            secrets.removeLast();
        }
    }

    protected final void countFailure(Instant now) {
        if (lastFailure != null && !now.isBefore(lastFailure.plus(limits.get().counted()))) {
            failures = 0;
        }
        failures++;
        lastFailure = now;
        if (failures >= limits.get().failures()) {
            lockedSince = now;
        }
    }
}
