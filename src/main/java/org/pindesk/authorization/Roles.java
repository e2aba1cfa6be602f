package org.pindesk.authorization;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory groups that carry meaning, as distinguished names.
 *
 * @param helpdesk members may offer new PINs to plain people
 * @param administrators members count as role holders; null where there is none
 * @param protectedPeople members are not reset by helpdesk; null where there is none
 * @param directoryPasswords members may be offered a new directory password by helpdesk; null where nobody may
 * @param ownDirectoryPasswords members may reset their own directory password with a code from their authenticator; null where nobody may
 */
public record Roles(
        String helpdesk,
        @Nullable String administrators,
        @Nullable String protectedPeople,
        @Nullable String directoryPasswords,
        @Nullable String ownDirectoryPasswords) {
    /** Every group that the directory must resolve for each person. */
    public Set<String> watched() {
        Set<String> groups = new LinkedHashSet<>(holders());
        if (protectedPeople != null) {
            groups.add(protectedPeople);
        }
        if (directoryPasswords != null) {
            groups.add(directoryPasswords);
        }
        if (ownDirectoryPasswords != null) {
            groups.add(ownDirectoryPasswords);
        }
        return groups;
    }

    /** The groups whose members hold a Pindesk role. */
    public Set<String> holders() {
        Set<String> groups = new LinkedHashSet<>();
        groups.add(helpdesk);
        if (administrators != null) {
            groups.add(administrators);
        }
        return groups;
    }
}
