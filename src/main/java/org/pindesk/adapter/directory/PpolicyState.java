package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;
import org.pindesk.core.DirectoryEvidence.Kind;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Password;
import org.pindesk.core.DirectoryEvidence.Policy;

/**
 * Account state on OpenLDAP with the ppolicy overlay, as slapo-ppolicy(5) 2.5 says and as measured on slapd 2.5.13: a lock, a delay and
 * idleness hold only with pwdLockout TRUE; start and end time always, once there is a policy; pwdReset only with pwdMustChange TRUE, and
 * then it hides expiry (the bind succeeds); idleness counts from pwdLastSuccess, else from pwdChangedTime, and neither an unlock nor a
 * reset lifts a delay.
 *
 * <p>The policy is the one that the account names, else the configured default, which no reader can discover. Without either, what
 * depends on it is unseen.
 */
final class PpolicyState implements OpenLdapScheme {
    static final String LOCKED_TIME = "pwdAccountLockedTime";
    static final String DELAY_END = "pwdAccountTmpLockoutEnd";
    static final String FAILURE_TIME = "pwdFailureTime";
    static final String LAST_SUCCESS = "pwdLastSuccess";
    static final String CHANGED_TIME = "pwdChangedTime";
    static final String RESET = "pwdReset";
    static final String START_TIME = "pwdStartTime";
    static final String END_TIME = "pwdEndTime";
    static final String GRACE_USE_TIME = "pwdGraceUseTime";
    /** Not in slapd 2.5; LTB's tools read it (from their source, not measured). */
    static final String DISABLED = "pwdAccountDisabled";

    static final String POLICY = "pwdPolicySubentry";

    private static final List<String> ATTRIBUTES = List.of(
            LOCKED_TIME,
            DELAY_END,
            FAILURE_TIME,
            LAST_SUCCESS,
            CHANGED_TIME,
            RESET,
            START_TIME,
            END_TIME,
            GRACE_USE_TIME,
            DISABLED,
            POLICY);

    private static final List<String> POLICY_ATTRIBUTES = List.of(
            "pwdMinAge",
            "pwdMaxAge",
            "pwdCheckQuality",
            "pwdMinLength",
            "pwdGraceAuthNLimit",
            "pwdGraceExpiry",
            "pwdLockout",
            "pwdLockoutDuration",
            "pwdMaxFailure",
            "pwdFailureCountInterval",
            "pwdMustChange",
            "pwdAllowUserChange",
            "pwdSafeModify",
            "pwdMaxIdle");

    /** 000001010000Z: written by an administrator, lasts until one takes it away. */
    private static final String NO_YEAR = "0000";

    private final @Nullable String standard;

    /**
     * @param standard DN of the overlay's default policy; null when not configured
     */
    PpolicyState(@Nullable String standard) {
        this.standard = standard;
    }

    @Override
    public Kind kind() {
        return Kind.OPENLDAP;
    }

    @Override
    public String idAttribute() {
        return "entryUUID";
    }

