package org.pindesk.demo.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault.Kind;

/**
 * What may be written, and what is refused: the delegation of a helpdesk account (Reset Password, write {@code lockoutTime} and {@code
 * pwdLastSet} on the staff), which accounts under AdminSDHolder do not inherit. A request is carried out as a whole or not at all.
 * Result codes as on Samba 4.17 and in MS-ADTS; texts as Windows' where they are published.
 */
final class Writes {
    /** Attributes that the write account may set, as {@code allowedAttributesEffective} lists them; a password is a control right. */
    static final List<String> DELEGATED = List.of("lockoutTime", "pwdLastSet");

    private static final String PASSWORD = "unicodepwd";
    private static final Set<String> WRITABLE = Set.of(PASSWORD, "lockouttime", "pwdlastset");
    private static final String STAFF = "," + Memberships.key(Company.STAFF_DN);

    private final Records records;
    private final Weather weather;

    Writes(Records records, Weather weather) {
        this.records = records;
        this.weather = weather;
    }

    /** Whether the caller may write to an account. */
    boolean mayWrite(Account caller, Account target) {
        return caller.sid().equals(delegatedTo(target));
    }

    /** SID of the account that the helpdesk's rights on {@code target} are delegated to; null where the delegation does not reach. */
    @Nullable
    String delegatedTo(Account target) {
        return Memberships.key(target.dn()).endsWith(STAFF)
                        && records.standing(target).number("adminCount") == 0
                ? records.byLogin(DirectorySimulator.WRITE_LOGIN)
                        .map(Account::sid)
                        .orElse(null)
                : null;
    }

    /**
     * @param caller who is signed in; null for nobody
     * @param withHistory whether the client asked for the rules of a person's own change (LDAP_SERVER_POLICY_HINTS)
     * @throws LDAPException as Active Directory refuses; nothing is changed then
     */
    void modify(@Nullable Account caller, String dn, List<Modification> changes, boolean withHistory)
            throws LDAPException {
        if (caller == null) {
            throw new LDAPException(
                    ResultCode.OPERATIONS_ERROR,
                    "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be"
                            + " completed on the connection., data 0, v4563");
        }
        if (!records.exists(dn)) {
            throw new LDAPException(
                    ResultCode.NO_SUCH_OBJECT, "00002030: NameErr: DSID-03100238, problem 2001 (NO_OBJECT), data 0");
        }
        Account target = records.byDn(dn).orElse(null);
        if (target == null || !mayWrite(caller, target) || !changes.stream().allMatch(Writes::isDelegated)) {
            throw insufficientRights();
        }
        synchronized (records) {
            carryOut(records.account(target.login()), changes, withHistory);
        }
    }

    private void carryOut(Account target, List<Modification> changes, boolean withHistory) throws LDAPException {
        Standing standing = records.standing(target);
        long now = FileTime.of(standing.now());
        Map<String, Long> values = new TreeMap<>();
        Secret password = null;
        for (Modification change : changes) {
            if (!change.getModificationType().equals(ModificationType.REPLACE) || change.getRawValues().length != 1) {
                throw unwilling("0000001F");
            }
            switch (change.getAttributeName().toLowerCase(Locale.ROOT)) {
                case PASSWORD:
                    password = password(change.getRawValues()[0].getValue());
                    break;
                case "lockouttime":
                    values.put("lockoutTime", unlocking(change));
                    values.put("badPwdCount", 0L);
                    break;
                default:
                    values.put("pwdLastSet", lastSet(change, now));
            }
        }
        if (password != null) {
            check(password, target, standing, withHistory);
            values.putIfAbsent("pwdLastSet", now);
        }
        if (weather.now().is(Kind.LIE)) {
            return;
        }
        if (password != null) {
            Secret next = password;
            records.change(target.login(), account -> account.withPassword(next));
        }
        records.setReplicated(target, values);
    }

    private void check(Secret password, Account target, Standing standing, boolean withHistory) throws LDAPException {
        String name = standing.entry().getAttributeValue("displayName");
        PasswordRules rules = standing.rules();
        if (weather.now().is(Kind.REFUSE_TRIVIAL)
                || !rules.allow(password, target.login(), name == null ? "" : name)
                || (withHistory && target.hadPassword(password, rules.history()))) {
            throw new LDAPException(
                    ResultCode.CONSTRAINT_VIOLATION,
                    "0000052D: AtrErr: DSID-03191083, #1:\n\t0: 0000052D: DSID-03191083, problem 1005 (CONSTRAINT_ATT_TYPE), data"
                            + " 0, Att 9005a (unicodePwd)");
        }
    }

    /** The new password: UTF-16LE, in quotes. */
    private static Secret password(byte[] value) throws LDAPException {
        String quoted = new String(value, StandardCharsets.UTF_16LE);
        if (quoted.length() < 2
                || !quoted.startsWith("\"")
                || !quoted.endsWith("\"")
                || !Arrays.equals(quoted.getBytes(StandardCharsets.UTF_16LE), value)) {
            throw unwilling("0000001F");
        }
        return Secret.of(quoted.substring(1, quoted.length() - 1));
    }

    /** Windows takes 0 only; Samba takes any number. */
    private static long unlocking(Modification change) throws LDAPException {
        if (!change.getValues()[0].equals("0")) {
            throw unwilling("00000057");
        }
        return 0;
    }

    private static long lastSet(Modification change, long now) throws LDAPException {
        switch (change.getValues()[0]) {
            case "0":
                return 0;
            case "-1":
                return now;
            default:
                throw new LDAPException(
                        ResultCode.OTHER, "00000057: setup_last_set_field: pwdLastSet must be 0 or -1 only!");
        }
    }

    private static boolean isDelegated(Modification change) {
        return WRITABLE.contains(change.getAttributeName().toLowerCase(Locale.ROOT));
    }

    static LDAPException insufficientRights() {
        return new LDAPException(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                "00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0");
    }

    private static LDAPException unwilling(String code) {
        return new LDAPException(
                ResultCode.UNWILLING_TO_PERFORM,
                code + ": SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0");
    }
}
