package org.pindesk.adapter.cucm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.BackendException;
import org.pindesk.core.CredentialState;
import org.pindesk.core.CredentialState.Lock;
import org.pindesk.core.Problem;

/**
 * Puts together what a cluster shows of a PIN or of a password that it keeps itself: flags and an administrator's lock from getUser,
 * spans from the credential policy, failed sign-ins from the database. Only the first of the three is needed; what the others do not
 * show is named.
 */
final class CredentialStates {
    private final String system;
    private final ClusterReads reads;
    private final Clock clock;
    private final @Nullable ZoneId zone;

    /**
     * @param zone of times that name none; null = not known
     */
    CredentialStates(String system, ClusterReads reads, Clock clock, @Nullable ZoneId zone) {
        this.system = system;
        this.reads = reads;
        this.clock = clock;
        this.zone = zone;
    }

    /** Of the PIN, everything read anew. */
    CredentialState pin(String userId) {
        UserRecord user = reads.user(userId)
                .orElseThrow(
                        () -> new BackendException(Problem.REFUSED, system, "there is no user " + userId + " now"));
        return of(Credential.PIN, user, () -> rows(userId));
    }

    /**
     * Of one credential; asks for its policy where that is not known.
     *
     * @param database what the database says; asked for after the policy
     */
    CredentialState of(Credential which, UserRecord user, Supplier<DatabaseRows> database) {
        List<String> unseen = new ArrayList<>();
        CredentialPolicy policy = policy(which, user, unseen);
        DynamicRecord dynamic = database.get().record(which, zone, unseen);
        Instant changed = dynamic.changed() == null
                ? ShownTime.of(user.shown(which, "TimeChanged"), zone).at()
                : dynamic.changed();
        Boolean never = neverExpires(which, user, policy);
        Found lock = lock(which, user, policy, dynamic, unseen);
        return new CredentialState(
                lock.lock(),
                lock.since(),
                lock.ends(),
                dynamic.failures(),
                dynamic.lastFailure(),
                changed,
                user.flag(which, "UserMustChange"),
                Boolean.FALSE.equals(never) ? expires(which, policy, changed, unseen) : null,
                never,
                user.policyName(which),
                unseen);
    }

    /** What the database says of a user; where it is silent that is said in place of a failure. */
    DatabaseRows rows(String userId) {
        try {
            List<Queries.Column> columns = reads.columns();
            if (columns.isEmpty()) {
                return DatabaseRows.unread("the database has none of the columns that Pindesk knows");
            }
            Optional<String> query = Queries.credentialRecords(columns, userId);
            return query.isEmpty()
                    ? DatabaseRows.unread("the user id holds characters that are not put into a query")
                    : DatabaseRows.of(reads.rows(query.get()));
        } catch (BackendException e) {
            if (e.problem() == Problem.REFUSED) {
                reads.forgetColumns();
            }
            return DatabaseRows.unread(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable CredentialPolicy policy(Credential which, UserRecord user, List<String> unseen) {
        String name = user.policyName(which);
        if (name == null) {
            unseen.add("getUser names no credential policy of the " + which.word());
            return null;
        }
        try {
            return reads.policy(name);
        } catch (BackendException e) {
            unseen.add("credential policy: " + e.getMessage());
            return null;
        }
    }

    private Found lock(
            Credential which,
            UserRecord user,
            @Nullable CredentialPolicy policy,
            DynamicRecord dynamic,
            List<String> unseen) {
        Boolean byAdministrator = user.flag(which, "LockedByAdministrator");
        if (Boolean.TRUE.equals(byAdministrator)) {
            return new Found(
                    Lock.ADMINISTRATOR,
                    ShownTime.of(user.shown(which, "TimeAdminLockout"), zone).at(),
                    null);
        }
        Found failed = byFailures(policy, dynamic, unseen);
        if (failed.lock() == Lock.FAILED_SIGN_INS) {
            return failed;
        }
        Duration idle = policy == null ? null : policy.inactivity();
        if (idle != null && !idle.isZero() && dynamic.lastAccess() != null) {
            Instant since = dynamic.lastAccess().plus(idle);
            if (!clock.instant().isBefore(since)) {
                return new Found(Lock.INACTIVITY, since, null);
            }
        }
        if (byAdministrator == null) {
            unseen.add("getUser does not show whether an administrator locked the " + which.word());
            return Found.UNSEEN;
        }
        return failed;
    }

    private Found byFailures(@Nullable CredentialPolicy policy, DynamicRecord dynamic, List<String> unseen) {
        Instant since = dynamic.lockedSince();
        if (since != null) {
            Duration lasts = policy == null ? null : policy.lockout();
            if (lasts == null) {
                unseen.add("when the lock ends: the credential policy does not say how long it lasts");
                return new Found(Lock.FAILED_SIGN_INS, since, null);
            }
            if (lasts.isZero()) {
                return new Found(Lock.FAILED_SIGN_INS, since, null);
            }
            Instant ends = since.plus(lasts);
            // the database keeps the time of a lock that has run out until the next sign-in
            return clock.instant().isBefore(ends)
                    ? new Found(Lock.FAILED_SIGN_INS, since, ends)
                    : new Found(Lock.OPEN, null, null);
        }
        if (dynamic.showsLock()) {
            return new Found(Lock.OPEN, null, null);
        }
        Integer failures = dynamic.failures();
        Integer most = policy == null ? null : policy.failedLogon();
        if (failures == null || most == null) {
            return Found.UNSEEN;
        }
        boolean reached = most > 0 && failures >= most;
        return new Found(reached ? Lock.FAILED_SIGN_INS : Lock.OPEN, null, null);
    }

    private static @Nullable Boolean neverExpires(
            Credential which, UserRecord user, @Nullable CredentialPolicy policy) {
        Boolean flag = user.flag(which, "DoesNotExpire");
        Duration life = policy == null ? null : policy.expiresAfter();
        if (Boolean.TRUE.equals(flag) || (life != null && life.isZero())) {
            return true;
        }
        return flag == null || life == null ? null : Boolean.FALSE;
    }

    private static @Nullable Instant expires(
            Credential which, @Nullable CredentialPolicy policy, @Nullable Instant changed, List<String> unseen) {
        if (changed == null) {
            unseen.add("when the " + which.word() + " expires: the cluster does not show when it was changed last");
            return null;
        }
        Duration life = policy == null ? null : policy.expiresAfter();
        return life == null ? null : changed.plus(life);
    }

    private record Found(
            Lock lock, @Nullable Instant since, @Nullable Instant ends) {
        private static final Found UNSEEN = new Found(Lock.UNSEEN, null, null);
    }
}
