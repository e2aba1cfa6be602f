package org.pindesk.demo.cucm;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Employee.Trait;

/** One end user with their PIN credential. Not thread-safe: {@link Cluster} guards it. */
final class EndUser {
    /** How a sign-in ended. */
    enum SignIn {
        OK,
        WRONG,
        LOCKED,
        MUST_CHANGE
    }

    private final Employee employee;
    private final CredentialPolicy policy;
    /** Newest first; the first one is the PIN in force. */
    private final Deque<String> pins = new ArrayDeque<>();

    private int held = 1;
    private int failures;
    private @Nullable Instant lastFailure;
    private @Nullable Instant lockedSince;
    private boolean lockedByAdministrator;
    private boolean mustChange;

    EndUser(Employee employee, CredentialPolicy policy) {
        this.employee = employee;
        this.policy = policy;
        pins.push(Company.START_PIN);
    }

    Employee employee() {
        return employee;
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

    List<AccessGroup> groups() {
        return employee.is(Trait.CUCM_ADMINISTRATOR)
                ? List.of(AccessGroup.END_USERS, AccessGroup.SUPER_USERS)
                : List.of(AccessGroup.END_USERS);
    }

    boolean lockedByAdministrator() {
        return lockedByAdministrator;
    }

    void lockByAdministrator(boolean locked) {
        lockedByAdministrator = locked;
    }

    boolean mustChange() {
        return mustChange;
    }

    void mustChange(boolean value) {
        mustChange = value;
    }

    void resetHackCount() {
        failures = 0;
        lastFailure = null;
        lockedSince = null;
    }

    /** Whether the PIN is one of the stored ones, the one in force included. */
    boolean used(String pin) {
        return pins.contains(pin);
    }

    int pinsHeld() {
        return held;
    }

    void setPin(String pin) {
        held++;
        pins.push(pin);
        while (pins.size() > Math.max(1, policy.prevCredStoredNum())) {
            pins.removeLast();
        }
    }

    /** Counts a wrong PIN into the lock; a locked PIN is not looked at. */
    SignIn signIn(String pin, Instant now) {
        if (lockedSince != null && !now.isBefore(lockedSince.plus(policy.lockoutDuration()))) {
            resetHackCount();
        }
        if (lockedByAdministrator || lockedSince != null) {
            return SignIn.LOCKED;
        }
        if (!pin.equals(pins.peek())) {
            countFailure(now);
            return SignIn.WRONG;
        }
        resetHackCount();
        return mustChange ? SignIn.MUST_CHANGE : SignIn.OK;
    }

    private void countFailure(Instant now) {
        if (lastFailure != null && !now.isBefore(lastFailure.plus(policy.resetFailedLogonAttempts()))) {
            failures = 0;
        }
        failures++;
        lastFailure = now;
        if (failures >= policy.failedLogon()) {
            lockedSince = now;
        }
    }
}
