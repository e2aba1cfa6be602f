package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Reply;
import org.pindesk.port.ChatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A person's own page in the chat: what they may do, what waits for them. It is made anew whenever they open it, and after their own
 * acts as long as they probably still look at it; never for what others do, since a hundred people may have it open. It holds no right
 * and no secret: its buttons are authorized like all others.
 */
public final class Home {
    /** How long after having opened it somebody's own acts change it. */
    private static final Duration LOOKED_AT = Duration.ofMinutes(10);

    private static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Home.class);

    /** A part of the page. */
    @FunctionalInterface
    public interface Section {
        /**
         * @param user the account that looks at it; buttons of another account of the same person do not belong there
         * @return what it shows, the first one with a title; nothing where it is not for this person
         * @throws BackendException when a system that it needs gives no clear answer
         */
        List<Reply> of(Person person, ChatUser user, Voice voice);
    }

    private final Identities identities;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;
    private final List<Section> sections;

    /** Who has opened it, and until when that counts; forgotten with the process. */
    private final Map<ChatUser, Instant> looking = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ChatUser, Instant> eldest) {
            return size() > MOST;
        }
    };

    public Home(Identities identities, Teller teller, Trail trail, Clock clock, List<Section> sections) {
        this.identities = identities;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
        this.sections = List.copyOf(sections);
    }

    /** Somebody opens it. */
    public void opened(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        synchronized (looking) {
            looking.remove(user);
            looking.put(user, clock.instant().plus(LOOKED_AT));
        }
        Person person = publish(user);
        if (person != null) {
            trail.note(Trail.of(person), Trail.of(person), "home", "shown", event, Map.of());
        }
    }

    /** Somebody has done something; whether their page can be made anew does not matter to it. */
    public void after(Event event) {
        ChatUser user = event.user();
        if (user == null || event.kind() == Event.Kind.NOTICE || event.name().equals("home") || !looksAtIt(user)) {
            return;
        }
        try {
            publish(user);
        } catch (ChatException | PindeskException e) {
            LOG.info("the home page of {} stays as it was: {}", user, e.getMessage());
        }
    }

    private boolean looksAtIt(ChatUser user) {
        synchronized (looking) {
            Instant until = looking.get(user);
            if (until != null && clock.instant().isBefore(until)) {
                return true;
            }
            looking.remove(user);
            return false;
        }
    }

    /** Null when it is nobody that we know. */
    private @org.jspecify.annotations.Nullable Person publish(ChatUser user) {
        Voice voice = teller.voice(user);
        List<Reply> page = new ArrayList<>();
        Person person = null;
        try {
            Identity identity = identities.of(user);
            person = identity.person();
            if (person == null) {
                page.add(voice.reply(
                        "you." + Objects.requireNonNull(identity.unknown()).word()));
            } else {
                for (Section section : sections) {
                    page.addAll(section.of(person, user, voice));
                }
            }
        } catch (BackendException e) {
            page.add(voice.reply("directory.silent", e.problem().code()));
        }
        teller.chat(user.platform()).home(user, page);
        return person;
    }
}
