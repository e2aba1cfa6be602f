package org.pindesk.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.CommandForm;
import org.pindesk.core.Event;
import org.pindesk.core.Origin;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.port.Inbox;
import org.pindesk.port.Store;
import org.pindesk.usecase.SecondFactor;
import org.pindesk.wording.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts events: parses and masks what was typed, stores the event durably, and only then says "taken". When the database does not
 * commit in time the event is withdrawn, so that "not taken, nothing done" stays true even if the database comes back a moment later.
 */
public final class Reception implements Inbox {
    /** How long the database may take before the answer is "not taken". */
    static final Duration ACCEPT_WITHIN = Duration.ofMillis(500);

    /** How long a commit that has begun is waited for: it cannot be taken back any more. */
    private static final Duration COMMIT_WITHIN = Duration.ofMillis(1500);

    /** How long no worker gets an event before it is certain that its sender hears "taken": longer than both waits together. */
    private static final Duration HELD = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    /** Values of buttons and forms: ids and words of ours. */
    private static final String VALUE = "[0-9A-Za-z_-]{1,1000}";

    private enum Phase {
        WAITING,
        COMMITTING,
        STORED,
        ABANDONED
    }

    private final Store store;
    private final Words words;
    private final Catalogue catalogue;
    private final Set<String> asking;
    private final Function<ChatUser, Locale> language;
    private final Runnable wakeWorkers;
    private final ExecutorService acceptors;
    private final Clock clock;
    private final Checkpoint checkpoint;

