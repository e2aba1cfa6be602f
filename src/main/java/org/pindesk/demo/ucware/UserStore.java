package org.pindesk.demo.ucware;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;

/** Users and groups of the simulated server. Thread-safe. No lock after failed sign-ins: nothing is known of one. */
final class UserStore {
    static final String ADMINS = "admins";
    static final int ADMINS_ID = 1;
    private static final int STAFF_ID = 2;
    private static final int FIRST_ID = 4711;

    private final Map<String, User> users = new LinkedHashMap<>();

    UserStore(List<Subscriber> people) {
        int id = FIRST_ID;
        for (Subscriber each : people) {
            Employee person = each.person();
            boolean local = each.authBackend().equals(Subscriber.LOCAL);
            User user = new User(
                    id++,
                    person.account(),
                    person.givenName(),
                    person.surname(),
                    person.mail(),
                    person.extension(),
                    each.authBackend(),
                    each.externalId(),
                    Company.START_PIN,
                    local ? Company.START_PASSWORD : null);
            user.join(STAFF_ID);
            if (each.administrator()) {
                user.join(ADMINS_ID);
            }
            users.put(key(user.username()), user);
        }
        User service = new User(
                id,
                UcwareSimulator.API_USER,
                "Pindesk",
                "Service",
                "pindesk@" + Company.MAIL_DOMAIN,
                null,
                Subscriber.LOCAL,
                "",
                "90817263",
                UcwareSimulator.API_PASSWORD);
        service.join(ADMINS_ID);
        users.put(key(service.username()), service);
    }

    /** Empty where there is no such user. */
    synchronized <T> Optional<T> find(String username, Function<User, T> look) {
        return Optional.ofNullable(users.get(key(username))).map(look);
    }

    synchronized <T> Optional<T> find(int id, Function<User, T> look) {
        return users.values().stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .map(look);
    }

    /**
     * @throws IllegalArgumentException when there is no such user
     */
    synchronized void change(String username, Consumer<User> change) {
        User user = users.get(key(username));
        if (user == null) {
            throw new IllegalArgumentException("no user " + username);
        }
        change.accept(user);
    }

    synchronized <T> List<T> all(Function<User, T> look) {
        return users.values().stream().map(look).toList();
    }

    synchronized List<Integer> members(int group) {
        return users.values().stream()
                .filter(each -> each.isIn(group))
                .map(User::id)
                .toList();
    }

    private static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }
}
