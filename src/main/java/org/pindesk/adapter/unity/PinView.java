package org.pindesk.adapter.unity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.CredentialState;
import org.pindesk.core.CredentialState.Lock;

/**
 * The credential of a mailbox, {@code /users/ID/credential/pin}. Documented: {@code Locked} with {@code TimeLockout} is an
 * administrator's lock, {@code TimeHacked} one from failed sign-ins. Not documented: whether {@code Hacked} and {@code TimeHacked}
 * go when such a lock has run out. Where {@code Hacked} is shown it decides, since the zone of the times is unknown.
 */
final class PinView {
    private final CupiObject credential;
    private final ZoneId zone;

    /**
     * @param zone in which its times are written
     */
    PinView(CupiObject credential, ZoneId zone) {
        this.credential = credential;
        this.zone = zone;
    }

    /** Null where the credential names no rule. */
    @Nullable
    String ruleId() {
        String id = credential.text("CredentialPolicyObjectId");
        return id.isEmpty() ? null : id;
    }

    /** Null where that is not shown. */
    @Nullable
    Boolean lockedByAdministrator() {
        Boolean locked = credential.flag("Locked");
        return locked == null && !credential.text("TimeLockout").isEmpty() ? Boolean.TRUE : locked;
    }

    /**
     * @param rule {@link AuthenticationRule#UNREAD} where it is not known
     * @param unseen what is not seen so far
     */
    CredentialState state(AuthenticationRule rule, Clock clock, List<String> unseen) {
        List<String> missing = new ArrayList<>(unseen);
        Instant changed = UnityTime.of(credential, "TimeChanged", zone, missing);
        Integer failures = named(credential.number("HackCount"), "failed sign-ins", missing);
        Boolean mustChange = named(credential.flag("CredMustChange"), "whether the PIN must be changed", missing);
        Boolean never = neverExpires(rule);
        Instant expires = null;
        if (never == null) {
            missing.add("whether the PIN expires");
        } else if (!never && rule.life() != null) {
            if (changed == null) {
                missing.add("when the PIN expires: it is not shown when it was changed last");
            } else {
                expires = changed.plus(rule.life());
            }
        }
        Found lock = lock(rule, clock.instant(), failures, missing);
        return new CredentialState(
                lock.lock(),
                lock.since(),
                lock.ends(),
                failures,
                UnityTime.of(credential, "TimeLastHack", zone, missing),
                changed,
                mustChange,
                expires,
                never,
                rule.name(),
                missing);
    }

    private Found lock(AuthenticationRule rule, Instant now, @Nullable Integer failures, List<String> missing) {
        Boolean byAdministrator = lockedByAdministrator();
        if (Boolean.TRUE.equals(byAdministrator)) {
            return new Found(Lock.ADMINISTRATOR, UnityTime.of(credential, "TimeLockout", zone, missing), null);
        }
        Found failed = byFailures(rule, now, failures, missing);
        if (failed.lock() == Lock.FAILED_SIGN_INS) {
            return failed;
        }
        if (byAdministrator == null) {
            missing.add("whether an administrator locked the PIN");
            return Found.UNSEEN;
        }
        return failed;
    }

    private Found byFailures(AuthenticationRule rule, Instant now, @Nullable Integer failures, List<String> missing) {
        Boolean hacked = credential.flag("Hacked");
        Instant since = UnityTime.of(credential, "TimeHacked", zone, missing);
        if (Boolean.FALSE.equals(hacked)) {
            return Found.OPEN;
        }
        if (Boolean.TRUE.equals(hacked) || since != null) {
            Duration lasts = rule.lockout();
            if (since == null || lasts == null) {
                missing.add("when the lock ends: "
                        + (since == null ? "it is not shown when it began" : "the authentication rule does not say"));
                return new Found(Lock.FAILED_SIGN_INS, since, null);
            }
            Instant ends = lasts.isZero() ? null : since.plus(lasts);
            boolean over = ends != null && !now.isBefore(ends);
            if (over && hacked == null) {
                missing.add("whether the lock of " + since + " has run out: only its beginning is shown");
                return Found.UNSEEN;
            }
            return new Found(Lock.FAILED_SIGN_INS, since, over ? null : ends);
        }
        Integer most = rule.maxHacks();
        if (failures == null || most == null) {
            missing.add("whether failed sign-ins locked the PIN");
            return Found.UNSEEN;
        }
        return most > 0 && failures >= most ? new Found(Lock.FAILED_SIGN_INS, null, null) : Found.OPEN;
    }

    private @Nullable Boolean neverExpires(AuthenticationRule rule) {
        Boolean flag = credential.flag("DoesntExpire");
        Duration life = rule.life();
        if (Boolean.TRUE.equals(flag) || (life != null && life.isZero())) {
            return true;
        }
        return flag == null || life == null ? null : Boolean.FALSE;
    }

    private static <T> @Nullable T named(@Nullable T shown, String what, List<String> missing) {
        if (shown == null) {
            missing.add(what);
        }
        return shown;
    }

    private record Found(
            Lock lock, @Nullable Instant since, @Nullable Instant ends) {
        private static final Found OPEN = new Found(Lock.OPEN, null, null);
        private static final Found UNSEEN = new Found(Lock.UNSEEN, null, null);
    }
}
