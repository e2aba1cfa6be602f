package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AccountState;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.Foreseen;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.GivesAccountEvidence;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.WatchesContacts;
import org.pindesk.port.Written;

/**
 * OpenLDAP and what is like it: uid, groups by member and memberOf. Where the state of accounts is kept, an {@link OpenLdapScheme}
 * says: OpenLDAP's ppolicy overlay, 389 Directory Server or FreeIPA.
 */
final class OpenLdap implements Flavour {
    /** Reports that are looked at; whoever has more counts as leading a role holder. */
    private static final int MOST_REPORTS = 100;

    private static final Filter PEOPLE = Filter.createEqualityFilter("objectClass", "person");

    private static final List<String> PERSONAL = List.of(
            "uid",
            "mail",
            "displayName",
            "cn",
            "givenName",
            "sn",
            "departmentNumber",
            "ou",
            "telephoneNumber",
            "mobile",
            "manager",
            "memberOf");

    private final Ldap ldap;
    private final DirectorySettings settings;
    private final Clock clock;
    private final OwnAccounts own;
    private final MembershipWalk groups;
    private final OpenLdapScheme scheme;
    private final String[] everything;
    private final OpenLdapReader reader;
    private final OpenLdapEvidence evidence;
    private final OpenLdapChanges changes;
    private final OpenLdapNear near;

    /**
     * @param contexts the server's naming contexts, possibly none; groups and reports are looked for in those that hold a
     *     configured name
     */
    OpenLdap(Ldap ldap, DirectorySettings settings, Clock clock, List<String> contexts) {
        this.ldap = ldap;
        this.settings = settings;
        this.clock = clock;
        this.own = new OwnAccounts(settings);
        this.groups = new MembershipWalk(ldap, areas(settings, contexts));
        this.scheme = OpenLdapServers.scheme(ldap, settings, contexts);
        this.everything = Stream.of(List.of(scheme.idAttribute()), PERSONAL, scheme.attributes())
                .flatMap(List::stream)
                .toArray(String[]::new);
        this.reader = new OpenLdapReader(scheme, settings, everything, OpenLdapServers.attributeTypes(ldap));
        this.evidence = new OpenLdapEvidence(ldap, settings, clock, scheme, reader);
        this.changes = new OpenLdapChanges(ldap, clock, scheme, reader);
        this.near = new OpenLdapNear(ldap, settings, groups.areas());
        requireGroups();
    }

    @Override
    public Filter byMail(String mail) {
        return Filter.createANDFilter(PEOPLE, Filter.createEqualityFilter("mail", mail));
    }

    @Override
    public Filter byLogin(String login) {
        return Filter.createANDFilter(PEOPLE, Filter.createEqualityFilter("uid", login));
    }

    @Override
    public boolean carriesMail(Entry entry, String mail) {
        return Attributes.any(entry, "mail", mail);
    }

    @Override
    public boolean carriesLogin(Entry entry, String login) {
        return Attributes.any(entry, "uid", login);
    }

    @Override
    public String[] attributes() {
        return Attributes.with(everything, settings.watch().get().attributes());
    }

    @Override
    public Optional<SearchResultEntry> find(PersonId id) {
        if (!scheme.isId(id.value())) {
            return Optional.empty();
        }
        Filter filter = Filter.createANDFilter(PEOPLE, Filter.createEqualityFilter(scheme.idAttribute(), id.value()));
        return settings.baseDns().stream()
                .flatMap(base -> ldap.search(base, SearchScope.SUB, filter, 1, attributes()).entries().stream())
                .findFirst();
    }

    @Override
    public Optional<SearchResultEntry> complete(SearchResultEntry found) {
        return Optional.of(found);
    }

    @Override
    public Person person(SearchResultEntry entry) {
        DirectorySettings.Watched watched = settings.watch().get();
        String uuid = entry.getAttributeValue(scheme.idAttribute());
        String login = login(entry);
        if (uuid == null) {
            throw LdapErrors.garbled(
                    "a person came without " + scheme.idAttribute() + ": give the service account read on it");
        }
        Optional<Set<String>> memberOf = groups.above(entry.getDN(), Attributes.values(entry, "memberOf"));
        return new Person(
                new PersonId(Names.lower(uuid)),
                login,
                entry.getAttributeValue("mail"),
                Attributes.first(entry, login, "displayName", "cn"),
                entry.getAttributeValue("givenName"),
                entry.getAttributeValue("sn"),
                department(entry),
                Attributes.all(entry, "telephoneNumber", "mobile"),
                memberOf.isPresent() ? state(entry) : AccountState.UNREADABLE,
                memberOf.map(found -> chosen(watched.groups(), found)).orElse(Set.of()),
                own.contains(entry.getDN(), login),
                leadsRoleHolder(entry.getDN(), watched.roleGroups()),
                Attributes.facts(entry, watched));
    }

