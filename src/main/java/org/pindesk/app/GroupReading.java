package org.pindesk.app;

import java.util.Optional;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/**
 * The directory groups that carry meaning, as the keys name them.
 *
 * @param roles empty when something is missing or wrong, which is noted then
 * @param protectedPeople DN; empty = nobody but the built-in floor
 * @param passwords DN of those whom helpdesk may offer a new directory password; empty = nobody
 * @param ownPasswords DN of those who may reset their own directory password with a code; empty = nobody
 */
record GroupReading(
        Optional<Config.Roles> roles,
        Optional<String> protectedPeople,
        Optional<String> passwords,
        Optional<String> ownPasswords) {
    private static final Hint HINT =
            new Hint("a DN such as CN=Helpdesk,OU=Groups,DC=example,DC=com", "your directory team");

    static GroupReading of(Settings all) {
        Optional<String> helpdesk = all.need("ROLE_HELPDESK_GROUP", HINT, ConfigReading::dn);
        Optional<String> admin = group(all, "ROLE_ADMIN_GROUP");
        return new GroupReading(
                helpdesk.map(group -> new Config.Roles(group, admin)),
                group(all, "PINDESK_PROTECTED_GROUP"),
                group(all, "PINDESK_PASSWORD_GROUP"),
                group(all, "PINDESK_PASSWORD_SELF_GROUP"));
    }

    private static Optional<String> group(Settings all, String key) {
        return all.find(key, HINT, ConfigReading::dn);
    }
}
