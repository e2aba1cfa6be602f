package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pindesk.core.PersonId;

/**
 * Reads an account and its policy from one server, and finds out what the server hides. A missing attribute looks the same whether it
 * is not there or may not be seen, so its absence is proven by a filter: {@code (!(attribute=*))} fits where the attribute is absent,
 * and is Undefined, so fits nothing, where the reader may not search it (RFC 4511 section 4.5.1.7; measured on slapd 2.5; not verified
 * on 389 Directory Server). An attribute that the server's schema does not have is Undefined too, and surely absent.
 */
final class OpenLdapReader {
    static final Filter ANY = Filter.createPresenceFilter("objectClass");

    private static final Filter PEOPLE = Filter.createEqualityFilter("objectClass", "person");

    private final OpenLdapScheme scheme;
    private final DirectorySettings settings;
    private final String[] attributes;
    private final Set<String> unknown;

    /**
     * @param attributes what to ask for of a person, those of the scheme included
     * @param schema values of attributeTypes; empty when they could not be read, and then the server may know everything
     */
    OpenLdapReader(OpenLdapScheme scheme, DirectorySettings settings, String[] attributes, Collection<String> schema) {
        this.scheme = scheme;
        this.settings = settings;
        this.attributes = attributes.clone();
        this.unknown = unknown(scheme, schema);
    }

    /** The person's entry with everything about it; empty when this server has none, or none inside the area. */
    Optional<OpenLdapSight> read(LDAPConnection connection, PersonId id) throws LDAPException {
        if (!scheme.isId(id.value())) {
            return Optional.empty();
        }
        Filter filter = Filter.createANDFilter(PEOPLE, Filter.createEqualityFilter(scheme.idAttribute(), id.value()));
        for (String base : settings.baseDns()) {
            List<? extends Entry> found = search(connection, base, SearchScope.SUB, filter, attributes);
            if (!found.isEmpty()) {
                return Optional.of(complete(connection, found.get(0)));
            }
        }
        return Optional.empty();
    }

    /** Adds policy and what is hidden to an entry. */
    OpenLdapSight complete(LDAPConnection connection, Entry account) throws LDAPException {
        Set<String> hidden = hidden(connection, account, scheme.attributes());
        String name = scheme.policy(account, hidden);
        if (name == null) {
            return new OpenLdapSight(account, hidden, null, null);
        }
        List<String> rules = scheme.policyAttributes();
        Optional<? extends Entry> policy =
                search(connection, name, SearchScope.BASE, ANY, rules.toArray(String[]::new)).stream()
                        .findFirst();
        boolean whole =
                policy.isPresent() && hidden(connection, policy.get(), rules).isEmpty();
        return new OpenLdapSight(account, hidden, name, whole ? policy.get() : null);
    }

    private Set<String> hidden(LDAPConnection connection, Entry entry, List<String> wanted) throws LDAPException {
        List<String> missing = wanted.stream()
                .filter(attribute -> !entry.hasAttribute(attribute) && !unknown.contains(attribute))
                .toList();
        if (missing.isEmpty()) {
            return Set.of();
        }
        List<Filter> absent = missing.stream().map(OpenLdapReader::absent).toList();
        if (fits(connection, entry, Filter.createANDFilter(absent))) {
            return Set.of();
        }
        Set<String> hidden = new HashSet<>();
        for (String attribute : missing) {
            if (!fits(connection, entry, absent(attribute))) {
                hidden.add(attribute);
            }
        }
        return hidden;
    }

    private boolean fits(LDAPConnection connection, Entry entry, Filter filter) throws LDAPException {
        return !search(connection, entry.getDN(), SearchScope.BASE, filter, "1.1")
                .isEmpty();
    }

    /** Nothing there and nothing shown are the same answer here: neither proves anything. */
    private List<? extends Entry> search(
            LDAPConnection connection, String base, SearchScope scope, Filter filter, String... wanted)
            throws LDAPException {
        SearchRequest request = new SearchRequest(base, scope, filter, wanted);
        request.setDerefPolicy(DereferencePolicy.NEVER);
        request.setSizeLimit(1);
        request.setTimeLimitSeconds((int) Math.max(1, settings.limits().answer().toSeconds()));
        try {
            return connection.search(request).getSearchEntries();
        } catch (LDAPSearchException e) {
            boolean one = scope.equals(SearchScope.BASE);
            if (one && (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT) || isRefusal(e.getResultCode()))) {
                return List.of();
            }
            throw e;
        }
    }

    private static boolean isRefusal(ResultCode code) {
        return code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
                || code.equals(ResultCode.INAPPROPRIATE_MATCHING)
                || code.equals(ResultCode.UNWILLING_TO_PERFORM);
    }

    private static Filter absent(String attribute) {
        return Filter.createNOTFilter(Filter.createPresenceFilter(attribute));
    }

    private static Set<String> unknown(OpenLdapScheme scheme, Collection<String> schema) {
        if (schema.isEmpty()) {
            return Set.copyOf(scheme.rare());
        }
        Set<String> known = new HashSet<>();
        for (String definition : schema) {
            try {
                Stream.of(new AttributeTypeDefinition(definition).getNames())
                        .map(Names::lower)
                        .forEach(known::add);
            } catch (LDAPException e) {
                // a definition that is not understood: the attributes asked for have ones that are
                continue;
            }
        }
        Set<String> unknown = new HashSet<>(scheme.attributes());
        unknown.addAll(scheme.policyAttributes());
        unknown.removeIf(attribute -> known.contains(Names.lower(attribute)));
        return unknown;
    }
}
