package org.pindesk.demo.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
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
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;

/** The entries of the simulated directory: what is stored, and what Active Directory would compute from it. */
final class Records {
    private static final int DOMAIN_USERS = 513;
    private static final String CLASSES_DN = ",CN=Schema,CN=Configuration," + Company.BASE_DN;
    private static final DateTimeFormatter GENERALIZED =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'.0Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Memberships memberships = new Memberships();
    private final Replication replication = new Replication();
    private final Policies policies = new Policies(this);
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Map<String, String> loginsByDn = new ConcurrentHashMap<>();
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

    Replication replication() {
        return replication;
    }

    Policies policies() {
        return policies;
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
        return Optional.ofNullable(loginsByDn.get(Memberships.key(dn))).map(accounts::get);
    }

    Optional<Account> byLogin(String login) {
        return Optional.ofNullable(accounts.get(login.toLowerCase(Locale.ROOT)));
    }

    Optional<Account> byGuid(String guid) {
        return accounts.values().stream()
                .filter(account -> account.guid().equals(guid))
                .findFirst();
    }

    /** How the account stands now. */
    Standing standing(Account account) {
        return new Standing(entry(account), policies.rules(account), clock.instant());
    }

    Instant now() {
        return clock.instant();
    }

    /** Now, as in {@code currentTime} and {@code whenChanged}. */
    String generalizedTime() {
        return GENERALIZED.format(clock.instant());
    }

    boolean exists(String dn) {
        try {
            return server().getEntry(dn) != null;
        } catch (LDAPException e) {
            return false;
        }
    }

    /** DNs of all entries whose stored integer {@code attribute} fits; computed attributes are in no entry, so they fit nothing. */
    Collection<String> where(String attribute, LongPredicate fits) {
        try {
            return server()
                    .search(Company.BASE_DN, SearchScope.SUB, Filter.createPresenceFilter(attribute), attribute)
                    .getSearchEntries()
                    .stream()
                    .filter(entry -> {
                        Long value = entry.getAttributeValueAsLong(attribute);
                        return value != null && fits.test(value);
                    })
                    .map(Entry::getDN)
                    .toList();
        } catch (LDAPException e) {
            throw new IllegalStateException("cannot search for " + attribute, e);
        }
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
        add(dn, new Attribute("objectClass", "top", "organizationalUnit"));
    }

    /** An entry of no special kind. */
    void add(String dn, Attribute... attributes) {
        store(new Entry(dn, attributes));
    }

    /** What a filter calls {@code objectCategory=person} is a DN in the entry. */
    static String category(String name) {
        return "CN=" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + CLASSES_DN;
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
                new Attribute("objectCategory", category("group")),
                new Attribute("cn", name),
                new Attribute("sAMAccountName", name),
                new Attribute("groupType", "-2147483646"),
                new Attribute("objectGUID", bytes(guid(dn))),
                new Attribute("objectSid", Sids.bytes(sid))));
    }

    /**
     * @param passwordSet when its password was set
     */
    void addUser(String login, String dn, Secret password, Instant passwordSet, int flags, List<Attribute> more) {
        Account account = new Account(
                login, dn, guid(login), Sids.ofDomain(nextRid.getAndIncrement()), List.of(password), false, true);
        Entry entry = new Entry(dn, more);
        entry.addAttribute("objectClass", "top", "person", "organizationalPerson", "user");
        entry.addAttribute("objectCategory", category("person"));
        entry.addAttribute("sAMAccountName", login);
        entry.addAttribute("userPrincipalName", login + "@" + Company.MAIL_DOMAIN);
        entry.addAttribute("objectGUID", bytes(account.guid()));
        entry.addAttribute("objectSid", Sids.bytes(account.sid()));
        entry.addAttribute("userAccountControl", String.valueOf(flags));
        entry.addAttribute("primaryGroupID", String.valueOf(DOMAIN_USERS));
        entry.addAttribute("accountExpires", String.valueOf(FileTime.NEVER));
        entry.addAttribute("pwdLastSet", String.valueOf(FileTime.of(passwordSet)));
        entry.addAttribute("badPwdCount", "0");
        entry.addAttribute("badPasswordTime", "0");
        entry.addAttribute("lastLogon", "0");
        accounts.put(login.toLowerCase(Locale.ROOT), account);
        loginsByDn.put(Memberships.key(dn), login.toLowerCase(Locale.ROOT));
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

    void set(String login, String attribute, long value) {
        set(login, attribute, String.valueOf(value));
    }

    void setBytes(String login, String attribute, byte[] value) {
        write(account(login).dn(), List.of(new Modification(ModificationType.REPLACE, attribute, value)));
    }

    void setFlag(String login, int flag, boolean on) {
        long flags = standing(account(login)).number("userAccountControl");
        set(login, "userAccountControl", on ? flags | flag : flags & ~(long) flag);
    }

    /** Several attributes at once: a reader sees all of the change or nothing. */
    void set(Account account, Map<String, Long> values) {
        List<Modification> all = new ArrayList<>();
        values.forEach((attribute, value) ->
                all.add(new Modification(ModificationType.REPLACE, attribute, String.valueOf(value))));
        write(account.dn(), all);
    }

    /** The attributes of a change that is told to other controllers. */
    void setReplicated(Account account, Map<String, Long> values) {
        set(account, values);
        modify(account.dn(), "whenChanged", generalizedTime());
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
        replication.renamed(account.dn(), moved);
        modify(moved, "distinguishedName", moved);
        memberships.rename(account.dn(), moved);
        loginsByDn.remove(Memberships.key(account.dn()));
        loginsByDn.put(Memberships.key(moved), login.toLowerCase(Locale.ROOT));
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
        loginsByDn.remove(Memberships.key(account.dn()));
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

    /** Replaces an attribute of any entry; without values it is taken away. */
    void modify(String dn, String attribute, String... values) {
        write(dn, List.of(new Modification(ModificationType.REPLACE, attribute, values)));
    }

    private void write(String dn, List<Modification> changes) {
        try {
            server().modify(dn, changes);
            changes.forEach(change -> replication.changed(dn, change.getAttributeName(), clock.instant()));
        } catch (LDAPException e) {
            throw new IllegalArgumentException("cannot change " + dn, e);
        }
    }

    private void store(Entry entry) {
        entry.setAttribute("distinguishedName", entry.getDN());
        entry.setAttribute("whenCreated", generalizedTime());
        entry.setAttribute("whenChanged", generalizedTime());
        try {
            server().add(entry);
            entry.getAttributes().forEach(each -> replication.changed(entry.getDN(), each.getName(), clock.instant()));
        } catch (LDAPException e) {
            throw new IllegalArgumentException("cannot add " + entry.getDN(), e);
        }
    }

    private Entry entry(Account account) {
        try {
            Entry entry = server().getEntry(account.dn());
            return entry == null ? new Entry(account.dn()) : entry;
        } catch (LDAPException e) {
            throw new IllegalStateException("cannot read " + account.login(), e);
        }
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
