package org.pindesk.adapter.wire;

import java.util.Collection;
import org.pindesk.core.Person;

/** Whether an account that was found by one fact is the person's: never by that one alone, a second one has to agree. */
public final class SecondFact {
    private SecondFact() {}

    /**
     * @param theirs the account's mail address; blank = it has none, which agrees with nobody
     */
    public static boolean mailAgrees(Person person, String theirs) {
        return person.mail() != null
                && !theirs.isBlank()
                && theirs.equalsIgnoreCase(person.mail().strip());
    }

    /**
     * @param theirs the account's numbers in any spelling; one without digits agrees with nobody
     */
    public static boolean numberAgrees(Person person, Collection<String> theirs) {
        return theirs.stream()
                .anyMatch(number -> person.phoneNumbers().stream().anyMatch(ours -> PhoneNumbers.same(number, ours)));
    }
}
