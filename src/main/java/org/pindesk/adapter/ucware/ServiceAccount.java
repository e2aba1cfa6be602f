package org.pindesk.adapter.ucware;

import org.pindesk.core.Secret;

/**
 * An account of UCware that Pindesk uses: it must be allowed to administer.
 *
 * @param user its username; never changed through Pindesk
 * @param secret its password, or a token of it
 * @param token whether the secret is a token (Bearer) and not a password (Basic)
 * @param refresh whether the token is exchanged for fresh ones as time goes by; without meaning for a password
 */
public record ServiceAccount(String user, Secret secret, boolean token, boolean refresh) {
    public static ServiceAccount withPassword(String user, Secret password) {
        return new ServiceAccount(user, password, false, false);
    }

    public static ServiceAccount withToken(String user, Secret token, boolean refresh) {
        return new ServiceAccount(user, token, true, refresh);
    }
}
