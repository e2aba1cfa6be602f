package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds groups upwards, level by level, for servers that do not resolve nesting themselves. One search per level and area; both
 * directions are used, {@code member}/{@code uniqueMember} of the groups and {@code memberOf} of the members, because the overlay that
 * keeps memberOf may be missing or younger than the groups.
 */
final class MembershipWalk {
    private static final int MOST_LEVELS = 10;
    private static final int MOST_GROUPS = 500;

    private final Ldap ldap;
    private final List<String> areas;

    MembershipWalk(Ldap ldap, List<String> areas) {
        this.ldap = ldap;
        this.areas = areas;
    }

    List<String> areas() {
        return areas;
    }

    Optional<Set<String>> above(String member, Collection<String> memberOf) {
        return above(List.of(member), memberOf);
    }

    /**
     * Every group that any of the members is in, directly or not, as normalized DNs; empty when there are too many of them to be
     * sure.
     *
     * @param memberOf groups already known from the members' entries
     */
    Optional<Set<String>> above(Collection<String> members, Collection<String> memberOf) {
        Set<String> visited = new HashSet<>();
        Map<String, String> level = new HashMap<>();
        members.forEach(member -> level.put(normalized(member), member));
        memberOf.forEach(group -> keepNew(group, visited, level));
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth == MOST_LEVELS || visited.size() > MOST_GROUPS) {
                return Optional.empty();
            }
            Filter filter = holdingAnyOf(level.values());
            level.clear();
            for (String area : areas) {
                Ldap.Found found = ldap.search(area, SearchScope.SUB, filter, MOST_GROUPS, "memberOf");
                if (found.more()) {
                    return Optional.empty();
                }
                for (SearchResultEntry group : found.entries()) {
                    keepNew(group.getDN(), visited, level);
                    Attributes.values(group, "memberOf").forEach(outer -> keepNew(outer, visited, level));
                }
            }
        }
        return Optional.of(visited);
    }

    private static void keepNew(String group, Set<String> visited, Map<String, String> level) {
        String key = normalized(group);
        if (visited.add(key)) {
            level.put(key, group);
        }
    }

    private static Filter holdingAnyOf(Collection<String> names) {
        List<Filter> any = new ArrayList<>();
        for (String name : names) {
            any.add(Filter.createEqualityFilter("member", name));
            any.add(Filter.createEqualityFilter("uniqueMember", name));
        }
        return Filter.createORFilter(any);
    }

    private static String normalized(String dn) {
        return Names.dn(dn).toNormalizedString();
    }
}
