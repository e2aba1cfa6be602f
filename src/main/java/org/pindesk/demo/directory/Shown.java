package org.pindesk.demo.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of an entry a reader gets: with the computed attributes that were asked for by name, and without what is kept from them. */
final class Shown {
    /** Name of an operation's property: whether the control for security descriptors came with it. */
    static final String DESCRIPTOR_ASKED = "descriptor";

    private static final Set<String> ALWAYS_SHOWN = Set.of(
            "objectguid",
            "samaccountname",
            "userprincipalname",
            "mail",
            "proxyaddresses",
            "cn",
            "displayname",
            "givenname",
            "sn");

    private final Records records;
    private final Writes writes;
    private final Controllers controllers;

    Shown(Records records, Writes writes, Controllers controllers) {
        this.records = records;
        this.writes = writes;
        this.controllers = controllers;
    }

    /**
     * @param caller who reads; null for nobody
     */
    Entry of(Entry stored, ReadOnlySearchRequest asked, @Nullable Account caller, boolean descriptorAsked) {
        Entry entry = new Entry(stored.getDN(), stored.getAttributes());
        if (entry.getDN().isEmpty()) {
            controllers.complete(entry, wantsOrAll(asked, "currentTime"));
            return entry;
        }
        if (wants(asked, "memberOf")) {
            replace(entry, "memberOf", records.memberships().directGroups(entry.getDN()));
        }
        records.byDn(entry.getDN()).ifPresent(account -> {
            compute(entry, account, asked, caller, descriptorAsked);
            if (account.hidden()) {
                List.copyOf(entry.getAttributes()).stream()
                        .map(Attribute::getName)
                        .filter(name -> !ALWAYS_SHOWN.contains(name.toLowerCase(Locale.ROOT)))
                        .forEach(entry::removeAttribute);
            }
        });
        return entry;
    }

    private void compute(
            Entry entry,
            Account account,
            ReadOnlySearchRequest asked,
            @Nullable Account caller,
            boolean descriptorAsked) {
        Standing standing = records.standing(account);
        if (wants(asked, "msDS-User-Account-Control-Computed")) {
            entry.addAttribute("msDS-User-Account-Control-Computed", String.valueOf(standing.computedFlags()));
        }
        if (wants(asked, "msDS-UserPasswordExpiryTimeComputed")) {
            entry.addAttribute("msDS-UserPasswordExpiryTimeComputed", String.valueOf(standing.passwordExpiry()));
        }
        if (wants(asked, "msDS-ResultantPSO")) {
            records.policies().resultant(account).ifPresent(dn -> entry.addAttribute("msDS-ResultantPSO", dn));
        }
        if (wants(asked, "tokenGroups")) {
            entry.addAttribute(
                    "tokenGroups",
                    records.token(account).stream().map(Sids::bytes).toArray(byte[][]::new));
        }
        if (wants(asked, "msDS-ReplAttributeMetaData")) {
            List<String> metadata = records.replication().metadata(entry.getDN());
            entry.addAttribute("msDS-ReplAttributeMetaData", metadata.toArray(String[]::new));
        }
        boolean delegated = caller != null && writes.mayWrite(caller, account);
        if (wants(asked, "allowedAttributesEffective") && delegated) {
            entry.addAttribute("allowedAttributesEffective", Writes.DELEGATED);
        }
        if (wants(asked, "nTSecurityDescriptor") && descriptorAsked) {
            entry.addAttribute(
                    "nTSecurityDescriptor",
                    SecurityDescriptor.ofUser(writes.delegatedTo(account), account.changesItself()));
        }
    }

    static boolean wants(ReadOnlySearchRequest asked, String attribute) {
        return asked.getAttributeList().stream().anyMatch(attribute::equalsIgnoreCase);
    }

    private static boolean wantsOrAll(ReadOnlySearchRequest asked, String attribute) {
        return asked.getAttributeList().isEmpty() || wants(asked, "*") || wants(asked, attribute);
    }

    private static void replace(Entry entry, String attribute, Collection<String> values) {
        entry.removeAttribute(attribute);
        if (!values.isEmpty()) {
            entry.addAttribute(attribute, values);
        }
    }
}
