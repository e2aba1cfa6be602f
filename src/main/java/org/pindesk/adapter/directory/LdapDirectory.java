package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.directory.DirectorySettings.Kind;
import org.pindesk.adapter.wire.Guard;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.port.AuthLatch;
import org.pindesk.port.Directory;
import org.pindesk.port.SignsIn;

/**
 * People from Active Directory, Samba or OpenLDAP. Connects when first asked. Thread-safe.
 *
 * <p>Each call is a fixed number of LDAP operations. On Active Directory: {@link #byMail} and {@link #byLogin} one search per base DN,
 * one read, and one search for reports when there are role groups; {@link #read} the last two. Elsewhere groups cost one search per
 * level of nesting. The watched groups are read again every few minutes.
 */
public final class LdapDirectory implements Directory, SignsIn {
    /** {@code LDAP_CAP_ACTIVE_DIRECTORY_OID} in supportedCapabilities (MS-ADTS 3.1.1.3.4.3). */
    private static final String ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800";

    private final DirectorySettings settings;
    private final Clock clock;
    private final Ldap ldap;
    private volatile @Nullable Flavour flavour;

    /** Opens no connection; throws {@link PindeskException} for a CA file that cannot be used. */
    public LdapDirectory(DirectorySettings settings, Clock clock, AuthLatch latch) {
        this(settings, clock, latch, Guard.of(LdapErrors.SYSTEM, Ldap.guarding(settings)));
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
