package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pindesk.core.BackendException;
import org.pindesk.core.Problem;

/**
 * Finds people downwards from groups, level by level, for servers that do not resolve nesting themselves: by {@code member} and
 * {@code uniqueMember} of the groups, and by {@code memberOf} of the people, because either of them may be missing.
 */
final class MemberWalk {
    private static final int MOST_LEVELS = 10;
    private static final int MOST_GROUPS = 100;

    /** Names in groups that are looked up, one reading each. */
    private static final int MOST_NAMES = 500;

    private final Ldap ldap;
    private final List<String> areas;
    private final Filter people;
    private final String[] attributes;

    /**
     * @param people fits the people among entries
     * @param attributes what is read of them
     */
    MemberWalk(Ldap ldap, List<String> areas, Filter people, String... attributes) {
        this.ldap = ldap;
        this.areas = areas;
        this.people = people;
        this.attributes = attributes;
    }

    /**
     * At most so many people.
     *
     * @throws BackendException when the groups are too many, or too large, to be sure
     */
    List<SearchResultEntry> below(Collection<String> groups, int most) {
        Map<String, SearchResultEntry> found = new LinkedHashMap<>();
        Set<String> visited = new HashSet<>();
        Collection<String> level = List.copyOf(groups);
        int names = 0;
        for (int depth = 0; !level.isEmpty() && found.size() < most; depth++) {
            if (depth == MOST_LEVELS || visited.size() > MOST_GROUPS) {
                throw tooMany();
            }
            Set<String> next = new LinkedHashSet<>();
            for (String group : level) {
                if (!visited.add(normalized(group))) {
                    continue;
                }
                byMemberOf(group, most).forEach(entry -> found.put(normalized(entry.getDN()), entry));
                List<String> members = named(group);
                names += members.size();
                if (names > MOST_NAMES) {
                    throw tooMany();
                }
                for (String member : members) {
                    if (!found.containsKey(normalized(member))) {
                        ldap.entry(member, people, attributes)
                                .filter(entry -> Names.isInside(Names.dn(entry.getDN()), areas))
                                .ifPresentOrElse(
                                        entry -> found.put(normalized(entry.getDN()), entry), () -> next.add(member));
                    }
                }
            }
            level = next;
        }
        return found.values().stream().limit(most).toList();
    }

    private List<SearchResultEntry> byMemberOf(String group, int most) {
        Filter filter = Filter.createANDFilter(people, Filter.createEqualityFilter("memberOf", group));
        List<SearchResultEntry> all = new ArrayList<>();
        for (String area : areas) {
            all.addAll(
                    ldap.search(area, SearchScope.SUB, filter, most, attributes).entries());
        }
        return all;
    }

    private List<String> named(String group) {
        return ldap.entry(group, OpenLdapReader.ANY, "member", "uniqueMember").stream()
                .flatMap(entry -> Attributes.all(entry, "member", "uniqueMember").stream())
                .toList();
    }

    private static BackendException tooMany() {
        return new BackendException(
                Problem.REFUSED, LdapErrors.SYSTEM, "the groups of approvers are too large to be searched for people");
    }

    private static String normalized(String dn) {
        return Names.dn(dn).toNormalizedString();
    }
}
