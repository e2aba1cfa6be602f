package org.pindesk.demo.directory;

import java.util.ArrayList;
import java.util.List;
import org.pindesk.core.Secret;

/**
 * A user account and what is not stored in its entry.
 *
 * @param login sAMAccountName
 * @param guid objectGUID in hex
 * @param sid objectSid in text form
 * @param passwords the one that holds, then the former ones, newest first
 * @param hidden whether everything but names is kept from readers, as after the removal of their rights
 * @param changesItself whether the person may change the password; otherwise "User cannot change password" is set
 */
record Account(
        String login,
        String dn,
        String guid,
        String sid,
        List<Secret> passwords,
        boolean hidden,
        boolean changesItself) {
    Account {
        passwords = List.copyOf(passwords);
    }

    Account withDn(String name) {
        return new Account(login, name, guid, sid, passwords, hidden, changesItself);
    }

    Account withPassword(Secret next) {
        List<Secret> all = new ArrayList<>(List.of(next));
        all.addAll(passwords);
        return new Account(login, dn, guid, sid, all, hidden, changesItself);
    }

    Account withHidden(boolean is) {
        return new Account(login, dn, guid, sid, passwords, is, changesItself);
    }

    Account withChangesItself(boolean may) {
        return new Account(login, dn, guid, sid, passwords, hidden, may);
    }

    boolean hasPassword(Secret tried) {
        return passwords.get(0).sameAs(tried);
    }

    /** Whether it is one of the last {@code count} passwords, the one that holds included. */
    boolean hadPassword(Secret tried, int count) {
        return passwords.stream().limit(count).anyMatch(known -> known.sameAs(tried));
    }
}
