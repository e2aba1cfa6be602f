package org.pindesk.usecase;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.pindesk.core.Ending;
import org.pindesk.core.Event;
import org.pindesk.core.Outcome;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.Secret;
import org.pindesk.port.ChatException;
import org.pindesk.port.Store;
import org.pindesk.port.Tickets.Purpose;
import org.pindesk.port.Tickets.Ticket;
import org.pindesk.port.Visits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages behind the links in letters. Looking changes nothing; a press runs the same story as the same button in a chat, with the
 * person of the ticket as the one who pressed. A ticket with a code opens for the first browser that types it, and for no other after.
 */
public final class PageVisits implements Visits {
    /** Endings whose chat words speak of commands that nobody can type on a page. */
    private static final Set<Ending> IN_OTHER_WORDS = Set.of(Ending.KEPT, Ending.SHOWN_TIMEOUT, Ending.EXPIRED);

    private static final Logger LOG = LoggerFactory.getLogger(PageVisits.class);

    private final Store store;
    private final MailChat mail;
    private final Map<String, Consumer<Event>> stories;
    private final Trail trail;
    private final ExecutorService pool;
    private final Duration patience;
    private final ZoneId zone;
    private final Clock clock;
    private final Terms terms;
    private final RandomGenerator random;

    /**
     * @param stories by the action of the button that begins them
     * @param pool where stories run; ended by who made it
     * @param patience how long a person waits for a page; the story goes on without them
     */
    public PageVisits(
            Store store,
            MailChat mail,
            Map<String, Consumer<Event>> stories,
            Trail trail,
            ExecutorService pool,
            Duration patience,
            ZoneId zone,
            Clock clock,
            Terms terms,
            RandomGenerator random) {
        this.store = store;
        this.mail = mail;
        this.stories = Map.copyOf(stories);
        this.trail = trail;
        this.pool = pool;
        this.patience = patience;
        this.zone = zone;
        this.clock = clock;
        this.terms = terms;
        this.random = random;
    }

    /** A ticket and its request, as they stand. */
    private record Found(Ticket ticket, Request request) {
        boolean isNotMe() {
            return ticket.purpose() == Purpose.NOT_ME;
        }
    }

    /** What came of looking at a code and a browser. */
    private enum Entry {
        OPEN,
        OVER,
        ELSEWHERE,
        CODE_MISSING,
        CODE_WRONG
    }

    @Override
    public Reply open(Secret ticket, Locale language) {
        Voice voice = new Voice(language, zone);
        try {
            return found(ticket).map(found -> page(voice, found)).orElseGet(() -> unknown(voice));
        } catch (RuntimeException e) {
            return failed(voice, e);
        }
    }

    @Override
    public Reply press(Secret ticket, String action, Map<String, String> fields, Secret browser, Locale language) {
        Voice voice = new Voice(language, zone);
        try {
            Optional<Found> found = found(ticket);
            return found.isEmpty()
                    ? unknown(voice)
                    : pressed(voice, found.get(), action, fields.getOrDefault("code", ""), browser, language);
        } catch (RuntimeException e) {
            return failed(voice, e);
        }
    }

    @Override
    public Reply refused(Refusal why, Locale language) {
        Voice voice = new Voice(language, zone);
        return voice.reply(why == Refusal.TOO_MANY ? "page.too-many" : "page.strange")
                .titled(voice.say("page.title"))
                .ending(Outcome.REFUSED);
    }

    private Optional<Found> found(Secret token) {
        return store.tx(tx -> tx.tickets()
                .of(token)
                .flatMap(ticket -> tx.requests().byId(ticket.request()).map(request -> new Found(ticket, request))));
    }

    private Reply page(Voice voice, Found found) {
        Request request = found.request();
        boolean over = found.ticket().over(clock.instant());
        String name = request.actor().name();
        if (found.isNotMe()) {
            String asked = voice.time(request.createdAt());
            return over
                    ? titled(voice, request, "page.not-me-over")
                    : titled(voice, request, "page.not-me", name, asked).with(notMe(voice));
        }
        if (!request.isOpen()) {
            return ended(voice, request);
        }
        if (over) {
            return titled(voice, request, "page.over", name);
        }
        if (found.ticket().bound()) {
            return titled(
                            voice,
                            request,
                            "page.again",
                            voice.time(found.ticket().validUntil()))
                    .with(again(voice), notMe(voice));
        }
        return form(voice, request, voice.say("page.fetch", name, voice.time(request.dueAt())));
    }

