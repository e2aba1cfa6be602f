package org.pindesk.demo.cucm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Access control groups, the roles that they carry, and who is in them. Not thread-safe: {@link Cluster} guards it. */
final class AccessGroups {
    /** By name, which the cluster compares without regard to case. */
    private final Map<String, List<String>> roles = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final Map<String, Set<String>> members = new LinkedHashMap<>();

    AccessGroups() {
        add(AccessGroup.END_USERS);
        add(AccessGroup.SUPER_USERS);
    }

    void add(AccessGroup group) {
        roles.put(group.name(), new ArrayList<>(group.roles()));
    }

    Optional<AccessGroup> find(String name) {
        return roles.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(each -> new AccessGroup(each.getKey(), List.copyOf(each.getValue())))
                .findFirst();
    }

    /** In alphabetical order. */
    List<AccessGroup> of(String account) {
        return roles.keySet().stream()
                .filter(name -> members(name).contains(key(account)))
                .flatMap(name -> find(name).stream())
                .toList();
    }

    /** User ids, in lower case. */
    Set<String> members(String name) {
        return members.computeIfAbsent(key(name), any -> new LinkedHashSet<>());
    }

    /** False when the account was a member already. */
    boolean join(String name, String account) {
        return members(name).add(key(account));
    }

    void leave(String name, String account) {
        members(name).remove(key(account));
    }

    /** From now on the group carries one more role. */
    void carry(String name, String role) {
        roles.computeIfAbsent(name, any -> new ArrayList<>()).add(role);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
