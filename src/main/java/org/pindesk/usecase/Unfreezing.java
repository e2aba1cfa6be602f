package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Authorizer;
import org.pindesk.authorization.Verdict;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Reply;
import org.pindesk.port.Directory;
import org.pindesk.port.Freezes.Freeze;
import org.pindesk.port.ListsMembers;
import org.pindesk.port.Store;
import org.pindesk.port.Vouches.Vouch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets changes for somebody go on. What the person stopped with "This wasn't me" takes two people, one who asks and one who confirms within a
 * day, and never the one against whom it stands. What the helpdesk stopped on suspicion takes one other than who did; who did needs somebody
 * to confirm it.
 */
public final class Unfreezing {
    static final String CARD = "unfreeze-card";

    private static final String ACTION = "unfreeze";

    /** People who are asked at the same time. */
    private static final int MOST = 25;

    private static final Logger LOG = LoggerFactory.getLogger(Unfreezing.class);

    private final Store store;
    private final Directory directory;
    private final Actors actors;
    private final Targets targets;
    private final Authorizer authorizer;
    private final Teller teller;
    private final SecondWord words;
    private final Voice house;
    private final @Nullable QueueChannel channel;
    private final Clock clock;

    /**
     * @param house the voice of what stands in the channel
     * @param channel the helpdesk's; without one those who may confirm are asked one by one
     */
    public Unfreezing(
            Store store,
            Directory directory,
            Actors actors,
            Targets targets,
            Authorizer authorizer,
            Teller teller,
            Voice house,
            @Nullable QueueChannel channel,
            Clock clock) {
        this.store = store;
        this.directory = directory;
        this.actors = actors;
        this.targets = targets;
        this.authorizer = authorizer;
        this.teller = teller;
        this.words = new SecondWord(store, teller, clock);
        this.house = house;
        this.channel = channel;
        this.clock = clock;
    }

    /** Somebody who may unfreeze this person wants to. */
    void ask(Event event, Person actor, Person person) {
        Optional<Freeze> found = store.tx(tx -> tx.freezes().of(person.id()));
        if (found.isEmpty()) {
            actors.note(event, actor, person, ACTION, "not-frozen");
            teller.reply(event, voice -> voice.reply("freeze.not-frozen", person.displayName()));
            return;
        }
        Freeze freeze = found.get();
        if (actor.id().equals(freeze.against())) {
            refuse(event, actor, person, "freeze.not-by-you");
        } else if (freeze.by().equals(person.id()) || freeze.by().equals(actor.id())) {
            propose(event, actor, person, freeze);
        } else if (lifted(event, actor, person, freeze, null)) {
            teller.reply(event, voice -> voice.reply("freeze.lifted", person.displayName()));
        } else {
            throw new TryLater(event.id());
        }
    }

    private void propose(Event event, Person actor, Person person, Freeze freeze) {
        List<Person> others = others(actor.id(), person, freeze);
        if (others.isEmpty()) {
            refuse(event, actor, person, "freeze.nobody-else");
            return;
        }
        Vouch first = words.first(event, actor, person, null);
        boolean posted = inChannel();
        Instant now = clock.instant();
        store.tx(tx -> {
            tx.vouches().add(first);
            Event card = SecondWord.notice(CARD, first, now);
            if (posted) {
                tx.queue().add(card);
            } else {
                others.forEach(each -> tx.queue().add(toOne(card, each.id())));
            }
            row(tx, event, actor, person, "asked", Map.of("rule", "second-person"), now);
            return true;
        });
        teller.reply(
                event,
                voice -> voice.reply(
                        posted ? "freeze.asked" : "freeze.asked-directly",
                        person.displayName(),
                        voice.time(first.validUntil())));
    }

    /** Who could confirm it: nobody who asks, is frozen, or has done what the person did not know of. */
    private List<Person> others(PersonId asks, Person person, Freeze freeze) {
        return directory instanceof ListsMembers lists
                ? lists.membersOf(authorizer.unfreezers(), MOST).stream()
                        .filter(each -> !each.id().equals(asks) && !each.id().equals(freeze.against()))
                        .filter(each -> authorizer.agreeToUnfreeze(each, person).allowed())
                        .toList()
                : List.of();
    }

    private boolean inChannel() {
        QueueChannel to = channel;
        Optional<String> unfit = to == null
                ? Optional.of("none is configured")
                : teller.chat(to.platform()).unfit(to.channel());
        unfit.ifPresent(why -> LOG.warn("who may confirm is asked one by one, not in the helpdesk's channel: {}", why));
        return unfit.isEmpty();
    }

    private static Event toOne(Event card, PersonId person) {
        Map<String, String> args = new HashMap<>(card.args());
        args.put("person", person.value());
        String id = card.id() + ":" + person;
        return new Event(id, Event.Kind.NOTICE, null, card.name(), args, null, card.receivedAt(), 0);
    }

