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
import org.pindesk.port.Written;

/** OpenLDAP and what is like it: entryUUID, uid, groups by member and memberOf, state from the ppolicy overlay. */
final class OpenLdap implements Flavour {
    /** Reports that are looked at; whoever has more counts as leading a role holder. */
    private static final int MOST_REPORTS = 100;

    private static final Filter PEOPLE = Filter.createEqualityFilter("objectClass", "person");
    private static final Filter ANY = Filter.createPresenceFilter("objectClass");

    private static final String[] EVERYTHING = {
        "entryUUID",
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
        "memberOf",
        PpolicyState.LOCKED_TIME,
        PpolicyState.CHANGED_TIME,
        PpolicyState.RESET,
        PpolicyState.START_TIME,
        PpolicyState.END_TIME,
        PpolicyState.GRACE_USE_TIME,
        PpolicyState.DISABLED,
        PpolicyState.POLICY
    };

    private final Ldap ldap;
    private final DirectorySettings settings;
    private final Clock clock;
    private final OwnAccounts own;
    private final MembershipWalk groups;

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
        return EVERYTHING.clone();
    }

    @Override
    public Optional<SearchResultEntry> find(PersonId id) {
        if (!id.value().matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            return Optional.empty();
        }
        Filter filter = Filter.createANDFilter(PEOPLE, Filter.createEqualityFilter("entryUUID", id.value()));
        return settings.baseDns().stream()
                .flatMap(base -> ldap.search(base, SearchScope.SUB, filter, 1, EVERYTHING).entries().stream())
                .findFirst();
    }

    @Override
    public Optional<SearchResultEntry> complete(SearchResultEntry found) {
        return Optional.of(found);
    }

    @Override
    public Person person(SearchResultEntry entry) {
        String uuid = entry.getAttributeValue("entryUUID");
        String login = entry.getAttributeValue("uid");
        if (uuid == null || login == null) {
            throw LdapErrors.garbled("a person came without entryUUID or uid: give the service account read on both");
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
                memberOf.isPresent()
                        ? PpolicyState.of(entry, policy(entry), settings, clock.instant())
                        : AccountState.UNREADABLE,
                memberOf.map(found -> chosen(settings.watchedGroups(), found)).orElse(Set.of()),
                own.contains(entry.getDN(), login),
                leadsRoleHolder(entry.getDN()));
    }

    private boolean leadsRoleHolder(String dn) {
        if (settings.roleGroups().isEmpty()) {
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
                .map(found -> !chosen(settings.roleGroups(), found).isEmpty())
                .orElse(true);
    }

    private @Nullable Entry policy(Entry entry) {
        String own = entry.getAttributeValue(PpolicyState.POLICY);
        String dn = own != null ? own : settings.passwordPolicy();
        return dn == null
                ? null
                : ldap.entry(dn, ANY, PpolicyState.POLICY_ATTRIBUTES.toArray(String[]::new))
                        .orElse(null);
    }

    private void requireGroups() {
        List<String> missing = settings.watchedGroups().stream()
                .filter(group -> ldap.entry(group, ANY, "1.1").isEmpty())
                .map(group -> "the group " + group + " is not there, or the service account may not see it")
                .toList();
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
        throw new UnsupportedOperationException("coming");
    }

    @Override
    public GivesAccountEvidence.Near near(String typed) {
        throw new UnsupportedOperationException("coming");
    }

    @Override
    public Foreseen mayUnlock(PersonId id) {
        throw new UnsupportedOperationException("coming");
    }

    @Override
    public Written unlock(PersonId id) {
        throw new UnsupportedOperationException("coming");
    }

    @Override
    public Foreseen mayReset(PersonId id) {
        throw new UnsupportedOperationException("coming");
    }

    @Override
    public PasswordPolicy passwordPolicy(PersonId id) {
        throw new UnsupportedOperationException("coming");
    }

    @Override
    public Written resetPassword(PersonId id, Secret password) {
        throw new UnsupportedOperationException("coming");
    }

    @Override
    public ProvesPin.Answer signsIn(PersonId id, Secret password) {
        throw new UnsupportedOperationException("coming");
    }
}
