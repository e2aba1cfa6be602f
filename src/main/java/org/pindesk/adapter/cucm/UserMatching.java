package org.pindesk.adapter.cucm;

import java.util.Optional;
import org.pindesk.adapter.wire.SecondFact;
import org.pindesk.adapter.wire.UserIdSource;
import org.pindesk.core.Person;

/** Which user id a person should have, and whether what was found under it is that person: never by the id alone. */
final class UserMatching {
    private UserMatching() {}

    /** Empty where the person lacks the fact, or where it can be no user id. */
    static Optional<String> userId(Person person, UserIdSource source) {
        return source.of(person);
    }

    static boolean secondFactAgrees(Person person, UserRecord user) {
        return SecondFact.mailAgrees(person, user.mail()) || SecondFact.numberAgrees(person, user.numbers());
    }
}
