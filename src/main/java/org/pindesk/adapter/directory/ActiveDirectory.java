package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;
import org.pindesk.core.BackendException;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.Foreseen;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.GivesAccountEvidence;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.WatchesContacts;
import org.pindesk.port.Written;

/**
 * Active Directory and Samba. Nested membership comes from tokenGroups, which holds primary, nested and built-in groups and is
 * given for a base search only (MS-ADTS; measured on Samba).
 */
final class ActiveDirectory implements Flavour {
    /** LDAP_MATCHING_RULE_IN_CHAIN: membership through any number of groups. */
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    private static final Filter PEOPLE = Filter.createANDFilter(
            Filter.createEqualityFilter("objectCategory", "person"),
            Filter.createEqualityFilter("objectClass", "user"));

    private static final String[] KEYS = {"objectGUID", "mail", "proxyAddresses", "sAMAccountName", "userPrincipalName"
    };
    private static final String[] EVERYTHING = {
        "objectGUID",
        "objectSid",
        "sAMAccountName",
        "userPrincipalName",
        "mail",
        "displayName",
        "cn",
        "givenName",
        "sn",
        "department",
        "telephoneNumber",
        "otherTelephone",
        "mobile",
        "otherMobile",
        "ipPhone",
        "otherIpPhone",
        "adminCount",
        AdState.FLAGS,
        AdState.COMPUTED_FLAGS,
        AdState.ACCOUNT_EXPIRES,
        AdState.PASSWORD_SET,
        "tokenGroups",
        "manager"
    };

    private final Ldap ldap;
    private final DirectorySettings settings;
    private final Clock clock;
    private final AdGroups groups;
    private final OwnAccounts own;
    private final List<String> everywhere;
    private final AdDomain domain;
    private final AdWrites writes;
    private final NearNames nearNames;

    /**
     * @param domainHead DN of the domain, null when the server did not say; reports are looked for in all of it
     */
    ActiveDirectory(Ldap ldap, DirectorySettings settings, Clock clock, @Nullable String domainHead) {
        this.ldap = ldap;
        this.settings = settings;
        this.clock = clock;
        this.groups = new AdGroups(ldap, settings, clock);
        this.own = new OwnAccounts(settings);
        this.everywhere = domainHead == null ? settings.baseDns() : List.of(domainHead);
        this.domain = new AdDomain(ldap, settings, clock, domainHead);
        this.writes = new AdWrites(ldap);
        this.nearNames = new NearNames(
                ldap,
                settings.baseDns(),
                everywhere,
                PEOPLE,
                exact -> Filter.createORFilter(byLogin(exact), byMail(exact)));
    }

    @Override
    public Filter byMail(String mail) {
        return Filter.createANDFilter(
                PEOPLE,
                Filter.createORFilter(
                        Filter.createEqualityFilter("mail", mail),
                        Filter.createEqualityFilter("proxyAddresses", "smtp:" + mail)));
    }

    @Override
    public Filter byLogin(String login) {
        return Filter.createANDFilter(
                PEOPLE,
                Filter.createORFilter(
                        Filter.createEqualityFilter("sAMAccountName", login),
                        Filter.createEqualityFilter("userPrincipalName", login)));
    }

    @Override
    public boolean carriesMail(Entry entry, String mail) {
        return Attributes.any(entry, "mail", mail) || Attributes.any(entry, "proxyAddresses", "smtp:" + mail);
    }

    @Override
    public boolean carriesLogin(Entry entry, String login) {
        return Attributes.any(entry, "sAMAccountName", login) || Attributes.any(entry, "userPrincipalName", login);
    }

    @Override
    public String[] attributes() {
        return KEYS.clone();
    }

    @Override
    public Optional<SearchResultEntry> find(PersonId id) {
        if (!id.value().matches("[0-9a-f]{32}")) {
            return Optional.empty();
        }
        return ldap.entry(
                dn(id),
                PEOPLE,
                Attributes.with(EVERYTHING, settings.watch().get().attributes()));
    }

    @Override
    public List<String> faults(Set<String> wanted) {
        return groups.faults(wanted);
    }

    @Override
    public Optional<SearchResultEntry> complete(SearchResultEntry found) {
        return find(id(found));
    }

    @Override
    public Person person(SearchResultEntry entry) {
        String login = entry.getAttributeValue("sAMAccountName");
        if (login == null) {
            throw LdapErrors.garbled("the entry " + id(entry) + " has no sAMAccountName");
        }
        DirectorySettings.Watched watched = settings.watch().get();
        Set<Sid> token = Sid.all(entry, "tokenGroups");
        // a token is never empty: everybody has a primary group. Nothing seen means no right to see
        AccountState state = token.isEmpty() ? AccountState.UNREADABLE : AdState.of(entry, clock.instant());
        return new Person(
                id(entry),
                login,
                entry.getAttributeValue("mail"),
                Attributes.first(entry, login, "displayName", "cn"),
                entry.getAttributeValue("givenName"),
                entry.getAttributeValue("sn"),
                entry.getAttributeValue("department"),
                Attributes.all(
                        entry, "telephoneNumber", "otherTelephone", "mobile", "otherMobile", "ipPhone", "otherIpPhone"),
                state,
                groups.in(token, watched.groups()),
                isPrivileged(entry, token),
                leadsRoleHolder(entry.getDN(), watched.roleGroups()),
                Attributes.facts(entry, watched));
    }

