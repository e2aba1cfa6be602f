package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Ending;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Approvals.Approval;
import org.pindesk.port.ChatException;
import org.pindesk.port.Store;

/** Offers of a new secret: bringing them to their owner, telling who offered, making way for newer ones. */
public final class Offers {
    private final Store store;
    private final Locator locator;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;
    private final Checkpoint checkpoint;
    private final Showing showing;
    private final Terms terms;
    private final MailedOffers mailed;

    public Offers(
            Store store,
            Locator locator,
            Showing showing,
            Teller teller,
            Trail trail,
            Clock clock,
            Terms terms,
            Checkpoint checkpoint,
            MailedOffers mailed) {
        this.mailed = mailed;
        this.showing = showing;
        this.terms = terms;
        this.store = store;
        this.locator = locator;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /** Sends the offer to its owner if that has not happened yet, and tells who offered. May run again after a crash. */
    public void announce(Event event, Request request) {
        Request current = store.tx(tx -> tx.requests().byId(request.id())).orElse(request);
        Optional<Approval> approval = store.tx(tx -> tx.approvals().of(request.id()));
        if (approval.isPresent()) {
            // what it waits for, or waited for: its owner is told by the approval and not by this event
            teller.reply(event, voice -> awaiting(voice, current, approval.get(), true));
            return;
        }
        if (current.state() == RequestState.OFFERED && current.offer() == null) {
            try {
                sendTo(event, current);
            } catch (ChatException e) {
                if (mayStillArrive(e, current)) {
                    throw e;
                }
                undeliverable(event, current);
                return;
            }
        }
        if (!current.isOpen() && current.offer() == null) {
            // closed in an earlier try of this event, which could not tell it
            tellUndeliverable(event, current);
            return;
        }
        checkpoint.reached("offered");
        teller.reply(
                event,
                voice -> mailed.told(
                                voice,
                                current,
                                AccountMails.told(voice, event, current, offered(voice, current, "offer.sent")))
                        .with(cancel(voice, current)));
    }

    /** The state of a request that waits for others, for who asked. */
    private static Reply awaiting(Voice voice, Request request, Approval approval, boolean own) {
        Reply reply = ApprovalWords.state(voice, request, approval);
        return own && request.isOpen() ? reply.with(cancel(voice, request)) : reply;
    }

    /**
     * After an approval: sends the offer to its owner, and tells who asked. May run again after a crash.
     *
     * @param approval who approved, in words
     */
    void approved(Event notice, Request request, Function<Voice, String> approval) {
        ChatUser asker = request.actor().chat();
        boolean undeliverable = !request.isOpen() && request.offer() == null && request.ending() == Ending.CANCELLED;
        if (request.state() == RequestState.OFFERED && request.offer() == null) {
            try {
                sendTo(notice, request);
            } catch (ChatException e) {
                if (mayStillArrive(e, request)) {
                    throw e;
                }
                undeliverable(notice, request);
                undeliverable = true;
            }
        }
        checkpoint.reached("approved-offered");
        if (undeliverable) {
            teller.direct(asker, voice -> undeliverable(voice, request).after(approval.apply(voice)));
        } else if (request.state() != RequestState.CLOSED) {
            teller.direct(
                    asker,
                    voice -> mailed.told(
                                    voice,
                                    request,
                                    AccountMails.told(voice, notice, request, offered(voice, request, "offer.sent")))
                            .after(approval.apply(voice))
                            .with(cancel(voice, request)));
        }
    }

    /** The owner has an open offer already: it is shown to them once more. */
    void remind(Event event, Request open, Person actor) {
        if (open.state() == RequestState.AWAITING_APPROVAL) {
            Approval approval = store.tx(tx -> tx.approvals().of(open.id())).orElseThrow();
            look(event, open, actor, "awaits-approval");
            teller.reply(event, voice -> awaiting(voice, open, approval, isOf(open, actor)));
            return;
        }
        if (open.state() == RequestState.OFFERED) {
            MessageRef old = open.offer();
            try {
                sendTo(event, open);
            } catch (ChatException e) {
                if (mayStillArrive(e, open)) {
                    throw e;
                }
                if (old == null) {
                    undeliverable(event, open);
                } else {
                    look(event, open, actor, "not-reminded");
                    teller.reply(
                            event,
                            voice -> ours(
                                    voice,
                                    open,
                                    actor,
                                    MailChat.isMail(open.owner().chat())
                                            ? mailed.told(
                                                    voice,
                                                    open,
                                                    voice.reply(
                                                            "mail.offer.not-reminded",
                                                            open.owner().name()))
                                            : offered(voice, open, "offer.not-reminded")));
                }
                return;
            }
            if (old != null) {
                teller.update(open.owner().chat(), old, voice -> voice.reply(open.secret(), "offer.repeated-below"));
            }
            look(event, open, actor, "reminded");
            teller.reply(
                    event,
                    voice -> ours(
                            voice,
                            open,
                            actor,
                            mailed.told(
                                    voice,
                                    open,
                                    AccountMails.told(voice, event, open, offered(voice, open, "offer.reminded")))));
        } else if (open.state() == RequestState.SHOWN) {
            showing.callBack(open);
            look(event, open, actor, "called-back");
            teller.reply(
                    event,
                    voice -> mailed.told(
                            voice,
                            open,
                            AccountMails.notMailed(
                                    voice,
                                    event,
                                    voice.reply(
                                            open, "offer.waiting", open.owner().name()))));
        } else {
            look(event, open, actor, "being-taken");
            String key = isOf(open, actor) ? "offer.being-taken" : "offer.being-taken-already";
            teller.reply(
                    event,
                    voice -> AccountMails.notMailed(
                            voice, event, voice.reply(open, key, open.owner().name())));
        }
    }

    private void look(Event event, Request open, Person actor, String result) {
        trail.note(
                Trail.of(actor),
                "person:" + open.owner().person(),
                open.secret().word() + ".reset",
                result,
                event,
                Map.of("request", open.id()));
    }

    private static boolean isOf(Request open, Person actor) {
        return open.actor().person().equals(actor.id());
    }

    /** Only who offered can cancel; nobody else gets a button that would refuse them. */
    private static Reply ours(Voice voice, Request open, Person actor, Reply reply) {
        return isOf(open, actor) ? reply.with(cancel(voice, open)) : reply;
    }

    /**
     * Whether an open request gives its place to a newer one: it does once its secret was shown and the newer one comes from
     * helpdesk, or nobody knows whether its secret took, or the telephone alone did not take it. An offer or a write under way never does;
     * what waits for an approval does when the owner takes care of it personally, which needs none.
     */
    boolean makeWay(Store.Tx tx, Request open, Request newer) {
        boolean awaits = open.state() == RequestState.AWAITING_APPROVAL && newer.selfService();
        // an ordinary offer cannot be taken while the directory is away
        boolean glass = open.state() == RequestState.OFFERED
                && newer.rule().equals(Authorizer.BREAK_GLASS)
                && !open.rule().equals(Authorizer.BREAK_GLASS);
        boolean unknown =
                open.legs().stream().anyMatch(leg -> leg.outcome() == Outcome.UNKNOWN) || Mailboxes.voicemailOnly(open);
        // the ten minutes begin with the first showing; before that the time is much longer
        boolean seen = !open.dueAt().isAfter(clock.instant().plus(terms.show()));
        if (!awaits && !glass && (open.state() != RequestState.SHOWN || !seen || newer.selfService() && !unknown)) {
            return false;
        }
        if (!tx.requests().replace(open, open.closed(Ending.SUPERSEDED))) {
            return false;
        }
        tx.vault().destroy(open.id());
        ApprovalBook.closing(tx, trail, open, Ending.SUPERSEDED);
        trail.row(tx, "pindesk", open, "close", Ending.SUPERSEDED.word(), Map.of("by", newer.id()));
        tx.queue().add(Notices.closed(open, clock.instant()));
        return true;
    }

    /** A chat that is away is waited for; a mail server is not, since the helpdesk person has to call with the code. */
    private static boolean mayStillArrive(ChatException e, Request request) {
        return e.kind() != ChatException.Kind.UNREACHABLE_PERSON
                && !MailChat.isMail(request.owner().chat());
    }

    private void sendTo(Event event, Request request) {
        ChatUser owner = request.owner().chat();
        MessageRef sent = teller.direct(owner, voice -> offer(voice, request));
        store.tx(tx -> {
            Request before = tx.requests().byId(request.id()).orElse(request);
            tx.requests().replace(before, before.withOffer(sent));
            trail.row(tx, "pindesk", request, "offer.send", "sent", Map.of("platform", owner.platform()));
            AccountMails.of(event, request, clock.instant()).ifPresent(tx.queue()::add);
            return true;
        });
    }

    private void undeliverable(Event event, Request request) {
        boolean closed = store.tx(tx -> {
            if (!tx.requests().replace(request, request.closed(Ending.CANCELLED))) {
                return false;
            }
            trail.row(tx, "pindesk", request, "offer.send", "undeliverable", Map.of());
            return true;
        });
        if (!closed) {
            throw new TryLater(request.id());
        }
        tellUndeliverable(event, request);
    }

    private void tellUndeliverable(Event event, Request request) {
        teller.reply(event, voice -> undeliverable(voice, request));
    }

    private static Reply undeliverable(Voice voice, Request request) {
        return (MailChat.isMail(request.owner().chat())
                        ? voice.reply(
                                "mail.offer.undeliverable", request.owner().name())
                        : voice.reply(
                                request, "offer.undeliverable", request.owner().name()))
                .ending(Outcome.REFUSED);
    }

    /** What its owner reads of an offer. */
    Reply offer(Voice voice, Request request) {
        String system = voice.label(request.legs().get(0).system(), locator);
        String until = voice.time(request.dueAt());
        String reason = request.reason();
        String text = reason == null
                ? voice.say(request, "offer.text", request.actor().name(), system, until)
                : voice.say(request, "offer.text-with-reason", request.actor().name(), system, until, reason);
        return Reply.of(text)
                .titled(voice.say(request, "offer.title"))
                .with(
                        voice.take(request, Reply.Style.PRIMARY),
                        request.handedOver()
                                ? voice.button("decline", Reply.Style.PLAIN, request.id())
                                : voice.button("notme", Reply.Style.DANGER, request.id()));
    }

    /** What who offered reads of an offer that is out. */
    Reply outgoing(Voice voice, Request request) {
        return offered(voice, request, "offer.sent").with(cancel(voice, request));
    }

    private Reply offered(Voice voice, Request request, String key) {
        Instant until = request.dueAt();
        return voice.reply(request, key, request.owner().name(), voice.time(until));
    }

    private static Reply.Button cancel(Voice voice, Request request) {
        return voice.button("cancel", Reply.Style.PLAIN, request.id());
    }
}
