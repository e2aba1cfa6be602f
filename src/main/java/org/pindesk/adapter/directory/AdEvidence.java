package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.DirectoryEvidence.Lock;
import org.pindesk.core.DirectoryEvidence.Password;
import org.pindesk.core.DirectoryEvidence.Server;
import org.pindesk.core.LogonHours;

/**
 * What one account's entry, as several domain controllers show it, says about signing in. An attribute that is missing from an entry
 * is silently so: the directory says "no value" both for "none" and for "not for you". Hence {@code unseen}: for those that every
 * account has, and for those whose property set shows nothing at all.
 *
 * <p>Not verified on Windows: that a controller on which a user never signed in shows something of Logon Information at all (those
 * attributes are not replicated).
 */
final class AdEvidence {
    static final String PSO = "msDS-ResultantPSO";
    static final String PASSWORD_EXPIRES = "msDS-UserPasswordExpiryTimeComputed";
    static final String DESCRIPTOR = "nTSecurityDescriptor";
    private static final String LOCKED_SINCE = "lockoutTime";
    private static final String FAILURES = "badPwdCount";
    private static final String LAST_FAILURE = "badPasswordTime";
    private static final String HOURS = "logonHours";
    private static final String WORKSTATIONS = "userWorkstations";
    private static final String TOKEN = "tokenGroups";
    private static final String OWN_SID = "objectSid";

    /** Attributes of the property set Logon Information; one that is there shows that the set may be read. */
    private static final List<String> LOGON_INFORMATION =
            List.of(FAILURES, LAST_FAILURE, "lastLogon", "lastLogonTimestamp", "logonCount", HOURS, WORKSTATIONS);

    /** A fixed list for the main read, which is of one entry: tokenGroups is refused in any other. */
    static final String[] ATTRIBUTES = {
        "sAMAccountName",
        "userPrincipalName",
        "mail",
        "objectClass",
        AdState.FLAGS,
        AdState.COMPUTED_FLAGS,
        AdState.ACCOUNT_EXPIRES,
        AdState.PASSWORD_SET,
        PASSWORD_EXPIRES,
        LOCKED_SINCE,
        FAILURES,
        LAST_FAILURE,
        "lastLogon",
        "lastLogonTimestamp",
        "logonCount",
        HOURS,
        WORKSTATIONS,
        TOKEN,
        OWN_SID,
        PSO,
        DESCRIPTOR
    };

    /** What each controller is asked for. */
    static final String[] ON_EACH_SERVER = {
        AdState.FLAGS, AdState.COMPUTED_FLAGS, LOCKED_SINCE, FAILURES, LAST_FAILURE, AdState.PASSWORD_SET
    };

    private static final String ACCOUNT_RESTRICTIONS =
            "the service account lacks read on the property set Account Restrictions";
    private static final String LOGON = "the service account lacks read on the property set Logon Information";

    private static final int HOURS_BYTES = LogonHours.HOURS / 8;

    /**
     * One controller's view.
     *
     * @param silent problem code; null when it answered
     * @param entry null when it was silent, or has no such entry
     */
    record View(
            String name, @Nullable String silent, @Nullable Entry entry) {}

    private final Entry entry;
    private final List<View> views;
    private final AdPolicy policy;
    private final @Nullable Duration skew;
    private final Instant now;
    private final List<String> unseen = new ArrayList<>();

    AdEvidence(Entry entry, List<View> views, AdPolicy policy, @Nullable Duration skew, Instant now) {
        this.entry = entry;
        this.views = views;
        this.policy = policy;
        this.skew = skew;
        this.now = now;
    }

