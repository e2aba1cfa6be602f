package org.pindesk.demo.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;

/** The entries of the simulated directory: what is stored, and what Active Directory would compute from it. */
final class Records {
    static final int NORMAL_ACCOUNT = 0x200;
    static final int PASSWORD_NEVER_EXPIRES = 0x10000;

    private static final int DISABLED = 0x2;
    private static final int DOMAIN_USERS = 513;
    private static final long FILETIME_OFFSET = 11_644_473_600_000L;

    private final Clock clock;
    private final Memberships memberships = new Memberships();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Map<String, String> groupSids = new ConcurrentHashMap<>();
    private final AtomicInteger nextRid = new AtomicInteger(1101);
    private @Nullable InMemoryDirectoryServer server;

    Records(Clock clock) {
        this.clock = clock;
    }

    /** Where the entries are kept; given before anything else is called, since the server is made after its interceptor. */
    void keepIn(InMemoryDirectoryServer entries) {
        this.server = entries;
    }

    private InMemoryDirectoryServer server() {
        return Objects.requireNonNull(server);
    }

    Memberships memberships() {
        return memberships;
    }

    // ---------------------------------------------------------------- what is asked

    Optional<Account> signingInAs(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        Account known = accounts.get(key.replaceFirst("^[^\\\\=]+\\\\", ""));
        if (known != null) {
            return Optional.of(known);
        }
        return key.endsWith("@" + Company.MAIL_DOMAIN)
                ? Optional.ofNullable(accounts.get(key.substring(0, key.indexOf('@'))))
                : byDn(name);
    }

    Optional<Account> byDn(String dn) {
        String key = Memberships.key(dn);
        return accounts.values().stream()
                .filter(account -> Memberships.key(account.dn()).equals(key))
                .findFirst();
    }

    Optional<Account> byGuid(String guid) {
        return accounts.values().stream()
                .filter(account -> account.guid().equals(guid))
                .findFirst();
    }

    boolean isDisabled(Account account) {
        return (number(account, "userAccountControl") & DISABLED) != 0;
    }

    boolean isExpired(Account account) {
        long expires = number(account, "accountExpires");
        return expires != 0 && expires != Long.MAX_VALUE && expires < filetime(clock.instant());
    }

    boolean mustChangePassword(Account account) {
        return number(account, "pwdLastSet") == 0;
    }

    long computedFlags(Account account) {
        return (account.locked() ? 0x10 : 0)
                | (account.passwordExpired() || mustChangePassword(account) ? 0x80_0000 : 0);
    }

    /** Every group in the token, the primary one included. */
    Set<String> token(Account account) {
        Set<String> sids = memberships.allGroups(account.dn()).stream()
                .map(groupSids::get)
                .filter(sid -> sid != null)
                .collect(Collectors.toSet());
        sids.add(Sids.ofDomain(DOMAIN_USERS));
        return sids;
    }

    // ---------------------------------------------------------------- what is changed

    void addContainer(String dn) {
        store(new Entry(dn, new Attribute("objectClass", "top", "organizationalUnit")));
    }

    /**
     * @param rid relative id, 0 for a new one
     */
    void addGroup(String dn, int rid) {
        String sid = Sids.ofDomain(rid == 0 ? nextRid.getAndIncrement() : rid);
        String name = dn.substring(dn.indexOf('=') + 1, dn.indexOf(','));
        groupSids.put(Memberships.key(dn), sid);
        store(new Entry(
                dn,
                new Attribute("objectClass", "top", "group"),
                new Attribute("objectCategory", "group"),
                new Attribute("cn", name),
                new Attribute("sAMAccountName", name),
                new Attribute("groupType", "-2147483646"),
                new Attribute("objectGUID", bytes(guid(dn))),
                new Attribute("objectSid", Sids.bytes(sid))));
    }

