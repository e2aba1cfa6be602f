package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.util.StaticUtils;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.DirectoryEvidence.Kind;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Password;
import org.pindesk.core.DirectoryEvidence.Policy;

/**
 * Account state on FreeIPA. Never run against a real one. How sure each statement is:
 *
 * <ul>
 *   <li>public code (freeipa, ipa_lockout.c): locked = krbLoginFailedCount has reached krbPwdMaxFailure (0 = never), the last failure is
 *       later than krbLastAdminUnlock, and krbPwdLockoutDuration since then is not over (0 = until an administrator unlocks); a count
 *       older than krbPwdFailureCountInterval starts anew; a locked account's bind answers 53
 *   <li>public code (freeipa, user.py): unlock = krbLastAdminUnlock now and krbLoginFailedCount 0; the counters belong to each server;
 *       reading them takes the permission "System: Read User Kerberos Login Attributes"
 *   <li>assumed: the policy is krbPwdPolicyReference, else {@code cn=global_policy,cn=REALM,cn=kerberos}; krbPasswordExpiration absent =
 *       never; a reset by an administrator expires the password at once, so an expiry that is not after krbLastPwdChange = must change;
 *       ages in the policy are seconds; nsAccountLock true = disabled; nsUniqueId on every entry
 * </ul>
 */
final class FreeIpaState implements OpenLdapScheme {
    private static final String DISABLED = "nsAccountLock";
    private static final String ENDS = "krbPrincipalExpiration";
    private static final String EXPIRES = "krbPasswordExpiration";
    private static final String SET = "krbLastPwdChange";
    private static final String FAILURES = "krbLoginFailedCount";
    private static final String LAST_FAILURE = "krbLastFailedAuth";
    private static final String UNLOCKED = "krbLastAdminUnlock";
    private static final String POLICY = "krbPwdPolicyReference";
    private static final String PRINCIPAL = "krbPrincipalName";

    private final List<String> contexts;

    /**
     * @param contexts the server's naming contexts, one of which holds the policies
     */
    FreeIpaState(List<String> contexts) {
        this.contexts = List.copyOf(contexts);
    }

    @Override
    public Kind kind() {
        return Kind.FREEIPA;
    }

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
        return List.of(DISABLED, ENDS, EXPIRES, SET, FAILURES, LAST_FAILURE, UNLOCKED, POLICY, PRINCIPAL);
    }

    @Override
    public @Nullable String policy(Entry account, Set<String> hidden) {
        String own = account.getAttributeValue(POLICY);
        if (own != null || hidden.contains(POLICY)) {
            return own;
        }
        String principal = account.getAttributeValue(PRINCIPAL);
        DN entry = Names.dn(account.getDN());
        String suffix = contexts.stream()
                .filter(context -> Names.isInside(entry, List.of(context)))
                .findFirst()
                .orElse(null);
        if (principal == null || suffix == null || principal.lastIndexOf('@') < 0) {
            return null;
        }
        DN kerberos = new DN(new RDN("cn", "kerberos"), Names.dn(suffix));
        DN realm = new DN(new RDN("cn", principal.substring(principal.lastIndexOf('@') + 1)), kerberos);
        return new DN(new RDN("cn", "global_policy"), realm).toString();
    }

    @Override
    public List<String> policyAttributes() {
        return List.of(
                "krbPwdMaxFailure",
                "krbPwdFailureCountInterval",
                "krbPwdLockoutDuration",
                "krbMaxPwdLife",
                "krbMinPwdLife",
                "krbPwdMinLength");
    }

    @Override
    public OpenLdapAccount account(OpenLdapSight sight, Instant now) {
        return new OpenLdapAccount(
                sight.hides(DISABLED) ? null : sight.says(DISABLED, "true"),
                !sight.hides(ENDS),
                null,
                sight.time(ENDS),
                lock(sight, now),
                failures(sight, now),
                sight.time(LAST_FAILURE),
                password(sight, now),
                policy(sight),
                sight.unseen());
    }

    private static Lock lock(OpenLdapSight sight, Instant now) {
        if (sight.policy() == null || sight.hides(FAILURES, LAST_FAILURE, UNLOCKED)) {
            return Lock.UNSEEN;
        }
        long most = sight.rule("krbPwdMaxFailure");
        Long count = sight.number(FAILURES);
        Instant last = sight.time(LAST_FAILURE);
        Instant unlocked = sight.time(UNLOCKED);
        boolean lifted = last != null && unlocked != null && !last.isAfter(unlocked);
        if (most == 0 || count == null || count < most || lifted) {
            return Lock.OPEN;
        }
        long seconds = sight.rule("krbPwdLockoutDuration");
        if (seconds == 0) {
            return new Lock(Lock.State.FAILED_SIGN_INS, last, null);
        }
        if (last == null) {
            return Lock.UNSEEN;
        }
        Instant ends = OpenLdapSight.plus(last, seconds);
        return new Lock(ends.isAfter(now) ? Lock.State.FAILED_SIGN_INS : Lock.State.RAN_OUT, last, ends);
    }

    private static @Nullable Integer failures(OpenLdapSight sight, Instant now) {
        if (sight.hides(FAILURES, LAST_FAILURE) || sight.policy() == null) {
            return null;
        }
        Long count = sight.number(FAILURES);
        Instant last = sight.time(LAST_FAILURE);
        long interval = sight.rule("krbPwdFailureCountInterval");
        boolean old = last != null && OpenLdapSight.plus(last, interval).isBefore(now);
        return count == null || old ? 0 : (int) Math.min(count, Integer.MAX_VALUE);
    }

    private static Password password(OpenLdapSight sight, Instant now) {
        Instant set = sight.time(SET);
        if (sight.hides(EXPIRES)) {
            return new Password(Password.State.UNSEEN, set, null, null, null, null);
        }
        Instant expires = sight.time(EXPIRES);
        boolean over = expires != null && !expires.isAfter(now);
        // both ways the person has to change it; an expiry that is not explained by a reset is told as one
        boolean reset = expires != null && over && set != null && !expires.isAfter(set);
        long least = sight.rule("krbMinPwdLife");
        Instant changeable = set == null || least == 0 || reset ? null : OpenLdapSight.plus(set, least);
        return new Password(
                reset ? Password.State.MUST_CHANGE : over ? Password.State.EXPIRED : Password.State.USABLE,
                set,
                expires,
                null,
                changeable != null && changeable.isAfter(now) ? changeable : null,
                null);
    }

    private static Policy policy(OpenLdapSight sight) {
        if (sight.policy() == null) {
            return sight.unreadPolicy();
        }
        return new Policy(
                sight.shortPolicyName(),
                true,
                (int) Math.min(sight.rule("krbPwdMaxFailure"), Integer.MAX_VALUE),
                Duration.ofSeconds(sight.rule("krbPwdLockoutDuration")),
                (int) Math.min(sight.rule("krbPwdMinLength"), Integer.MAX_VALUE),
                Duration.ofSeconds(sight.rule("krbMaxPwdLife")));
    }

    @Override
    public List<Modification> unlocking(OpenLdapSight sight, Instant now) {
        return List.of(
                new Modification(
                        ModificationType.REPLACE,
                        UNLOCKED,
                        StaticUtils.encodeGeneralizedTime(Date.from(now)).replaceFirst("\\.\\d+", "")),
                new Modification(ModificationType.REPLACE, FAILURES, "0"));
    }

    /** Must change comes by itself; whether a reset lifts a lock is not known, so it is lifted. */
    @Override
    public List<Modification> afterReset(OpenLdapSight sight, Instant now) {
        return unlocking(sight, now);
    }
}
