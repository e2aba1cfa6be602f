package org.pindesk.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.BackendException;
import org.pindesk.core.Ending;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Letter;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Problem;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.SaveOption;
import org.pindesk.core.SecretKind;
import org.pindesk.core.TelephoneEvidence;
import org.pindesk.gateway.Locator;
import org.pindesk.port.ChatException;
import org.pindesk.port.Directory;
import org.pindesk.port.GivesEvidence;
import org.pindesk.port.Mail;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mail that the helpdesk may send beside the offer of a new password: a welcome to a new account, or word of a new password. It
 * goes to the owner's address in the directory and says how to fetch the password; it never holds it, and no link. The notice is a row
 * of the queue, stored with the offer's sending, and tried again for a day.
 */
public final class AccountMails {
    private static final String NAME = "account-mail";

    private static final Logger LOG = LoggerFactory.getLogger(AccountMails.class);

    private final Store store;
    private final Directory directory;
    private final Mail mail;
    private final MailRoute route;
    private final Locator locator;
    private final Actors actors;
    private final Teller teller;
    private final Trail trail;

    public AccountMails(
            Store store,
            Directory directory,
            Mail mail,
            MailRoute route,
            Locator locator,
            Actors actors,
            Teller teller,
            Trail trail) {
        this.store = store;
        this.directory = directory;
        this.mail = mail;
        this.route = route;
        this.locator = locator;
        this.actors = actors;
        this.teller = teller;
        this.trail = trail;
    }

    /**
     * Whether no such mail can go to the person; who asked is told then. Asked before anything is stored.
     *
     * @param system the system of the secret's first leg
     * @throws BackendException when the directory gives no clear answer
     */
    boolean refused(Event event, Person actor, Person person, SecretKind kind, String system) {
        String problem = problem(person, kind, system).orElse(null);
        if (problem == null) {
            return false;
        }
        actors.note(event, actor, person, AskForSecret.action(kind), problem);
        teller.reply(
                event,
                voice -> voice.reply("target." + problem, person.displayName()).ending(Outcome.REFUSED));
        return true;
    }

    /** The last part of a {@code target.} text key; empty when a mail can go. */
    private Optional<String> problem(Person person, SecretKind kind, String system) {
        if (!route.mayLeadTo(kind, system)) {
            return Optional.of("mail-password");
        }
        String address = person.mail();
        if (address == null) {
            return Optional.of("mail-missing");
        }
        if (mail.refuses(address).isPresent()) {
            return Optional.of("mail-bad");
        }
        Person found = directory.byMail(address).person();
        return found != null && found.id().equals(person.id()) ? Optional.empty() : Optional.of("mail-shared");
    }

    /** What is owed to the owner when this event's offer has been sent; empty where no mail was asked for. */
    static Optional<Event> of(Event event, Request request, Instant now) {
        SaveOption save = asked(event, request);
        return save.mails()
                ? Optional.of(new Event(
                        "notice:" + NAME + ":" + request.id() + ":" + event.id(),
                        Event.Kind.NOTICE,
                        request.owner().chat(),
                        NAME,
                        Map.of("request", request.id(), "save", save.word()),
                        null,
                        now,
                        0))
                : Optional.empty();
    }

    private static SaveOption asked(Event event, Request request) {
        return request.secret() == SecretKind.PASSWORD && !request.selfService()
                ? SaveForm.chosen(event)
                : SaveOption.NONE;
    }

    /** A reply about an offer that was sent, with a word of the mail where one goes. */
    static Reply told(Voice voice, Event event, Request request, Reply reply) {
        SaveOption save = asked(event, request);
        return save.mails()
                ? reply.adding(voice.say(
                        "save.mailed", name(voice, save), request.owner().name()))
                : reply;
    }

    /** A reply after which no offer was sent, and so no mail. */
    static Reply notMailed(Voice voice, Event event, Reply reply) {
        return SaveForm.chosen(event).mails() ? reply.adding(voice.say("save.not-mailed")) : reply;
    }

    private static String name(Voice voice, SaveOption save) {
        return voice.say("save.mail." + save.word());
    }

