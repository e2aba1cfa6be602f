package org.pindesk.demo.cucm;

/** The directory, as a telephone system that checks passwords there sees it. */
@FunctionalInterface
public interface DirectoryLogin {
    /** Whether the directory takes this password for this login name; false also when it is silent. */
    boolean signsIn(String login, String password);
}
