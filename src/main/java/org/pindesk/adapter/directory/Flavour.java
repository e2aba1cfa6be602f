package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Optional;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;

/** What differs between kinds of directory: attributes, filters, and how groups and account state are found out. */
interface Flavour {
    Filter byMail(String mail);

    Filter byLogin(String login);

    /** Whether an entry that the server took for a match carries exactly this address. */
    boolean carriesMail(Entry entry, String mail);

    boolean carriesLogin(Entry entry, String login);

    /** What to ask for when searching. A fixed list, never all attributes: some of them hold old passwords. */
    String[] attributes();

    /** The entry with everything that {@link #person} needs; empty when there is none. */
    Optional<SearchResultEntry> find(PersonId id);

    /** The same for an entry found by a search. */
    Optional<SearchResultEntry> complete(SearchResultEntry found);

    Person person(SearchResultEntry complete);
}
