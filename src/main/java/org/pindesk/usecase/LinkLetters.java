package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Letter;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Secret;
import org.pindesk.port.ChatException;
import org.pindesk.port.Directory;
import org.pindesk.port.LinkCodes.Code;
import org.pindesk.port.Links;
import org.pindesk.port.Mail;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is owed around links: the letter with the code, the word to the security mailbox, the word to a person's other accounts. */
public final class LinkLetters {
    static final String CODE = "link-code";
    static final String SECURITY = "link-security";

    private static final int LONGEST_NAME = 40;

    private static final Logger LOG = LoggerFactory.getLogger(LinkLetters.class);

    private final Store store;
    private final Directory directory;
    private final Mail mail;
    private final @Nullable String security;
    private final Teller teller;
    private final Voice house;
    private final Clock clock;

    /**
     * @param security address of the security mailbox; null where there is none
     * @param house the voice of letters to people whose own is not known
     */
    public LinkLetters(
            Store store,
            Directory directory,
            Mail mail,
            @Nullable String security,
            Teller teller,
            Voice house,
            Clock clock) {
        this.store = store;
        this.directory = directory;
        this.mail = mail;
        this.security = security;
        this.teller = teller;
        this.house = house;
        this.clock = clock;
    }

    /** The letter with the code that this event opened. The code is not in it: it is made when the letter is. */
    static Event code(Event event, Instant now) {
        return new Event(
                "notice:" + CODE + ":" + event.id(),
                Event.Kind.NOTICE,
                event.user(),
                CODE,
                Map.of("code", event.id()),
                null,
                now,
                0);
    }

    /** The security mailbox learns that two of the helpdesk linked an account. */
    static Event security(Event event, Links.Link link, PersonId first, PersonId second, Instant now) {
        return new Event(
                "notice:" + SECURITY + ":" + event.id(),
                Event.Kind.NOTICE,
                link.user(),
                SECURITY,
                Map.of("person", link.person().value(), "first", first.value(), "second", second.value()),
                null,
                now,
                0);
    }

    /**
     * Sends the code, while it is good and the address is the person's.
     *
     * @throws BackendException when it has to be tried again
     */
    public void sendCode(Event event) {
        Code code = store.tx(tx -> tx.linkCodes().byId(event.args().getOrDefault("code", "")))
                .orElse(null);
        if (code == null || code.person() == null || code.over(clock.instant())) {
            LOG.info("{}: the code is over, no letter goes", event.id());
            return;
        }
        Person person = directory.read(code.person()).orElse(null);
        String address = code.mail();
        if (person == null || address == null || !address.equals(person.mail())) {
            LOG.warn("{}: the address has changed, no letter goes", event.id());
            return;
        }
        try {
            mail.send(letter(event, code, address));
        } catch (BackendException e) {
            if (e.problem() != Problem.REFUSED) {
                throw e;
            }
            LOG.warn("{}: the address takes no mail: {}", event.id(), e.getMessage());
        }
    }

    private Letter letter(Event event, Code code, String address) {
        ChatUser user = code.user();
        Secret digits = store.tx(tx -> tx.linkCodes().digits(code));
        List<String> words = List.of(
                house.say("mail.link.asked", LinkBook.platform(user), name(user), house.time(code.askedAt())),
                house.say("mail.link.code"),
                house.say("mail.link.until", house.time(code.validUntil())),
                house.say("mail.link.not-you"),
                house.say("mail.footer"));
        return new Letter(event.id(), address, house.locale(), house.say("mail.link.subject"), words, List.of(), digits);
    }

    /** What the account calls itself, so far as it is letters and digits: nobody writes to others through it. */
    private String name(ChatUser user) {
        String name;
        try {
            name = teller.chat(user.platform()).profile(user).name();
        } catch (ChatException e) {
            LOG.debug("name of {} not known: {}", user, e.getMessage());
            name = "";
        }
        String plain = name.replaceAll("[^\\p{L}\\p{Nd} '-]", " ").replaceAll(" +", " ").strip();
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
        return cut.isEmpty() ? user.id() : cut;
    }

    /** Tells the security mailbox. */
    public void sendSecurity(Event event) {
        if (security == null) {
            return;
        }
        ChatUser user = Objects.requireNonNull(event.user());
        String words = house.say(
                "mail.link.security",
                LinkBook.platform(user),
                user.id(),
                name(event, "person"),
                name(event, "first"),
                name(event, "second"));
        mail.send(new Letter(
                event.id(), security, house.locale(), house.say("mail.link.subject-security"), List.of(words), List.of()));
    }

    private String name(Event event, String argument) {
        String id = event.args().getOrDefault(argument, "-");
        return directory.read(new PersonId(id)).map(Person::displayName).orElse(id);
    }

    /** Tells another account of the person. */
    public void tellOther(Event event) {
        String key = "link.told." + event.args().getOrDefault("what", "");
        try {
            teller.direct(
                    Objects.requireNonNull(event.user()),
                    voice -> voice.reply(
                            key,
                            event.args().getOrDefault("platform", ""),
                            event.args().getOrDefault("account", "")));
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                throw e;
            }
            LOG.warn("notice {} cannot be delivered: {}", event.id(), e.getMessage());
        }
    }
}
