package org.pindesk.demo.cucm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
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
    private final Supplier<CredentialPolicy> policy;
    /** Newest first; the first one is the PIN in force. */
    private final Deque<String> pins = new ArrayDeque<>();

    private int held = 1;
    private int failures;
    private @Nullable Instant lastFailure;
    private @Nullable Instant lockedSince;
    private @Nullable Instant lockedByAdministratorSince;
    private @Nullable Instant lastAccess;
    private Instant changed;
    private boolean mustChange;

    /**
     * @param now since when the PIN is in force, and the lock of those who begin with one
     */
    EndUser(Employee employee, Supplier<CredentialPolicy> policy, Instant now) {
        this.employee = employee;
        this.policy = policy;
        this.changed = now;
        pins.push(Company.START_PIN);
        lockedByAdministratorSince = employee.is(Trait.PIN_LOCKED_BY_ADMINISTRATOR) ? now : null;
        if (employee.is(Trait.PIN_LOCKED)) {
            while (lockedSince == null) {
                countFailure(now);
            }
        }
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
        return lockedByAdministratorSince != null;
    }

    @Nullable
    Instant lockedByAdministratorSince() {
        return lockedByAdministratorSince;
    }

    void lockByAdministrator(boolean locked, Instant now) {
        lockedByAdministratorSince = locked ? now : null;
    }

    int failures() {
        return failures;
    }

    @Nullable
    Instant lastFailure() {
        return lastFailure;
    }

    /** Since when failed sign-ins lock the PIN; kept after the lock has run out, until the next sign-in. */
    @Nullable
    Instant lockedSince() {
        return lockedSince;
    }

    @Nullable
    Instant lastAccess() {
        return lastAccess;
    }

    Instant changed() {
        return changed;
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

    void setPin(String pin, Instant now) {
        held++;
        changed = now;
        pins.push(pin);
        while (pins.size() > Math.max(1, policy.get().prevCredStoredNum())) {
            pins.removeLast();
        }
    }

    /** Counts a wrong PIN into the lock; a locked PIN is not looked at. */
    SignIn signIn(String pin, Instant now) {
        Duration lockout = policy.get().lockoutDuration();
        if (lockedSince != null && !lockout.isZero() && !now.isBefore(lockedSince.plus(lockout))) {
            resetHackCount();
        }
        if (lockedByAdministrator() || lockedSince != null) {
            return SignIn.LOCKED;
        }
        if (!pin.equals(pins.peek())) {
            countFailure(now);
            return SignIn.WRONG;
        }
        resetHackCount();
        lastAccess = now;
        return mustChange ? SignIn.MUST_CHANGE : SignIn.OK;
    }

    private void countFailure(Instant now) {
        if (lastFailure != null && !now.isBefore(lastFailure.plus(policy.get().resetFailedLogonAttempts()))) {
            failures = 0;
        }
        failures++;
        lastFailure = now;
        if (failures >= policy.get().failedLogon()) {
            lockedSince = now;
        }
    }
}
