package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Ending;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Proof;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.CredentialGateway;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Brake;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.PacesWrites;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner takes the new secret: everything is authorized once more, then the secret is made, written, proved and shown. Every step may
 * find that it, or the ones after it, happened before a crash.
 */
public final class TakeSecret {
    private static final Logger LOG = LoggerFactory.getLogger(TakeSecret.class);

    private final Store store;
    private final Screener screener;
    private final Locator locator;
    private final CredentialGateway gateway;
    private final Mailboxes mailboxes;
    private final Showing showing;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;
    private final Terms terms;
    private final String holder;
    private final Checkpoint checkpoint;

    /**
     * @param holder id of this copy of the bot, for leases
     */
    public TakeSecret(
            Store store,
            Screener screener,
            Locator locator,
            CredentialGateway gateway,
            Mailboxes mailboxes,
            Showing showing,
            Teller teller,
            Trail trail,
            Clock clock,
            Terms terms,
            String holder,
            Checkpoint checkpoint) {
        this.store = store;
        this.screener = screener;
        this.locator = locator;
        this.gateway = gateway;
        this.mailboxes = mailboxes;
        this.showing = showing;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
        this.terms = terms;
        this.holder = holder;
        this.checkpoint = checkpoint;
    }

    /** Somebody pressed "Get my new PIN" or "Get my new password". */
    public void pressed(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        Optional<Request> found = store.tx(tx -> tx.requests().byId(event.args().getOrDefault("request", "")));
        if (found.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        Request request = found.get();
        if (!request.owner().chat().equals(user)) {
            trail.notTheOwner(event, request, "take");
            teller.reply(event, voice -> voice.reply("button.not-yours").ending(Outcome.REFUSED));
            return;
        }
        if (request.state() == RequestState.AWAITING_APPROVAL) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        if (!request.isOpen()) {
            // in the window, should an earlier try of this press have opened one
            answer(event, request.secret(), voice -> Notices.ended(voice, request, endingOf(request)));
            return;
        }
        openWindow(event, request.secret(), voice -> voice.reply(request, "working"));
        take(event, request);
    }

    /** The owner of an offer takes the new PIN for the telephone alone, because voicemail is silent. */
    void phoneOnly(Event event, Request request) {
        Request alone = request.withLegs(Mailboxes.alone(request.legs()));
        if (!store.tx(tx -> tx.requests().replace(request, alone))) {
            throw new TryLater(request.id());
        }
        openWindow(event, alone.secret());
        take(event, alone);
    }

    /** Opens the private window while the platform still allows it; not on a second try, when it is too late anyway. */
    void openWindow(Event event, SecretKind kind) {
        openWindow(event, kind, voice -> voice.reply(kind, "working"));
    }

    private void openWindow(Event event, SecretKind kind, Function<Voice, Reply> words) {
        ChatUser user = event.user();
        if (user != null && event.attempts() == 0) {
            Voice voice = teller.voice(user);
            Reply working = words.apply(voice).titled(voice.say(kind, "title"));
            try {
                teller.chat(user.platform()).openWindow(event, working);
            } catch (ChatException e) {
                // the PIN is shown in another way then
                LOG.warn("event {}: no window: {}", event.id(), e.getMessage());
            }
        }
    }

    /** Settles the request if that is still to do, and shows the secret to its owner. */
    void take(Event event, Request request) {
        Instant now = clock.instant();
        boolean mine = store.tx(
                tx -> tx.requests().lease(request.id(), holder + "/" + event.id(), now, now.plus(terms.lease())));
        if (!mine) {
            throw new TryLater(request.id());
        }
        try {
            Request current = store.tx(tx -> tx.requests().byId(request.id())).orElse(request);
            if (current.state() == RequestState.OFFERED && !now.isBefore(current.dueAt())) {
                answer(
                        event,
                        current.secret(),
                        voice -> voice.reply(
                                current, "ended.expired", current.actor().name()));
                return;
            }
            if (current.state() == RequestState.OFFERED || current.state() == RequestState.TAKING) {
                settle(event, current);
            } else if (current.state() == RequestState.SHOWN) {
                showing.show(event, current);
            } else if (current.state() == RequestState.AWAITING_APPROVAL) {
                throw new TryLater(current.id());
            } else {
                answer(event, current.secret(), voice -> Notices.ended(voice, current, endingOf(current)));
            }
        } finally {
            store.tx(tx -> {
                tx.requests().release(request.id(), holder + "/" + event.id());
                return true;
            });
        }
    }

    private void settle(Event event, Request request) {
        Leg leg = request.legs().get(0);
        Screening screening;
        try {
            screening = screener.screen(request);
        } catch (BackendException e) {
            LOG.warn("request {}: {}", request.id(), e.getMessage());
            screening = null;
        }
        Account account = screening == null ? null : screening.account();
        Person owner = screening == null ? null : screening.person();
        Optional<Brake.Pulled> brake = store.tx(tx -> tx.brake().pulled());
        if (brake.isPresent() && leg.draw() == 0 && request.state() == RequestState.OFFERED) {
            answer(
                    event,
                    request.secret(),
                    voice -> voice.reply("brake.active", brake.get().by()).ending(Outcome.REFUSED));
            return;
        }
        if (account == null || owner == null) {
            if (leg.draw() > 0) {
                settled(event, new CredentialGateway.Settled(request, proved(request, leg, screening), null));
            } else {
                held(event, request, screening);
            }
            return;
        }
        tellPlace(event, request.secret(), leg);
        Request taking = begin(request);
        CredentialGateway.Settled done = mailboxes.settle(taking, owner, account);
        settled(event, done);
    }

    /** Settles without writing. When only a system was silent, an absent PIN is no refusal: nothing was written, and it can be tried again. */
    private Leg proved(Request request, Leg leg, @Nullable Screening screening) {
        Leg proved = gateway.proveOnly(request, leg);
        boolean again = proved.outcome() == Outcome.REFUSED && (screening == null || screening.silent());
        return again
                ? leg.settled(Outcome.UNREACHABLE, Proof.NONE, screening == null ? Notices.DIRECTORY : screening.word())
                : proved;
    }

    /** A system that asks for patience makes people wait: they learn their place in the line. */
    private void tellPlace(Event event, SecretKind kind, Leg leg) {
        ChatUser user = event.user();
        PacesWrites paced = locator.as(PacesWrites.class, leg.system());
        int ahead = paced == null ? 0 : paced.waitingWrites();
        if (user == null || ahead == 0) {
            return;
        }
        Voice voice = teller.voice(user);
        try {
            teller.chat(user.platform())
                    .show(event, voice.reply(kind, "waiting", ahead).titled(voice.say(kind, "title")));
        } catch (ChatException e) {
            LOG.info("event {}: the place in the line could not be told: {}", event.id(), e.getMessage());
        }
    }

    private Request begin(Request request) {
        if (request.state() == RequestState.TAKING) {
            return request;
        }
        Request taking = request.withState(RequestState.TAKING, request.dueAt());
        boolean changed = store.tx(tx -> {
            if (!tx.requests().replace(request, taking)) {
                return false;
            }
            trail.row(tx, Trail.receiver(tx, request), request, "take", "accepted", Map.of());
            return true;
        });
        if (!changed) {
            throw new TryLater(request.id());
        }
        checkpoint.reached("taking");
        return taking;
    }

    /** Nothing was written and nothing will be now: say why. An offer stays open when only a system was silent. */
    private void held(Event event, Request request, @Nullable Screening screening) {
        boolean silent = screening == null || screening.silent();
        Outcome outcome = silent ? Outcome.UNREACHABLE : Outcome.REFUSED;
        String word = screening == null ? Notices.DIRECTORY : screening.word();
        Leg leg = request.legs().get(0).settled(outcome, Proof.NONE, word);
        finish(request, leg, null);
        String key;
        if (word.equals(Located.Kind.SERVICE_REFUSED.word())) {
            key = request.selfService() ? "service-refused" : "service-refused-offer";
        } else if (silent) {
            key = request.selfService() ? "unreachable" : "unreachable-offer";
        } else {
            // an account that speaks for nobody (any more) is told so, whoever made the offer
            key = request.selfService() || screening != null && screening.unknown() != null ? "" : "no-longer-allowed";
        }
        answer(event, request.secret(), voice -> {
            String systems = screening == null ? voice.say("system.directory") : screening.systems(voice);
            String detail = screening == null ? "" : screening.detail(voice);
            return (key.isEmpty()
                            ? voice.reply("you." + word, systems, detail)
                            : voice.reply(request, key, systems, ""))
                    .ending(outcome);
        });
    }

    private void settled(Event event, CredentialGateway.Settled done) {
        Request request = done.request();
        Leg leg = done.leg();
        Request stored = finish(request, leg, done.mailbox());
        checkpoint.reached("settled");
        if (stored.state() == RequestState.SHOWN) {
            showing.show(event, stored);
            return;
        }
        String detail = leg.detail() == null ? "" : leg.detail();
        Outcome outcome = leg.outcome() == null ? Outcome.UNKNOWN : leg.outcome();
        boolean offerStays = stored.state() == RequestState.OFFERED;
        if (Mailboxes.inTheWay(leg)) {
            answer(event, request.secret(), voice -> mailboxes.inTheWay(voice, request, leg));
            return;
        }
        String key = offerStays ? "unreachable-offer" : outcome.word();
        answer(event, request.secret(), voice -> {
            String system = Notices.silent(voice, outcome, detail).orElse(voice.label(leg.system(), locator));
            return voice.reply(request, key, system, detail).ending(outcome);
        });
    }

    /** Stores the settled leg with all that follows from it, in one transaction. */
    private Request finish(Request request, Leg leg, @Nullable Leg mailbox) {
        Instant now = clock.instant();
        Outcome outcome = leg.outcome() == null ? Outcome.UNKNOWN : leg.outcome();
        boolean written = Mailboxes.changed(leg) || Mailboxes.changed(mailbox);
        boolean offerStays = outcome == Outcome.UNREACHABLE && !request.selfService();
        Request next;
        if (written) {
            next = request.withLegs(legs(request, leg, mailbox)).withState(RequestState.SHOWN, now.plus(terms.offer()));
        } else if (offerStays) {
            next = request.withLegs(request.legs().stream()
                            .map(each -> Leg.planned(each.system(), each.userId()))
                            .toList())
                    .withState(RequestState.OFFERED, request.dueAt());
        } else {
            next = request.withLegs(legs(request, leg, mailbox))
                    .closed(outcome == Outcome.UNREACHABLE ? Ending.UNREACHABLE : Ending.REFUSED);
        }
        boolean changed = store.tx(tx -> {
            if (!tx.requests().replace(request, next)) {
                return false;
            }
            if (written) {
                tx.queue().add(MailNotices.taken(next, leg, now));
            } else {
                tx.vault().destroy(request.id());
            }
            trail.row(tx, "pindesk", request, "write", outcome.word(), Mailboxes.facts(leg));
            if (mailbox != null) {
                trail.row(tx, "pindesk", request, "write", Mailboxes.word(mailbox), Mailboxes.facts(mailbox));
            }
            if (!request.selfService()) {
                tx.queue().add(Notices.outcome(next, leg, now));
            }
            if (next.state() == RequestState.CLOSED) {
                tx.queue().add(Notices.closed(next, now));
            }
            return true;
        });
        if (!changed) {
            throw new TryLater(request.id());
        }
        return next;
    }

    /** The request's legs with what is known of them now. */
    private static List<Leg> legs(Request request, Leg leg, @Nullable Leg mailbox) {
        List<Leg> legs = new ArrayList<>(request.legs());
        legs.set(0, leg);
        if (mailbox != null) {
            legs.set(1, mailbox);
        }
        return legs;
    }

    /** Answers in the event's window where there is one, else in place of the acknowledgement. */
    void answer(Event event, SecretKind kind, Function<Voice, Reply> what) {
        ChatUser user = event.user();
        if (user == null) {
            return;
        }
        Voice voice = teller.voice(user);
        Reply reply = what.apply(voice);
        Reply titled = Teller.warned(event, voice, reply).titled(voice.say(kind, "title"));
        if (teller.chat(user.platform()).show(event, titled) == Chat.Place.NOWHERE) {
            teller.reply(event, ignored -> reply);
        }
    }

    private static Ending endingOf(Request request) {
        Ending ending = request.ending();
        return ending == null ? Ending.KEPT : ending;
    }

    /** Continues a request that a copy of the bot left behind, without anybody pressing anything. */
    public void resume(Event notice) {
        String id = notice.args().getOrDefault("request", "");
        Optional<Request> request = store.tx(tx -> tx.requests().byId(id));
        try {
            if (request.isPresent() && request.get().state() == RequestState.TAKING) {
                take(notice, request.get());
            }
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                throw e;
            }
            LOG.warn("request {} cannot be told to its owner: {}", id, e.getMessage());
        }
    }
}
