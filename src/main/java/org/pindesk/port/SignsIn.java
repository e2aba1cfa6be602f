package org.pindesk.port;

/** A system that we sign in to with a service account, and that stops doing so once the account was refused. */
public interface SignsIn {
    /** Forgets that the account was refused: somebody has put it right there, and kept its password. */
    void signInAgain();
}
