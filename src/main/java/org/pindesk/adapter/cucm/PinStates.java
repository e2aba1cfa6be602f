package org.pindesk.adapter.cucm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.XmlElement;
import org.pindesk.core.BackendException;
import org.pindesk.core.CredentialState;
import org.pindesk.core.CredentialState.Lock;
import org.pindesk.core.Problem;

/**
 * Puts together what a cluster shows of a PIN: flags and an administrator's lock from getUser, spans from the credential policy, failed
 * sign-ins from the database. Only the first of the three is needed; what the others do not show is named.
 */
final class PinStates {
    private final String system;
    private final ClusterReads reads;
    private final Clock clock;

    PinStates(String system, ClusterReads reads, Clock clock) {
        this.system = system;
        this.reads = reads;
        this.clock = clock;
    }

    CredentialState of(String userId) {
        UserRecord user = reads.user(userId)
                .orElseThrow(
                        () -> new BackendException(Problem.REFUSED, system, "there is no user " + userId + " now"));
        List<String> unseen = new ArrayList<>();
        CredentialPolicy policy = policy(user, unseen);
        DynamicRecord dynamic = dynamic(userId, unseen);
        Instant changed = dynamic.changed() == null
                ? ShownTime.of(user.pin("pinCredTimeChanged")).at()
                : dynamic.changed();
        Boolean never = neverExpires(user, policy);
        Found lock = lock(user, policy, dynamic, unseen);
        return new CredentialState(
                lock.lock(),
                lock.since(),
                lock.ends(),
                dynamic.failures(),
                dynamic.lastFailure(),
                changed,
                user.pinFlag("pinCredUserMustChange"),
                Boolean.FALSE.equals(never) ? expires(policy, changed, unseen) : null,
                never,
                user.policyName(),
                unseen);
    }

    private @Nullable CredentialPolicy policy(UserRecord user, List<String> unseen) {
        String name = user.policyName();
        if (name == null) {
            unseen.add("getUser names no credential policy");
            return null;
        }
        try {
            return reads.policy(name);
        } catch (BackendException e) {
            unseen.add("credential policy: " + e.getMessage());
            return null;
        }
    }

    private DynamicRecord dynamic(String userId, List<String> unseen) {
        try {
            List<Queries.Column> columns = reads.columns();
            if (columns.isEmpty()) {
                unseen.add("failed sign-ins: the database has none of the columns that Pindesk knows");
                return DynamicRecord.UNSEEN;
            }
            Optional<String> query = Queries.pinRecord(columns, userId);
            if (query.isEmpty()) {
                unseen.add("failed sign-ins: the user id holds characters that are not put into a query");
                return DynamicRecord.UNSEEN;
            }
            List<XmlElement> rows = reads.rows(query.get());
            if (rows.size() != 1) {
                unseen.add("failed sign-ins: the database holds " + rows.size() + " records of this PIN");
                return DynamicRecord.UNSEEN;
            }
            return DynamicRecord.of(rows.get(0), unseen);
        } catch (BackendException e) {
            if (e.problem() == Problem.REFUSED) {
                reads.forgetColumns();
            }
            unseen.add("failed sign-ins: " + e.getMessage());
            return DynamicRecord.UNSEEN;
        }
    }

    private Found lock(UserRecord user, @Nullable CredentialPolicy policy, DynamicRecord dynamic, List<String> unseen) {
        Boolean byAdministrator = user.pinFlag("pinCredLockedByAdministrator");
        if (Boolean.TRUE.equals(byAdministrator)) {
            return new Found(
                    Lock.ADMINISTRATOR,
                    ShownTime.of(user.pin("pinCredTimeAdminLockout")).at(),
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
            unseen.add("getUser does not show whether an administrator locked the PIN");
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

    private static @Nullable Boolean neverExpires(UserRecord user, @Nullable CredentialPolicy policy) {
        Boolean flag = user.pinFlag("pinCredDoesNotExpire");
        Duration life = policy == null ? null : policy.expiresAfter();
        if (Boolean.TRUE.equals(flag) || (life != null && life.isZero())) {
            return true;
        }
        return flag == null || life == null ? null : Boolean.FALSE;
    }

    private static @Nullable Instant expires(
            @Nullable CredentialPolicy policy, @Nullable Instant changed, List<String> unseen) {
        if (changed == null) {
            unseen.add("when the PIN expires: the cluster does not show when it was changed last");
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
