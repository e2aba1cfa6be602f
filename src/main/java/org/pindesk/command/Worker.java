package org.pindesk.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.pindesk.core.Event;
import org.pindesk.core.PindeskException;
import org.pindesk.port.ChatException;
import org.pindesk.port.Store;
import org.pindesk.usecase.Terms;
import org.pindesk.usecase.TryLater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the queue: claims an event, runs its story, ends it or puts it back. The one catch-all of the inside: whatever a story throws,
 * the event is not lost and the person is told when it cannot be done.
 */
public final class Worker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** An answer to something typed or pressed is worth sending for so long. */
    private static final Duration INTERACTIVE_FOR = Duration.ofMinutes(30);

    /** A notice is owed for so long. */
    private static final Duration NOTICE_FOR = Duration.ofHours(24);

    /** Tries of an event whose story fails by a defect of ours. */
    private static final int DEFECT_TRIES = 3;

    private static final Duration BUSY_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Store store;
    private final Consumer<Event> stories;
    private final Consumer<Event> apologise;
    private final Semaphore wake;
    private final Clock clock;
    private final String owner;
    private final Terms terms;
    private volatile boolean stopped;

    /**
     * @param apologise tells the event's person that it could not be done
     * @param wake released once for each new event
     * @param owner id of this copy of the bot
     */
    public Worker(
            Store store,
            Consumer<Event> stories,
            Consumer<Event> apologise,
            Semaphore wake,
            Clock clock,
            String owner,
            Terms terms) {
        this.store = store;
        this.stories = stories;
        this.apologise = apologise;
        this.wake = wake;
        this.clock = clock;
        this.owner = owner;
        this.terms = terms;
    }

    /** No further event is claimed; the one under way is finished. */
    public void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            try {
                if (!workOne()) {
                    boolean woken = wake.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                    LOG.trace("woken: {}", woken);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("the queue cannot be worked at the moment: {}", e.toString());
                pause();
            }
        }
    }

    /**
     * Works one event.
     *
     * @return false when none is due
     */
    public boolean workOne() {
        Instant now = clock.instant();
        Optional<Event> claimed = store.tx(tx -> tx.queue().claim(owner, now, now.plus(terms.lease())));
        if (claimed.isEmpty()) {
            return false;
        }
        Event event = claimed.get();
        try {
            stories.accept(event);
            end(event, tx -> tx.queue().finish(event.id()));
        } catch (TryLater e) {
            Instant due = clock.instant().plus(BUSY_WAIT);
            end(event, tx -> tx.queue().postpone(event.id(), due));
        } catch (ChatException e) {
            again(event, e.retryAfter(), e, Integer.MAX_VALUE);
        } catch (PindeskException e) {
            again(event, null, e, Integer.MAX_VALUE);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            // of the errors those that one event can cause: else it would end one worker after the other
            LOG.error("event {} ({}) failed by a defect", event.id(), event.name(), e);
            again(event, null, e, DEFECT_TRIES);
        }
        return true;
    }

    private void again(Event event, @org.jspecify.annotations.Nullable Duration asked, Throwable why, int mostTries) {
        Duration worth = event.kind() == Event.Kind.NOTICE ? NOTICE_FOR : INTERACTIVE_FOR;
        Instant now = clock.instant();
        boolean over = event.receivedAt().plus(worth).isBefore(now) || event.attempts() + 1 >= mostTries;
        if (over) {
            LOG.error(
                    "event {} ({}) given up after {} tries: {}",
                    event.id(),
                    event.name(),
                    event.attempts() + 1,
                    why.toString());
            try {
                apologise.accept(event);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("event {}: its person cannot be told either: {}", event.id(), e.toString());
            }
            end(event, tx -> tx.queue().finish(event.id()));
            return;
        }
        Duration wait = asked == null ? backoff(event.attempts()) : asked;
        LOG.warn(
                "event {} ({}) will be tried again in {} s: {}",
                event.id(),
                event.name(),
                wait.toSeconds(),
                why.toString());
        end(event, tx -> tx.queue().retry(event.id(), now.plus(wait)));
    }

    private static Duration backoff(int attempts) {
        Duration wait = Duration.ofMillis(500L << Math.min(attempts, 6));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** Ends or puts back an event; repeated while the database is away, since the claim is ours until its lease ends. */
    private void end(Event event, Consumer<Store.Tx> step) {
        while (true) {
            try {
                store.tx(tx -> {
                    step.accept(tx);
                    return true;
                });
                return;
            } catch (PindeskException e) {
                LOG.error("event {} cannot be put away yet: {}", event.id(), e.getMessage());
                if (stopped || !pause()) {
                    return;
                }
            }
        }
    }

    private boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