    private boolean isPrivileged(Entry entry, Set<Sid> token) {
        byte[] sid = entry.getAttributeValueBytes("objectSid");
        String adminCount = entry.getAttributeValue("adminCount");
        return token.stream().anyMatch(Sid::isPrivilegedGroup)
                || (sid != null && Sid.of(sid).isPrivilegedAccount())
                || (adminCount != null && !adminCount.equals("0"))
                || own.contains(
                        entry.getDN(),
                        entry.getAttributeValue("sAMAccountName"),
                        entry.getAttributeValue("userPrincipalName"));
    }

    /** Not seen: who has one of the groups as primary group through another group. */
    private Filter inAnyOf(Set<String> wanted) {
        List<Filter> holds = new ArrayList<>();
        for (String group : wanted) {
            holds.add(Filter.createExtensibleMatchFilter("memberOf", IN_CHAIN, false, group));
            groups.rid(group).ifPresent(rid -> holds.add(Filter.createEqualityFilter("primaryGroupID", rid)));
        }
        return Filter.createORFilter(holds);
    }

    @Override
    public List<SearchResultEntry> members(Set<String> wanted, int most) {
        Filter filter = Filter.createANDFilter(PEOPLE, inAnyOf(wanted));
        return settings.baseDns().stream()
                .flatMap(base -> ldap.search(base, SearchScope.SUB, filter, most, KEYS).entries().stream())
                .toList();
    }

    private boolean leadsRoleHolder(String dn, Set<String> roleGroups) {
        if (roleGroups.isEmpty()) {
            return false;
        }
        Filter filter = Filter.createANDFilter(PEOPLE, Filter.createEqualityFilter("manager", dn), inAnyOf(roleGroups));
        return everywhere.stream()
                .map(base -> ldap.search(base, SearchScope.SUB, filter, 1, "1.1"))
                .anyMatch(found -> found.more() || !found.entries().isEmpty());
    }

    private static PersonId id(Entry entry) {
        byte[] guid = entry.getAttributeValueBytes("objectGUID");
        if (guid == null || guid.length != 16) {
            throw LdapErrors.garbled("an entry came without objectGUID");
        }
        return new PersonId(HexFormat.of().formatHex(guid));
    }

    @Override
    public boolean showsPrivilege(SearchResultEntry complete) {
        return complete.hasAttribute("tokenGroups");
    }

    @Override
    public DirectoryEvidence evidence(PersonId id) {
        AdDomain.Facts facts = domain.facts();
        Supplier<List<Ldap.Answered<Optional<Entry>>>> others = ldap.asking(
                facts.controllers(),
                settings.limits().answer(),
                connection -> Optional.ofNullable(connection.getEntry(dn(id), AdEvidence.ON_EACH_SERVER)));
        SearchResultEntry entry = ldap.entry(dn(id), PEOPLE, AdWrites.ACCESS_LIST_ONLY, AdEvidence.ATTRIBUTES)
                .orElseThrow(() -> new BackendException(
                        Problem.REFUSED, LdapErrors.SYSTEM, "there is no such entry now, or no right to see it"));
        AdPolicy policy = domain.policy(entry);
        List<AdEvidence.View> views = others.get().stream()
                .map(answer -> new AdEvidence.View(
                        domain.name(answer.server()),
                        answer.silent(),
                        answer.value() == null ? null : answer.value().orElse(null)))
                .toList();
        return new AdEvidence(entry, views, policy, facts.skew(), clock.instant()).read();
    }

    @Override
    public Optional<WatchesContacts.Record> contactRecord(PersonId id) {
        return ldap.entry(dn(id), PEOPLE, ContactRecord.ON_ACTIVE_DIRECTORY).map(ContactRecord::ofActiveDirectory);
    }

    @Override
    public GivesAccountEvidence.Near near(String typed) {
        return nearNames.of(typed);
    }

    @Override
    public Foreseen mayUnlock(PersonId id) {
        return writes.mayUnlock(dn(id));
    }

    @Override
    public Written unlock(PersonId id) {
        return writes.unlock(dn(id));
    }

    @Override
    public Foreseen mayReset(PersonId id) {
        return writes.mayReset(dn(id));
    }

    @Override
    public PasswordPolicy passwordPolicy(PersonId id) {
        SearchResultEntry entry = ldap.entry(dn(id), PEOPLE, AdEvidence.ATTRIBUTES)
                .orElseThrow(() -> new BackendException(
                        Problem.REFUSED, LdapErrors.SYSTEM, "there is no such entry now, or no right to see it"));
        return domain.policy(entry).forReset(domain.facts().policy());
    }

    @Override
    public Written resetPassword(PersonId id, Secret password) {
        return writes.resetPassword(dn(id), password);
    }

    @Override
    public ProvesPin.Answer signsIn(PersonId id, Secret password) {
        return find(id).map(entry -> writes.signsIn(entry.getDN(), password)).orElse(ProvesPin.Answer.CANNOT_TELL);
    }

    /** The form that stays the same when the entry is renamed or moved (MS-ADTS 3.1.1.3.1.2.4; reads and changes measured on Samba). */
    private static String dn(PersonId id) {
        if (!id.value().matches("[0-9a-f]{32}")) {
            throw new BackendException(Problem.REFUSED, LdapErrors.SYSTEM, "an id that is no objectGUID");
        }
        return "<GUID=" + id.value() + ">";
    }
}
