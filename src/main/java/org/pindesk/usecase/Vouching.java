package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Asked;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.port.Directory;
import org.pindesk.port.Links;
import org.pindesk.port.Links.Link;
import org.pindesk.port.Store;
import org.pindesk.port.Vouches.Vouch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /helpdesk link @account who:login}: one of the helpdesk says whose an account is, and another one confirms it on the card in the
 * helpdesk's channel, within a day. Neither of them is the person, and nobody who holds a role is linked this way. The person is told by mail,
 * and for seven days the account does nothing about passwords.
 */
public final class Vouching {
    static final String CARD = "vouch-card";

    private static final String ACTION = "vouch";

    private static final Logger LOG = LoggerFactory.getLogger(Vouching.class);

    private final Store store;
    private final Identities identities;
    private final Directory directory;
    private final Actors actors;
    private final Targets targets;
    private final Authorizer authorizer;
    private final Teller teller;
    private final Trail trail;
    private final SecondWord words;
    private final Voice house;
    private final @Nullable QueueChannel channel;
    private final Clock clock;

    /**
     * @param house the voice of what stands in the channel
     * @param channel the helpdesk's; null where there is none
     */
    public Vouching(
            Store store,
            Identities identities,
            Directory directory,
            Actors actors,
            Targets targets,
            Authorizer authorizer,
            Teller teller,
            Trail trail,
            Voice house,
            @Nullable QueueChannel channel,
            Clock clock) {
        this.store = store;
        this.identities = identities;
        this.directory = directory;
        this.actors = actors;
        this.targets = targets;
        this.authorizer = authorizer;
        this.teller = teller;
        this.trail = trail;
        this.words = new SecondWord(store, teller, clock);
        this.house = house;
        this.channel = channel;
        this.clock = clock;
    }

