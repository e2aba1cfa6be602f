package org.pindesk.demo.unity;

import java.time.Clock;
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
import java.util.function.UnaryOperator;
import org.pindesk.demo.company.Employee;

/** All mailboxes, and what may be done with their PINs. Thread-safe. */
final class Mailboxes {
    private static final Set<String> WRITABLE = Set.of(
            "Credentials",
            "CredMustChange",
            "HackCount",
            "TimeHacked",
            "Locked",
            "DoesntExpire",
            "CantChange",
            "CredentialPolicyObjectId");

    private final Clock clock;
    private final Map<String, Mailbox> boxes = new LinkedHashMap<>();
    private volatile PinRule rule = PinRule.START;

    Mailboxes(Clock clock, List<Employee> people) {
        this.clock = clock;
        people.stream()
                .filter(Employee::isOnCisco)
                .forEach(each -> boxes.put(each.account(), new Mailbox(each, () -> rule, clock.instant())));
    }

    PinRule rule() {
        return rule;
    }

    void rule(UnaryOperator<PinRule> change) {
        rule = change.apply(rule);
    }

    /** What {@code how} makes of the mailbox of this alias; empty where there is none. */
    synchronized <T> Optional<T> ofAlias(String alias, BiFunction<Mailbox, Instant, T> how) {
        return Optional.ofNullable(boxes.get(alias.toLowerCase(Locale.ROOT)))
                .map(box -> how.apply(box, clock.instant()));
    }

    synchronized <T> Optional<T> ofId(String id, BiFunction<Mailbox, Instant, T> how) {
        return boxes.values().stream()
                .filter(box -> box.id().equalsIgnoreCase(id))
                .findFirst()
                .map(box -> how.apply(box, clock.instant()));
    }

    /**
     * @throws IllegalArgumentException when there is no such mailbox
     */
    synchronized void change(String account, BiConsumer<Mailbox, Instant> how) {
        Mailbox box = boxes.get(account);
        if (box == null) {
            throw new IllegalArgumentException("no such mailbox in the simulated Unity Connection");
        }
        how.accept(box, clock.instant());
    }

    synchronized <T> T read(String account, Function<Mailbox, T> how, T otherwise) {
        Mailbox box = boxes.get(account);
        return box == null ? otherwise : how.apply(box);
    }

    /**
     * Sets a PIN that the telephone system sends. A lock stays as it is: that is inferred.
     *
     * @param dryRun checks everything and changes nothing
     * @return whether it was taken; somebody without a mailbox needs none
     */
    synchronized boolean sync(String account, String pin, boolean dryRun) {
        Mailbox box = boxes.get(account);
        if (box == null) {
            return true;
        }
        try {
            check(pin, box);
        } catch (CupiRefusal e) {
            return false;
        }
        if (!dryRun) {
            box.pin().set(pin, clock.instant());
        }
        return true;
    }

    /**
     * What a PUT on a PIN does here: all of it or nothing.
     *
     * @param dryRun checks everything and changes nothing, as a system does that lies
     */
    synchronized void update(String id, Map<String, String> fields, boolean dryRun) throws CupiRefusal {
        Mailbox box = boxes.values().stream()
                .filter(each -> each.id().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new CupiRefusal(404, "OBJECT_NOT_FOUND", "User not found"));
        for (String field : fields.keySet()) {
            if (!WRITABLE.contains(field)) {
                throw new CupiRefusal(400, "INVALID_PARAMETER", "Unrecognized field " + field);
            }
        }
        for (String flag : List.of("CredMustChange", "Locked", "DoesntExpire", "CantChange")) {
            if (!fields.getOrDefault(flag, "true").matches("true|false")) {
                throw new CupiRefusal(400, "INVALID_PARAMETER", "Invalid value for " + flag);
            }
        }
        if (!fields.getOrDefault("HackCount", "0").matches("\\d{1,9}")) {
            throw new CupiRefusal(400, "INVALID_PARAMETER", "Invalid value for HackCount");
        }
        if (fields.containsKey("Credentials")) {
            check(fields.get("Credentials"), box);
        }
        if (!dryRun) {
            apply(fields, box.pin());
        }
    }

    private void apply(Map<String, String> fields, MailboxPin pin) {
        Instant now = clock.instant();
        if (fields.containsKey("Credentials")) {
            pin.set(fields.get("Credentials"), now);
        }
        if (fields.containsKey("CredMustChange")) {
            pin.mustChange(Boolean.parseBoolean(fields.get("CredMustChange")));
        }
        if (fields.containsKey("DoesntExpire")) {
            pin.doesNotExpire(Boolean.parseBoolean(fields.get("DoesntExpire")));
        }
        if (fields.containsKey("Locked")) {
            pin.lockByAdministrator(Boolean.parseBoolean(fields.get("Locked")), now);
        }
        if (fields.containsKey("HackCount")) {
            pin.failures(Integer.parseInt(fields.get("HackCount")));
        }
        if (fields.getOrDefault("TimeHacked", "kept").isEmpty()) {
            pin.liftLock();
        }
    }

    private void check(String pin, Mailbox box) throws CupiRefusal {
        if (pin.length() < rule.minLength()) {
            throw new CupiRefusal(400, "INVALID_CREDENTIAL", "The PIN is shorter than the minimum length");
        }
        Optional<String> objection = TrivialCheck.objection(
                pin, box.extensions(), box.owner().givenName(), box.owner().surname());
        if (objection.isPresent()) {
            throw trivial(objection.get());
        }
        if (box.pin().used(pin)) {
            throw new CupiRefusal(400, "INVALID_CREDENTIAL", "The PIN was used before");
        }
    }

    /** The page for users words it so; that CUPI does too is not known. */
    static CupiRefusal trivial(String why) {
        return new CupiRefusal(400, "INVALID_CREDENTIAL", "Trivial passwords or PINs are not allowed: " + why + ".");
    }
}
