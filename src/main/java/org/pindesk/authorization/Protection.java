package org.pindesk.authorization;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Person;

/**
 * Who is protected beside those who hold a role and their managers of record, who always are, and what a change for any of them takes.
 *
 * @param groups distinguished names of groups
 * @param people login names or directory ids, in small letters
 * @param approval always with a code; null where nobody could approve, and then nothing is changed for protected people
 */
public record Protection(Set<String> groups, Set<String> people, Needs.@Nullable Approval approval) {
    public static final Protection NOBODY_ELSE = new Protection(Set.of(), Set.of(), null);

    public Protection {
        groups = Collections.unmodifiableSet(new TreeSet<>(groups));
        Set<String> small = new TreeSet<>();
        people.forEach(each -> small.add(each.toLowerCase(Locale.ROOT)));
        people = Collections.unmodifiableSet(small);
        if (approval != null && !approval.stepUp()) {
            throw new IllegalArgumentException("who approves a change for protected people gives a code");
        }
    }

    boolean names(Person person) {
        return !Collections.disjoint(groups, person.groups())
                || people.contains(person.login().toLowerCase(Locale.ROOT))
                || people.contains(person.id().value().toLowerCase(Locale.ROOT));
    }
}
