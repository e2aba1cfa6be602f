package org.pindesk.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.pindesk.command.Reception;
import org.pindesk.command.Words;
import org.pindesk.command.Worker;
import org.pindesk.core.Event;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.Inbox;
import org.pindesk.port.Pbx;
import org.pindesk.port.SignsIn;
import org.pindesk.port.Store;
import org.pindesk.port.Visits;
import org.pindesk.usecase.Teller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot itself: takes events, runs their stories in its threads, starts and ends. */
public final class Bot implements AutoCloseable {
    /** Threads that store accepted events, and how many events may wait for them. */
    private static final int ACCEPTORS = 4;

    private static final int ACCEPT_QUEUE = 1000;

    /** An event that waits for another one of its request is put back for a moment: it counts as work, not as a timer. */
    private static final Duration SOON = Duration.ofMillis(300);

    private static final Logger LOG = LoggerFactory.getLogger(Bot.class);

    private final Parts parts;
    private final Semaphore wake = new Semaphore(0);
    private final ThreadPoolExecutor acceptors;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Reception reception;
    private final Assembly stories;

    public Bot(Parts parts) {
        this.parts = parts;
        this.stories = new Assembly(parts);
        Store store = parts.store();
        List<String> ids = parts.systems().stream().map(Pbx::id).toList();
        this.acceptors = new ThreadPoolExecutor(
                ACCEPTORS,
                ACCEPTORS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(ACCEPT_QUEUE),
                task -> daemon(task, "accept"));
        this.reception = new Reception(
                store,
                new Words(Set.copyOf(ids)),
                Registry.catalogue(parts.systems()),
                Registry.ASKING_BY_FORM,
                user -> stories.teller
                        .chat(user.platform())
                        .knownProfile(user)
                        .map(org.pindesk.port.Profile::locale)
                        .orElse(parts.language()),
                wake::release,
                acceptors,
                parts.clock(),
                parts.checkpoint());
        for (int i = 0; i < parts.workers(); i++) {
            workers.add(new Worker(
                    store,
                    stories.dispatcher::handle,
                    event -> apologise(stories.teller, event),
                    wake,
                    parts.clock(),
                    parts.instance(),
                    parts.terms()));
        }
    }

    private static void apologise(Teller teller, Event event) {
        if (event.user() != null) {
            teller.reply(event, voice -> voice.reply("failed.defect", event.id()));
        }
    }

    /** Frees what an earlier run held, starts the workers, connects the chats. */
    public void start() {
        Store store = parts.store();
        int foreign = store.tx(tx -> tx.vault().foreign());
        if (foreign > 0) {
            throw new PindeskException(
                    Problem.WRONG_KEY,
                    foreign
                            + " sealed secret(s) in the database cannot be opened with ENCRYPTION_KEYS. Put the earlier key back"
                            + " behind the current one (new:…,old:…) and start again: authenticators are then sealed with the"
                            + " current key, other secrets live for a day at most, and after that the old key is not needed any"
                            + " more. Authenticators whose key is lost are named by 'pindesk authenticator list', and can only be"
                            + " removed.");
        }
        int resealed = store.tx(tx -> tx.authenticators().reseal());
        if (resealed > 0) {
            LOG.info("{} authenticator(s) sealed anew with the current key", resealed);
        }
        if (parts.soleOwner()) {
            store.tx(tx -> {
                tx.queue().freeAllClaims();
                tx.requests().freeAllLeases();
                return true;
            });
        }
        for (Worker worker : workers) {
            Thread thread = daemon(worker, "worker");
            threads.add(thread);
            thread.start();
        }
        for (Chat chat : parts.chats()) {
            chat.start(reception);
        }
        LOG.info(
                "started: {} telephone system(s), {} chat platform(s)",
                parts.systems().size(),
                parts.chats().size());
    }

    /** Where chat adapters bring events; for tests that play the chat. */
    public Inbox inbox() {
        return reception;
    }

    /** What stands behind the bot's own pages; empty where letters cannot lead to them. */
    public Optional<Visits> visits() {
        return Optional.ofNullable(stories.visits);
    }

    /** Ends what is due; the timers call it, and the demo after moving its clock. */
    public void sweep() {
        stories.sweep.run();
        stories.followUp.sweep();
        stories.verification.choice().sweep();
        wake.release();
    }

    /** Looks at people whom nobody has seen for long, where policy needs it; the timers call it. */
    public void look() {
        stories.lastSight.refresh();
    }

    /** Signs in again with service accounts that were refused: somebody has put them right. */
    public void signInAgain() {
        if (parts.directory() instanceof SignsIn directory) {
            directory.signInAgain();
        }
        if (parts.mail() instanceof SignsIn mail) {
            mail.signInAgain();
        }
        for (Pbx pbx : parts.systems()) {
            if (pbx instanceof SignsIn system) {
                system.signInAgain();
            }
        }
        for (Chat chat : parts.chats()) {
            if (chat instanceof SignsIn platform) {
                platform.signInAgain();
            }
        }
    }

    /** Logs the audit chain's head. */
    public void anchor() {
        stories.sweep.anchor();
    }

    /** Events being worked on or due now. */
    public int open() {
        Instant soon = parts.clock().instant().plus(SOON);
        return parts.store().tx(tx -> tx.queue().open(soon));
    }

    /** Whether every chat platform is connected. */
    public boolean connected() {
        return parts.chats().stream().allMatch(Chat::connected);
    }

    /** Takes no more events, finishes what is under way, closes every part. */
    @Override
    public void close() {
        for (Chat chat : parts.chats()) {
            quietly(chat);
        }
        stop(acceptors);
        stories.close();
        workers.forEach(Worker::stop);
        wake.release(workers.size());
        for (Thread thread : threads) {
            join(thread);
        }
        parts.systems().forEach(Bot::quietly);
        quietly(parts.mail());
        quietly(parts.directory());
        quietly(parts.store());
    }

    private static void stop(ExecutorService pool) {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(3, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(5000);
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void quietly(AutoCloseable part) {
        try {
            part.close();
        } catch (ChatException | PindeskException e) {
            LOG.warn("closing: {}", Objects.toString(e.getMessage()));
        } catch (Exception e) {
            LOG.warn("closing failed", e);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, "pindesk-" + name);
        thread.setDaemon(true);
        return thread;
    }
}
