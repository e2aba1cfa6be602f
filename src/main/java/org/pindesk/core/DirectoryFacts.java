package org.pindesk.core;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a policy may ask about a person beside their groups, from the same reading.
 *
 * @param name distinguished name of the entry; null when it was not seen
 * @param manager distinguished name of the manager of record; null where the entry names none
 * @param attributes the values of each attribute that was asked for, by its name in small letters, empty where the entry has none; an
 *     attribute that stands not here was not looked at
 * @param watched the groups that were looked at; null for all that there are
 */
public record DirectoryFacts(
        @Nullable String name,
        @Nullable String manager,
        Map<String, List<String>> attributes,
        @Nullable Set<String> watched) {
    /** Nothing was looked at but the groups. */
    public static final DirectoryFacts NONE = new DirectoryFacts(null, null, Map.of(), null);

    public DirectoryFacts {
        Map<String, List<String>> small = new TreeMap<>();
        attributes.forEach((attribute, values) -> small.put(attribute.toLowerCase(Locale.ROOT), List.copyOf(values)));
        attributes = java.util.Collections.unmodifiableMap(small);
        watched = watched == null ? null : Set.copyOf(watched);
    }

    /** Whether all these groups were looked at, so that not being in one of them means something. */
    public boolean sawGroups(Set<String> groups) {
        return watched == null || watched.containsAll(groups);
    }
}
