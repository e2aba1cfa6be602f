package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Circumstances;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.port.Contacts;
import org.pindesk.port.Directory;
import org.pindesk.port.Links;
import org.pindesk.port.Store;
import org.pindesk.port.WatchesContacts;

/** What happened lately, from rows that were written with what happened, and from the directory's own record. */
public final class Happenings implements Circumstances {
    private final Store store;
    private final @Nullable Directory directory;
    private final Clock clock;

    /**
     * @param directory null where it cannot be asked
     */
    public Happenings(Store store, @Nullable Directory directory, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Counts a change for somebody else and uses up the proof that it was for, should there be one; in the transaction of the change.
     * May be called again for the same event.
     *
     * @param action as people's own acts of this kind are counted
     * @return whether the target had proved to be the actor's caller
     */
    static boolean done(Store.Tx tx, PersonId actor, PersonId target, String action, String eventId, Instant now) {
        tx.acts().addFor(actor, target, action, eventId, now);
        return tx.verifications().use(actor, target, now.minus(CallerVerification.GOOD_FOR), eventId);
    }

    /** The same while the directory cannot be asked: what was seen here has to do. */
    Happenings alone() {
        return new Happenings(store, null, clock);
    }

    @Override
    public int actsBy(PersonId actor, Instant from) {
        return store.tx(tx -> tx.acts().by(actor, from));
    }

    /** Passwords are counted together, wherever they are kept; what changes nothing is not counted. */
    @Override
    public int actsFor(PersonId target, Action action, Instant from) {
        Optional<String> word = switch (action) {
            case PIN_RESET, PIN_UNLOCK, PASSWORD_RESET -> Optional.of(action.word());
            case DIRECTORY_PASSWORD -> Optional.of(Action.PASSWORD_RESET.word());
            case MEND -> Optional.of("mend.");
            default -> Optional.empty();
        };
        return word.map(each -> store.tx(tx -> tx.acts().on(target, each, from)))
                .orElse(0);
    }

    @Override
    public Optional<Instant> linkedSince(ChatUser account) {
        return store.tx(tx -> tx.links().of(account))
                .filter(link -> link.suspended() == null)
                .map(Links.Link::since);
    }

    @Override
    public boolean callerVerified(PersonId actor, PersonId target, Instant from) {
        Instant oldest = clock.instant().minus(CallerVerification.GOOD_FOR);
        return store.tx(tx -> tx.verifications().holds(actor, target, from.isAfter(oldest) ? from : oldest));
    }

    /** Remembers what the person's address and numbers are now, so that a later look can tell whether they have changed. */
    Contacts.Baseline seen(Person person) {
        return store.tx(tx -> tx.contacts().seen(person.id(), contact(person), clock.instant()));
    }

    /**
     * First what was seen here: a change that was seen counts, whatever the directory says. Then the directory's own record. Where there
     * is none, an entry that has not been changed at all for that long, or was seen with the same address and numbers that long ago,
     * has not changed either; about any other nobody can tell.
     */
    @Override
    public Optional<Instant> contactChanged(Person person, Duration within) {
        Instant from = clock.instant().minus(within);
        Contacts.Baseline baseline = seen(person);
        Instant ours = baseline.changedAt();
        if (ours != null && !ours.isBefore(from)) {
            return Optional.of(ours);
        }
        WatchesContacts.Record record = directory instanceof WatchesContacts watches
                ? watches.contactRecord(person.id())
                : WatchesContacts.Record.NONE;
        if (record.kept()) {
            return Optional.ofNullable(record.changed()).filter(at -> !at.isBefore(from));
        }
        Instant latest = record.notAfter();
        if (latest != null && latest.isBefore(from)
                || !baseline.unchangedSince().isAfter(from)) {
            return Optional.empty();
        }
        throw new BackendException(
                Problem.NOT_PERMITTED,
                "directory",
                "it does not say when this person's mail address and telephone numbers were changed, and they have not been"
                        + " seen here for long enough to tell");
    }

    private static List<String> contact(Person person) {
        List<String> contact = new ArrayList<>();
        String mail = person.mail();
        contact.add(mail == null ? "" : mail.toLowerCase(Locale.ROOT));
        person.phoneNumbers().stream().distinct().sorted().forEach(contact::add);
        return contact;
    }
}
