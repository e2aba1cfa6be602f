package org.pindesk.demo.cucm;

import org.pindesk.demo.credential.LockableSecret.SignIn;

/**
 * The self-care page. One text for every refusal, as the page has it: it tells nobody which part was wrong. Whether a password that must
 * be changed is let in is documented nowhere: here it is not.
 */
final class Portal {
    static final String SIGNED_IN = "signed in";
    static final String REFUSED = "Log on failed - Invalid User ID or Password";

    private final Cluster cluster;
    private volatile DirectoryLogin directory = (login, password) -> false;

    Portal(Cluster cluster) {
        this.cluster = cluster;
    }

    void directory(DirectoryLogin login) {
        this.directory = login;
    }

    String signIn(String account, String secret) {
        return password(account, secret) && cluster.holdsRole(account, AccessGroup.PORTAL_ROLE) ? SIGNED_IN : REFUSED;
    }

    private boolean password(String account, String secret) {
        return switch (cluster.passwordHome(account)) {
            case NOBODY -> false;
            case DIRECTORY -> directory.signsIn(account, secret);
            case CLUSTER -> cluster.signInWithPassword(account, secret) == SignIn.OK;
        };
    }
}
