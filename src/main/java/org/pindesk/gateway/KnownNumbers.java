package org.pindesk.gateway;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;

/** The numbers that others can look up about an account's owner, reduced to their digits. */
final class KnownNumbers {
    private KnownNumbers() {}

    static Set<String> of(Account account) {
        Set<String> numbers = new LinkedHashSet<>();
        account.avoid().forEach(number -> add(numbers, number));
        add(numbers, account.extension());
        if (account.userId().chars().allMatch(c -> c >= '0' && c <= '9')) {
            add(numbers, account.userId());
        }
        return numbers;
    }

    private static void add(Set<String> numbers, @Nullable String written) {
        if (written != null) {
            numbers.add(written.replaceAll("[^0-9]", ""));
        }
    }
}