    @Override
    public boolean isId(String value) {
        return value.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    @Override
    public List<String> attributes() {
        return ATTRIBUTES;
    }

    @Override
    public List<String> rare() {
        return List.of(DISABLED);
    }

    @Override
    public @Nullable String policy(Entry account, Set<String> hidden) {
        String own = account.getAttributeValue(POLICY);
        return own != null || hidden.contains(POLICY) ? own : standard;
    }

    @Override
    public List<String> policyAttributes() {
        return POLICY_ATTRIBUTES;
    }

    @Override
    public OpenLdapAccount account(OpenLdapSight sight, Instant now) {
        List<String> unseen = new ArrayList<>(sight.unseen());
        if (sight.rule("pwdMaxAge") > 0 && !sight.account().hasAttribute(CHANGED_TIME) && !sight.hides(CHANGED_TIME)) {
            unseen.add(
                    "whether the password expires: it has no pwdChangedTime, so it is older than the policy overlay, or"
                            + " there is none");
        }
        List<Instant> failures = sight.times(FAILURE_TIME);
        return new OpenLdapAccount(
                sight.hides(DISABLED) ? null : sight.account().hasAttribute(DISABLED),
                !sight.hides(START_TIME, END_TIME),
                sight.time(START_TIME),
                sight.time(END_TIME),
                lock(sight, now),
                counted(sight, failures, now),
                failures.stream().max(Comparator.naturalOrder()).orElse(null),
                password(sight, now),
                policy(sight),
                unseen);
    }

    /**
     * For a directory where no policy is known at all, which most often means that there is no overlay: what is written on the account
     * itself counts, and a lock as lasting.
     */
    AccountState withoutPolicy(OpenLdapSight sight, Instant now) {
        if (sight.hides(LOCKED_TIME, RESET, START_TIME, END_TIME)) {
            return AccountState.UNREADABLE;
        }
        return new AccountState(
                true,
                sight.account().hasAttribute(DISABLED),
                account(sight, now).isOutsideValidity(now),
                sight.account().hasAttribute(LOCKED_TIME),
                false,
                sight.says(RESET, "TRUE"));
    }

    private static Lock lock(OpenLdapSight sight, Instant now) {
        boolean forever = isForever(sight);
        Instant since = forever ? null : sight.time(LOCKED_TIME);
        if (sight.policy() == null) {
            return new Lock(Lock.State.UNSEEN, since, null);
        }
        if (!sight.policySays("pwdLockout", "TRUE")) {
            return Lock.OPEN;
        }
        if (forever) {
            return new Lock(Lock.State.ADMINISTRATOR, null, null);
        }
        Instant idle = idleSince(sight, now);
        if (idle != null) {
            return new Lock(Lock.State.INACTIVITY, idle, null);
        }
        long seconds = sight.rule("pwdLockoutDuration");
        Instant ends = since == null || seconds == 0 ? null : OpenLdapSight.plus(since, seconds);
        if (since != null && (ends == null || ends.isAfter(now))) {
            return new Lock(Lock.State.FAILED_SIGN_INS, since, ends);
        }
        Instant delay = sight.time(DELAY_END);
        if (delay != null && delay.isAfter(now)) {
            return new Lock(Lock.State.DELAYED, null, delay);
        }
        boolean idleUnseen = sight.rule("pwdMaxIdle") > 0 && sight.hides(LAST_SUCCESS, CHANGED_TIME);
        if (sight.hides(LOCKED_TIME, DELAY_END) || idleUnseen) {
            return Lock.UNSEEN;
        }
        return since == null ? Lock.OPEN : new Lock(Lock.State.RAN_OUT, since, ends);
    }

    private static boolean isForever(OpenLdapSight sight) {
        String locked = sight.account().getAttributeValue(LOCKED_TIME);
        return locked != null && locked.startsWith(NO_YEAR);
    }

    private static @Nullable Instant idleSince(OpenLdapSight sight, Instant now) {
        long seconds = sight.rule("pwdMaxIdle");
        Instant used = sight.time(LAST_SUCCESS);
        if (used == null && !sight.hides(LAST_SUCCESS)) {
            used = sight.time(CHANGED_TIME);
        }
        if (seconds == 0 || used == null) {
            return null;
        }
        Instant idle = OpenLdapSight.plus(used, seconds);
        return idle.isBefore(now) ? idle : null;
    }

    private static @Nullable Integer counted(OpenLdapSight sight, List<Instant> failures, Instant now) {
        if (sight.hides(FAILURE_TIME) || sight.policy() == null) {
            return null;
        }
        long interval = sight.rule("pwdFailureCountInterval");
        return (int) failures.stream()
                .filter(at -> interval == 0 || OpenLdapSight.plus(at, interval).isAfter(now))
                .count();
    }

    private static Password password(OpenLdapSight sight, Instant now) {
        Instant set = sight.time(CHANGED_TIME);
        if (sight.policy() == null) {
            return new Password(Password.State.UNSEEN, set, null, null, null, null);
        }
        long seconds = sight.rule("pwdMaxAge");
        Instant expires = set == null || seconds == 0 ? null : OpenLdapSight.plus(set, seconds);
        boolean over = expires != null && !expires.isAfter(now);
        Integer grace = expires == null || !over ? null : graceLeft(sight, expires, now);
        return new Password(
                passwordState(sight, set == null && seconds > 0, over, grace),
                set,
                expires,
                sight.rule("pwdGraceAuthNLimit") == 0 ? null : grace,
                changeableFrom(sight, set, now),
                !sight.policySays("pwdAllowUserChange", "FALSE"));
    }

    private static Password.State passwordState(
            OpenLdapSight sight, boolean ageUnknown, boolean over, @Nullable Integer grace) {
        if (sight.says(RESET, "TRUE") && sight.policySays("pwdMustChange", "TRUE")) {
            return Password.State.MUST_CHANGE;
        }
        if (sight.hides(RESET) || ageUnknown || (over && grace == null)) {
            return Password.State.UNSEEN;
        }
        if (!over) {
            return Password.State.USABLE;
        }
        return grace != null && grace > 0 ? Password.State.GRACE : Password.State.EXPIRED;
    }

    /** Sign-ins left after the expiry, 0 where the policy gives none; null when their use is not shown. */
    private static @Nullable Integer graceLeft(OpenLdapSight sight, Instant expires, Instant now) {
        int limit = small(sight.rule("pwdGraceAuthNLimit"));
        long within = sight.rule("pwdGraceExpiry");
        if (limit == 0 || (within > 0 && !OpenLdapSight.plus(expires, within).isAfter(now))) {
            return 0;
        }
        return sight.hides(GRACE_USE_TIME)
                ? null
                : Math.max(0, limit - sight.times(GRACE_USE_TIME).size());
    }

    /** The least age does not hold for a password that was reset, whatever pwdMustChange says (measured). */
    private static @Nullable Instant changeableFrom(OpenLdapSight sight, @Nullable Instant set, Instant now) {
        long seconds = sight.rule("pwdMinAge");
        if (set == null || seconds == 0 || sight.says(RESET, "TRUE")) {
            return null;
        }
        Instant from = OpenLdapSight.plus(set, seconds);
        return from.isAfter(now) ? from : null;
    }

    private static Policy policy(OpenLdapSight sight) {
        if (sight.policy() == null) {
            return sight.unreadPolicy();
        }
        long length = sight.rule("pwdCheckQuality") == 0 ? 0 : sight.rule("pwdMinLength");
        return new Policy(
                sight.shortPolicyName(),
                true,
                sight.policySays("pwdLockout", "TRUE") ? small(sight.rule("pwdMaxFailure")) : 0,
                Duration.ofSeconds(sight.rule("pwdLockoutDuration")),
                small(length),
                Duration.ofSeconds(sight.rule("pwdMaxAge")));
    }

    private static int small(long number) {
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    /**
     * Deletes the very value that was seen, so that a lock which an administrator sets meanwhile stays. Deleting also clears
     * pwdFailureTime; replacing by nothing does not, and then the next wrong password locks again at once (all measured).
     */
    @Override
    public List<Modification> unlocking(OpenLdapSight sight, Instant now) {
        String seen = sight.account().getAttributeValue(LOCKED_TIME);
        return List.of(
                seen == null
                        ? new Modification(ModificationType.REPLACE, LOCKED_TIME)
                        : new Modification(ModificationType.DELETE, LOCKED_TIME, seen));
    }

    @Override
    public @Nullable String againstUnlock(OpenLdapSight sight) {
        if (isForever(sight)) {
            return "an administrator locked it, and only one may lift that";
        }
        return sight.hides(LOCKED_TIME)
                ? LOCKED_TIME
                        + " is not shown to the service account, so an administrator's lock could be lifted unknowingly"
                : null;
    }

    /** The password modify operation clears pwdReset, and the lock (measured), so this comes after it. */
    @Override
    public List<Modification> afterReset(OpenLdapSight sight, Instant now) {
        return List.of(new Modification(ModificationType.REPLACE, RESET, "TRUE"));
    }

    @Override
    public List<Modification> rehearsal(OpenLdapSight sight) {
        if (sight.hides(RESET)) {
            return List.of();
        }
        return List.of(new Modification(
                ModificationType.REPLACE,
                RESET,
                Attributes.values(sight.account(), RESET).toArray(String[]::new)));
    }

    /**
     * Both rules of the policy bind a helpdesk account as well: 19 "too young", 50 "must supply old password" (measured); only the
     * rootdn is free. A password that is set lifts every lock, so what may not be unlocked may not be reset.
     */
    @Override
    public @Nullable String againstReset(OpenLdapSight sight, Instant now) {
        String locked = againstUnlock(sight);
        if (locked != null) {
            return locked;
        }
        if (sight.policySays("pwdSafeModify", "TRUE")) {
            return "the policy asks for the old password with each change (pwdSafeModify)";
        }
        Instant from = changeableFrom(sight, sight.time(CHANGED_TIME), now);
        return from == null ? null : "the password is too young to be changed before " + from + " (pwdMinAge)";
    }

    @Override
    public String afterwards(OpenLdapSight sight) {
        return sight.policySays("pwdMustChange", "TRUE") || sight.policy() == null
                ? ""
                : "the policy makes nobody change a password that was reset (pwdMustChange is not TRUE)";
    }
}
