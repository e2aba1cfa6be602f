package org.pindesk.port;

import java.util.Optional;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;

/** A directory whose entries name the manager of record. */
public interface KnowsManagers extends Directory {
    /**
     * The manager that the person's entry names.
     *
     * @return empty when it names none, or names an entry that is gone or outside the configured area
     * @throws org.pindesk.core.BackendException when the directory gives no clear answer
     */
    Optional<Person> managerOf(PersonId person);
}
