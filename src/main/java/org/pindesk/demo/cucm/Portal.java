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
        return password(account, secret) == SignIn.OK && cluster.holdsRole(account, AccessGroup.PORTAL_ROLE)
                ? SIGNED_IN
                : REFUSED;
    }

    /** Checks a password where it is kept; what is wrong with one that the directory keeps is not told apart. */
    SignIn password(String account, String secret) {
        return switch (cluster.passwordHome(account)) {
            case NOBODY -> SignIn.WRONG;
            case DIRECTORY -> directory.signsIn(account, secret) ? SignIn.OK : SignIn.WRONG;
            case CLUSTER -> cluster.signInWithPassword(account, secret);
        };
    }
}
