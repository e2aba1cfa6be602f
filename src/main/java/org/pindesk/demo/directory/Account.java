package org.pindesk.demo.directory;

import org.pindesk.core.Secret;

/**
 * A user account and what is not stored in its entry.
 *
 * @param login sAMAccountName
 * @param guid objectGUID in hex
 * @param sid objectSid in text form
 * @param hidden whether everything but names is kept from readers, as after the removal of their rights
 */
record Account(
        String login,
        String dn,
        String guid,
        String sid,
        Secret password,
        boolean locked,
        boolean passwordExpired,
        boolean hidden) {
    Account withDn(String name) {
        return new Account(login, name, guid, sid, password, locked, passwordExpired, hidden);
    }

    Account withLocked(boolean is) {
        return new Account(login, dn, guid, sid, password, is, passwordExpired, hidden);
    }

    Account withPasswordExpired(boolean is) {
        return new Account(login, dn, guid, sid, password, locked, is, hidden);
    }

    Account withHidden(boolean is) {
        return new Account(login, dn, guid, sid, password, locked, passwordExpired, is);
    }
}