    void addUser(String login, String dn, Secret password, int flags, List<Attribute> more) {
        Account account = new Account(
                login, dn, guid(login), Sids.ofDomain(nextRid.getAndIncrement()), password, false, false, false);
        Entry entry = new Entry(dn, more);
        entry.addAttribute("objectClass", "top", "person", "organizationalPerson", "user");
        entry.addAttribute("objectCategory", "person");
        entry.addAttribute("sAMAccountName", login);
        entry.addAttribute("userPrincipalName", login + "@" + Company.MAIL_DOMAIN);
        entry.addAttribute("objectGUID", bytes(account.guid()));
        entry.addAttribute("objectSid", Sids.bytes(account.sid()));
        entry.addAttribute("userAccountControl", String.valueOf(flags));
        entry.addAttribute("primaryGroupID", String.valueOf(DOMAIN_USERS));
        entry.addAttribute("accountExpires", String.valueOf(Long.MAX_VALUE));
        entry.addAttribute("pwdLastSet", String.valueOf(filetime(clock.instant())));
        accounts.put(login.toLowerCase(Locale.ROOT), account);
        store(entry);
    }

    void change(String login, UnaryOperator<Account> how) {
        accounts.put(login.toLowerCase(Locale.ROOT), how.apply(account(login)));
    }

    /**
     * @param value null takes the attribute away
     */
    void set(String login, String attribute, @Nullable String value) {
        modify(account(login).dn(), attribute, value == null ? new String[0] : new String[] {value});
    }

    void setDisabled(String login, boolean disabled) {
        long flags = number(account(login), "userAccountControl");
        set(login, "userAccountControl", String.valueOf(disabled ? flags | DISABLED : flags & ~DISABLED));
    }

    void setExpiry(String login, @Nullable Instant at) {
        set(login, "accountExpires", String.valueOf(at == null ? Long.MAX_VALUE : filetime(at)));
    }

    void join(String memberDn, String group) {
        memberships.join(memberDn, group);
        writeMembers(group);
    }

    void leave(String memberDn, String group) {
        memberships.leave(memberDn, group);
        writeMembers(group);
    }

    void move(String login, String container) {
        Account account = account(login);
        String rdn = account.dn().substring(0, account.dn().indexOf(','));
        String moved = rdn + "," + container;
        try {
            server().modifyDN(account.dn(), rdn, false, container);
        } catch (LDAPException e) {
            throw new IllegalArgumentException("cannot move " + login, e);
        }
        modify(moved, "distinguishedName", moved);
        memberships.rename(account.dn(), moved);
        change(login, old -> old.withDn(moved));
    }

    void remove(String login) {
        Account account = account(login);
        try {
            server().delete(account.dn());
        } catch (LDAPException e) {
            throw new IllegalArgumentException("cannot remove " + login, e);
        }
        memberships.directGroups(account.dn()).forEach(group -> leave(account.dn(), group));
        accounts.remove(login.toLowerCase(Locale.ROOT));
    }

    Account account(String login) {
        Account account = accounts.get(login.toLowerCase(Locale.ROOT));
        if (account == null) {
            throw new IllegalArgumentException("nobody in the directory is called " + login);
        }
        return account;
    }

    private void writeMembers(String group) {
        modify(group, "member", memberships.directMembers(group).toArray(String[]::new));
    }

    private void modify(String dn, String attribute, String... values) {
        try {
            server().modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
        } catch (LDAPException e) {
            throw new IllegalArgumentException("cannot change " + attribute + " of " + dn, e);
        }
    }

    private void store(Entry entry) {
        entry.setAttribute("distinguishedName", entry.getDN());
        try {
            server().add(entry);
        } catch (LDAPException e) {
            throw new IllegalArgumentException("cannot add " + entry.getDN(), e);
        }
    }

    private long number(Account account, String attribute) {
        try {
            Entry entry = server().getEntry(account.dn());
            Long value = entry == null ? null : entry.getAttributeValueAsLong(attribute);
            return value == null ? 0 : value;
        } catch (LDAPException e) {
            throw new IllegalStateException("cannot read " + account.login(), e);
        }
    }

    private static long filetime(Instant at) {
        return (at.toEpochMilli() + FILETIME_OFFSET) * 10_000;
    }

    /** The same for every start, so that identities pinned by the bot stay good. */
    private static String guid(String name) {
        byte[] seed = ("pindesk-demo:" + name.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
