package org.pindesk.demo.ucware;

import org.pindesk.demo.company.Employee;

/**
 * A person of the demo company with a user on the simulated server.
 *
 * @param authBackend who checks the password: {@link #LOCAL}, or the name of a directory's backend
 * @param externalId at such a backend the distinguished name of the person's entry; empty for local users
 * @param administrator whether in the group {@code admins}
 */
public record Subscriber(Employee person, String authBackend, String externalId, boolean administrator) {
    /** The backend of users whose password the server keeps itself. */
    public static final String LOCAL = "ucware";

    public static Subscriber local(Employee person) {
        return new Subscriber(person, LOCAL, "", false);
    }

    public static Subscriber fromDirectory(Employee person, String backend, String distinguishedName) {
        return new Subscriber(person, backend, distinguishedName, false);
    }

    public Subscriber asAdministrator() {
        return new Subscriber(person, authBackend, externalId, true);
    }
}
