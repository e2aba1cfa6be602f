package org.pindesk.adapter.ucware;

import org.pindesk.adapter.wire.ServiceAccount;
import org.pindesk.core.Secret;

/**
 * An account of UCware that Pindesk uses: it must be allowed to administer.
 *
 * @param user its username; never changed through Pindesk
 * @param secret its password, or a token of it
 * @param token whether the secret is a token (Bearer) and not a password (Basic)
 * @param refresh whether the token is exchanged for fresh ones as time goes by; without meaning for a password
 */
public record UcwareAccount(String user, Secret secret, boolean token, boolean refresh) {
    public static UcwareAccount withPassword(String user, Secret password) {
        return new UcwareAccount(user, password, false, false);
    }

    public static UcwareAccount withToken(String user, Secret token, boolean refresh) {
        return new UcwareAccount(user, token, true, refresh);
    }

    ServiceAccount account() {
        return new ServiceAccount(user, secret);
    }

    /** The key of the secret, behind {@code PBX_ID_} or {@code PBX_ID_WRITE_}. */
    String key() {
        return token ? "TOKEN" : "PASSWORD";
    }
}
