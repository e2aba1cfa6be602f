package org.pindesk.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.totp.TimeBasedCodes;
import org.pindesk.adapter.wire.Threads;
import org.pindesk.authorization.Authorizer;
import org.pindesk.command.Dispatcher;
import org.pindesk.command.Reception;
import org.pindesk.command.Words;
import org.pindesk.command.Worker;
import org.pindesk.core.Event;
import org.pindesk.core.PindeskException;
import org.pindesk.core.Problem;
import org.pindesk.gateway.CredentialGateway;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Locator;
import org.pindesk.gateway.PasswordMaker;
import org.pindesk.gateway.PinMaker;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.Inbox;
import org.pindesk.port.Pbx;
import org.pindesk.port.SignsIn;
import org.pindesk.port.Store;
import org.pindesk.port.Visits;
import org.pindesk.usecase.AccountMails;
import org.pindesk.usecase.Actors;
import org.pindesk.usecase.AskForSecret;
import org.pindesk.usecase.Asking;
import org.pindesk.usecase.Disowning;
import org.pindesk.usecase.Doors;
import org.pindesk.usecase.EmergencyBrake;
import org.pindesk.usecase.EndRequest;
import org.pindesk.usecase.FollowUp;
import org.pindesk.usecase.Identities;
import org.pindesk.usecase.MailChat;
import org.pindesk.usecase.MailRoute;
import org.pindesk.usecase.Mailboxes;
import org.pindesk.usecase.MailedOffers;
import org.pindesk.usecase.NewRequests;
import org.pindesk.usecase.Notices;
import org.pindesk.usecase.Offers;
import org.pindesk.usecase.OwnDirectoryPassword;
import org.pindesk.usecase.OwnSecret;
import org.pindesk.usecase.PhoneMode;
import org.pindesk.usecase.PinStatus;
import org.pindesk.usecase.RetryVoicemail;
import org.pindesk.usecase.Screener;
import org.pindesk.usecase.SecondChannel;
import org.pindesk.usecase.SecondFactor;
import org.pindesk.usecase.ShowHelp;
import org.pindesk.usecase.Showing;
import org.pindesk.usecase.Sweep;
import org.pindesk.usecase.TakeSecret;
import org.pindesk.usecase.Targets;
import org.pindesk.usecase.Teller;
import org.pindesk.usecase.Trail;
import org.pindesk.usecase.UnlockPin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot itself: plain constructor calls from the parts to the stories, and the threads that run them. */
public final class Bot implements AutoCloseable {
    /** Threads that store accepted events, and how many events may wait for them. */
    private static final int ACCEPTORS = 4;

    private static final int ACCEPT_QUEUE = 1000;

    /** Threads that ask systems for evidence, all of one person at the same time. */
    private static final int LOOKING = 32;

    /** Threads that ask several telephone systems for an account. */
    private static final int LOCATING = 32;

    /** Threads for stories that begin on a page. */
    private static final int VISITING = 8;

    /** An event that waits for another one of its request is put back for a moment: it counts as work, not as a timer. */
    private static final Duration SOON = Duration.ofMillis(300);

    private static final Logger LOG = LoggerFactory.getLogger(Bot.class);

    private final Parts parts;
    private final Semaphore wake = new Semaphore(0);
    private final ThreadPoolExecutor acceptors;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Reception reception;
    private final Sweep sweep;
    private final FollowUp followUp;
    private final ExecutorService looking;
    private final ExecutorService locating;
    private final ExecutorService visiting;
    private final @Nullable Visits visits;

