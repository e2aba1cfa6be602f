package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.util.List;
import java.util.Optional;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/** Tells by its root entry and its containers what kind of server it is, where it is not Active Directory. */
final class OpenLdapServers {
    private static final Filter ANY = OpenLdapReader.ANY;

    private OpenLdapServers() {}

    /**
     * FreeIPA is a 389 Directory Server with the container {@code cn=users,cn=accounts} or {@code cn=kerberos}; 389 Directory Server
     * says "389 Project" as its vendor. Both from documents, never met. Whatever says neither is taken for OpenLDAP.
     */
    static OpenLdapScheme scheme(Ldap ldap, DirectorySettings settings, List<String> contexts) {
        String vendor = ldap.entry("", ANY, "vendorName")
                .map(root -> root.getAttributeValue("vendorName"))
                .orElse("");
        if (!Names.lower(vendor).contains("389 project")) {
            return new PpolicyState(settings.passwordPolicy());
        }
        boolean ipa = contexts.stream()
                .anyMatch(context -> ldap.entry("cn=users,cn=accounts," + context, ANY, "1.1")
                                .isPresent()
                        || ldap.entry("cn=kerberos," + context, ANY, "1.1").isPresent());
        return ipa ? new FreeIpaState(contexts) : new Ds389State(settings.passwordPolicy());
    }

    /** Definitions of all attributes that the server knows; empty when it does not show them. */
    static List<String> attributeTypes(Ldap ldap) {
        try {
            Optional<String> place =
                    ldap.entry("", ANY, "subschemaSubentry").map(root -> root.getAttributeValue("subschemaSubentry"));
            Optional<? extends Entry> schema = place.flatMap(dn -> ldap.entry(dn, ANY, "attributeTypes"));
            return schema.map(entry -> Attributes.values(entry, "attributeTypes"))
                    .orElse(List.of());
        } catch (BackendException e) {
            if (e.problem() == Problem.NOT_PERMITTED || e.problem() == Problem.REFUSED) {
                return List.of();
            }
            throw e;
        }
    }
}
