package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pindesk.core.DirectoryEvidence;
import org.pindesk.core.Foreseen;
import org.pindesk.core.PasswordPolicy;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Secret;
import org.pindesk.port.GivesAccountEvidence;
import org.pindesk.port.ProvesPin;
import org.pindesk.port.WatchesContacts;
import org.pindesk.port.Written;

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

    /** What is wrong with groups that are to be watched, by name; throws {@link org.pindesk.core.BackendException} when nobody can tell. */
    List<String> faults(Set<String> groups);

    /** Whether the entry shows all that {@link Person#privileged} depends on; nothing is changed on one that does not. */
    default boolean showsPrivilege(SearchResultEntry complete) {
        return true;
    }

    /**
     * The people in any of these groups, nested ones included, as a search finds them: {@link #complete} follows. At most so many of each
     * base DN.
     */
    List<SearchResultEntry> members(Set<String> groups, int most);

    /** Everything that bears on this entry's sign-in; see {@link org.pindesk.port.GivesAccountEvidence}. */
    DirectoryEvidence evidence(PersonId id);

    /** See {@link WatchesContacts#contactRecord}; empty when there is no such entry. */
    Optional<WatchesContacts.Record> contactRecord(PersonId id);

    /** See {@link org.pindesk.port.GivesAccountEvidence#near}. */
    GivesAccountEvidence.Near near(String typed);

    /*
     * Changes and what is asked before them: {@link LdapDirectory} has made sure that the entry is inside the configured area, is not
     * privileged, and that there is an account for changes. They throw {@link org.pindesk.core.BackendException} only as long as
     * nothing was sent.
     */

    Foreseen mayUnlock(PersonId id);

    Written unlock(PersonId id);

    Foreseen mayReset(PersonId id);

    PasswordPolicy passwordPolicy(PersonId id);

    Written resetPassword(PersonId id, Secret password);

    ProvesPin.Answer signsIn(PersonId id, Secret password);
}