    /**
     * @param asking names of commands and actions whose stories may ask by a form
     * @param language the person's language as far as it is known without asking anybody
     * @param wakeWorkers called after each accepted event
     * @param acceptors bounded pool that stores events; this object shuts it down in no case
     */
    public Reception(
            Store store,
            Words words,
            Catalogue catalogue,
            Set<String> asking,
            Function<ChatUser, Locale> language,
            Runnable wakeWorkers,
            ExecutorService acceptors,
            Clock clock,
            Checkpoint checkpoint) {
        this.store = store;
        this.words = words;
        this.catalogue = catalogue;
        this.asking = Set.copyOf(asking);
        this.language = language;
        this.wakeWorkers = wakeWorkers;
        this.acceptors = acceptors;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    @Override
    public Ack command(String eventId, ChatUser user, String command, String text, Origin origin) {
        return command(eventId, user, words.parse(command, text), origin);
    }

    @Override
    public Ack options(String eventId, ChatUser user, String command, Map<String, String> options, Origin origin) {
        return command(eventId, user, words.parse(command, options), origin);
    }

    private Ack command(String eventId, ChatUser user, Parsed parsed, Origin origin) {
        Event event =
                new Event(eventId, Event.Kind.COMMAND, user, parsed.name(), parsed.args(), origin, clock.instant(), 0);
        return accept(event, user, Sealing.of("who", parsed.person(), eventId), "ack.working");
    }

    @Override
    public Ack message(String eventId, ChatUser user, String text, Origin origin) {
        return command(eventId, user, PlainWords.of(text), origin);
    }

    @Override
    public Ack home(String eventId, ChatUser user, Origin origin) {
        Event event = new Event(eventId, Event.Kind.PRESS, user, "home", Map.of(), origin, clock.instant(), 0);
        return accept(event, user, null, null);
    }

    @Override
    public Ack shortcut(String eventId, ChatUser user, String name, @Nullable String target, Origin origin) {
        Parsed parsed = switch (name) {
            case "reset-pin" -> Parsed.of(Parsed.SHORTCUT_RESET);
            case "login-help" -> Parsed.of(Parsed.LOGIN_HELP);
            case "help-person" ->
                target == null
                        ? Parsed.of(Parsed.SHORTCUT_NOBODY)
                        : words.parse(Parsed.LOGIN_HELP, Map.of("target", target));
            default -> Parsed.of(Parsed.UNKNOWN);
        };
        return command(eventId, user, parsed, origin);
    }

    @Override
    public List<CommandForm> commands() {
        return catalogue.commands();
    }

    @Override
    public List<CommandForm.Suggestion> suggest(String command, String option, String typed, Locale language) {
        return catalogue.suggest(option, typed, language);
    }

    @Override
    public Ack press(String eventId, ChatUser user, String action, String value, Origin origin) {
        Map<String, String> args = new HashMap<>();
        args.put("request", value.matches(VALUE) ? value : "");
        Event event = new Event(eventId, Event.Kind.PRESS, user, action, args, origin, clock.instant(), 0);
        return accept(event, user, null, null);
    }

    @Override
    public Ack submit(
            String eventId, ChatUser user, String action, String value, Map<String, String> fields, Origin origin) {
        Map<String, String> args = Fields.masked(fields);
        args.put("request", value.matches(VALUE) ? value : "");
        Event event = new Event(eventId, Event.Kind.PRESS, user, action, args, origin, clock.instant(), 0);
        String code = Fields.oneTimeCode(fields);
        return accept(event, user, Sealing.of(SecondFactor.ARGUMENT, code, SecondFactor.place(eventId)), "ack.working");
    }

    /**
     * Something typed that may be anything, a password or a code too: it is stored sealed, and opened only by the story that needs it.
     *
     * @param argument the event's argument that will hold it
     * @param place where alone it opens
     */
    private record Sealing(String argument, String typed, String place) {
        /** Null when nothing was typed. */
        static @Nullable Sealing of(String argument, @Nullable String typed, String place) {
            return typed == null ? null : new Sealing(argument, typed, place);
        }

        /** Never what was typed. */
        @Override
        public String toString() {
            return argument + " ***";
        }
    }

    private Ack accept(Event event, ChatUser user, @Nullable Sealing sealing, @Nullable String textKey) {
        Texts texts = Texts.in(language.apply(user));
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
        Future<Boolean> stored;
        try {
            stored = acceptors.submit(() -> insert(event, sealing, phase));
        } catch (RejectedExecutionException e) {
            LOG.error("event {} not taken: too many are waiting for the database", event.id());
            return new Ack(false, texts.say("ack.not-taken"));
        }
        boolean done = waitFor(stored, ACCEPT_WITHIN);
        if (!done && !phase.compareAndSet(Phase.WAITING, Phase.ABANDONED)) {
            done = waitFor(stored, COMMIT_WITHIN) || !phase.compareAndSet(Phase.COMMITTING, Phase.ABANDONED);
        }
        if (!done || phase.get() != Phase.STORED) {
            LOG.error("event {} not taken: the database did not commit in time", event.id());
            return new Ack(false, texts.say("ack.not-taken"));
        }
        checkpoint.reached("accepted");
        wakeWorkers.run();
        return new Ack(true, textKey == null ? null : texts.say(textKey), asking.contains(event.name()));
    }

    private boolean insert(Event event, @Nullable Sealing sealing, AtomicReference<Phase> phase) {
        Instant heldUntil = clock.instant().plus(HELD);
        boolean added = store.tx(tx -> {
            boolean fresh = tx.queue().addHeld(sealing == null ? event : sealed(event, sealing, tx), heldUntil);
            // the last step before the commit: from here on it cannot be taken back without another transaction
            if (!phase.compareAndSet(Phase.WAITING, Phase.COMMITTING) && phase.get() != Phase.COMMITTING) {
                throw new PindeskException(Problem.STORE_DOWN, "event " + event.id() + " was given up meanwhile");
            }
            return fresh;
        });
        if (phase.compareAndSet(Phase.COMMITTING, Phase.STORED)) {
            if (added) {
                store.tx(tx -> {
                    tx.queue().letGo(event.id());
                    return true;
                });
            }
            return true;
        }
        if (added) {
            store.tx(tx -> {
                tx.queue().withdraw(event.id());
                return true;
            });
        }
        return false;
    }

    private static Event sealed(Event event, Sealing sealing, Store.Tx tx) {
        Map<String, String> args = new HashMap<>(event.args());
        args.put(sealing.argument(), tx.vault().wrap(sealing.typed(), sealing.place()));
        return new Event(
                event.id(),
                event.kind(),
                event.user(),
                event.name(),
                args,
                event.origin(),
                event.receivedAt(),
                event.attempts());
    }

    private static boolean waitFor(Future<Boolean> stored, Duration limit) {
        try {
            return stored.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            LOG.debug("storing an event failed: {}", String.valueOf(e.getCause()));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
