package org.pindesk.demo.unity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Employee.Trait;

/** One mailbox. Not thread-safe: {@link Mailboxes} guards it. */
final class Mailbox {
    private final Employee owner;
    private final MailboxPin pin;
    private final List<String> alternates = new ArrayList<>();
    private final Set<String> roles = new TreeSet<>();

    Mailbox(Employee owner, Supplier<PinRule> rule, Instant now) {
        this.owner = owner;
        this.pin = new MailboxPin(Company.START_PIN, rule, now);
        if (owner.is(Trait.CUCM_ADMINISTRATOR)) {
            roles.add("System Administrator");
        }
    }

    Employee owner() {
        return owner;
    }

    MailboxPin pin() {
        return pin;
    }

    List<String> alternates() {
        return alternates;
    }

    Set<String> roles() {
        return roles;
    }

    String extension() {
        return Objects.requireNonNull(owner.extension());
    }

    List<String> extensions() {
        List<String> all = new ArrayList<>(alternates);
        all.add(extension());
        return all;
    }

    String id() {
        return idOf("mailbox " + owner.account());
    }

    static String idOf(String what) {
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
