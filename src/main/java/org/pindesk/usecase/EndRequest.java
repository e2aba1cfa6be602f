package org.pindesk.usecase;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Ending;
import org.pindesk.core.Event;
import org.pindesk.core.Origin;
import org.pindesk.core.Outcome;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.port.Store;

/** The three ways in which people end a request: "I have it", "Cancel", "This wasn't me". */
public final class EndRequest {
    private final Store store;
    private final Disowning disowning;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;
    private final Checkpoint checkpoint;

    public EndRequest(
            Store store, Disowning disowning, Teller teller, Trail trail, Clock clock, Checkpoint checkpoint) {
        this.disowning = disowning;
        this.store = store;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /** The owner has the secret: it is destroyed and can never be shown again. */
    public void keep(Event event) {
        Request request = find(event);
        if (request == null || foreign(event, request, request.owner().chat(), "keep")) {
            return;
        }
        if (request.state() == RequestState.SHOWN) {
            end(request, Ending.KEPT, "keep");
            checkpoint.reached("kept");
        }
        boolean retry = Mailboxes.failed(request);
        String later = Mailboxes.changed(Mailboxes.of(request)) ? "voicemail.later-unknown" : "voicemail.later";
        if (retry && fromWindow(event)) {
            teller.direct(
                    request.owner().chat(),
                    voice -> voice.reply(later)
                            .with(voice.button("retry-voicemail", Reply.Style.PRIMARY, request.id())));
        } else if (!fromWindow(event) && !retry && request.offer() != null) {
            // the offer itself says that it is over: not a second time beside it
            Ending ending = endingNow(request);
            teller.finish(event, voice -> Notices.ended(voice, request, ending));
        } else if (!fromWindow(event)) {
            Ending ending = endingNow(request);
            teller.reply(
                    event,
                    voice -> retry
                            ? Notices.ended(voice, request, ending)
                                    .with(voice.button("retry-voicemail", Reply.Style.PRIMARY, request.id()))
                            : Notices.ended(voice, request, ending));
        }
    }

    /** Who offered takes the offer back; possible until the owner has taken it. */
    public void cancel(Event event) {
        Request request = find(event);
        if (request == null || foreign(event, request, request.actor().chat(), "cancel")) {
            return;
        }
        settledOnly(request);
        boolean waits = request.state() == RequestState.OFFERED || request.state() == RequestState.AWAITING_APPROVAL;
        if (waits && end(request, Ending.CANCELLED, "cancel")) {
            teller.reply(
                    event,
                    voice -> voice.reply(
                            request.secret(), "told.cancelled", request.owner().name()));
            return;
        }
        Ending ending = endingNow(request);
        String key = ending == Ending.CANCELLED ? "told.cancelled" : "cancel.too-late";
        teller.reply(
                event,
                voice -> voice.reply(request.secret(), key, request.owner().name()));
    }

    /** Phone mode: the manager does not hand it over. That says nothing about its owner, so nothing is frozen. */
    public void decline(Event event) {
        Request request = find(event);
        if (request == null || foreign(event, request, request.owner().chat(), "decline")) {
            return;
        }
        settledOnly(request);
        if (request.handedOver() && request.state() == RequestState.OFFERED) {
            end(request, Ending.DECLINED, "decline");
        }
        Ending ending = endingNow(request);
        teller.reply(event, voice -> Notices.ended(voice, request, ending));
    }

    /** The owner does not know of it. */
    public void disown(Event event) {
        Request request = find(event);
        if (request == null || foreign(event, request, request.owner().chat(), "disown")) {
            return;
        }
        disowning.disown(request);
        teller.reply(event, voice -> Notices.ended(voice, request, Ending.DISOWNED));
    }

    /** While a write is under way nobody can say what the press will come to: it waits until the write is settled. */
    private static void settledOnly(Request request) {
        if (request.state() == RequestState.TAKING) {
            throw new TryLater(request.id());
        }
    }

    private @org.jspecify.annotations.Nullable Request find(Event event) {
        Optional<Request> request =
                store.tx(tx -> tx.requests().byId(event.args().getOrDefault("request", "")));
        if (request.isEmpty()) {
            teller.reply(event, voice -> voice.reply("button.gone"));
        }
        return request.orElse(null);
    }

    private boolean foreign(Event event, Request request, ChatUser entitled, String action) {
        ChatUser user = Objects.requireNonNull(event.user());
        boolean atTheOwnersPage = action.equals("disown")
                && user.equals(MailChat.userOf(request.owner().person()));
        if (user.equals(entitled) || atTheOwnersPage) {
            return false;
        }
        trail.note(
                Trail.of(user),
                "person:" + request.owner().person(),
                request.secret().word() + "." + action,
                "denied",
                event,
                Map.of("why", "not-entitled", "request", request.id()));
        teller.reply(event, voice -> voice.reply("button.not-yours").ending(Outcome.REFUSED));
        return true;
    }

    private boolean end(Request request, Ending how, String action) {
        return store.tx(tx -> {
            Request closed = request.closed(how);
            if (!tx.requests().replace(request, closed)) {
                return false;
            }
            if (how == Ending.KEPT && Mailboxes.failed(request)) {
                // voicemail can still be given the same PIN; nobody sees it any more
                tx.vault().keepUntil(request.id(), request.dueAt());
            } else {
                tx.vault().destroy(request.id());
            }
            String who = how == Ending.CANCELLED ? "person:" + request.actor().person() : Trail.receiver(tx, request);
            ApprovalBook.closing(tx, trail, request, how);
            trail.row(tx, who, request, action, how.word(), Map.of());
            tx.queue().add(Notices.closed(closed, clock.instant()));
            return true;
        });
    }

    private Ending endingNow(Request request) {
        Ending ending = store.tx(tx -> tx.requests().byId(request.id()))
                .map(Request::ending)
                .orElse(null);
        return ending == null ? Ending.KEPT : ending;
    }

    private static boolean fromWindow(Event event) {
        Origin origin = event.origin();
        return origin != null && origin.window() != null;
    }
}
