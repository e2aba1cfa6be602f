package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings.Kind;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.core.BackendException;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.Foreseen;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.GivesAccountEvidence;
import org.pindesk.port.KnowsManagers;
import org.pindesk.port.ListsMembers;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.ResetsPassword;
import org.pindesk.port.SignsIn;
import org.pindesk.port.UnlocksAccount;
import org.pindesk.port.WatchesContacts;
import org.pindesk.port.Written;

/**
 * People from Active Directory, Samba or OpenLDAP. Connects when first asked. Thread-safe.
 *
 * <p>Each call is a fixed number of LDAP operations. On Active Directory: {@link #byMail} and {@link #byLogin} one search per base DN,
 * one read, and one search for reports when there are role groups; {@link #read} the last two. Elsewhere groups cost one search per
 * level of nesting. The watched groups are read again every few minutes.
 */
public final class LdapDirectory
        implements GivesAccountEvidence,
                UnlocksAccount,
                ResetsPassword,
                KnowsManagers,
                ListsMembers,
                SignsIn,
                WatchesContacts {
    /** {@code LDAP_CAP_ACTIVE_DIRECTORY_OID} in supportedCapabilities (MS-ADTS 3.1.1.3.4.3). */
    private static final String ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800";

    /** For entries that are read by their name. */
    private static final Filter ANY = Filter.createPresenceFilter("objectClass");

    private static final String ABSENT = "there is no such entry now in the configured area";

    private final DirectorySettings settings;
    private final Clock clock;
    private final Ldap ldap;
    private volatile @Nullable Flavour flavour;

    /** Opens no connection; throws {@link PindeskException} for a CA file that cannot be used. */
    public LdapDirectory(DirectorySettings settings, Clock clock, AuthLatch latch) {
        this(settings, clock, latch, Guard.of(LdapErrors.SYSTEM, Ldap.guarding(settings), clock));
    }

    /** As the other, with a guard of its own. */
    LdapDirectory(DirectorySettings settings, Clock clock, AuthLatch latch, Guard guard) {
        this.settings = settings;
        this.clock = clock;
        this.ldap = new Ldap(settings, clock, latch, guard);
    }

    /**
     * Signs in and looks at the configured groups, so that mistakes show at the start. Throws
     * {@link org.pindesk.core.BackendException} when the directory does not answer, and {@link PindeskException} with
     * {@link Problem#CONFIGURATION} naming every group that is not there.
     */
    public void check() {
        flavour();
    }

    /**
     * What is wrong with groups that are to be watched from now on: those that are not there, or count for nobody.
     *
     * @throws BackendException when the directory gives no clear answer
     */
    public List<String> faults(Set<String> groups) {
        return flavour().faults(groups);
    }

    /** Lets a service account that was refused sign in again with the same password, after it was corrected in the directory. */
    @Override
    public void signInAgain() {
        ldap.allowSignIn();
    }

    @Override
    public Lookup byMail(String mail) {
        if (!Names.isSearchable(mail, Names.LONGEST_MAIL)) {
            return Lookup.NOBODY;
        }
        Flavour kind = flavour();
        return lookup(kind, kind.byMail(mail), entry -> kind.carriesMail(entry, mail));
    }

    @Override
    public Lookup byLogin(String login) {
        if (!Names.isSearchable(login, Names.LONGEST_LOGIN)) {
            return Lookup.NOBODY;
        }
        Flavour kind = flavour();
        return lookup(kind, kind.byLogin(login), entry -> kind.carriesLogin(entry, login));
    }

    @Override
    public Optional<Person> read(PersonId id) {
        Flavour kind = flavour();
        return kind.find(id).filter(this::isInside).map(kind::person);
    }

    @Override
    public Optional<Person> managerOf(PersonId id) {
        Flavour kind = flavour();
        return kind.find(id)
                .filter(this::isInside)
                .flatMap(entry -> ldap.entry(entry.getDN(), ANY, "manager"))
                .map(entry -> entry.getAttributeValue("manager"))
                .flatMap(manager -> ldap.entry(manager, ANY, kind.attributes()))
                .filter(this::isInside)
                .flatMap(kind::complete)
                .map(kind::person);
    }

    @Override
    public List<Person> membersOf(Set<String> groups, int most) {
        if (groups.isEmpty()) {
            return List.of();
        }
        Flavour kind = flavour();
        return kind.members(groups, most).stream()
                .limit(most)
                .flatMap(entry -> kind.complete(entry).stream())
                .filter(this::isInside)
                .map(kind::person)
                .sorted(Comparator.comparing(Person::login))
                .toList();
    }

    @Override
    public DirectoryEvidence evidence(PersonId id) {
        DirectoryEvidence evidence = flavour().evidence(id);
        if (!Names.isInside(Names.dn(evidence.distinguishedName()), settings.baseDns())) {
            throw new BackendException(Problem.REFUSED, LdapErrors.SYSTEM, ABSENT);
        }
        return evidence;
    }

    @Override
    public WatchesContacts.Record contactRecord(PersonId id) {
        return flavour()
                .contactRecord(id)
                .orElseThrow(() -> new BackendException(Problem.REFUSED, LdapErrors.SYSTEM, ABSENT));
    }

    @Override
    public Near near(String typed) {
        return flavour().near(typed);
    }

    @Override
    public Foreseen mayUnlock(PersonId id) {
        return foreseen(id, kind -> kind.mayUnlock(id));
    }

    @Override
    public Written unlock(PersonId id) {
        return written(id, kind -> kind.unlock(id));
    }

    @Override
    public Foreseen mayReset(PersonId id) {
        return foreseen(id, kind -> kind.mayReset(id));
    }

    @Override
    public PasswordPolicy passwordPolicy(PersonId id) {
        Flavour kind = flavour();
        if (kind.find(id).filter(this::isInside).isEmpty()) {
            throw new BackendException(Problem.REFUSED, LdapErrors.SYSTEM, ABSENT);
        }
        return kind.passwordPolicy(id);
    }

    @Override
    public Written resetPassword(PersonId id, Secret password) {
        return written(id, kind -> kind.resetPassword(id, password));
    }

    @Override
    public ProvesPin.Answer signsIn(PersonId id, Secret password) {
        try {
            Flavour kind = flavour();
            return kind.find(id).filter(this::isInside).isPresent()
                    ? kind.signsIn(id, password)
                    : ProvesPin.Answer.CANNOT_TELL;
        } catch (BackendException e) {
            return ProvesPin.Answer.CANNOT_TELL;
        }
    }

    private Foreseen foreseen(PersonId id, Function<Flavour, Foreseen> question) {
        if (!ldap.writable()) {
            return Foreseen.no(WriteAccount.NONE);
        }
        try {
            Flavour kind = flavour();
            Optional<String> barred = barred(kind, id);
            return barred.isPresent() ? Foreseen.no(barred.get()) : question.apply(kind);
        } catch (BackendException e) {
            return Foreseen.unseen(String.valueOf(e.getMessage()));
        }
    }

    /** A flavour throws only before it has sent anything. */
    private Written written(PersonId id, Function<Flavour, Written> change) {
        if (!ldap.writable()) {
            return new Written(Written.Kind.NOT_SENT, WriteAccount.NONE);
        }
        try {
            Flavour kind = flavour();
            Optional<String> barred = barred(kind, id);
            return barred.isPresent() ? new Written(Written.Kind.REFUSED, barred.get()) : change.apply(kind);
        } catch (BackendException e) {
            return new Written(
                    Written.Kind.NOT_SENT, "the entry could not be read before the change: " + e.getMessage());
        }
    }

    /** Why nothing may be changed on this entry; whoever asks has checked it too, this is the floor under them. */
    private Optional<String> barred(Flavour kind, PersonId id) {
        Optional<SearchResultEntry> entry = kind.find(id).filter(this::isInside);
        if (entry.isEmpty()) {
            return Optional.of(ABSENT);
        }
        if (!kind.showsPrivilege(entry.get())) {
            return Optional.of(
                    "the groups of this account are not shown to the service account, so nobody can tell whether it is"
                            + " privileged: nothing is changed on it");
        }
        return kind.person(entry.get()).privileged()
                ? Optional.of(
                        "this account is in a privileged group, carries adminCount or is a service account of Pindesk:"
                                + " nothing is changed on it through Pindesk")
                : Optional.empty();
    }

    @Override
    public void close() {
        ldap.close();
    }

    private Lookup lookup(Flavour kind, Filter filter, Predicate<Entry> carries) {
        Map<String, SearchResultEntry> found = new HashMap<>();
        for (String base : settings.baseDns()) {
            Ldap.Found part = ldap.search(base, SearchScope.SUB, filter, 2, kind.attributes());
            if (part.more()) {
                return Lookup.SEVERAL;
            }
            part.entries().forEach(entry -> found.put(Names.dn(entry.getDN()).toNormalizedString(), entry));
        }
        if (found.size() > 1) {
            return Lookup.SEVERAL;
        }
        return found.values().stream()
                .filter(carries)
                .findFirst()
                .flatMap(kind::complete)
                .filter(this::isInside)
                .map(kind::person)
                .map(Lookup::one)
                .orElse(Lookup.NOBODY);
    }

    private boolean isInside(SearchResultEntry entry) {
        return Names.isInside(Names.dn(entry.getDN()), settings.baseDns());
    }

    private Flavour flavour() {
        Flavour known = flavour;
        return known != null ? known : prepare();
    }

    private synchronized Flavour prepare() {
        Flavour known = flavour;
        if (known != null) {
            return known;
        }
        Optional<SearchResultEntry> root = ldap.entry(
                "",
                Filter.createPresenceFilter("objectClass"),
                "supportedCapabilities",
                "defaultNamingContext",
                "namingContexts");
        boolean isAd = root.map(entry -> Attributes.any(entry, "supportedCapabilities", ACTIVE_DIRECTORY))
                .orElse(false);
        if (settings.kind() == Kind.ACTIVE_DIRECTORY && !isAd) {
            throw new PindeskException(
                    Problem.CONFIGURATION,
                    "directory: configured as Active Directory, but the server says it is something else");
        }
        Flavour found = isAd && settings.kind() != Kind.OPENLDAP
                ? new ActiveDirectory(
                        ldap,
                        settings,
                        clock,
                        root.map(entry -> entry.getAttributeValue("defaultNamingContext"))
                                .orElse(null))
                : new OpenLdap(
                        ldap,
                        settings,
                        clock,
                        root.map(entry -> Attributes.values(entry, "namingContexts"))
                                .orElse(List.of()));
        flavour = found;
        return found;
    }
}
