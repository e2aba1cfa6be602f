package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.DirectoryEvidence.Kind;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Password;
import org.pindesk.core.DirectoryEvidence.Policy;

/**
 * Account state on 389 Directory Server. Never run against a real one. How sure each statement is:
 *
 * <ul>
 *   <li>document (Red Hat Directory Server 11 and 12): passwordRetryCount, retryCountResetTime and accountUnlockTime belong to each
 *       server and are not replicated by default
 *   <li>public code (389-ds-base, pw_mgmt.c): passwordExpirationTime 19700101000000Z = must change, when the policy has
 *       passwordMustChange on; 19700101000001Z = first sign-in done; no such attribute = not expired; passwordGraceUserTime sign-ins of
 *       passwordGraceLimit were used after the expiry; nothing expires with passwordExp off
 *   <li>public code (LDAP Chai): 19800101010101Z forces expiry; unlock = passwordRetryCount 0 and no accountUnlockTime
 *   <li>assumed: nsAccountLock true (also by role) = disabled; accountUnlockTime 19700101000000Z = locked until a reset;
 *       passwordAllowChangeTime = least age; pwdUpdateTime = when the password was set; pwdpolicysubentry names the policy, else
 *       {@code cn=config} holds it, which most service accounts cannot read: then the numbers are unseen and the account's own
 *       attributes count
 * </ul>
 */
final class Ds389State implements OpenLdapScheme {
    private static final String EXPIRES = "passwordExpirationTime";
    private static final String UNLOCK_TIME = "accountUnlockTime";
    private static final String RETRIES = "passwordRetryCount";
    private static final String RETRIES_END = "retryCountResetTime";
    private static final String GRACE_USED = "passwordGraceUserTime";
    private static final String GRACE_LIMIT = "passwordGraceLimit";
    private static final String CHANGEABLE = "passwordAllowChangeTime";
    private static final String SET = "pwdUpdateTime";
    private static final String DISABLED = "nsAccountLock";
    private static final String POLICY = "pwdpolicysubentry";

    /** What {@link #EXPIRES} is after a reset by an administrator, and {@link #UNLOCK_TIME} of a lock that does not end by itself. */
    private static final Instant NO_TIME = Instant.EPOCH;

    private static final Instant FIRST_SIGN_IN_DONE = Instant.EPOCH.plusSeconds(1);

    private final @Nullable String standard;

    /**
     * @param standard DN of a policy for accounts that name none; null for the server's own
     */
    Ds389State(@Nullable String standard) {
        this.standard = standard;
    }

    @Override
    public Kind kind() {
        return Kind.DS_389;
    }

    /** On every entry of every release, unlike entryUUID, which newer ones can have. */
    @Override
    public String idAttribute() {
        return "nsUniqueId";
    }