    public Bot(Parts parts) {
        this.parts = parts;
        Store store = parts.store();
        Doors doors = new Doors(store, parts.clock(), parts.random());
        MailChat mail = MailWiring.chat(parts, doors);
        Map<String, Chat> chats = Stream.concat(parts.chats().stream(), Stream.ofNullable(mail))
                .collect(Collectors.toUnmodifiableMap(Chat::platform, chat -> chat));
        Teller teller = new Teller(chats, parts.language(), parts.zone());
        Trail trail = new Trail(store, parts.clock());
        Authorizer authorizer = new Authorizer(
                parts.roles(), person -> store.tx(tx -> tx.freezes().of(person)).isPresent());
        Identities identities = new Identities(teller, parts.directory(), store, parts.clock());
        this.locating = Threads.pool("locate", LOCATING);
        Locator locator = new Locator(parts.systems(), locating);
        Credentials credentials = new Credentials(
                locator, parts.directory(), new PinMaker(parts.random()), new PasswordMaker(parts.random()));
        CredentialGateway gateway = new CredentialGateway(
                store, credentials, parts.clock(), parts.terms().offer(), parts.checkpoint());
        Showing showing =
                new Showing(store, gateway, locator, teller, trail, parts.clock(), parts.terms(), parts.checkpoint());
        Mailboxes mailboxes = new Mailboxes(locator, gateway);
        PhoneMode phoneMode = new PhoneMode(parts.phoneMode(), parts.directory(), identities, authorizer, teller);
        Screener screener = new Screener(identities, parts.directory(), authorizer, credentials, phoneMode);
        TakeSecret take = new TakeSecret(
                store,
                screener,
                locator,
                gateway,
                mailboxes,
                showing,
                teller,
                trail,
                parts.clock(),
                parts.terms(),
                parts.instance(),
                parts.checkpoint());
        MailedOffers mailed = new MailedOffers(store, parts.directory(), doors, teller);
        MailRoute mailRoute = new MailRoute(mail, identities, parts.mailIndependent());
        Offers offers = new Offers(
                store, locator, showing, teller, trail, parts.clock(), parts.terms(), parts.checkpoint(), mailed);
        Actors actors = new Actors(identities, teller, trail, new Asking(parts.channel()));
        AccountMails accounts =
                new AccountMails(store, parts.directory(), parts.mail(), mailRoute, locator, actors, teller, trail);
        Targets targets = new Targets(store, identities, parts.directory(), locator, teller);
        SecondChannel second =
                new SecondChannel(parts.directory(), parts.mail(), parts.securityMailbox(), actors, teller);
        PinStatus status = new PinStatus(actors, authorizer, targets, locator, teller);
        UnlockPin unlock = new UnlockPin(store, actors, authorizer, targets, locator, second, teller, parts.clock());
        EmergencyBrake brake = new EmergencyBrake(store, actors, authorizer, teller, parts.clock());
        NewRequests requests = new NewRequests(
                store, offers, mailRoute, second, actors, teller, parts.clock(), parts.terms(), parts.checkpoint());
        this.looking = Threads.pool("look", LOOKING);
        LoginStories login = LoginWiring.stories(
                parts,
                looking,
                actors,
                authorizer,
                targets,
                credentials,
                locator,
                requests,
                second,
                mailboxes,
                accounts,
                trail,
                teller,
                phoneMode);
        OwnDirectoryPassword coded = new OwnDirectoryPassword(
                actors,
                authorizer,
                credentials,
                new SecondFactor(store, new TimeBasedCodes(parts.random()), parts.clock()),
                take,
                requests,
                login.incidents(),
                teller,
                parts.checkpoint());
        OwnSecret own = new OwnSecret(
                actors, authorizer, credentials, take, requests, mailboxes, login.incidents(), coded, teller);
        AskForSecret ask = new AskForSecret(
                actors, targets, authorizer, own, login.offers(), take, offers, unlock, requests, teller);
        RetryVoicemail retry = new RetryVoicemail(
                store,
                actors,
                screener,
                mailboxes,
                showing,
                teller,
                trail,
                parts.clock(),
                parts.terms(),
                parts.instance());
        EndRequest end = new EndRequest(
                store, new Disowning(store, trail, parts.clock()), teller, trail, parts.clock(), parts.checkpoint());
        List<String> ids = parts.systems().stream().map(Pbx::id).toList();
        ShowHelp help = new ShowHelp(identities, authorizer, teller, trail, String.join(", ", ids));
        Notices notices = new Notices(store, locator, teller);
        MailWiring.Aftermath aftermath = MailWiring.aftermath(
                parts, doors, accounts, second, actors, targets, authorizer, credentials, locator, teller, trail);
        this.sweep = new Sweep(store, trail, parts.clock());
        this.followUp = login.followUp();
        Dispatcher dispatcher = new Dispatcher(Registry.stories(
                ask, coded, take, retry, end, status, unlock, brake, help, notices, mailed, aftermath, login));
        this.visiting = Threads.pool("page", VISITING);
        this.visits = mail == null
                ? null
                : MailWiring.visits(parts, mail, Registry.ofPages(ask, take, retry, end), trail, visiting);
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
                user -> teller.chat(user.platform())
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
                    dispatcher::handle,
                    event -> apologise(teller, event),
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
        return Optional.ofNullable(visits);
    }

    /** Ends what is due; the timers call it, and the demo after moving its clock. */
    public void sweep() {
        sweep.run();
        followUp.sweep();
        wake.release();
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
    }

    /** Logs the audit chain's head. */
    public void anchor() {
        sweep.anchor();
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
        looking.shutdownNow();
        locating.shutdownNow();
        visiting.shutdownNow();
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
