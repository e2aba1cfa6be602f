package org.pindesk.demo.cucm;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.cucm.EndUser.SignIn;

/**
 * The cluster's users and what may be done with their PINs. The texts of policy refusals are inventions: what CUCM really says over
 * AXL stands in no source that we found. Thread-safe.
 */
final class Cluster {
    /** Stands for all refusals for which no code is documented. */
    static final int UNDOCUMENTED = 5000;

    private static final int NOT_FOUND_ON_READ = 5007;
    private static final int NOT_FOUND_ON_UPDATE = 5003;

    private final Clock clock;
    private volatile CredentialPolicy policy = CredentialPolicy.DEFAULT;
    private final Map<String, EndUser> users = new LinkedHashMap<>();

    Cluster(Clock clock, List<Employee> people) {
        this.clock = clock;
        people.stream()
                .filter(Employee::hasTelephone)
                .forEach(
                        person -> users.put(key(person.account()), new EndUser(person, () -> policy, clock.instant())));
    }

    /** What {@code how} makes of the user, while nobody else changes it. */
    synchronized <T> T read(String userId, Function<EndUser, T> how) throws AxlRefusal {
        return how.apply(known(userId, NOT_FOUND_ON_READ, "Item not valid: The specified User was not found"));
    }

    CredentialPolicy policy(String name) throws AxlRefusal {
        if (!policy.name().equals(name)) {
            throw new AxlRefusal(NOT_FOUND_ON_READ, "Item not valid: The specified CredentialPolicy was not found");
        }
        return policy;
    }

    synchronized SignIn signIn(String userId, String pin) throws AxlRefusal {
        return known(userId, NOT_FOUND_ON_READ, "Item not valid: The specified User was not found")
                .signIn(pin, clock.instant());
    }

    /** As {@link #signIn}, for a desk phone, which makes no difference between unknown and wrong. */
    synchronized Optional<SignIn> signInAtPhone(String userId, String pin) {
        return Optional.ofNullable(users.get(key(userId))).map(user -> user.signIn(pin, clock.instant()));
    }

    /**
     * What updateUser does here.
     *
     * @param dryRun checks everything and changes nothing, as a system does that lies
     * @return the user's uuid
     */
    synchronized String update(UserUpdate update, boolean dryRun) throws AxlRefusal {
        EndUser user = known(update.userId(), NOT_FOUND_ON_UPDATE, "User not found");
        if (update.pin() != null) {
            check(update.pin(), user);
        }
        if (!dryRun) {
            apply(update, user);
        }
        return user.uuid();
    }

    /** What {@code how} makes of the user; empty where there is none. */
    synchronized <T> Optional<T> find(String userId, Function<EndUser, T> how) {
        return Optional.ofNullable(users.get(key(userId))).map(how);
    }

    /** User ids of those whose primary extension it is. */
    synchronized List<String> ownersOf(String extension) {
        return users.values().stream()
                .filter(user -> user.extension().equals(extension))
                .map(user -> user.employee().account())
                .toList();
    }

    /** From now on locks last so long; zero = until somebody lifts them. */
    void lockFor(Duration duration) {
        policy = policy.withLockoutDuration(duration);
    }

    /** From now on a PIN has at least so many digits. */
    void requireDigits(int digits) {
        policy = policy.withMinCredLength(digits);
    }

    /** How many different PINs the user has had, the first one included; 0 when there is no such user. */
    synchronized int pinsHeld(String userId) {
        EndUser user = users.get(key(userId));
        return user == null ? 0 : user.pinsHeld();
    }

    /** Locks or unlocks as an administrator does; false when there is no such user. */
    synchronized boolean lockByAdministrator(String userId, boolean locked) {
        EndUser user = users.get(key(userId));
        if (user != null) {
            user.lockByAdministrator(locked, clock.instant());
        }
        return user != null;
    }

    private void apply(UserUpdate update, EndUser user) {
        if (update.pin() != null) {
            user.setPin(update.pin(), clock.instant());
        }
        if (update.mustChange() != null) {
            user.mustChange(update.mustChange());
        }
        if (update.lockedByAdministrator() != null) {
            user.lockByAdministrator(update.lockedByAdministrator(), clock.instant());
        }
        if (update.resetHackCount()) {
            user.resetHackCount();
        }
    }

    private void check(String pin, EndUser user) throws AxlRefusal {
        if (!pin.matches("[0-9]+")) {
            throw refused("Only digits are allowed in a PIN");
        }
        if (pin.length() < policy.minCredLength()) {
            throw refused("PIN length is below the minimum of " + policy.minCredLength());
        }
        if (policy.trivialCredCheck()) {
            Employee person = user.employee();
            Optional<String> objection =
                    TrivialPins.objection(pin, user.extension(), person.givenName(), person.surname());
            if (objection.isPresent()) {
                throw refused("Trivial PIN: " + objection.get());
            }
        }
        if (user.used(pin)) {
            throw refused("PIN was used before: previous " + policy.prevCredStoredNum() + " are stored");
        }
    }

    static AxlRefusal refused(String why) {
        return new AxlRefusal(UNDOCUMENTED, "Credential policy check failed. " + why);
    }

    private EndUser known(String userId, int code, String otherwise) throws AxlRefusal {
        EndUser user = users.get(key(userId));
        if (user == null) {
            throw new AxlRefusal(code, otherwise);
        }
        return user;
    }

    private static String key(String userId) {
        return userId.toLowerCase(Locale.ROOT);
    }

    /**
     * The parts of updateUser that are simulated; null = not said, so not changed.
     *
     * @param resetHackCount lifts a lock that failed sign-ins caused
     */
    record UserUpdate(
            String userId,
            @Nullable String pin,
            @Nullable Boolean mustChange,
            @Nullable Boolean lockedByAdministrator,
            boolean resetHackCount) {
        @Override
        public String toString() {
            return "UserUpdate[" + userId + "]";
        }
    }
}
