package org.pindesk.demo.cucm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Employee.Trait;
import org.pindesk.demo.credential.LockableSecret.SignIn;

/**
 * The cluster's users and what may be done with their PINs and passwords. The texts of policy refusals are inventions: what CUCM really says over
 * AXL stands in no source that we found. Thread-safe.
 */
final class Cluster {
    /** Stands for all refusals for which no code is documented. */
    static final int UNDOCUMENTED = 5000;

    private static final int NOT_FOUND_ON_READ = 5007;
    private static final int NOT_FOUND_ON_UPDATE = 5003;
    private static final int DUPLICATE = -239;

    private final Clock clock;
    private volatile CredentialPolicy policy = CredentialPolicy.DEFAULT;
    private volatile LdapUse ldap = LdapUse.START;
    private volatile PinSync pinSync = PinSync.NONE;
    private final Map<String, EndUser> users = new LinkedHashMap<>();
    private final AccessGroups groups = new AccessGroups();

    /** Who checks a user's password. */
    enum PasswordHome {
        /** There is no such user, or it may not sign in. */
        NOBODY,
        DIRECTORY,
        CLUSTER
    }

    Cluster(Clock clock, List<Employee> people) {
        this.clock = clock;
        people.stream().filter(Employee::isOnCisco).forEach(this::hire);
    }