    /** Brings the card to the channel, or to one of those who may confirm. */
    public void card(Event notice) {
        Vouch vouch = words.waiting(notice).orElse(null);
        String to = notice.args().get("person");
        if (vouch == null) {
            return;
        }
        Optional<Person> first = directory.read(vouch.by());
        Optional<Person> person = directory.read(vouch.person());
        if (to != null) {
            directory
                    .read(new PersonId(to))
                    .flatMap(each -> targets.chatOf(vouch.byChat(), each))
                    .ifPresent(chat -> teller.direct(chat, voice -> card(voice, vouch, first, person)));
        } else if (channel != null
                && teller.post(channel, card(house, vouch, first, person)).isEmpty()) {
            LOG.error("nobody is asked to confirm {}", vouch.id());
        }
    }

    private static Reply card(Voice voice, Vouch vouch, Optional<Person> first, Optional<Person> person) {
        return voice.reply(
                        "freeze.card", SecondWord.name(first), SecondWord.name(person), voice.time(vouch.validUntil()))
                .titled(voice.say("freeze.card-title"))
                .with(voice.button("unfreeze", Reply.Style.PRIMARY, vouch.id()));
    }

    /** Somebody confirms it. */
    public void confirm(Event event) {
        Person actor = actors.require(event, ACTION, each -> authorizer.mayAgreeToUnfreeze(each, event.user()));
        Vouch vouch = actor == null ? null : words.pressed(event, found -> found.user() == null);
        if (actor == null || vouch == null) {
            return;
        }
        try {
            Person person = directory.read(vouch.person()).orElse(null);
            Person first = directory.read(vouch.by()).orElse(null);
            if (person == null || first == null) {
                teller.reply(event, voice -> voice.reply("target.gone").ending(Outcome.REFUSED));
            } else if (SecondWord.again(event, vouch)) {
                done(event, vouch, actor, person);
            } else {
                confirm(event, vouch, actor, first, person);
            }
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        }
    }

    private void confirm(Event event, Vouch vouch, Person actor, Person first, Person person) {
        Freeze freeze = store.tx(tx -> tx.freezes().of(person.id())).orElse(null);
        if (freeze == null || freeze.since().isAfter(SecondWord.saidAt(vouch))) {
            // it was lifted in the meantime; what has been stopped since then takes words of its own
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        if (SecondWord.sameMouth(event, actor, vouch)) {
            refuse(event, actor, person, "freeze.not-twice");
            return;
        }
        if (actor.id().equals(freeze.against())) {
            refuse(event, actor, person, "freeze.not-by-you");
            return;
        }
        Verdict second = authorizer.agreeToUnfreeze(actor, person);
        Verdict both = second.allowed() ? authorizer.freeze(Action.UNFREEZE, first, person) : second;
        if (actors.refused(event, actor, person, ACTION, both)) {
            return;
        }
        if (lifted(event, first, person, freeze, new Confirmed(vouch, actor))) {
            done(event, vouch, actor, person);
        } else {
            throw new TryLater(event.id());
        }
    }

    /** Who confirmed what. */
    private record Confirmed(Vouch vouch, Person by) {}

    /**
     * @return false when something else happened to the freeze, or to what was asked, at the same moment
     */
    private boolean lifted(Event event, Person first, Person person, Freeze freeze, @Nullable Confirmed second) {
        Instant now = clock.instant();
        return store.tx(tx -> {
            boolean same = tx.freezes().of(person.id()).filter(freeze::equals).isPresent();
            if (!same || second != null && !tx.vouches().end(second.vouch().id(), event.id(), now)) {
                return false;
            }
            tx.freezes().lift(person.id());
            Map<String, String> facts = second == null ? Map.of() : Map.of("first", Trail.of(first));
            row(tx, event, second == null ? first : second.by(), person, "lifted", facts, now);
            return true;
        });
    }

    private static void row(
            Store.Tx tx,
            Event event,
            Person actor,
            Person person,
            String result,
            Map<String, String> facts,
            Instant now) {
        String reason = event.args().get("reason");
        tx.audit()
                .append(
                        new AuditEvent(Trail.of(actor), Trail.of(person), ACTION, result, event.id(), facts, reason),
                        now);
    }

    private void done(Event event, Vouch vouch, Person actor, Person person) {
        ChatUser user = Objects.requireNonNull(event.user());
        Voice voice = channel == null ? teller.voice(user) : house;
        words.over(
                event,
                vouch,
                voice.reply("freeze.confirmed", actor.displayName(), person.displayName())
                        .titled(voice.say("freeze.card-title")));
        teller.reply(event, each -> each.reply("freeze.lifted", person.displayName()));
    }

    private void refuse(Event event, Person actor, Person person, String key) {
        actors.noteDenied(event, actor, Trail.of(person), ACTION, "second-person", key);
        teller.reply(event, voice -> voice.reply(key, person.displayName()).ending(Outcome.REFUSED));
    }
}
