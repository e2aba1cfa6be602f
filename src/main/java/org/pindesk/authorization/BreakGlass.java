package org.pindesk.authorization;

import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.pindesk.core.Person;

/**
 * Who may offer a PIN while the directory cannot be reached, and how old what is known of people may be then.
 *
 * @param people login names, mail addresses or directory ids, in small letters
 * @param within so lately must both have been seen in the directory
 */
public record BreakGlass(Set<String> people, Duration within) {
    /** Older than that nothing is known of anybody that could be relied upon. */
    public static final Duration LONGEST = Duration.ofDays(7);

    public BreakGlass {
        Set<String> small = new TreeSet<>();
        people.forEach(each -> small.add(small(each)));
        people = Collections.unmodifiableSet(small);
    }

    /** Whether this person is one of them. */
    public boolean names(Person person) {
        String mail = person.mail();
        return people.contains(small(person.login()))
                || mail != null && people.contains(small(mail))
                || people.contains(small(person.id().value()));
    }

    private static String small(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