    /** The first one says so. */
    public void propose(Event event) {
        Person actor =
                actors.require(event, ACTION, each -> authorizer.mayActForOthers(Action.VOUCH, each, event.user()));
        if (actor == null) {
            return;
        }
        ChatUser user = Objects.requireNonNull(event.user());
        String mentioned = event.args().get("target");
        if (mentioned == null || !event.args().containsKey("who")) {
            teller.reply(event, voice -> voice.reply("vouch.how").ending(Outcome.REFUSED));
            return;
        }
        if (channel == null) {
            teller.reply(event, voice -> voice.reply("vouch.no-channel").ending(Outcome.REFUSED));
            return;
        }
        ChatUser account = new ChatUser(user.platform(), user.team(), mentioned);
        try {
            Target target = targets.named(event);
            Person person = target.person();
            if (person == null) {
                actors.refuseTarget(event, actor, target, ACTION);
                return;
            }
            Optional<Bar> why = problem(actor, user, account, person);
            if (why.isPresent()) {
                refuse(event, actor, person, why.get());
            } else if (event.args().containsKey("dry-run")) {
                actors.note(event, actor, person, ACTION, "dry-run");
                teller.reply(event, voice -> voice.reply("dry-run.nothing-done", "/helpdesk link"));
            } else {
                Instant now = clock.instant();
                Vouch first = words.first(event, actor, person, account);
                store.tx(tx -> {
                    tx.vouches().add(first);
                    tx.queue().add(SecondWord.notice(CARD, first, now));
                    return true;
                });
                actors.note(event, actor, person, ACTION, "proposed");
                teller.reply(event, voice -> voice.reply("vouch.proposed", person.displayName()));
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    /**
     * Why somebody may not say it.
     *
     * @param key of a text
     * @param rule as it stands in audit rows
     */
    private record Bar(String key, String rule) {
        static Bar own(String key) {
            return new Bar(key, ACTION);
        }
    }

    /** Why this one may not say that the account is this person's; empty when they may. */
    private Optional<Bar> problem(Person actor, ChatUser by, ChatUser account, Person person) {
        if (actor.id().equals(person.id()) || by.equals(account)) {
            return Optional.of(Bar.own("vouch.not-yourself"));
        }
        Verdict verdict = authorizer.other(new Asked(Action.VOUCH, actor, person, by, null));
        if (!verdict.allowed()) {
            return Optional.of(
                    new Bar("target." + Objects.requireNonNull(verdict.denial()).word(), verdict.rule()));
        }
        Identity.Unknown barred = identities.barred(account);
        if (barred != null) {
            return Optional.of(Bar.own("target." + barred.word()));
        }
        if (identities.of(account).person() != null) {
            return Optional.of(Bar.own("vouch.linked"));
        }
        return store.tx(tx -> LinkBook.hasAnother(tx, person.id(), account))
                ? Optional.of(Bar.own("vouch.another"))
                : Optional.empty();
    }

    /** Puts the card into the channel. */
    public void post(Event notice) {
        Vouch vouch = words.waiting(notice).orElse(null);
        if (vouch == null || channel == null) {
            return;
        }
        ChatUser account = Objects.requireNonNull(vouch.user());
        teller.post(
                channel,
                Reply.of(house.say(
                                "vouch.card",
                                SecondWord.name(directory.read(vouch.by())),
                                LinkBook.platform(account),
                                account.id(),
                                SecondWord.name(directory.read(vouch.person())),
                                house.time(vouch.validUntil())))
                        .titled(house.say("vouch.title"))
                        .with(house.button(ACTION, Reply.Style.PRIMARY, vouch.id())));
    }

    /** The second one confirms it. */
    public void confirm(Event event) {
        Person actor =
                actors.require(event, ACTION, each -> authorizer.mayActForOthers(Action.VOUCH, each, event.user()));
        if (actor == null) {
            return;
        }
        Vouch vouch = words.pressed(event, found -> found.user() != null);
        if (vouch == null) {
            return;
        }
        try {
            Person person = directory.read(vouch.person()).orElse(null);
            Person first = directory.read(vouch.by()).orElse(null);
            if (SecondWord.again(event, vouch) && person != null) {
                done(event, vouch, person, actor);
            } else if (person == null || first == null) {
                teller.reply(event, voice -> voice.reply("target.gone").ending(Outcome.REFUSED));
            } else {
                confirm(event, vouch, person, first, actor);
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    private void confirm(Event event, Vouch vouch, Person person, Person first, Person actor) {
        ChatUser user = Objects.requireNonNull(event.user());
        ChatUser account = Objects.requireNonNull(vouch.user());
        if (SecondWord.sameMouth(event, actor, vouch)) {
            refuse(event, actor, person, Bar.own("vouch.not-twice"));
            return;
        }
        Optional<Bar> own = problem(actor, user, account, person);
        Optional<Bar> why = own.isEmpty() ? problem(first, vouch.byChat(), account, person) : own;
        if (why.isPresent()) {
            refuse(event, actor, person, why.get());
            return;
        }
        Instant now = clock.instant();
        boolean linked = store.tx(tx -> {
            tx.links().hold();
            if (LinkBook.hasAnother(tx, person.id(), account) || !tx.vouches().end(vouch.id(), event.id(), now)) {
                return false;
            }
            Link link = new Link(account, person.id(), null, Links.How.VOUCHED, now, null);
            LinkBook.linked(tx, event, Trail.of(actor), link, Map.of("first", Trail.of(first)));
            tx.queue().add(LinkLetters.security(event, link, first.id(), actor.id(), now));
            return true;
        });
        if (linked) {
            done(event, vouch, person, actor);
        } else {
            teller.reply(event, voice -> voice.reply("button.gone"));
        }
    }

    private void done(Event event, Vouch vouch, Person person, Person actor) {
        ChatUser account = Objects.requireNonNull(vouch.user());
        words.over(
                event,
                vouch,
                Reply.of(house.say(
                                "vouch.confirmed",
                                actor.displayName(),
                                LinkBook.platform(account),
                                account.id(),
                                person.displayName()))
                        .titled(house.say("vouch.title")));
        teller.reply(event, voice -> voice.reply("vouch.done", person.displayName()));
    }

    private void refuse(Event event, Person actor, Person person, Bar bar) {
        Map<String, String> facts = Map.of("why", bar.key(), "rule", bar.rule());
        trail.note(Trail.of(actor), Trail.of(person), ACTION, "denied", event, facts);
        teller.reply(
                event, voice -> voice.reply(bar.key(), person.displayName()).ending(Outcome.REFUSED));
    }
}
