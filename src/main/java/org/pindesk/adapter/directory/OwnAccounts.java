package org.pindesk.adapter.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises the service accounts of Pindesk itself, by login, UPN or DN. */
final class OwnAccounts {
    private final Set<String> names = new HashSet<>();
    private final Set<DN> dns = new HashSet<>();

    OwnAccounts(DirectorySettings settings) {
        add(settings.bindName());
        DirectorySettings.Writer writer = settings.writer();
        if (writer != null) {
            add(writer.bindName());
        }
        settings.ownAccounts().forEach(this::add);
    }

    boolean contains(String dn, @Nullable String... logins) {
        for (String login : logins) {
            if (login != null && names.contains(Names.lower(login))) {
                return true;
            }
        }
        return dns.contains(Names.dn(dn));
    }

    private void add(String account) {
        names.add(Names.lower(account));
        try {
            if (account.contains("=")) {
                dns.add(new DN(account));
            }
        } catch (LDAPException e) {
            // a login with an equals sign in it: known by name
            names.add(account);
        }
    }
}
