package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.pindesk.port.GivesAccountEvidence.Near;

/**
 * What a name that was not found may have meant: account names that share their beginning or end with it and are few changes away,
 * and whether the very name exists outside the configured area. One search for each part of the tree.
 */
final class OpenLdapNear {
    private static final int MOST = 5;
    private static final int MOST_CANDIDATES = 200;
    private static final int SHARED = 3;

    private static final Filter PEOPLE = Filter.createEqualityFilter("objectClass", "person");

    private final Ldap ldap;
    private final DirectorySettings settings;
    private final Set<String> everywhere;

    /**
     * @param areas all that is looked into for names outside the configured area
     */
    OpenLdapNear(Ldap ldap, DirectorySettings settings, List<String> areas) {
        this.ldap = ldap;
        this.settings = settings;
        this.everywhere = new LinkedHashSet<>(areas);
    }

    Near of(String typed) {
        String name = typed.strip();
        if (!Names.isSearchable(name, Names.LONGEST_MAIL)) {
            return new Near(false, List.of());
        }
        return new Near(isOutside(name), logins(name));
    }

    private boolean isOutside(String name) {
        Filter exactly = Filter.createANDFilter(
                PEOPLE,
                Filter.createORFilter(
                        Filter.createEqualityFilter("uid", name), Filter.createEqualityFilter("mail", name)));
        return everywhere.stream()
                .flatMap(area ->
                        ldap.search(area, SearchScope.SUB, exactly, MOST_CANDIDATES, "uid", "mail").entries().stream())
                .filter(entry -> Attributes.any(entry, "uid", name) || Attributes.any(entry, "mail", name))
                .anyMatch(entry -> !Names.isInside(Names.dn(entry.getDN()), settings.baseDns()));
    }

    private List<String> logins(String name) {
        int at = name.indexOf('@');
        String wanted = Names.lower(at > 0 ? name.substring(0, at) : name);
        if (wanted.length() < 2) {
            return List.of();
        }
        String head = wanted.substring(0, Math.min(SHARED, wanted.length()));
        String tail = wanted.substring(Math.max(0, wanted.length() - SHARED));
        Filter alike = Filter.createANDFilter(
                PEOPLE,
                Filter.createORFilter(Stream.of("uid", "mail", "cn", "sn")
                        .flatMap(attribute -> Stream.of(
                                Filter.createSubInitialFilter(attribute, head),
                                Filter.createSubFinalFilter(attribute, tail)))
                        .toList()));
        Map<String, Integer> distances = new HashMap<>();
        for (String base : settings.baseDns()) {
            for (Entry entry : ldap.search(base, SearchScope.SUB, alike, MOST_CANDIDATES, "uid", "mail", "cn", "sn")
                    .entries()) {
                String login = entry.getAttributeValue("uid");
                if (login != null) {
                    distances.merge(login, distance(entry, wanted), Math::min);
                }
            }
        }
        int most = Math.max(1, wanted.length() / SHARED);
        return distances.entrySet().stream()
                .filter(one -> one.getValue() <= most)
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .limit(MOST)
                .toList();
    }

    private static int distance(Entry entry, String wanted) {
        Stream<String> local = Attributes.values(entry, "mail").stream()
                .map(mail -> mail.substring(0, Math.max(0, mail.indexOf('@'))));
        return Stream.concat(local, Attributes.all(entry, "uid", "cn", "sn").stream())
                .map(name -> distance(Names.lower(name), wanted))
                .min(Comparator.naturalOrder())
                .orElse(Integer.MAX_VALUE);
    }

    /** How many letters have to be put in, left out, changed, or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], 1 + cost[i - 2][j - 2]);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