    private Reply form(Voice voice, Request request, String text) {
        return Reply.of(text)
                .titled(voice.say(request.secret(), "offer.title"))
                .asking(new Reply.Field(
                        "code", voice.say("page.code"), java.util.List.of(), false, voice.say("page.code-hint")))
                .with(voice.take(request, Reply.Style.PRIMARY), notMe(voice));
    }

    private Reply pressed(Voice voice, Found found, String action, String typed, Secret browser, Locale language) {
        Request request = found.request();
        Consumer<Event> story = stories.get(action);
        boolean disowns = action.equals("notme");
        boolean over = found.ticket().over(clock.instant());
        if (story == null || over || found.isNotMe() && !disowns || !found.isNotMe() && !request.isOpen()) {
            return page(voice, found);
        }
        if (!disowns) {
            Entry entry = enter(found, action, typed, browser);
            if (entry != Entry.OPEN) {
                return refused(voice, found, entry);
            }
        }
        MailChat.Visit visit = new MailChat.Visit(language);
        boolean done = run(visit, story, event(found, action));
        Reply said = visit.leave();
        Request now = store.tx(tx -> tx.requests().byId(request.id())).orElse(request);
        if (done && found.isNotMe()) {
            store.tx(tx -> {
                tx.tickets().end(found.ticket().id(), clock.instant());
                return true;
            });
        } else if (done && now.state() == RequestState.SHOWN) {
            store.tx(tx -> {
                tx.tickets().keepUntil(found.ticket().id(), now.dueAt());
                return true;
            });
        }
        if (done && said != null && disowns) {
            // however the request had ended: what follows from this word is what counts now
            return said.titled(voice.say(now.secret(), "title"));
        }
        return done && said != null
                ? answer(voice, now, said)
                : titled(voice, request, "page.still-working").with(found.isNotMe() ? notMe(voice) : again(voice));
    }

    /** Only the first browser with the right code gets in; every code that is typed counts before it is compared. */
    private Entry enter(Found found, String action, String typed, Secret browser) {
        Instant now = clock.instant();
        String digits = typed.replaceAll("[\\s.-]", "");
        boolean sixDigits =
                digits.length() == Doors.CODE_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        String id = found.ticket().id();
        return store.tx(tx -> {
            if (tx.tickets().boundTo(id, browser)) {
                return Entry.OPEN;
            }
            Ticket ticket = tx.tickets().of(Purpose.FETCH, found.request().id()).orElse(found.ticket());
            if (ticket.bound()) {
                return elsewhere(tx, found);
            }
            if (!action.equals("take") || !sixDigits) {
                return Entry.CODE_MISSING;
            }
            int tries = tx.tickets().wrong(id);
            Optional<String> code = Doors.codeOf(tx, ticket);
            if (tries > Doors.CODES || code.isEmpty()) {
                return Entry.OVER;
            }
            if (same(code.get(), digits)) {
                if (!tx.tickets().bind(id, browser, now.plus(terms.show()))) {
                    return elsewhere(tx, found);
                }
                row(tx, found, "accepted");
                return Entry.OPEN;
            }
            row(tx, found, "wrong");
            if (tries == Doors.CODES) {
                tx.tickets().end(id, now);
                warn(tx, found, MailedOffers.CODES);
                return Entry.OVER;
            }
            return Entry.CODE_WRONG;
        });
    }

    private Entry elsewhere(Store.Tx tx, Found found) {
        row(tx, found, "another-browser");
        warn(tx, found, MailedOffers.ELSEWHERE);
        return Entry.ELSEWHERE;
    }

    private void row(Store.Tx tx, Found found, String result) {
        String who = Trail.of(MailChat.userOf(found.ticket().person()));
        trail.row(tx, who, found.request(), "page.code", result, Map.of());
    }

