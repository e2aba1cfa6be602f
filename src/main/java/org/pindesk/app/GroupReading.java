package org.pindesk.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pindesk.adapter.policy.PolicyFile;
import org.pindesk.port.Settings;
import org.pindesk.port.Settings.Hint;

/**
 * Who may do what: a policy file, or the directory groups that the keys name.
 *
 * @param file the policy file; empty for the groups
 * @param roles empty with a file, and when something is missing or wrong, which is noted then
 * @param protectedPeople DN; empty = nobody but the built-in floor
 * @param passwords DN of those whom helpdesk may offer a new directory password; empty = nobody
 * @param ownPasswords DN of those who may reset their own directory password with a code; empty = nobody
 */
record GroupReading(
        Optional<Path> file,
        Optional<Config.Roles> roles,
        Optional<String> protectedPeople,
        Optional<String> passwords,
        Optional<String> ownPasswords) {
    private static final Hint HINT =
            new Hint("a DN such as CN=Helpdesk,OU=Groups,DC=example,DC=com", "your directory team");

    private static final String FILE = "POLICY_FILE";

    static GroupReading of(Settings all) {
        Hint form = new Hint("a file that can be read, made from docs/policy.example.yaml", "your choice");
        Optional<Path> file = all.find(FILE, form, GroupReading::readable);
        file.ifPresent(path -> PolicyFile.check(path, Registry.CHATS.keySet())
                .forEach(fault -> all.problem(FILE, path + ", " + fault)));
        boolean alone = file.isPresent();
        Optional<String> helpdesk = alone
                ? group(all, "ROLE_HELPDESK_GROUP", true)
                : all.need("ROLE_HELPDESK_GROUP", HINT, ConfigReading::dn);
        Optional<String> admin = group(all, "ROLE_ADMIN_GROUP", alone);
        return new GroupReading(
                file,
                helpdesk.map(group -> new Config.Roles(group, admin)),
                group(all, "PINDESK_PROTECTED_GROUP", alone),
                group(all, "PINDESK_PASSWORD_GROUP", alone),
                group(all, "PINDESK_PASSWORD_SELF_GROUP", alone));
    }

    /**
     * @param instead whether a policy file says it, so that the key would say nothing
     */
    private static Optional<String> group(Settings all, String key, boolean instead) {
        Optional<String> group = all.find(key, HINT, ConfigReading::dn);
        if (group.isPresent() && instead) {
            all.problem(key, "says nothing beside " + FILE + ": put the group into that file and remove this key");
        }
        return group;
    }

    private static Path readable(String value) {
        Path path = Path.of(value);
        if (!Files.isReadable(path) || !Files.isRegularFile(path)) {
            throw new IllegalArgumentException();
        }
        return path;
    }
}
