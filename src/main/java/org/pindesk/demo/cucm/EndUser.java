package org.pindesk.demo.cucm;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Employee.Trait;

/** One end user with PIN and own password. Not thread-safe: {@link Cluster} guards it. */
final class EndUser {
    private static final java.time.Duration PIN_AGE = java.time.Duration.ofDays(30);

    private final Employee employee;
    private final Supplier<CredentialPolicy> policy;
    private final StoredCredential pin;
    private StoredCredential password;
    private boolean fromDirectory = true;
    private boolean active = true;
    private boolean phoneProfile = true;

    /**
     * @param now since when the PIN is in force, and the lock of those who begin with one
     */
    EndUser(Employee employee, Supplier<CredentialPolicy> policy, Instant now) {
        this.employee = employee;
        this.policy = policy;
        // the installer set it a month ago
        pin = new StoredCredential(Company.START_PIN, policy, now.minus(PIN_AGE));
        // counts for local users, and while the directory checks no passwords
        password = new StoredCredential(Company.START_PASSWORD, policy, now);
        pin.lockByAdministrator(employee.is(Trait.PIN_LOCKED_BY_ADMINISTRATOR), now);
        if (employee.is(Trait.PIN_LOCKED)) {
            pin.lockByFailures(now);
        }
    }

    Employee employee() {
        return employee;
    }

    StoredCredential pin() {
        return pin;
    }

    StoredCredential password() {
        return password;
    }

    /** Whether LDAP synchronisation brought it. */
    boolean fromDirectory() {
        return fromDirectory;
    }

    /** From now on a user of the cluster alone, with a password of its own. */
    void makeLocal(String newPassword, Instant now) {
        fromDirectory = false;
        active = true;
        password = new StoredCredential(newPassword, policy, now);
    }

    /** False = LDAP synchronisation no longer finds it. */
    boolean active() {
        return active;
    }

    void active(boolean value) {
        active = value;
    }

    /** Whether it has a device profile to sign in with at a desk phone. */
    boolean phoneProfile() {
        return phoneProfile;
    }

    void phoneProfile(boolean value) {
        phoneProfile = value;
    }

    String extension() {
        return Objects.requireNonNull(employee.extension());
    }

    String telephoneNumber() {
        return "+49 30 5550 " + extension();
    }

    /** As AXL prints it: upper case in braces. */
    String uuid() {
        return "{"
                + UUID.nameUUIDFromBytes(employee.account().getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .toUpperCase(Locale.ROOT)
                + "}";
    }
}