    @Override
    public boolean isId(String value) {
        return value.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{8}){3}");
    }

    @Override
    public List<String> attributes() {
        return List.of(EXPIRES, UNLOCK_TIME, RETRIES, RETRIES_END, GRACE_USED, CHANGEABLE, SET, DISABLED, POLICY);
    }

    @Override
    public @Nullable String policy(Entry account, Set<String> hidden) {
        String own = account.getAttributeValue(POLICY);
        if (own != null || hidden.contains(POLICY)) {
            return own;
        }
        return standard != null ? standard : "cn=config";
    }

    @Override
    public List<String> policyAttributes() {
        return List.of(
                "passwordMaxAge",
                "passwordExp",
                "passwordMustChange",
                "passwordChange",
                "passwordMinLength",
                "passwordLockout",
                "passwordMaxFailure",
                "passwordUnlock",
                "passwordLockoutDuration",
                GRACE_LIMIT);
    }

    @Override
    public OpenLdapAccount account(OpenLdapSight sight, Instant now) {
        return new OpenLdapAccount(
                sight.hides(DISABLED) ? null : sight.says(DISABLED, "true"),
                true,
                null,
                null,
                lock(sight, now),
                failures(sight, now),
                null,
                password(sight, now),
                policy(sight),
                sight.unseen());
    }

    private static Lock lock(OpenLdapSight sight, Instant now) {
        if (sight.hides(UNLOCK_TIME)) {
            return Lock.UNSEEN;
        }
        Instant ends = sight.time(UNLOCK_TIME);
        if (ends == null) {
            return Lock.OPEN;
        }
        if (ends.equals(NO_TIME)) {
            return new Lock(Lock.State.FAILED_SIGN_INS, null, null);
        }
        return new Lock(ends.isAfter(now) ? Lock.State.FAILED_SIGN_INS : Lock.State.RAN_OUT, null, ends);
    }

    private static @Nullable Integer failures(OpenLdapSight sight, Instant now) {
        if (sight.hides(RETRIES, RETRIES_END)) {
            return null;
        }
        Long count = sight.number(RETRIES);
        Instant over = sight.time(RETRIES_END);
        return count == null || (over != null && !over.isAfter(now)) ? 0 : small(count);
    }

    private static Password password(OpenLdapSight sight, Instant now) {
        if (sight.hides(EXPIRES)) {
            return Password.UNSEEN;
        }
        Instant written = sight.time(EXPIRES);
        boolean reset = NO_TIME.equals(written) && !off(sight, "passwordMustChange");
        boolean never = NO_TIME.equals(written) || FIRST_SIGN_IN_DONE.equals(written) || off(sight, "passwordExp");
        Instant expires = never ? null : written;
        boolean over = expires != null && !expires.isAfter(now);
        Integer grace = over ? graceLeft(sight) : null;
        Instant changeable = sight.time(CHANGEABLE);
        return new Password(
                reset ? Password.State.MUST_CHANGE : over ? expired(sight, grace) : Password.State.USABLE,
                sight.time(SET),
                expires,
                grace,
                changeable != null && changeable.isAfter(now) ? changeable : null,
                sight.policy() == null ? null : !off(sight, "passwordChange"));
    }

    private static Password.State expired(OpenLdapSight sight, @Nullable Integer grace) {
        if (grace == null) {
            return sight.rule(GRACE_LIMIT) == 0 ? Password.State.EXPIRED : Password.State.UNSEEN;
        }
        return grace > 0 ? Password.State.GRACE : Password.State.EXPIRED;
    }

    /** Null where the policy, as far as it can be read, has no such thing, or their use is not shown. */
    private static @Nullable Integer graceLeft(OpenLdapSight sight) {
        Long used = sight.number(GRACE_USED);
        return sight.rule(GRACE_LIMIT) == 0 || sight.hides(GRACE_USED)
                ? null
                : small(Math.max(0, sight.rule(GRACE_LIMIT) - (used == null ? 0 : used)));
    }

    private static int small(long number) {
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    /** Whether a policy that could be read has this switched off; both spellings and absence, which is the default for all but one. */
    private static boolean off(OpenLdapSight sight, String rule) {
        if (sight.policy() == null) {
            return false;
        }
        boolean defaultsToOn = rule.equals("passwordChange") || rule.equals("passwordUnlock");
        boolean absent = !sight.policy().hasAttribute(rule);
        return absent ? !defaultsToOn : sight.policySays(rule, "off") || sight.policySays(rule, "0");
    }

    private static Policy policy(OpenLdapSight sight) {
        if (sight.policy() == null) {
            return sight.unreadPolicy();
        }
        return new Policy(
                sight.shortPolicyName(),
                true,
                off(sight, "passwordLockout") ? 0 : small(sight.rule("passwordMaxFailure")),
                Duration.ofSeconds(off(sight, "passwordUnlock") ? 0 : sight.rule("passwordLockoutDuration")),
                small(sight.rule("passwordMinLength")),
                Duration.ofSeconds(off(sight, "passwordExp") ? 0 : sight.rule("passwordMaxAge")));
    }

    @Override
    public List<Modification> unlocking(OpenLdapSight sight, Instant now) {
        return List.of(
                new Modification(ModificationType.REPLACE, RETRIES, "0"),
                new Modification(ModificationType.REPLACE, UNLOCK_TIME));
    }

    /** The server writes the same by itself when its policy has passwordMustChange on; assumed to do no harm then. */
    @Override
    public List<Modification> afterReset(OpenLdapSight sight, Instant now) {
        return List.of(
                new Modification(ModificationType.REPLACE, RETRIES, "0"),
                new Modification(ModificationType.REPLACE, UNLOCK_TIME),
                new Modification(ModificationType.REPLACE, EXPIRES, "19700101000000Z"));
    }

    @Override
    public String afterwards(OpenLdapSight sight) {
        return off(sight, "passwordMustChange")
                ? "the policy makes nobody change a password that was reset (passwordMustChange is off)"
                : "";
    }
}