    DirectoryEvidence read() {
        String login = entry.getAttributeValue("sAMAccountName");
        if (login == null) {
            throw LdapErrors.garbled("an entry has no sAMAccountName");
        }
        Long flags = FileTime.number(entry, AdState.FLAGS);
        require(
                flags,
                "whether the account is disabled, or needs a smart card (userAccountControl)",
                ACCOUNT_RESTRICTIONS);
        Long expires = FileTime.number(entry, AdState.ACCOUNT_EXPIRES);
        require(expires, "whether the account has expired (accountExpires)", ACCOUNT_RESTRICTIONS);
        boolean logonShown = LOGON_INFORMATION.stream().anyMatch(entry::hasAttribute);
        if (!logonShown) {
            unseen.add(
                    "logon hours, allowed computers and failed sign-ins (logonHours, userWorkstations, badPwdCount): "
                            + LOGON);
        }
        Set<Sid> token = token();
        List<Server> servers = views.stream().map(this::server).toList();
        if (skew == null) {
            unseen.add("the clock of the directory (currentTime of the rootDSE): the server does not tell it");
        }
        Password password = password(flags, token);
        Lock lock = lock();
        if (!policy.readable()) {
            unseen.add(
                    policy.name().isEmpty()
                            ? "the password policy that holds: the domain's numbers do not fit this account, or are not shown"
                            : "the password policy " + policy.name()
                                    + ": the service account may not read this password settings object");
        }
        return new DirectoryEvidence(
                DirectoryEvidence.Kind.ACTIVE_DIRECTORY,
                login,
                entry.getAttributeValue("userPrincipalName"),
                entry.getAttributeValue("mail"),
                entry.getDN(),
                bit(flags, AdState.DISABLED),
                null,
                FileTime.instant(expires),
                lock,
                servers,
                password,
                bit(flags, AdState.SMART_CARD_REQUIRED),
                hours(),
                workstations(),
                token.isEmpty() ? null : token.stream().anyMatch(Sid::isProtectedUsers),
                token.isEmpty() ? null : token.size(),
                skew,
                policy.evidence(),
                List.copyOf(unseen));
    }

    private Set<Sid> token() {
        Set<Sid> token = Sid.all(entry, TOKEN);
        // a token is never empty: everybody has a primary group
        if (token.isEmpty()) {
            unseen.add("groups and Protected Users (tokenGroups): the service account lacks read on"
                    + " Token-Groups-Global-And-Universal and Group Membership");
        }
        return token;
    }

    private Server server(View view) {
        Entry there = view.entry();
        if (there == null) {
            if (view.silent() == null) {
                unseen.add("the account on " + view.name() + ": that server does not have it yet, or hides it");
            }
            return new Server(view.name(), view.silent(), null, null, null, null);
        }
        return new Server(
                view.name(),
                null,
                bit(FileTime.number(there, AdState.COMPUTED_FLAGS), AdState.LOCKED),
                failures(there),
                FileTime.instant(there, LAST_FAILURE),
                FileTime.instant(there, AdState.PASSWORD_SET));
    }

    /**
     * The server keeps the number until the next sign-in, but after the observation window (MS-SAMR 3.1.1.8.3) the next failed one
     * counts as the first again.
     */
    private @Nullable Integer failures(Entry there) {
        Integer kept = FileTime.count(there, FAILURES);
        Instant last = FileTime.instant(there, LAST_FAILURE);
        Duration window = policy.window();
        boolean over = last != null
                && window != null
                && !window.isZero()
                && !last.plus(window).isAfter(now);
        return kept != null && over ? Integer.valueOf(0) : kept;
    }

    /** A lock on any server that answered counts: it is on its way to the others. */
    private Lock lock() {
        List<Entry> seen = new ArrayList<>(List.of(entry));
        views.stream().map(View::entry).filter(Objects::nonNull).forEach(seen::add);
        for (Entry there : seen) {
            if (Boolean.TRUE.equals(bit(FileTime.number(there, AdState.COMPUTED_FLAGS), AdState.LOCKED))) {
                Instant since = FileTime.instant(there, LOCKED_SINCE);
                require(
                        since,
                        "since when the account is locked (lockoutTime)",
                        "the service account lacks read on it");
                return new Lock(Lock.State.FAILED_SIGN_INS, since, end(since));
            }
        }
        if (!entry.hasAttribute(AdState.COMPUTED_FLAGS)) {
            unseen.add("whether the account is locked (msDS-User-Account-Control-Computed): " + ACCOUNT_RESTRICTIONS);
            return Lock.UNSEEN;
        }
        return seen.stream()
                .map(there -> FileTime.instant(there, LOCKED_SINCE))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .map(since -> new Lock(Lock.State.RAN_OUT, since, end(since)))
                .orElse(Lock.OPEN);
    }

