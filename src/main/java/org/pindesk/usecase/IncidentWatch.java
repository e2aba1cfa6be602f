package org.pindesk.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.HelpCase;
import org.pindesk.core.Incident;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Outcome;
import org.pindesk.core.Party;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
import org.pindesk.port.ChatException;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cause that many people have within a quarter of an hour is an incident: they all read the same, new secrets that would not help
 * are held back, the helpdesk writes one text, and everybody is told when it is over.
 */
public final class IncidentWatch {
    static final String ACTION = "incident";

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int BATCH = 50;

    private static final Logger LOG = LoggerFactory.getLogger(IncidentWatch.class);

    private final Store store;
    private final Actors actors;
    private final Authorizer authorizer;
    private final Locator locator;
    private final Teller teller;
    private final Voice house;
    private final Clock clock;
    private final @Nullable QueueChannel channel;
    private final int people;

    /**
     * @param house the voice of what stands in the channel
     * @param channel null for none: incidents are then told to those who ask only
     * @param people how many make an incident
     */
    public IncidentWatch(
            Store store,
            Actors actors,
            Authorizer authorizer,
            Locator locator,
            Teller teller,
            Voice house,
            Clock clock,
            @Nullable QueueChannel channel,
            int people) {
        this.store = store;
        this.actors = actors;
        this.authorizer = authorizer;
        this.locator = locator;
        this.teller = teller;
        this.house = house;
        this.clock = clock;
        this.channel = channel;
        this.people = people;
    }

    /** Whether everybody with this cause reads the same; others read their own verdict beside it. */
    static boolean common(Incident incident) {
        return IncidentCause.common(incident.cause());
    }

    /** Puts the case into the incident of its cause; begins one when there are enough people. */
    Optional<Incident> watch(HelpCase opened) {
        if (!IncidentCause.shared(opened.cause())) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant from = now.minus(WINDOW);
        return store.tx(tx -> {
            Optional<Incident> lasting = tx.incidents().lasting(opened.cause());
            if (lasting.isEmpty() && tx.cases().peopleWith(opened.cause(), from) >= people) {
                Instant since = tx.cases().firstWith(opened.cause(), from).orElse(now);
                String id = RequestIds.next("incident:" + opened.cause() + ":" + opened.id());
                Incident fresh = new Incident(id, opened.cause(), since, null, null, null);
                if (!tx.incidents().open(fresh)) {
                    throw new TryLater(opened.id());
                }
                tx.queue().add(card(id, now));
                row(tx, "pindesk", "began", fresh, null);
                lasting = Optional.of(fresh);
            }
            lasting.ifPresent(incident -> tx.cases().join(incident.id(), opened.cause(), from));
            return lasting;
        });
    }

    private void row(Store.Tx tx, String by, String result, Incident incident, @Nullable String text) {
        Map<String, String> facts = Map.of("cause", incident.cause());
        tx.audit().append(new AuditEvent(by, null, ACTION, result, incident.id(), facts, text), clock.instant());
    }

    private static Event card(String id, Instant now) {
        return new Event(
                "notice:incident:" + id + ":" + now.toEpochMilli(),
                Event.Kind.NOTICE,
                null,
                "incident",
                Map.of("incident", id),
                null,
                now,
                0);
    }

    /** What everybody reads who has this cause. */
    Reply known(Voice voice, Incident incident) {
        String words = incident.words();
        String label = label(voice, incident);
        String since = voice.time(incident.since());
        String text =
                common(incident) ? voice.say("incident.known", label, since) : voice.say("incident.many", label, since);
        return Reply.of(words == null ? text : text + "\n" + voice.say("incident.words", words));
    }

    private String label(Voice voice, Incident incident) {
        String system = IncidentCause.system(incident.cause());
        return system.isEmpty() ? voice.say("system.directory") : locator.label(system);
    }

