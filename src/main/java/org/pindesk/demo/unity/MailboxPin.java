package org.pindesk.demo.unity;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.credential.LockableSecret;

/** A voicemail PIN. Not thread-safe: {@link Mailboxes} guards it. */
final class MailboxPin extends LockableSecret {
    private final Supplier<PinRule> rule;
    private boolean doesNotExpire;

    MailboxPin(String first, Supplier<PinRule> rule, Instant now) {
        super(first, () -> limits(rule.get()), now);
        this.rule = rule;
    }

    private static Limits limits(PinRule rule) {
        return new Limits(rule.history(), rule.maxHacks(), rule.hackReset(), rule.lockout());
    }

    /** Since when failed sign-ins lock it; null when they do not, or not any more. */
    @Nullable
    Instant hacked(Instant now) {
        return lockRanOut(now) ? null : lockedSince();
    }

    boolean doesNotExpire() {
        return doesNotExpire;
    }

    void doesNotExpire(boolean value) {
        doesNotExpire = value;
    }

    /** Counts a wrong one into the lock; a locked one is not looked at. */
    SignIn signIn(String pin, Instant now) {
        if (lockRanOut(now)) {
            liftLock();
            failures(0);
        }
        if (locked()) {
            return SignIn.LOCKED;
        }
        if (!inForce(pin)) {
            countFailure(now);
            return SignIn.WRONG;
        }
        failures(0);
        boolean expired = !doesNotExpire
                && !rule.get().life().isZero()
                && !now.isBefore(changed().plus(rule.get().life()));
        return mustChange() || expired ? SignIn.MUST_CHANGE : SignIn.OK;
    }
}