    private void warn(Store.Tx tx, Found found, String what) {
        String id = "notice:page:" + what + ":" + found.ticket().id();
        Map<String, String> args = Map.of("request", found.request().id(), "what", what);
        tx.queue().add(new Event(id, Event.Kind.NOTICE, null, "page", args, null, clock.instant(), 0));
    }

    private Reply refused(Voice voice, Found found, Entry entry) {
        Request request = found.request();
        String name = request.actor().name();
        switch (entry) {
            case CODE_MISSING:
                return form(voice, request, voice.say("page.code-missing"));
            case CODE_WRONG:
                int left = store.tx(tx -> tx.tickets().of(Purpose.FETCH, request.id()))
                        .map(ticket -> Math.max(0, Doors.CODES - ticket.wrong()))
                        .orElse(0);
                return form(voice, request, voice.say("page.code-wrong", left)).ending(Outcome.REFUSED);
            case ELSEWHERE:
                return titled(voice, request, "page.elsewhere", name)
                        .ending(Outcome.REFUSED)
                        .with(notMe(voice));
            default:
                return titled(voice, request, "page.over", name).ending(Outcome.REFUSED);
        }
    }

    /**
     * @return false when the story has to wait for another one, or takes too long to be waited for
     */
    private boolean run(MailChat.Visit visit, Consumer<Event> story, Event event) {
        Future<?> running = pool.submit(() -> {
            if (visit.waits()) {
                mail.during(visit, () -> story.accept(event));
            }
        });
        try {
            running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.info("event {}: the page does not wait any longer", event.id());
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TryLater) {
                return false;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("event " + event.id() + " ended by an error", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Event event(Found found, String action) {
        byte[] id = new byte[12];
        random.nextBytes(id);
        return new Event(
                "page:" + HexFormat.of().formatHex(id),
                Event.Kind.PRESS,
                MailChat.userOf(found.ticket().person()),
                action,
                Map.of("request", found.request().id()),
                MailChat.page(),
                clock.instant(),
                0);
    }

    /** What the story said, with the buttons that make sense on a page now. */
    private Reply answer(Voice voice, Request now, Reply said) {
        Reply reply = said.title() == null ? said.titled(voice.say(now.secret(), "title")) : said;
        if (now.state() == RequestState.CLOSED) {
            return IN_OTHER_WORDS.contains(endingOf(now))
                    ? ended(voice, now).with(said.buttons().toArray(Reply.Button[]::new))
                    : reply;
        }
        return reply.secret() == null ? reply.and(again(voice), notMe(voice)) : reply.and(notMe(voice));
    }

    private static Reply ended(Voice voice, Request request) {
        Ending ending = endingOf(request);
        Reply reply = IN_OTHER_WORDS.contains(ending)
                ? voice.reply("page.ended." + ending.word())
                : Notices.ended(voice, request, ending);
        return reply.titled(voice.say(request.secret(), "title"));
    }

    private static Ending endingOf(Request request) {
        Ending ending = request.ending();
        return ending == null ? Ending.KEPT : ending;
    }

    private static Reply titled(Voice voice, Request request, String key, Object... args) {
        return voice.reply(key, args).titled(voice.say(request.secret(), "title"));
    }

    private static Reply unknown(Voice voice) {
        return voice.reply("page.unknown").titled(voice.say("page.title")).ending(Outcome.REFUSED);
    }

    private static Reply failed(Voice voice, RuntimeException e) {
        boolean outside = e instanceof PindeskException || e instanceof ChatException;
        if (outside) {
            LOG.warn("a page could not be answered: {}", e.getMessage());
        } else {
            LOG.error("a page could not be answered by a defect", e);
        }
        return voice.reply("page.failed").titled(voice.say("page.title")).with(again(voice));
    }

    private static Reply.Button again(Voice voice) {
        return new Reply.Button("take", voice.say("page.again-button"), "", Reply.Style.PRIMARY);
    }

    private static Reply.Button notMe(Voice voice) {
        return voice.button("notme", Reply.Style.DANGER, "");
    }

    private static boolean same(String code, String typed) {
        return MessageDigest.isEqual(
                code.getBytes(StandardCharsets.US_ASCII), typed.getBytes(StandardCharsets.US_ASCII));
    }
}