    /**
     * Whether a new secret is held back because it would not help; who asked is told then, and is told again when it is over.
     *
     * @param located where the person's account is
     */
    boolean holds(Event event, Person actor, Person person, SecretKind kind, Located located) {
        boolean directory = located.inDirectory();
        Optional<Incident> found = store.tx(tx -> tx.incidents().lasting()).stream()
                .filter(incident -> directory
                        ? IncidentCause.holdsDirectoryPasswords(incident.cause())
                        : IncidentCause.holds(kind, incident.cause()) && concerns(incident, located))
                .findFirst();
        if (found.isEmpty()) {
            return false;
        }
        Incident incident = found.get();
        enlist(event, actor, person, incident);
        actors.note(event, actor, person, AskForSecret.action(kind), "held");
        // in the window that is open already for somebody's own PIN
        teller.show(
                event,
                voice -> known(voice, incident)
                        .after(voice.say("incident.held"))
                        .titled(voice.say(kind, "title"))
                        .ending(Outcome.REFUSED));
        return true;
    }

    private static boolean concerns(Incident incident, Located located) {
        return located.account() == null
                ? located.kind().silent()
                : located.account().system().equals(IncidentCause.system(incident.cause()));
    }

    /** Who was held back is told at the end as well. */
    private void enlist(Event event, Person actor, Person person, Incident incident) {
        ChatUser user = Objects.requireNonNull(event.user());
        Instant now = clock.instant();
        HelpCase fresh = new HelpCase(
                RequestIds.next(event.id()),
                event.id(),
                new Party(actor.id(), user, actor.displayName()),
                person.id(),
                person.displayName(),
                actor.id().equals(person.id()) ? user : null,
                null,
                incident.cause(),
                HelpCase.State.ANSWERED,
                now,
                null,
                null,
                null,
                incident.id());
        store.tx(tx -> tx.cases().byEvent(event.id()).isPresent() || tx.cases().add(fresh));
    }

    /** Brings the incident's card in the helpdesk's channel up to date. */
    public void card(Event notice) {
        Incident incident = store.tx(tx -> tx.incidents().byId(notice.args().getOrDefault("incident", "")))
                .orElse(null);
        QueueChannel to = channel;
        if (incident == null || to == null) {
            return;
        }
        Reply reply = card(incident);
        MessageRef sent = incident.card();
        if (sent != null) {
            teller.chat(to.platform()).update(sent, reply);
            return;
        }
        Optional<MessageRef> posted = teller.post(to, reply);
        store.tx(tx -> posted.flatMap(card -> tx.incidents()
                        .byId(incident.id())
                        .map(now -> tx.incidents().replace(now.with(card))))
                .orElse(false));
    }

    private Reply card(Incident incident) {
        int count = store.tx(tx -> tx.cases().peopleIn(incident.id()));
        String since = house.time(incident.since());
        Instant ended = incident.endedAt();
        String cause =
                house.say("incident.cause." + (common(incident) ? IncidentCause.bare(incident.cause()) : "personal"));
        String text = ended == null
                ? house.say("incident.card", label(house, incident), since, count, cause)
                : house.say("incident.card-over", label(house, incident), since, count, house.time(ended));
        Reply reply = Reply.of(
                        incident.words() == null ? text : text + "\n" + house.say("incident.words", incident.words()))
                .titled(house.say("incident.title"));
        return ended == null
                ? reply.with(
                        house.button("incident-over", Reply.Style.PRIMARY, incident.id()),
                        house.button("incident-text", Reply.Style.PLAIN, incident.id()))
                : reply;
    }

    /** Somebody of the helpdesk wants to write the text. */
    public void text(Event event) {
        Incident incident = lasting(event);
        if (incident == null) {
            return;
        }
        ChatUser user = Objects.requireNonNull(event.user());
        Voice voice = teller.voice(user);
        Reply form = voice.reply("incident.form")
                .titled(voice.say("incident.title"))
                .asking(new Reply.Field("said", voice.say("incident.field"), List.of(), false, null))
                .with(new Reply.Button("incident-words", voice.say("button.send"), incident.id(), Reply.Style.PRIMARY));
        try {
            if (event.attempts() == 0 && teller.chat(user.platform()).openWindow(event, form)) {
                return;
            }
        } catch (ChatException e) {
            LOG.warn("event {}: no form: {}", event.id(), e.getMessage());
        }
        teller.reply(event, other -> other.reply("incident.no-form"));
    }

