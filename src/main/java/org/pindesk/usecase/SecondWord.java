package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Origin;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.port.ChatException;
import org.pindesk.port.Store;
import org.pindesk.port.Vouches.Vouch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one of the helpdesk says about a person, and another one confirms by a button within a day. Who may say it, who may confirm it and
 * what it brings about is the story's own.
 */
final class SecondWord {
    private static final Duration GOOD_FOR = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(SecondWord.class);

    private final Store store;
    private final Teller teller;
    private final Clock clock;

    SecondWord(Store store, Teller teller, Clock clock) {
        this.store = store;
        this.teller = teller;
        this.clock = clock;
    }

    /**
     * What somebody has just said; not stored yet.
     *
     * @param account whose it is said to be; null where it is about no account
     */
    Vouch first(Event event, Person by, Person person, @Nullable ChatUser account) {
        ChatUser user = Objects.requireNonNull(event.user());
        Instant until = clock.instant().plus(GOOD_FOR);
        return new Vouch(RequestIds.next(event.id()), account, person.id(), by.id(), user, until, null, null);
    }

    /** When it was said. */
    static Instant saidAt(Vouch vouch) {
        return vouch.validUntil().minus(GOOD_FOR);
    }

    /** A notice that brings its card to where it is confirmed. */
    static Event notice(String name, Vouch vouch, Instant now) {
        return new Event(
                "notice:" + name + ":" + vouch.id(),
                Event.Kind.NOTICE,
                null,
                name,
                Map.of("vouch", vouch.id()),
                null,
                now,
                0);
    }

    /** What a notice is about, while it can still be confirmed. */
    Optional<Vouch> waiting(Event notice) {
        return store.tx(tx -> tx.vouches().byId(notice.args().getOrDefault("vouch", "")))
                .filter(vouch -> !vouch.over(clock.instant()));
    }

    /**
     * What a button confirms; null when nobody can any more, and then who pressed is told so. An earlier try of the same press finds it
     * again: {@link #again}.
     *
     * @param mine whether it is of this story
     */
    @Nullable
    Vouch pressed(Event event, Predicate<Vouch> mine) {
        Optional<Vouch> vouch = store.tx(tx -> tx.vouches().byId(event.args().getOrDefault("request", "")))
                .filter(mine)
                .filter(found -> again(event, found) || !found.over(event.receivedAt()));
        if (vouch.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
        }
        return vouch.orElse(null);
    }

    static boolean again(Event event, Vouch vouch) {
        return event.id().equals(vouch.endedBy());
    }

    /** Whether who presses is the one who said it. */
    static boolean sameMouth(Event event, Person actor, Vouch vouch) {
        return actor.id().equals(vouch.by()) || vouch.byChat().equals(event.user());
    }

    /** The card that was pressed says from now on what became of it. */
    void over(Event event, Vouch vouch, Reply reply) {
        Origin origin = event.origin();
        if (origin == null || origin.message() == null) {
            return;
        }
        String platform = Objects.requireNonNull(event.user()).platform();
        try {
            teller.chat(platform).update(new MessageRef(platform, origin.channel(), origin.message()), reply);
        } catch (ChatException e) {
            LOG.warn("the card of {} stays as it is: {}", vouch.id(), e.getMessage());
        }
    }

    /** How somebody stands on a card. */
    static String name(Optional<Person> person) {
        return person.map(known -> known.displayName() + " (" + known.login() + ")")
                .orElse("-");
    }
}