    private void hire(Employee person) {
        users.put(key(person.account()), new EndUser(person, () -> policy, clock.instant()));
        if (!person.is(Employee.Trait.NOT_IN_END_USERS)) {
            groups.join(AccessGroup.END_USERS.name(), person.account());
        }
        if (person.is(Trait.CUCM_ADMINISTRATOR)) {
            groups.join(AccessGroup.SUPER_USERS.name(), person.account());
        }
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

    LdapUse ldap() {
        return ldap;
    }

    void ldap(LdapUse use) {
        ldap = use;
    }

    void pinSync(PinSync sync) {
        pinSync = sync;
    }

    /** The groups that a user is in. */
    synchronized List<AccessGroup> groupsOf(String userId) {
        return groups.of(userId);
    }

    synchronized boolean holdsRole(String userId, String role) {
        return groups.of(userId).stream().anyMatch(group -> group.roles().contains(role));
    }

    synchronized <T> T readGroup(String name, BiFunction<AccessGroup, Set<String>, T> how) throws AxlRefusal {
        AccessGroup group = groups.find(name)
                .orElseThrow(() ->
                        new AxlRefusal(NOT_FOUND_ON_READ, "Item not valid: The specified UserGroup was not found"));
        return how.apply(group, groups.members(group.name()));
    }

    synchronized Optional<AccessGroup> group(String name) {
        return groups.find(name);
    }

    /**
     * What updateUserGroup with addMembers does here: all of them or nobody.
     *
     * @param dryRun checks everything and changes nothing, as a system does that lies
     */
    synchronized void addMembers(String name, List<String> userIds, boolean dryRun) throws AxlRefusal {
        AccessGroup group =
                groups.find(name).orElseThrow(() -> new AxlRefusal(NOT_FOUND_ON_UPDATE, "UserGroup not found"));
        for (String userId : userIds) {
            known(userId, NOT_FOUND_ON_UPDATE, "User not found");
            if (groups.members(group.name()).contains(key(userId))) {
                throw new AxlRefusal(
                        DUPLICATE,
                        "Could not insert new row - duplicate value in a UNIQUE INDEX column (Unique Index:).");
            }
        }
        if (!dryRun) {
            userIds.forEach(userId -> groups.join(group.name(), userId));
        }
    }

    synchronized void join(String group, String userId) {
        groups.join(group, userId);
    }

    synchronized void leave(String group, String userId) {
        groups.leave(group, userId);
    }

    synchronized void carry(String group, String role) {
        groups.carry(group, role);
    }

    synchronized PasswordHome passwordHome(String userId) {
        EndUser user = users.get(key(userId));
        if (user == null || !user.active()) {
            return PasswordHome.NOBODY;
        }
        return user.fromDirectory() && ldap.authenticates() ? PasswordHome.DIRECTORY : PasswordHome.CLUSTER;
    }

    synchronized SignIn signInWithPassword(String userId, String password) {
        EndUser user = users.get(key(userId));
        return user == null ? SignIn.WRONG : user.password().signIn(password, clock.instant());
    }

    /**
     * Changes a user as an administrator, or LDAP synchronisation, does.
     *
     * @throws IllegalArgumentException when there is no such user
     */
    synchronized void change(String userId, BiConsumer<EndUser, Instant> how) {
        EndUser user = users.get(key(userId));
        if (user == null) {
            throw new IllegalArgumentException("no such user in the simulated CUCM");
        }
        how.accept(user, clock.instant());
    }

    synchronized SignIn signIn(String userId, String pin) throws AxlRefusal {
        return signIn(known(userId, NOT_FOUND_ON_READ, "Item not valid: The specified User was not found"), pin);
    }

    /** An inactive user cannot sign in; that this is no failed sign-in is a guess. */
    private SignIn signIn(EndUser user, String pin) {
        return user.active() ? user.pin().signIn(pin, clock.instant()) : SignIn.WRONG;
    }

    /** As {@link #signIn}, for a desk phone, which makes no difference between unknown and wrong. */
    synchronized Optional<SignIn> signInAtPhone(String userId, String pin) {
        return Optional.ofNullable(users.get(key(userId))).map(user -> signIn(user, pin));
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
        PasswordUpdate password = update.password();
        if (password != null && password.secret() != null) {
            if (passwordHome(update.userId()) == PasswordHome.DIRECTORY) {
                throw new AxlRefusal(UNDOCUMENTED, "The password of an LDAP authenticated user cannot be updated");
            }
            checkPassword(password.secret(), user);
        }
        if (!dryRun) {
            if (update.pin() != null
                    && update.toVoicemail()
                    && !pinSync.accept(user.employee().account(), update.pin())) {
                throw new AxlRefusal(UNDOCUMENTED, "Update of the Unity Connection server failed, nothing was changed");
            }
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

    /** How many different passwords of the cluster's own the user has had since it keeps them, the first one included; 0 for nobody. */
    synchronized int passwordsHeld(String userId) {
        EndUser user = users.get(key(userId));
        return user == null ? 0 : user.password().held();
    }

    /** How many different PINs the user has had, the first one included; 0 when there is no such user. */
    synchronized int pinsHeld(String userId) {
        EndUser user = users.get(key(userId));
        return user == null ? 0 : user.pin().held();
    }

    private void apply(UserUpdate update, EndUser user) {
        StoredCredential pin = user.pin();
        if (update.pin() != null) {
            pin.set(update.pin(), clock.instant());
        }
        if (update.mustChange() != null) {
            pin.mustChange(update.mustChange());
        }
        if (update.lockedByAdministrator() != null) {
            pin.lockByAdministrator(update.lockedByAdministrator(), clock.instant());
        }
        if (update.resetHackCount()) {
            pin.resetHackCount();
        }
        if (update.password() != null) {
            apply(update.password(), user.password());
        }
    }

    private void apply(PasswordUpdate update, StoredCredential password) {
        if (update.secret() != null) {
            password.set(update.secret(), clock.instant());
        }
        if (update.mustChange() != null) {
            password.mustChange(update.mustChange());
        }
        if (update.resetHackCount()) {
            password.resetHackCount();
        }
    }

    private void checkPassword(String password, EndUser user) throws AxlRefusal {
        if (password.length() < policy.minCredLength()) {
            throw refused("Password length is below the minimum of " + policy.minCredLength());
        }
        Optional<String> objection = policy.trivialCredCheck()
                ? TrivialPasswords.objection(password, user.employee().account(), user.extension())
                : Optional.empty();
        if (objection.isPresent()) {
            throw refused("Trivial password: " + objection.get());
        }
        if (user.password().used(password)) {
            throw refused("Password was used before: previous " + policy.prevCredStoredNum() + " are stored");
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
        if (user.pin().used(pin)) {
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
     * @param toVoicemail whether zeroHop says false, so that a voicemail system that shares the PIN has to take it first
     * @param password what is said about the password; null = nothing
     */
    record UserUpdate(
            String userId,
            @Nullable String pin,
            @Nullable Boolean mustChange,
            @Nullable Boolean lockedByAdministrator,
            boolean resetHackCount,
            boolean toVoicemail,
            @Nullable PasswordUpdate password) {
        @Override
        public String toString() {
            return "UserUpdate[" + userId + "]";
        }
    }

    /** The same about the password that the cluster keeps. */
    record PasswordUpdate(@Nullable String secret, @Nullable Boolean mustChange, boolean resetHackCount) {
        @Override
        public String toString() {
            return "PasswordUpdate[]";
        }
    }
}
