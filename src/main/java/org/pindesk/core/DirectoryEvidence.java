package org.pindesk.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a directory shows of one account that bears on signing in, read without the person's password. What it did not show is null (or
 * {@code UNSEEN}) here and named in {@code unseen}: "not seen" is never "fine".
 *
 * @param kind what kind of directory it is
 * @param login account name (sAMAccountName, uid)
 * @param principal userPrincipalName; null where there is none
 * @param mail null where there is none
 * @param distinguishedName where the entry is, for operators
 * @param disabled whether an administrator disabled the account
 * @param validFrom when it becomes valid; null when it always was
 * @param validUntil when it ends or ended (accountExpires, pwdEndTime); null when it does not
 * @param lock the lock that holds, over all servers that answered
 * @param servers one row for each server that could be asked, the silent ones too
 * @param password state of the directory password
 * @param smartCardOnly whether signing in takes a smart card
 * @param hours allowed hours; null where every hour is allowed, or they could not be seen
 * @param workstations the only computers that it may be used at, as written there; empty where any
 * @param protectedUsers member of Protected Users: simple binds, so applications that use LDAP, are refused
 * @param tokenGroups how many groups are in its token; null where not shown
 * @param clockSkew how far the server's clock is ahead of ours, negative when behind; null where it does not tell its time
 * @param policy the password policy that holds for the account
 * @param unseen what could not be seen and why, for operators; empty when all was seen
 */
public record DirectoryEvidence(
        Kind kind,
        String login,
        @Nullable String principal,
        @Nullable String mail,
        String distinguishedName,
        @Nullable Boolean disabled,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        Lock lock,
        List<Server> servers,
        Password password,
        @Nullable Boolean smartCardOnly,
        @Nullable LogonHours hours,
        Set<String> workstations,
        @Nullable Boolean protectedUsers,
        @Nullable Integer tokenGroups,
        @Nullable Duration clockSkew,
        Policy policy,
        List<String> unseen) {
    /** Kinds of directory. */
    public enum Kind {
        ACTIVE_DIRECTORY,
        OPENLDAP,
        DS_389,
        FREEIPA
    }

    public DirectoryEvidence {
        servers = List.copyOf(servers);
        workstations = Set.copyOf(workstations);
        unseen = List.copyOf(unseen);
    }

    /**
     * A lock.
     *
     * @param state whether and why
     * @param since when it began; null when there is none or it was not shown
     * @param ends when it ends by itself; null when it does not, or that was not shown
     */
    public record Lock(
            State state, @Nullable Instant since, @Nullable Instant ends) {
        public static final Lock OPEN = new Lock(State.OPEN, null, null);
        public static final Lock UNSEEN = new Lock(State.UNSEEN, null, null);

        /** Whether and why an account is locked. */
        public enum State {
            OPEN,
            /** Too many failed sign-ins. */
            FAILED_SIGN_INS,
            /** Was locked; the lock has run out by itself. */
            RAN_OUT,
            /** An administrator locked it. */
            ADMINISTRATOR,
            /** A short delay after a failed sign-in. */
            DELAYED,
            /** Not used for too long. */
            INACTIVITY,
            UNSEEN
        }
    }

    /**
     * One directory server's own view: counters and, for some minutes, locks are not the same on all of them.
     *
     * @param name host name
     * @param silent why it did not answer, as a problem code; null when it did, and then the rest counts
     * @param locked whether the account is locked there
     * @param failures failed sign-ins counted there; null where not shown
     * @param lastFailure when the last one was; null where there was none or it is not shown
     * @param passwordSet when the password was set, as this server knows it; null where not shown or never
     */
    public record Server(
            String name,
            @Nullable String silent,
            @Nullable Boolean locked,
            @Nullable Integer failures,
            @Nullable Instant lastFailure,
            @Nullable Instant passwordSet) {}

    /**
     * State of a password.
     *
     * @param state whether it can be used
     * @param setAt when it was set; null when never or not shown
     * @param expires when it expires or expired; null when never, or not shown
     * @param graceLeft how many sign-ins are left after its expiry; null where there is no such thing
     * @param changeableFrom before when the person cannot change it themselves (least age); null when they can now
     * @param selfChange whether the person may change it at all; null where not shown
     */
    public record Password(
            State state,
            @Nullable Instant setAt,
            @Nullable Instant expires,
            @Nullable Integer graceLeft,
            @Nullable Instant changeableFrom,
            @Nullable Boolean selfChange) {
        public static final Password UNSEEN = new Password(State.UNSEEN, null, null, null, null, null);

        /** Whether a password can be used. */
        public enum State {
            USABLE,
            EXPIRED,
            /** Expired, with some sign-ins left. */
            GRACE,
            MUST_CHANGE,
            /** No password was ever set. */
            NEVER_SET,
            UNSEEN
        }
    }

    /**
     * A password policy. Numbers that were not shown are null.
     *
     * @param name its name; empty when not known
     * @param readable whether its contents could be read; when not, no number of another policy stands in for it
     * @param failuresToLock failed sign-ins that lock; 0 = never
     * @param lockout how long a lock lasts; zero = until an administrator lifts it
     * @param minLength least length of a password
     * @param maxAge how long a password lasts; zero = for ever
     */
    public record Policy(
            String name,
            boolean readable,
            @Nullable Integer failuresToLock,
            @Nullable Duration lockout,
            @Nullable Integer minLength,
            @Nullable Duration maxAge) {
        public static final Policy UNSEEN = new Policy("", false, null, null, null, null);
    }
}
