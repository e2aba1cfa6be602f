package org.pindesk.demo.unity;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A voicemail PIN with its history and its locks. Not thread-safe: {@link Mailboxes} guards it. */
final class MailboxPin {
    /** How a sign-in ended. */
    enum SignIn {
        OK,
        WRONG,
        LOCKED,
        MUST_CHANGE
    }

    private final Supplier<PinRule> rule;
    /** Newest first; the first one is in force. */
    private final Deque<String> pins = new ArrayDeque<>();

    private int held = 1;
    private int hackCount;
    private @Nullable Instant lastHack;
    private @Nullable Instant hacked;
    private @Nullable Instant lockedByAdministrator;
    private Instant changed;
    private boolean mustChange;
    private boolean doesNotExpire;

    MailboxPin(String first, Supplier<PinRule> rule, Instant now) {
        this.rule = rule;
        this.changed = now;
        pins.push(first);
    }

    void lockByAdministrator(boolean locked, Instant now) {
        lockedByAdministrator = locked ? now : null;
    }

    @Nullable
    Instant lockedByAdministrator() {
        return lockedByAdministrator;
    }

    int hackCount() {
        return hackCount;
    }

    void hackCount(int count) {
        hackCount = count;
    }

    @Nullable
    Instant lastHack() {
        return lastHack;
    }

    /** Since when failed sign-ins lock it; null when they do not, or not any more. */
    @Nullable
    Instant hacked(Instant now) {
        Instant since = hacked;
        boolean ends = !rule.get().lockout().isZero();
        if (since != null && ends && !now.isBefore(since.plus(rule.get().lockout()))) {
            return null;
        }
        return since;
    }

    void forgetHack() {
        hacked = null;
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

    boolean doesNotExpire() {
        return doesNotExpire;
    }

    void doesNotExpire(boolean value) {
        doesNotExpire = value;
    }

    /** Whether it is one of the stored ones, the one in force included. */
    boolean used(String pin) {
        return pins.contains(pin);
    }

    /** How many different ones there have been, the first one included. */
    int held() {
        return held;
    }

    void set(String pin, Instant now) {
        held++;
        changed = now;
        pins.push(pin);
        while (pins.size() > Math.max(1, rule.get().history())) {
            pins.removeLast();
        }
    }

    /** Counts a wrong one into the lock; a locked one is not looked at. */
    SignIn signIn(String pin, Instant now) {
        if (hacked != null && hacked(now) == null) {
            hacked = null;
            hackCount = 0;
        }
        if (lockedByAdministrator != null || hacked != null) {
            return SignIn.LOCKED;
        }
        if (!pin.equals(pins.peek())) {
            countFailure(now);
            return SignIn.WRONG;
        }
        hackCount = 0;
        boolean expired = !doesNotExpire
                && !rule.get().life().isZero()
                && !now.isBefore(changed.plus(rule.get().life()));
        return mustChange || expired ? SignIn.MUST_CHANGE : SignIn.OK;
    }

    private void countFailure(Instant now) {
        if (lastHack != null && !now.isBefore(lastHack.plus(rule.get().hackReset()))) {
            hackCount = 0;
        }
        hackCount++;
        lastHack = now;
        if (hackCount >= rule.get().maxHacks()) {
            hacked = now;
        }
    }
}
