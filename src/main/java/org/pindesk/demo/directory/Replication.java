package org.pindesk.demo.directory;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.pindesk.demo.company.Company;

/**
 * When each attribute was last changed at its origin, as Active Directory keeps it for replication and shows it in
 * msDS-ReplAttributeMetaData (DS_REPL_ATTR_META_DATA_2, MS-DRSR 4.1.13.1.17). Whether Windows ends each value with a NUL character is
 * not settled by a source; this one does, so that readers bear it.
 */
final class Replication {
    /** Not replicated (FLAG_ATTR_NOT_REPLICATED), so not stamped. */
    private static final Set<String> LOCAL =
            Set.of("badpwdcount", "badpasswordtime", "lastlogon", "whenchanged", "distinguishedname");

    private static final String CONTROLLER =
            "CN=NTDS Settings,CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,"
                    + Company.BASE_DN;

    private final Map<String, Map<String, Stamp>> byDn = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong(12_000);

    private record Stamp(String attribute, int version, Instant at, long number) {}

    void changed(String dn, String attribute, Instant at) {
        String key = attribute.toLowerCase(Locale.ROOT);
        if (!LOCAL.contains(key)) {
            byDn.computeIfAbsent(Memberships.key(dn), each -> new ConcurrentSkipListMap<>())
                    .merge(
                            key,
                            new Stamp(attribute, 1, at, sequence.incrementAndGet()),
                            (old, first) -> new Stamp(old.attribute(), old.version() + 1, at, first.number()));
        }
    }

    void renamed(String from, String to) {
        Map<String, Stamp> kept = byDn.remove(Memberships.key(from));
        if (kept != null) {
            byDn.put(Memberships.key(to), kept);
        }
    }

    /** The attribute's values, one for each attribute of the entry. */
    List<String> metadata(String dn) {
        return byDn.getOrDefault(Memberships.key(dn), Map.of()).values().stream()
                .map(Replication::xml)
                .toList();
    }

    private static String xml(Stamp stamp) {
        return "<DS_REPL_ATTR_META_DATA>\n\t<pszAttributeName>" + stamp.attribute()
                + "</pszAttributeName>\n\t<dwVersion>"
                + stamp.version() + "</dwVersion>\n\t<ftimeLastOriginatingChange>"
                + stamp.at().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                + "</ftimeLastOriginatingChange>\n\t<uuidLastOriginatingDsaInvocationID>8a2c9f1e-6f0d-4b0c-9a55-3d1c2b4e7f60"
                + "</uuidLastOriginatingDsaInvocationID>\n\t<usnOriginatingChange>" + stamp.number()
                + "</usnOriginatingChange>\n\t<usnLocalChange>" + stamp.number()
                + "</usnLocalChange>\n\t<pszLastOriginatingDsaDN>" + CONTROLLER
                + "</pszLastOriginatingDsaDN>\n</DS_REPL_ATTR_META_DATA>\n\u0000";
    }
}
