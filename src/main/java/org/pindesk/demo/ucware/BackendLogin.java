package org.pindesk.demo.ucware;

/** The directory behind an authentication backend, as UCware sees it. */
@FunctionalInterface
public interface BackendLogin {
    /** Whether the directory takes this password for this login name; false also when it is silent. */
    boolean signsIn(String login, String password);
}
