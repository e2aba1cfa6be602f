package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.gateway.CredentialGateway;
import org.pindesk.port.Store;

/** Gives voicemail the PIN that the telephone has already, while it is still kept: within ten minutes of its first showing. */
public final class RetryVoicemail {
    private static final String ACTION = "pin.voicemail";

    private final Store store;
    private final Actors actors;
    private final Screener screener;
    private final Mailboxes mailboxes;
    private final Showing showing;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;
    private final Terms terms;
    private final String holder;

    /**
     * @param holder id of this copy of the bot, for leases
     */
    public RetryVoicemail(
            Store store,
            Actors actors,
            Screener screener,
            Mailboxes mailboxes,
            Showing showing,
            Teller teller,
            Trail trail,
            Clock clock,
            Terms terms,
            String holder) {
        this.store = store;
        this.actors = actors;
        this.screener = screener;
        this.mailboxes = mailboxes;
        this.showing = showing;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
        this.terms = terms;
        this.holder = holder;
    }

    /** The owner pressed "Retry voicemail". */
    public void pressed(Event event) {
        ChatUser user = Objects.requireNonNull(event.user());
        Optional<Request> found = store.tx(tx -> tx.requests().byId(event.args().getOrDefault("request", "")));
        if (found.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
            return;
        }
        if (!found.get().owner().chat().equals(user)) {
            trail.notTheOwner(event, found.get(), "voicemail");
            teller.reply(event, voice -> voice.reply("button.not-yours").ending(Outcome.REFUSED));
            return;
        }
        String lease = holder + "/" + event.id();
        Instant now = clock.instant();
        if (!store.tx(tx -> tx.requests().lease(found.get().id(), lease, now, now.plus(terms.lease())))) {
            throw new TryLater(found.get().id());
        }
        try {
            again(event, store.tx(tx -> tx.requests().byId(found.get().id())).orElse(found.get()));
        } catch (BackendException e) {
            actors.silent(event, ACTION, e);
        } finally {
            store.tx(tx -> {
                tx.requests().release(found.get().id(), lease);
                return true;
            });
        }
    }

    private void again(Event event, Request request) {
        Leg leg = Mailboxes.of(request);
        boolean over = !clock.instant().isBefore(request.dueAt());
        boolean telephone = request.state() == RequestState.SHOWN || request.state() == RequestState.CLOSED;
        if (leg == null || !Mailboxes.failed(request) || over || !telephone) {
            teller.reply(event, voice -> voice.reply("voicemail.over"));
            return;
        }
        Screening screening = screener.screen(request);
        if (screening.account() == null || screening.person() == null) {
            teller.reply(
                    event,
                    voice -> voice.reply(request.secret(), "no-longer-allowed").ending(Outcome.REFUSED));
            return;
        }
        CredentialGateway.Settled done = mailboxes.again(request, screening.person(), leg);
        Leg settled = Objects.requireNonNull(done.mailbox());
        List<Leg> legs = new ArrayList<>(done.request().legs());
        legs.set(1, settled);
        Request stored = done.request().withLegs(legs);
        store.tx(tx -> {
            if (!tx.requests().replace(done.request(), stored)) {
                throw new TryLater(request.id());
            }
            if (settled.outcome() == Outcome.APPLIED && stored.state() == RequestState.CLOSED) {
                tx.vault().destroy(stored.id());
            }
            trail.row(tx, "pindesk", stored, "write", Mailboxes.word(settled), Mailboxes.facts(settled));
            return true;
        });
        if (stored.state() == RequestState.SHOWN) {
            showing.show(event, stored);
        } else {
            teller.reply(event, voice -> mailboxes.reply(voice, stored, settled));
        }
    }
}
