package org.pindesk.demo.directory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is in which group. Names are DNs in lower case; cycles are allowed, as in Active Directory. */
final class Memberships {
    private final Map<String, Set<String>> groupsOf = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> membersOf = new ConcurrentHashMap<>();

    static String key(String dn) {
        return dn.toLowerCase(Locale.ROOT).replaceAll("\\s*([,=])\\s*", "$1");
    }

    void join(String member, String group) {
        groupsOf.computeIfAbsent(key(member), k -> ConcurrentHashMap.newKeySet())
                .add(key(group));
        membersOf
                .computeIfAbsent(key(group), k -> ConcurrentHashMap.newKeySet())
                .add(key(member));
    }

    void leave(String member, String group) {
        groupsOf.getOrDefault(key(member), ConcurrentHashMap.newKeySet()).remove(key(group));
        membersOf.getOrDefault(key(group), ConcurrentHashMap.newKeySet()).remove(key(member));
    }

    void rename(String oldDn, String newDn) {
        for (String group : directGroups(oldDn)) {
            leave(oldDn, group);
            join(newDn, group);
        }
    }

    Set<String> directGroups(String member) {
        return Set.copyOf(groupsOf.getOrDefault(key(member), Set.of()));
    }

    Set<String> directMembers(String group) {
        return Set.copyOf(membersOf.getOrDefault(key(group), Set.of()));
    }

    Set<String> allGroups(String member) {
        return reachable(member, groupsOf);
    }

    Set<String> allMembers(String group) {
        return reachable(group, membersOf);
    }

    private static Set<String> reachable(String from, Map<String, Set<String>> steps) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>();
        next.add(key(from));
        while (!next.isEmpty()) {
            for (String one : steps.getOrDefault(next.remove(), Set.of())) {
                if (seen.add(one)) {
                    next.add(one);
                }
            }
        }
        return seen;
    }
}
