package org.pindesk.port;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;

/**
 * Who people are. Every method throws {@link org.pindesk.core.BackendException} when the directory gives no clear answer; "not
 * there" is never an exception.
 */
public interface Directory extends AutoCloseable {
    /** Finds by mail address, exactly. */
    Lookup byMail(String mail);

    /** Finds by account name or UPN, exactly. */
    Lookup byLogin(String login);

    /** Reads a person anew by immutable id; empty when the entry is gone or outside the configured area. */
    Optional<Person> read(PersonId id);

    /**
     * Answers of a search: one person, nobody ({@code matches} 0) or several. Several persons are never handed out, so that nobody can
     * pick "the first".
     *
     * @param person the person when there is exactly one, else null
     * @param matches how many entries fit; 2 stands for "two or more"
     */
    record Lookup(@Nullable Person person, int matches) {
        public static final Lookup NOBODY = new Lookup(null, 0);
        public static final Lookup SEVERAL = new Lookup(null, 2);

        public static Lookup one(Person person) {
            return new Lookup(person, 1);
        }
    }

    @Override
    void close();
}
