package org.pindesk.port;

import java.util.List;
import java.util.Set;
import org.pindesk.core.Person;

/** A directory that can name the people in a group. */
public interface ListsMembers extends Directory {
    /**
     * The people in any of these groups, nested ones included, read now and sorted by login. Whether somebody still is one is asked of
     * {@link Person#groups}: a list may hold too many, never somebody outside the configured area.
     *
     * @param groups distinguished names of groups that are configured
     * @param most how many are named; of a larger group these many, and nobody says which
     * @throws org.pindesk.core.BackendException when the directory gives no clear answer
     */
    List<Person> membersOf(Set<String> groups, int most);
}
