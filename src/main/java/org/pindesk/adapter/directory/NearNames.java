package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.pindesk.port.GivesAccountEvidence.Near;

/**
 * What somebody may have meant by a name that was not found: the directory's own ambiguous name resolution (anr, MS-ADTS 3.1.1.3.1.3.2),
 * and names that begin alike and differ in a letter or two. What is typed is a value in filters, never a pattern.
 */
final class NearNames {
    private static final int MOST = 5;
    private static final int MOST_CANDIDATES = 100;
    private static final int LONGEST = 64;
    private static final int SHORTEST = 3;

    /** Letters at the beginning that must be right. */
    private static final int BEGINNING = 2;

    private final Ldap ldap;
    private final List<String> inside;
    private final List<String> everywhere;
    private final Filter people;
    private final Function<String, Filter> exactly;

    NearNames(
            Ldap ldap, List<String> inside, List<String> everywhere, Filter people, Function<String, Filter> exactly) {
        this.ldap = ldap;
        this.inside = inside;
        this.everywhere = everywhere;
        this.people = people;
        this.exactly = exactly;
    }

    Near of(String typed) {
        String name = account(typed);
        if (!Names.isSearchable(name, LONGEST) || name.contains("*")) {
            return new Near(false, List.of());
        }
        return new Near(isOutside(name), name.length() < SHORTEST ? List.of() : alike(name));
    }

    /** {@code DOMAIN\name} is how Windows shows it. */
    private static String account(String typed) {
        return typed.substring(typed.indexOf('\\') + 1).strip();
    }

    private boolean isOutside(String name) {
        return everywhere.stream()
                .flatMap(
                        base -> ldap.search(base, SearchScope.SUB, exactly.apply(name), MOST, "1.1").entries().stream())
                .anyMatch(entry -> !Names.isInside(Names.dn(entry.getDN()), inside));
    }

    private List<String> alike(String name) {
        int at = name.indexOf('@');
        String wanted = Names.lower(at > 0 ? name.substring(0, at) : name);
        String beginning = wanted.substring(0, Math.min(BEGINNING, wanted.length()));
        Filter filter = Filter.createANDFilter(
                people,
                Filter.createORFilter(
                        Filter.createEqualityFilter("anr", wanted),
                        Filter.createSubInitialFilter("sAMAccountName", beginning),
                        Filter.createSubInitialFilter("sn", beginning),
                        Filter.createSubInitialFilter("givenName", beginning),
                        Filter.createSubInitialFilter("mail", beginning)));
        Map<String, Integer> far = new LinkedHashMap<>();
        for (String base : inside) {
            ldap.search(base, SearchScope.SUB, filter, MOST_CANDIDATES, "sAMAccountName", "sn", "givenName", "mail")
                    .entries()
                    .forEach(entry -> {
                        String login = entry.getAttributeValue("sAMAccountName");
                        if (login != null) {
                            far.merge(login, distance(entry, wanted), Math::min);
                        }
                    });
        }
        int most = Math.max(1, wanted.length() / 3);
        return far.entrySet().stream()
                .filter(candidate -> candidate.getValue() <= most)
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int distance(Entry entry, String wanted) {
        List<String> names = new ArrayList<>(Attributes.all(entry, "sAMAccountName", "sn", "givenName"));
        Attributes.values(entry, "mail").forEach(mail -> names.add(mail.replaceFirst("@.*", "")));
        return names.stream()
                .map(Names::lower)
                .map(name -> name.startsWith(wanted) ? 0 : changes(name, wanted))
                .min(Comparator.naturalOrder())
                .orElse(Integer.MAX_VALUE);
    }

    /** Letters to add, drop or replace to make one of the other (Levenshtein). */
    private static int changes(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
