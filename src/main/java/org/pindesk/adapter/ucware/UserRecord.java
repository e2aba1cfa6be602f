package org.pindesk.adapter.ucware;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.wire.PhoneNumbers;
import org.pindesk.core.Account;

/**
 * A user as far as Pindesk reads it; field names are phosy-tool's. The secrets in the answer (PINs of call barring) are left there.
 *
 * @param id null where no whole positive number was shown
 * @param backend who checks the password; null where that was not shown
 * @param externalId at a backend that is a directory, name of the entry there; empty where there is none
 * @param groups ids of the groups; null where they, or one of them, were not shown
 * @param extensions as shown, the first one first
 * @param callerNumbers what others see when this user calls
 */
record UserRecord(
        @Nullable Long id,
        String username,
        String givenName,
        String surname,
        String mail,
        @Nullable String backend,
        String externalId,
        @Nullable Set<Long> groups,
        List<String> extensions,
        List<String> callerNumbers) {
    private static final int SHORTEST_TO_AVOID = 3;

    /** Empty where it is no object with a username. */
    static Optional<UserRecord> of(JsonNode user) {
        String username = text(user, "username");
        if (!user.isObject() || username.isEmpty()) {
            return Optional.empty();
        }
        List<String> callers = texts(user.path("clipNumbersExternal"));
        callers.addAll(texts(user.path("clipNumbersInternal")));
        String backend = text(user, "authBackend");
        return Optional.of(new UserRecord(
                positive(user.path("id")),
                username,
                text(user, "firstname"),
                text(user, "lastname"),
                text(user, "email"),
                backend.isEmpty() ? null : backend,
                text(user, "externalId"),
                numbers(user.path("groups")),
                texts(user.path("extensions")),
                callers));
    }

    /** A whole number above zero; null where it is none, a text of digits too. */
    static @Nullable Long positive(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() && number.longValue() > 0
                ? Long.valueOf(number.longValue())
                : null;
    }

    /** Null where it is no list of whole positive numbers. */
    static @Nullable Set<Long> numbers(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        Set<Long> numbers = new LinkedHashSet<>();
        for (JsonNode each : list) {
            Long number = positive(each);
            if (number == null) {
                return null;
            }
            numbers.add(number);
        }
        return numbers;
    }

    /**
     * @param barred why nobody may change it; null where nothing bars it
     */
    Account account(String system, @Nullable String barred) {
        return new Account(
                system,
                username,
                id == null ? null : id.toString(),
                extensions.isEmpty() ? null : extensions.get(0),
                null,
                avoid(),
                names(),
                barred);
    }

    private Set<String> avoid() {
        Set<String> avoid = new LinkedHashSet<>();
        extensions.forEach(each -> avoid.add(PhoneNumbers.digits(each)));
        callerNumbers.forEach(each -> avoid.add(PhoneNumbers.digits(each)));
        if (id != null) {
            avoid.add(id.toString());
        }
        if (PhoneNumbers.digits(username).equals(username)) {
            avoid.add(username);
        }
        avoid.removeIf(each -> each.length() < SHORTEST_TO_AVOID);
        return avoid;
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>(List.of(username, givenName, surname));
        names.removeIf(String::isBlank);
        return names;
    }

    private static String text(JsonNode user, String field) {
        JsonNode value = user.path(field);
        return value.isTextual() ? value.textValue().strip() : "";
    }

    /** Texts and numbers of a list; anything else is left out. */
    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : list) {
            if ((each.isTextual() || each.isIntegralNumber()) && !each.asText().isBlank()) {
                texts.add(each.asText().strip());
            }
        }
        return texts;
    }

    /** The username alone. */
    @Override
    public String toString() {
        return "user " + username;
    }
}
