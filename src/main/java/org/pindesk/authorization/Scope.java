package org.pindesk.authorization;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Person;

/**
 * Which people a rule is about: all who fit every part that is not empty; within a part one value is enough.
 *
 * @param ous distinguished names of containers in the directory; whoever stands anywhere below one fits
 * @param groups distinguished names of groups
 * @param attributes wanted values by the attribute's name in small letters; compared without regard to case and outer blanks
 */
public record Scope(Set<String> ous, Set<String> groups, Map<String, Set<String>> attributes) {
    public static final Scope EVERYBODY = new Scope(Set.of(), Set.of(), Map.of());

    public Scope {
        ous = Collections.unmodifiableSet(new TreeSet<>(ous));
        groups = Collections.unmodifiableSet(new TreeSet<>(groups));
        Map<String, Set<String>> small = new TreeMap<>();
        attributes.forEach((name, values) ->
                small.put(name.toLowerCase(Locale.ROOT), Collections.unmodifiableSet(new TreeSet<>(values))));
        attributes = Collections.unmodifiableMap(small);
    }

    /** Whether somebody fits. */
    enum Fit {
        YES,
        NO,
        /** Something that this asks about was not seen. */
        UNSEEN
    }

    Fit fit(Person person) {
        Fit fit = ous.isEmpty() ? Fit.YES : inside(person.facts().name());
        if (!groups.isEmpty()) {
            fit = and(fit, Collections.disjoint(groups, person.groups()) ? Fit.NO : Fit.YES);
        }
        for (Map.Entry<String, Set<String>> wanted : attributes.entrySet()) {
            List<String> values = person.facts().attributes().get(wanted.getKey());
            fit = and(fit, values == null ? Fit.UNSEEN : any(values, wanted.getValue()) ? Fit.YES : Fit.NO);
        }
        return fit;
    }

    /** Whether this name is the same as the other, however they are written. */
    static boolean same(@Nullable String name, @Nullable String other) {
        Optional<LdapName> one = name(name);
        return one.isPresent() && one.equals(name(other));
    }

    /** Whether a text is a distinguished name. */
    public static boolean isName(String text) {
        return name(text).filter(name -> !name.isEmpty()).isPresent();
    }

    private Fit inside(@Nullable String entry) {
        Optional<LdapName> name = name(entry);
        if (name.isEmpty()) {
            return Fit.UNSEEN;
        }
        return ous.stream()
                        .map(Scope::name)
                        .flatMap(Optional::stream)
                        .anyMatch(ou -> name.get().startsWith(ou))
                ? Fit.YES
                : Fit.NO;
    }

    private static boolean any(Collection<String> values, Collection<String> wanted) {
        return values.stream()
                .anyMatch(value -> wanted.stream().anyMatch(each -> each.strip().equalsIgnoreCase(value.strip())));
    }

    private static Fit and(Fit one, Fit other) {
        if (one == Fit.NO || other == Fit.NO) {
            return Fit.NO;
        }
        return one == Fit.YES ? other : one;
    }

    private static Optional<LdapName> name(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(new LdapName(text));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