    /**
     * Sends one.
     *
     * @throws BackendException when it has to be tried again later
     */
    public void send(Event event) {
        Request request = store.tx(tx -> tx.requests().byId(event.args().getOrDefault("request", "")))
                .orElse(null);
        SaveOption save = SaveOption.of(event.args().getOrDefault("save", "")).orElse(null);
        if (request == null || save == null || !save.mails()) {
            LOG.warn("notice {} is about a request that is gone", event.id());
            return;
        }
        if (!request.isOpen() && !fetched(request)) {
            row(request, save, "not-sent");
            return;
        }
        Person person = directory.read(request.owner().person()).orElse(null);
        String problem = person == null
                ? "gone"
                : problem(person, request.secret(), request.legs().get(0).system())
                        .orElse(null);
        if (problem != null) {
            undeliverable(event, request, save);
            return;
        }
        try {
            mail.send(letter(event, request, save, Objects.requireNonNull(person)));
        } catch (BackendException e) {
            if (e.problem() != Problem.REFUSED) {
                throw e;
            }
            undeliverable(event, request, save);
            return;
        }
        row(request, save, "sent");
    }

    private static boolean fetched(Request request) {
        return request.state() == RequestState.SHOWN
                || request.ending() == Ending.KEPT
                || request.ending() == Ending.SHOWN_TIMEOUT;
    }

    /** The address takes no mail any more: who offered is told, since nobody else can see to it. */
    private void undeliverable(Event event, Request request, SaveOption save) {
        row(request, save, "undeliverable");
        try {
            teller.direct(
                    request.actor().chat(),
                    voice -> voice.reply(
                                    "save.undeliverable",
                                    name(voice, save),
                                    request.owner().name())
                            .ending(Outcome.REFUSED));
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                throw e;
            }
            LOG.warn("notice {} cannot be delivered: {}", event.id(), e.getMessage());
        }
    }

    private void row(Request request, SaveOption save, String result) {
        store.tx(tx -> {
            trail.row(tx, "pindesk", request, "mail", result, Map.of("mail", save.word()));
            return true;
        });
    }

    private Letter letter(Event event, Request request, SaveOption save, Person person) {
        Voice voice = teller.voice(request.owner().chat());
        Leg leg = request.legs().get(0);
        String system = voice.label(leg.system(), locator);
        boolean welcome = save == SaveOption.NEW_ACCOUNT;
        List<String> words = new ArrayList<>();
        if (welcome) {
            words.add(voice.say("mail.account.welcome", request.owner().name(), system));
            String signIn = voice.say("mail.account.user-name", leg.userId());
            String url = page(leg, person);
            words.add(url == null ? signIn : signIn + "\n" + voice.say("mail.account.page", url));
        }
        if (fetched(request)) {
            words.add(voice.say("mail.account.fetched", system));
        } else {
            if (!welcome) {
                words.add(voice.say("mail.account.offered", request.actor().name(), system));
            }
            words.add(voice.say(
                    MailChat.isMail(request.owner().chat()) ? "mail.account.fetch-page" : "mail.account.fetch-chat",
                    platform(request),
                    voice.say(request.secret(), "button.take"),
                    voice.time(request.dueAt())));
        }
        words.add(voice.say("mail.account.not-you"));
        words.add(voice.say("mail.footer"));
        String subject = voice.say(welcome ? "mail.account.subject" : "mail.account.subject-password", system);
        return new Letter(event.id(), Objects.requireNonNull(person.mail()), voice.locale(), subject, words, List.of());
    }

    /** As people write it: Slack, Discord. */
    private static String platform(Request request) {
        String word = request.owner().chat().platform();
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** Address of the system's web page; null where it has none, or is silent now: the mail is not held up for it. */
    private @Nullable String page(Leg leg, Person person) {
        GivesEvidence system = locator.as(GivesEvidence.class, leg.system());
        if (system == null) {
            return null;
        }
        try {
            TelephoneEvidence evidence = system.evidence(person).evidence();
            return evidence == null ? null : evidence.portalUrl();
        } catch (BackendException e) {
            LOG.info("{} while asking for the address of a web page", e.getMessage());
            return null;
        }
    }
}