    /** The text was sent: it stands in every answer from now on. */
    public void words(Event event) {
        Incident incident = lasting(event);
        String said = event.args().get("said");
        if (incident == null) {
            return;
        }
        if (said == null) {
            teller.reply(event, voice -> voice.reply("incident.no-text"));
            return;
        }
        Instant now = clock.instant();
        boolean kept = store.tx(tx -> {
            Incident known = tx.incidents().byId(incident.id()).orElse(incident);
            if (!tx.incidents().replace(known.saying(said))) {
                return false;
            }
            tx.queue().add(card(incident.id(), now));
            row(tx, Trail.of(Objects.requireNonNull(event.user())), "text", incident, said);
            return true;
        });
        teller.reply(event, voice -> kept ? voice.reply("incident.text-kept", said) : voice.reply("incident.gone"));
    }

    /** Somebody of the helpdesk says that it is over: everybody is told. */
    public void over(Event event) {
        Incident incident = lasting(event);
        if (incident == null) {
            return;
        }
        Instant now = clock.instant();
        int count = store.tx(tx -> {
            boolean ended = tx.incidents()
                    .byId(incident.id())
                    .map(known -> tx.incidents().replace(known.ended(now)))
                    .orElse(false);
            if (ended) {
                tx.queue().add(card(incident.id(), now));
                tx.queue().add(fanOut(incident.id(), 0, now));
                row(tx, Trail.of(Objects.requireNonNull(event.user())), "over", incident, null);
            }
            return tx.cases().peopleIn(incident.id());
        });
        teller.reply(event, voice -> voice.reply("incident.ended", count));
    }

    private static Event fanOut(String id, int offset, Instant now) {
        return new Event(
                "notice:incident-over:" + id + ":" + offset,
                Event.Kind.NOTICE,
                null,
                "incident-over",
                Map.of("incident", id, "offset", Integer.toString(offset)),
                null,
                now,
                0);
    }

    /** Turns the end into one notice for each person who asked or was asked about, some cases at a time: a repeated step adds none twice. */
    public void spread(Event notice) {
        String id = notice.args().getOrDefault("incident", "");
        int offset = Integer.parseInt(notice.args().getOrDefault("offset", "0"));
        Instant now = clock.instant();
        store.tx(tx -> {
            List<HelpCase> some = tx.cases().of(id, offset, BATCH);
            for (HelpCase each : some) {
                ChatUser subject = each.chat();
                if (subject != null) {
                    tx.queue().add(over(id, each, subject, now));
                }
                tx.queue().add(over(id, each, each.asker().chat(), now));
            }
            if (some.size() == BATCH) {
                tx.queue().add(fanOut(id, offset + BATCH, now));
            }
            return true;
        });
    }

    private static Event over(String id, HelpCase about, ChatUser reader, Instant now) {
        return new Event(
                "notice:over:" + id + ":" + reader,
                Event.Kind.NOTICE,
                reader,
                "over",
                Map.of("incident", id, "case", about.id()),
                null,
                now,
                0);
    }

    /** Tells one person that it is over. */
    public void tellOver(Event notice) {
        ChatUser user = notice.user();
        Incident incident = store.tx(tx -> tx.incidents().byId(notice.args().getOrDefault("incident", "")))
                .orElse(null);
        if (user == null || incident == null) {
            return;
        }
        teller.direct(
                user,
                voice -> voice.reply("incident.over", label(voice, incident), voice.time(incident.since()))
                        .with(voice.button(
                                "still-not", Reply.Style.PLAIN, notice.args().getOrDefault("case", ""))));
    }

    private @Nullable Incident lasting(Event event) {
        Person actor = actors.require(event, ACTION, authorizer::mayActForOthers);
        if (actor == null) {
            return null;
        }
        Optional<Incident> known = store.tx(
                        tx -> tx.incidents().byId(event.args().getOrDefault("request", "")))
                .filter(incident -> incident.endedAt() == null);
        if (known.isEmpty()) {
            teller.reply(event, voice -> voice.reply("incident.gone"));
        }
        return known.orElse(null);
    }
}
