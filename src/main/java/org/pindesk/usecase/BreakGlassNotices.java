package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.PersonId;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.port.BreakGlassUses.Use;
import org.pindesk.port.Directory;
import org.pindesk.port.Links;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each use of break-glass: the security mailbox, the helpdesk's channel, everybody else who is named for it; and once the directory
 * is back, of all of them together.
 */
public final class BreakGlassNotices {
    static final String ALARM = "break-glass";
    static final String WATCH = "break-glass-watch";
    static final String OVER = "break-glass-over";

    /** When the directory is looked at for the first time after a use. */
    static final Duration FIRST_LOOK = Duration.ofSeconds(30);

    /** For so long at least a notice looks whether the directory is back: half as long as notices are tried. */
    static final Duration WATCHED_FOR = Duration.ofHours(12);

    private static final String CHANNEL = "channel";
    private static final String MAILBOX = "mailbox";

    private static final Logger LOG = LoggerFactory.getLogger(BreakGlassNotices.class);

    private final Store store;
    private final Directory directory;
    private final Teller teller;
    private final AlarmPlaces places;
    private final Clock clock;

    public BreakGlassNotices(Store store, Directory directory, Teller teller, AlarmPlaces places, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.teller = teller;
        this.places = places;
        this.clock = clock;
    }

    /** One for each who is told of a use. */
    static List<Event> alarms(Store.Tx tx, Request request, Instant now) {
        List<String> whom = new ArrayList<>(List.of(CHANNEL, MAILBOX));
        tx.knownPeople().named().stream()
                .map(known -> known.person().id())
                .filter(person -> !person.equals(request.actor().person()))
                .forEach(person -> whom.add(person.value()));
        return whom.stream()
                .map(to -> notice(ALARM, request.id() + ":" + to, Map.of("request", request.id(), "to", to), now))
                .toList();
    }

    /** Looks whether the directory is back, again and again until it is. */
    static Event watch(Request request, Instant now) {
        return notice(
                WATCH, request.id(), Map.of("person", request.owner().person().value()), now);
    }

    private static Event notice(String name, String id, Map<String, String> args, Instant now) {
        return new Event("notice:" + name + ":" + id, Event.Kind.NOTICE, null, name, args, null, now, 0);
    }

    /** Sends one alarm. */
    public void alarm(Event event) {
        String id = event.args().getOrDefault("request", "");
        Optional<Request> request = store.tx(tx -> tx.requests().byId(id));
        if (request.isEmpty()) {
            LOG.warn("{} is about a request that is gone", event.id());
            return;
        }
        AlarmPlaces.deliver(event, () -> alarm(event.args().getOrDefault("to", ""), event, request.get()));
    }

    private void alarm(String to, Event event, Request request) {
        Voice house = places.voice();
        if (to.equals(CHANNEL)) {
            places.post(words(house, request));
        } else if (to.equals(MAILBOX)) {
            places.write(
                    event,
                    house.say("break-glass.alarm-subject", request.actor().name()),
                    words(house, request));
        } else {
            ChatUser chat = chatOf(new PersonId(to));
            if (chat != null) {
                teller.direct(chat, voice -> Reply.of(words(voice, request)));
            }
        }
    }

    private static String words(Voice voice, Request request) {
        return voice.say(
                "break-glass.alarm",
                request.actor().name(),
                request.owner().name(),
                Objects.requireNonNullElse(request.reason(), ""),
                request.id());
    }

    /** The account that was proved last; null when there is none. */
    private @Nullable ChatUser chatOf(PersonId person) {
        return store.tx(tx -> tx.links().accountsOf(person)).stream()
                .filter(link -> link.suspended() == null
                        && teller.platforms().contains(link.user().platform()))
                .map(Links.Link::user)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /**
     * Sums up what was done, once the directory answers.
     *
     * @throws org.pindesk.core.BackendException while it does not
     */
    public void watch(Event event) {
        boolean there = directory
                .read(new PersonId(event.args().getOrDefault("person", "-")))
                .isPresent();
        LOG.info("the directory answers again; the owner of {} is there: {}", event.id(), there);
        Instant now = clock.instant();
        store.tx(tx -> {
            tx.breakGlassUses().hold();
            List<Use> uses = tx.breakGlassUses().untold();
            if (uses.isEmpty()) {
                return false;
            }
            tx.breakGlassUses().told();
            long taken = uses.stream()
                    .filter(use -> tx.requests()
                            .byId(use.requestId())
                            .filter(Disowning::written)
                            .isPresent())
                    .count();
            String from = uses.get(0).at().toString();
            String to = uses.get(uses.size() - 1).at().toString();
            Map<String, String> facts = Map.of(
                    "offered", String.valueOf(uses.size()), "taken", String.valueOf(taken), "from", from, "to", to);
            tx.audit()
                    .append(
                            new AuditEvent("pindesk", null, "break-glass.over", "told", event.id(), rule(facts), null),
                            now);
            return tx.queue().add(notice(OVER, uses.get(0).requestId(), facts, now));
        });
    }

    private static Map<String, String> rule(Map<String, String> facts) {
        Map<String, String> all = new java.util.HashMap<>(facts);
        all.put("rule", Authorizer.BREAK_GLASS);
        return all;
    }

    /** Posts what was summed up. */
    public void over(Event event) {
        Voice house = places.voice();
        Map<String, String> facts = event.args();
        String text = house.say(
                "break-glass.over",
                facts.getOrDefault("offered", ""),
                house.time(Instant.parse(facts.getOrDefault("from", ""))),
                house.time(Instant.parse(facts.getOrDefault("to", ""))),
                facts.getOrDefault("taken", ""));
        AlarmPlaces.deliver(event, () -> places.post(text));
    }
}
