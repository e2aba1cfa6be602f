package org.pindesk.usecase;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.port.Directory;
import org.pindesk.port.KnowsManagers;
import org.pindesk.port.Mail;

/**
 * Where a person is told of changes beside the chat: in their own mailbox, else in their manager's, else in the security mailbox.
 * Somebody else changes nothing for a person who can be told nowhere.
 */
public final class SecondChannel {
    private final Directory directory;
    private final Mail mail;
    private final @Nullable String security;
    private final Actors actors;
    private final Teller teller;

    /**
     * @param security address of the security mailbox; null where there is none
     */
    public SecondChannel(Directory directory, Mail mail, @Nullable String security, Actors actors, Teller teller) {
        this.directory = directory;
        this.mail = mail;
        this.security = security;
        this.actors = actors;
        this.teller = teller;
    }

    /** Whose mailbox it is. */
    enum Whose {
        OWNER,
        MANAGER,
        SECURITY
    }

    record Mailbox(Whose whose, String address) {}

    /** The same, but after phone mode, where the manager has fetched the secret and so is nobody to tell the owner of it. */
    Optional<Mailbox> of(Person person, @Nullable String refused, boolean handedOver) {
        return handedOver
                ? mailbox(Whose.OWNER, person.mail(), refused).or(() -> mailbox(Whose.SECURITY, security, refused))
                : of(person, refused);
    }

    /**
     * @param refused an address that did not take the mail; null for none
     * @throws org.pindesk.core.BackendException when the directory gives no clear answer
     */
    Optional<Mailbox> of(Person person, @Nullable String refused) {
        Optional<Mailbox> own = mailbox(Whose.OWNER, person.mail(), refused);
        if (own.isPresent()) {
            return own;
        }
        Optional<Person> manager =
                directory instanceof KnowsManagers knows ? knows.managerOf(person.id()) : Optional.empty();
        return mailbox(Whose.MANAGER, manager.map(Person::mail).orElse(null), refused)
                .or(() -> mailbox(Whose.SECURITY, security, refused));
    }

    private Optional<Mailbox> mailbox(Whose whose, @Nullable String address, @Nullable String refused) {
        return address == null
                        || address.equals(refused)
                        || mail.refuses(address).isPresent()
                ? Optional.empty()
                : Optional.of(new Mailbox(whose, address));
    }

    /** Whether nobody could be told of a change by somebody else; who asked is told then. */
    boolean missing(Event event, Person actor, Person person, String action) {
        return missing(event, actor, person, action, false);
    }

    /**
     * @param handedOver whether the manager fetches the secret
     */
    boolean missing(Event event, Person actor, Person person, String action, boolean handedOver) {
        if (of(person, null, handedOver).isPresent()) {
            return false;
        }
        actors.note(event, actor, person, action, "no-second-channel");
        teller.reply(
                event,
                voice -> voice.reply("target.no-second-channel", person.displayName())
                        .ending(Outcome.REFUSED));
        return true;
    }
}