    private @Nullable Instant end(@Nullable Instant since) {
        Duration lockout = policy.lockout();
        return since == null || lockout == null || lockout.isZero() ? null : since.plus(lockout);
    }

    private Password password(@Nullable Long flags, Set<Sid> token) {
        Long computed = FileTime.number(entry, AdState.COMPUTED_FLAGS);
        Long set = FileTime.number(entry, AdState.PASSWORD_SET);
        Long expires = FileTime.number(entry, PASSWORD_EXPIRES);
        require(set, "when the password was set (pwdLastSet)", ACCOUNT_RESTRICTIONS);
        require(expires, "when the password expires (" + PASSWORD_EXPIRES + ")", ACCOUNT_RESTRICTIONS);
        Boolean selfChange = selfChange(token);
        if (selfChange == null) {
            unseen.add(
                    "whether the person may change the password (nTSecurityDescriptor): the service account may not read the"
                            + " permissions of the entry, or they do not say it clearly");
        }
        Instant setAt = FileTime.instant(set);
        return new Password(
                state(flags, computed, set), setAt, FileTime.instant(expires), null, changeableFrom(setAt), selfChange);
    }

    private static Password.State state(@Nullable Long flags, @Nullable Long computed, @Nullable Long set) {
        if (flags == null || computed == null || set == null) {
            return Password.State.UNSEEN;
        }
        if (set == 0 && (flags & AdState.PASSWORD_NOT_REQUIRED) != 0) {
            return Password.State.NEVER_SET;
        }
        if ((computed & AdState.PASSWORD_EXPIRED) == 0) {
            // with "password never expires" Windows asks for no change either
            return Password.State.USABLE;
        }
        return set == 0 ? Password.State.MUST_CHANGE : Password.State.EXPIRED;
    }

    private @Nullable Instant changeableFrom(@Nullable Instant setAt) {
        Duration least = policy.minAge();
        if (setAt == null || least == null) {
            return null;
        }
        Instant from = setAt.plus(least);
        return from.isAfter(now) ? from : null;
    }

    /** Sure only with the whole token: the right may be given to, or taken from, any group in it. */
    private @Nullable Boolean selfChange(Set<Sid> groups) {
        byte[] descriptor = entry.getAttributeValueBytes(DESCRIPTOR);
        byte[] own = entry.getAttributeValueBytes(OWN_SID);
        if (descriptor == null || own == null || groups.isEmpty()) {
            return null;
        }
        Set<Sid> token = new HashSet<>(groups);
        token.addAll(Sid.ANYBODY_SIGNED_IN);
        token.add(Sid.SELF);
        token.add(Sid.of(own));
        return AccessList.of(descriptor).grants(AccessList.CHANGE_PASSWORD, token);
    }

    private @Nullable LogonHours hours() {
        byte[] value = entry.getAttributeValueBytes(HOURS);
        if (value == null || value.length == 0) {
            return null;
        }
        if (value.length != HOURS_BYTES) {
            unseen.add("logon hours (logonHours): the value has " + value.length + " bytes instead of " + HOURS_BYTES);
            return null;
        }
        BitSet week = BitSet.valueOf(value);
        return week.cardinality() == LogonHours.HOURS ? null : new LogonHours(week);
    }

    private Set<String> workstations() {
        Set<String> names = new HashSet<>();
        String value = entry.getAttributeValue(WORKSTATIONS);
        if (value != null) {
            Arrays.stream(value.split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
        }
        return names;
    }

    private void require(@Nullable Object value, String what, String why) {
        if (value == null) {
            unseen.add(what + ": " + why);
        }
    }

    private static @Nullable Boolean bit(@Nullable Long flags, long bit) {
        return flags == null ? null : (flags & bit) != 0;
    }
}
