package org.pindesk.core;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A human as the directory knows them at the moment of reading.
 *
 * @param id immutable directory id
 * @param login account name (sAMAccountName, uid)
 * @param mail mail address, null where the entry has none
 * @param displayName what people call them; the login where the entry has no name
 * @param givenName null where absent
 * @param surname null where absent
 * @param department null where absent
 * @param phoneNumbers every number in the entry, as written there
 * @param state account state
 * @param groups the watched groups (those named in the configuration) that the person is in, nested ones included, as given there
 * @param privileged in a directory group that no helpdesk tool may touch (administrators and the like), or marked by adminCount
 * @param leadsRoleHolder manager of record of somebody who holds a Pindesk role
 * @param facts what rules may ask about beside the groups
 */
public record Person(
        PersonId id,
        String login,
        @Nullable String mail,
        String displayName,
        @Nullable String givenName,
        @Nullable String surname,
        @Nullable String department,
        List<String> phoneNumbers,
        AccountState state,
        Set<String> groups,
        boolean privileged,
        boolean leadsRoleHolder,
        DirectoryFacts facts) {
    public Person {
        phoneNumbers = List.copyOf(phoneNumbers);
        groups = Set.copyOf(groups);
    }

    /** Somebody of whom nothing is known that rules ask about beside the groups. */
    public Person(
            PersonId id,
            String login,
            @Nullable String mail,
            String displayName,
            @Nullable String givenName,
            @Nullable String surname,
            @Nullable String department,
            List<String> phoneNumbers,
            AccountState state,
            Set<String> groups,
            boolean privileged,
            boolean leadsRoleHolder) {
        this(
                id,
                login,
                mail,
                displayName,
                givenName,
                surname,
                department,
                phoneNumbers,
                state,
                groups,
                privileged,
                leadsRoleHolder,
                DirectoryFacts.NONE);
    }

    /** The same person, with what rules may ask about. */
    public Person with(DirectoryFacts seen) {
        return new Person(
                id,
                login,
                mail,
                displayName,
                givenName,
                surname,
                department,
                phoneNumbers,
                state,
                groups,
                privileged,
                leadsRoleHolder,
                seen);
    }
}
