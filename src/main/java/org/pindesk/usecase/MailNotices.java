package org.pindesk.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Letter;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Proof;
import org.pindesk.core.Request;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Directory;
import org.pindesk.port.Mail;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people by mail what was changed for them. Each notice is a row of the queue, stored in the transaction of the change, and tried
 * again for a day: a mail server that is away for hours loses none.
 */
public final class MailNotices {
    static final String NAME = "mail";

    private static final Logger LOG = LoggerFactory.getLogger(MailNotices.class);

    private final Store store;
    private final Directory directory;
    private final Mail mail;
    private final SecondChannel channel;
    private final Doors doors;
    private final Locator locator;
    private final Teller teller;
    private final Voice house;

    /**
     * @param house the voice for people whose own is not known
     */
    public MailNotices(
            Store store,
            Directory directory,
            Mail mail,
            SecondChannel channel,
            Doors doors,
            Locator locator,
            Teller teller,
            Voice house) {
        this.store = store;
        this.doors = doors;
        this.directory = directory;
        this.mail = mail;
        this.channel = channel;
        this.locator = locator;
        this.teller = teller;
        this.house = house;
    }

    /** A new secret was set, or may have been. */
    static Event taken(Request request, Leg leg, Instant now) {
        boolean directory =
                request.secret() == SecretKind.PASSWORD && leg.system().equals(Leg.DIRECTORY);
        boolean proved = leg.outcome() == Outcome.APPLIED && leg.proof() != Proof.ANSWERED;
        Event event = of(
                request.id(),
                request.owner().person(),
                request.handedOver() ? null : request.owner().chat(),
                "mail." + (directory ? "directory-password" : request.secret().word())
                        + (request.selfService() ? ".taken-self" : ".taken"),
                request.actor().name(),
                leg.system(),
                now);
        Map<String, String> args = new HashMap<>(event.args());
        args.put("request", request.id());
        args.put("old", proved ? "mail.old-gone" : "mail.old-perhaps");
        return new Event(event.id(), event.kind(), event.user(), event.name(), args, null, now, 0);
    }

    /**
     * Somebody else changed something.
     *
     * @param id of the event that brought it about
     * @param chat the owner's chat account, for their language; null where none is known
     * @param key of the text that says what, with {0} for who and {1} for the system
     */
    static Event of(
            String id, PersonId person, @Nullable ChatUser chat, String key, String actor, String system, Instant now) {
        Map<String, String> args = new HashMap<>();
        args.put("person", person.value());
        args.put("what", key);
        args.put("actor", actor);
        args.put("system", system);
        return new Event("notice:mail:" + id, Event.Kind.NOTICE, chat, NAME, args, null, now, 0);
    }

    /**
     * Sends one.
     *
     * @throws BackendException when it has to be tried again later
     */
    public void send(Event event) {
        Optional<Person> person = directory.read(new PersonId(event.args().getOrDefault("person", "-")));
        if (person.isEmpty()) {
            LOG.warn("{}: the person is not in the directory any more", event.id());
            return;
        }
        Optional<Request> about = request(event);
        boolean handedOver = about.filter(Request::handedOver).isPresent();
        String refused = null;
        while (true) {
            Optional<SecondChannel.Mailbox> mailbox = channel.of(person.get(), refused, handedOver);
            if (mailbox.isEmpty()) {
                LOG.error("{}: there is no mailbox to tell of a change", event.id());
                return;
            }
            try {
                mail.send(letter(event, about, person.get(), mailbox.get()));
                return;
            } catch (BackendException e) {
                // an address that is never taken: the next one in line is told, once
                if (e.problem() != Problem.REFUSED || refused != null) {
                    throw e;
                }
                refused = mailbox.get().address();
            }
        }
    }

    private Optional<Request> request(Event event) {
        String id = event.args().getOrDefault("request", "");
        return store.tx(tx -> tx.requests().byId(id));
    }

    /** Who fetched the secret in phone mode, by name. */
    private Optional<String> fetchedBy(Request handedOver) {
        return store.tx(tx -> tx.links().of(handedOver.owner().chat()))
                .flatMap(link -> directory.read(link.person()))
                .map(Person::displayName);
    }

    private Letter letter(Event event, Optional<Request> about, Person person, SecondChannel.Mailbox mailbox) {
        ChatUser chat = event.user();
        boolean theirs = mailbox.whose() == SecondChannel.Whose.OWNER;
        Voice voice = theirs && chat != null ? teller.voice(chat) : house;
        Map<String, String> args = event.args();
        List<String> words = new ArrayList<>();
        if (!theirs) {
            words.add(voice.say("mail.for-somebody", person.displayName()));
        }
        words.add(voice.say(
                args.getOrDefault("what", ""),
                args.getOrDefault("actor", ""),
                voice.label(args.getOrDefault("system", ""), locator)));
        about.filter(Request::handedOver)
                .ifPresent(request -> words.add(fetchedBy(request)
                        .map(name -> voice.say("mail.handed-over", name))
                        .orElseGet(() -> voice.say("mail.handed-over-unknown"))));
        if (args.containsKey("old")) {
            words.add(voice.say(args.getOrDefault("old", "")));
        }
        words.add(voice.say("mail.when", voice.time(event.receivedAt())));
        List<Letter.Door> links = theirs ? links(about, voice) : List.of();
        words.add(voice.say(links.isEmpty() ? "mail.not-you" : "mail.not-you-link"));
        words.add(voice.say("mail.footer"));
        return new Letter(
                event.id(),
                mailbox.address(),
                voice.locale(),
                voice.say("mail.subject", person.displayName()),
                words,
                links);
    }

    /** Where the owner says that it was not them. */
    private List<Letter.Door> links(Optional<Request> about, Voice voice) {
        return mail.hasDoors()
                ? about.stream()
                        .map(request -> doors.notMe(request, voice.say("button.notme")))
                        .toList()
                : List.of();
    }
}