    @Override
    public List<SearchResultEntry> members(Set<String> wanted, int most) {
        return new MemberWalk(ldap, settings.baseDns(), PEOPLE, everything).below(wanted, most);
    }

    private boolean leadsRoleHolder(String dn, Set<String> roleGroups) {
        if (roleGroups.isEmpty()) {
            return false;
        }
        List<String> reports = new ArrayList<>();
        Set<String> memberOf = new HashSet<>();
        for (String area : groups.areas()) {
            Ldap.Found found = ldap.search(
                    area, SearchScope.SUB, Filter.createEqualityFilter("manager", dn), MOST_REPORTS, "memberOf");
            if (found.more()) {
                return true;
            }
            for (SearchResultEntry report : found.entries()) {
                reports.add(report.getDN());
                memberOf.addAll(Attributes.values(report, "memberOf"));
            }
        }
        if (reports.isEmpty()) {
            return false;
        }
        return groups.above(reports, memberOf)
                .map(found -> !chosen(roleGroups, found).isEmpty())
                .orElse(true);
    }

    /** From the same reading as the evidence; without any policy the password policy overlay is most likely not there. */
    private AccountState state(Entry entry) {
        OpenLdapSight sight = ldap.read(connection -> reader.complete(connection, entry));
        return sight.policyName() == null && !sight.hides(PpolicyState.POLICY) && scheme instanceof PpolicyState ppolicy
                ? ppolicy.withoutPolicy(sight, clock.instant())
                : scheme.account(sight, clock.instant()).state(clock.instant());
    }

    /** Throws {@link org.pindesk.core.BackendException} for an entry without one. */
    static String login(Entry entry) {
        String login = entry.getAttributeValue("uid");
        if (login == null) {
            throw LdapErrors.garbled("a person came without uid: give the service account read on it");
        }
        return login;
    }

    @Override
    public List<String> faults(Set<String> wanted) {
        return wanted.stream()
                .flatMap(group -> {
                    if (ldap.entry(group, OpenLdapReader.ANY, "1.1").isEmpty()) {
                        return Stream.of("the group " + group + " is not there, or the service account may not see it");
                    }
                    return Names.isInside(Names.dn(group), groups.areas())
                            ? Stream.<String>empty()
                            : Stream.of("the group " + group
                                    + " stands where groups are not looked for; start Pindesk anew to look there too");
                })
                .toList();
    }

    private void requireGroups() {
        List<String> missing = faults(settings.watchedGroups());
        if (!missing.isEmpty()) {
            throw new PindeskException(Problem.CONFIGURATION, "directory: " + String.join("; ", missing));
        }
    }

    private static Set<String> chosen(Set<String> configured, Set<String> normalized) {
        Set<String> found = new HashSet<>(configured);
        found.removeIf(group -> !normalized.contains(Names.dn(group).toNormalizedString()));
        return found;
    }

    private static @Nullable String department(Entry entry) {
        String name = entry.getAttributeValue("departmentNumber");
        return name != null ? name : entry.getAttributeValue("ou");
    }

    private static List<String> areas(DirectorySettings settings, List<String> contexts) {
        List<String> named = new ArrayList<>(settings.baseDns());
        named.addAll(settings.watchedGroups());
        List<String> holding = contexts.stream()
                .filter(context -> named.stream().anyMatch(name -> Names.isInside(Names.dn(name), List.of(context))))
                .toList();
        return holding.isEmpty() ? settings.baseDns() : holding;
    }

    @Override
    public DirectoryEvidence evidence(PersonId id) {
        return evidence.of(id);
    }

    @Override
    public Optional<WatchesContacts.Record> contactRecord(PersonId id) {
        return find(id).flatMap(entry -> ldap.entry(entry.getDN(), PEOPLE, ContactRecord.ELSEWHERE))
                .map(ContactRecord::ofTimes);
    }

    @Override
    public GivesAccountEvidence.Near near(String typed) {
        return near.of(typed);
    }

    @Override
    public Foreseen mayUnlock(PersonId id) {
        return changes.mayUnlock(id);
    }

    @Override
    public Written unlock(PersonId id) {
        return changes.unlock(id);
    }

    @Override
    public Foreseen mayReset(PersonId id) {
        return changes.mayReset(id);
    }

    @Override
    public PasswordPolicy passwordPolicy(PersonId id) {
        return changes.passwordPolicy(id);
    }

    @Override
    public Written resetPassword(PersonId id, Secret password) {
        return changes.resetPassword(id, password);
    }

    @Override
    public ProvesPin.Answer signsIn(PersonId id, Secret password) {
        return changes.signsIn(id, password);
    }
}
