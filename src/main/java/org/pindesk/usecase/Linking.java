package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Event;
import org.pindesk.core.Origin;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Secret;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.Directory;
import org.pindesk.port.LinkCodes;
import org.pindesk.port.LinkCodes.Code;
import org.pindesk.port.Links;
import org.pindesk.port.Links.Link;
import org.pindesk.port.Mail;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /link}: somebody says who they are and proves it by a code that goes to the directory's mail address of that person. The answer to
 * a name is always the same, whether there is such a person or not, and a code that nobody was sent is counted like any other.
 */
public final class Linking {
    static final String ACTION = "link";

    /** What sends or opens the form that asks for a code. */
    static final String ENTER = "link-code";

    /** Id of the form field that takes a login or a mail address. */
    public static final String WHO = "who";

    static final Duration GOOD_FOR = Duration.ofMinutes(10);
    private static final int AN_HOUR = 3;
    private static final int A_DAY = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Linking.class);

    private final Store store;
    private final Identities identities;
    private final Directory directory;
    private final Mail mail;
    private final Actors actors;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;
    private final Checkpoint checkpoint;

    public Linking(
            Store store,
            Identities identities,
            Directory directory,
            Mail mail,
            Actors actors,
            Teller teller,
            Trail trail,
            Clock clock,
            Checkpoint checkpoint) {
        this.store = store;
        this.identities = identities;
        this.directory = directory;
        this.mail = mail;
        this.actors = actors;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /** A name, a code or neither, typed or sent by a form. */
    public void run(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        Optional<Secret> code = opened(event, SecondFactor.ARGUMENT, SecondFactor.place(event.id())).map(Secret::of);
        Optional<String> who = opened(event, WHO, event.id());
        try {
            if (code.isPresent() && usedBy(user, event)) {
                done(event, user);
            } else if (ready(event, user)) {
                if (code.isPresent()) {
                    enter(event, user, code.get());
                } else if (who.isPresent()) {
                    send(event, user, who.get());
                } else {
                    form(event, user, event.name().equals(ENTER));
                }
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    private Optional<String> opened(Event event, String argument, String place) {
        String sealed = event.args().getOrDefault(argument, "");
        return store.tx(tx -> tx.vault().unwrap(sealed, place))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** Whether this event's code was right before a crash. */
    private boolean usedBy(ChatUser user, Event event) {
        return store.tx(tx -> tx.linkCodes().newest(user))
                .filter(code -> event.id().equals(code.usedBy()))
                .isPresent();
    }

    /** Whether this account may be linked (anew); the person is told when it may not. */
    private boolean ready(Event event, ChatUser user) {
        Identity.Unknown barred = identities.barred(user);
        if (barred != null) {
            trail.note(Trail.of(user), null, ACTION, "denied", event, Map.of("why", barred.word()));
            teller.reply(event, voice -> voice.reply("you." + barred.word()).ending(Outcome.REFUSED));
            return false;
        }
        Person person = identities.of(user).person();
        if (person != null && !identities.young(user)) {
            trail.note(Trail.of(user), Trail.of(person), ACTION, "already", event, Map.of());
            teller.reply(event, voice -> voice.reply("link.already", person.displayName(), person.login()));
            return false;
        }
        return true;
    }

    private void send(Event event, ChatUser user, String who) {
        Person person = addressed(who);
        Instant now = clock.instant();
        boolean taken = store.tx(tx -> {
            tx.links().hold();
            LinkCodes codes = tx.linkCodes();
            if (codes.byId(event.id()).isPresent()) {
                return true;
            }
            boolean tooMany = codes.askedBy(user, now.minus(Duration.ofHours(1))) >= AN_HOUR
                    || codes.askedBy(user, now.minus(Duration.ofDays(1))) >= A_DAY;
            if (tooMany) {
                return false;
            }
            boolean mailed = person != null
                    && codes.askedFor(person.id(), now.minus(Duration.ofHours(1))) < AN_HOUR
                    && codes.askedFor(person.id(), now.minus(Duration.ofDays(1))) < A_DAY;
            codes.open(
                    event.id(),
                    user,
                    mailed ? person.id() : null,
                    mailed ? person.mail() : null,
                    now,
                    now.plus(GOOD_FOR));
            if (mailed) {
                tx.queue().add(LinkLetters.code(event, now));
            }
            String subject = person == null ? null : Trail.of(person);
            tx.audit()
                    .append(
                            new AuditEvent(
                                    Trail.of(user),
                                    subject,
                                    ACTION,
                                    mailed ? "mailed" : "not-mailed",
                                    event.id(),
                                    Map.of(),
                                    null),
                            now);
            return true;
        });
        if (!taken) {
            trail.note(Trail.of(user), null, ACTION, "too-often", event, Map.of());
            teller.reply(event, voice -> voice.reply("link.too-often").ending(Outcome.REFUSED));
            return;
        }
        teller.reply(event, voice -> voice.reply("link.sent").with(voice.button(ENTER, Reply.Style.PRIMARY, "")));
    }

    /** The one person who is meant and has a mail address of their own; null when there is none, or nothing is changed for them now. */
    private @Nullable Person addressed(String who) {
        Directory.Lookup lookup = who.contains("@") ? directory.byMail(who) : directory.byLogin(who);
        Person person = lookup.person();
        return person != null && addressable(person) && !frozen(person) ? person : null;
    }

    private boolean addressable(Person person) {
        String address = person.mail();
        if (address == null || mail.refuses(address).isPresent()) {
            return false;
        }
        Person owner = directory.byMail(address).person();
        return owner != null && owner.id().equals(person.id());
    }

    private boolean frozen(Person person) {
        return store.tx(tx -> tx.freezes().of(person.id())).isPresent();
    }

    private void enter(Event event, ChatUser user, Secret typed) {
        Tried tried = store.tx(tx -> tried(tx, event, user, typed));
        if (tried.code() == null) {
            refuse(event, user, "no-code", "link.no-code");
            return;
        }
        if (!tried.right()) {
            int left = LinkCodes.TRIES - tried.tries();
            if (left > 0) {
                trail.note(Trail.of(user), null, ACTION, "wrong-code", event, Map.of());
                teller.reply(
                        event,
                        voice -> voice.reply("link.wrong", left)
                                .with(voice.button(ENTER, Reply.Style.PRIMARY, ""))
                                .ending(Outcome.REFUSED));
            } else {
                refuse(event, user, "void", "link.void");
            }
            return;
        }
        prove(event, user, tried.code());
    }

    /**
     * @param code the account's code, null when there is none that is looked at
     * @param tries how many were typed with this one
     */
    private record Tried(@Nullable Code code, int tries, boolean right) {}

    /** Counted before it is compared, so that of many at once none is free. */
    private static Tried tried(Store.Tx tx, Event event, ChatUser user, Secret typed) {
        tx.links().hold();
        LinkCodes codes = tx.linkCodes();
        Code code = codes.newest(user).orElse(null);
        if (code == null || code.endedAt() != null || !event.receivedAt().isBefore(code.validUntil())) {
            return new Tried(null, 0, false);
        }
        int tries = codes.count(code.id(), event.id());
        return new Tried(code, tries, tries <= LinkCodes.TRIES && codes.fits(code, typed));
    }

    private void prove(Event event, ChatUser user, Code code) {
        Person person =
                directory.read(Objects.requireNonNull(code.person())).orElse(null);
        String address = Objects.requireNonNull(code.mail());
        if (person == null || !address.equals(person.mail()) || !addressable(person) || frozen(person)) {
            refuse(event, user, "changed", "link.changed");
            return;
        }
        Instant now = clock.instant();
        String result = store.tx(tx -> {
            tx.links().hold();
            if (!tx.linkCodes().use(code.id(), event.id(), now)) {
                return "no-code";
            }
            if (LinkBook.hasAnother(tx, person.id(), user)) {
                return "another";
            }
            Link link = new Link(user, person.id(), address, Links.How.MAIL_CODE, now, null);
            LinkBook.linked(tx, event, Trail.of(person), link, Map.of());
            return "";
        });
        checkpoint.reached("linked");
        if (result.isEmpty()) {
            done(event, user);
        } else {
            refuse(event, user, result, "link." + result);
        }
    }

    private void done(Event event, ChatUser user) {
        Optional<Person> person =
                store.tx(tx -> tx.links().of(user)).flatMap(link -> directory.read(link.person()));
        teller.reply(
                event,
                voice -> person.map(known -> voice.reply("link.done", known.displayName(), known.login()))
                        .orElseGet(() -> voice.reply("link.another").ending(Outcome.REFUSED)));
    }

    private void refuse(Event event, ChatUser user, String result, String key) {
        trail.note(Trail.of(user), null, ACTION, result, event, Map.of());
        teller.reply(event, voice -> voice.reply(key).ending(Outcome.REFUSED));
    }

    private void form(Event event, ChatUser user, boolean code) {
        Voice voice = teller.voice(user);
        String field = code ? SecondFactor.FIELD : WHO;
        String words = code ? "link.form-code" : "link.form";
        Reply form = voice.reply(words)
                .titled(voice.say("link.title"))
                .asking(new Reply.Field(field, voice.say("link.field." + field), List.of(), false, null))
                .with(voice.button(code ? ENTER : ACTION, Reply.Style.PRIMARY, ""));
        boolean open;
        Chat chat = teller.chat(user.platform());
        Origin origin = event.origin();
        if (origin != null && origin.window() != null && chat.show(event, form) == Chat.Place.WINDOW) {
            return;
        }
        try {
            open = chat.openWindow(event, form);
        } catch (ChatException e) {
            LOG.warn("event {}: no form: {}", event.id(), e.getMessage());
            open = false;
        }
        String told = open ? "link.form-opened" : code ? "link.type-code" : "link.type";
        teller.reply(event, other -> other.reply(told));
    }
}
