package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Checkpoint;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.core.Secret;
import org.pindesk.core.SecretKind;
import org.pindesk.gateway.CredentialGateway;
import org.pindesk.gateway.Locator;
import org.pindesk.port.Chat;
import org.pindesk.port.MakesPinChange;
import org.pindesk.port.Store;

/** Shows a written secret to its owner, again and again until it is kept or the time is over; never to anybody else. */
public final class Showing {
    private final Store store;
    private final CredentialGateway gateway;
    private final Locator locator;
    private final Teller teller;
    private final Trail trail;
    private final Clock clock;
    private final Terms terms;
    private final Checkpoint checkpoint;

    public Showing(
            Store store,
            CredentialGateway gateway,
            Locator locator,
            Teller teller,
            Trail trail,
            Clock clock,
            Terms terms,
            Checkpoint checkpoint) {
        this.store = store;
        this.gateway = gateway;
        this.locator = locator;
        this.teller = teller;
        this.trail = trail;
        this.clock = clock;
        this.terms = terms;
        this.checkpoint = checkpoint;
    }

    /** Shows the secret of a settled request to the owner; the event is the owner's. */
    void show(Event event, Request request) {
        ChatUser owner = request.owner().chat();
        Secret secret = clock.instant().isBefore(request.dueAt()) ? gateway.reveal(request) : null;
        if (secret == null) {
            teller.reply(
                    event,
                    voice -> voice.reply(
                            request, "ended.shown-timeout", request.actor().name()));
            return;
        }
        Voice voice = teller.voice(owner);
        Reply reply = revealing(voice, request, secret);
        Chat.Place place = event.user() == null
                ? Chat.Place.NOWHERE
                : teller.chat(owner.platform()).show(event, reply);
        if (place == Chat.Place.NOWHERE) {
            callBack(request);
            return;
        }
        checkpoint.reached("shown");
        remember(request);
        // an ephemeral secret stands where a reply would: nothing more is said there
        boolean inWindow = event.origin() != null && event.origin().window() != null;
        if (request.selfService() && place == Chat.Place.WINDOW && !inWindow) {
            teller.reply(
                    event,
                    other -> other.reply(request.secret(), "in-window")
                            .ending(outcome(request))
                            .with(other.take(request, Reply.Style.PLAIN)));
        }
    }

    /** The secret is there and its owner has not seen it: a message that stays brings the button. */
    void callBack(Request request) {
        teller.direct(
                request.owner().chat(),
                voice -> voice.reply(request, "ready")
                        .titled(voice.say(request, "title"))
                        .with(voice.take(request, Reply.Style.PRIMARY)));
    }

    private Reply revealing(Voice voice, Request request, Secret secret) {
        Leg leg = request.legs().get(0);
        String system = voice.label(leg.system(), locator);
        Outcome outcome = outcome(request);
        Leg mailbox = Mailboxes.of(request);
        if (mailbox != null && Mailboxes.voicemailOnly(request)) {
            return shown(voice, request, secret, voicemailOnly(voice, leg, mailbox));
        }
        String key = outcome == Outcome.APPLIED ? "applied." + leg.proof().word() : "unknown";
        Instant until = clock.instant().plus(terms.show());
        Instant end = until.isBefore(request.dueAt()) ? until : request.dueAt();
        Reply reply = shown(voice, request, secret, voice.reply(request, key, system, voice.time(end)));
        Reply told = mailbox == null ? reply : voicemail(voice, request, reply, mailbox);
        return request.handedOver() ? told.adding(afterwards(voice, request)) : told;
    }

    /** What becomes of a secret that its owner is not the only one to know: where another one has to be chosen, and where nobody makes them. */
    private String afterwards(Voice voice, Request request) {
        String name = request.owner().name();
        String there = request.legs().stream()
                .filter(leg -> leg.outcome() == Outcome.APPLIED && leg.draw() > 0)
                .filter(leg ->
                        request.secret() == SecretKind.PIN && locator.as(MakesPinChange.class, leg.system()) != null)
                .map(leg -> voice.label(leg.system(), locator))
                .collect(Collectors.joining(", "));
        return there.isEmpty()
                ? voice.say("phone-mode.seen", name)
                : voice.say("phone-mode.must-change", name, there) + "\n" + voice.say("phone-mode.seen", name);
    }

    private static Reply shown(Voice voice, Request request, Secret secret, Reply words) {
        return words.titled(voice.say(request, "title"))
                .revealing(voice.revealed(request, secret))
                .ending(outcome(request))
                .with(voice.keep(request));
    }

    /** The telephone refused what voicemail has taken, or may have. */
    private Reply voicemailOnly(Voice voice, Leg telephone, Leg mailbox) {
        return voice.reply(
                "voicemail.only." + Mailboxes.word(mailbox),
                locator.label(mailbox.system()),
                voice.label(telephone.system(), locator),
                telephone.detail() == null ? "" : telephone.detail());
    }

    /** The same with what voicemail did, and its retry where it failed. */
    private Reply voicemail(Voice voice, Request request, Reply reply, Leg mailbox) {
        Reply told = reply.adding(
                request.handedOver()
                        ? Mailboxes.toldOther(voice, locator, request, mailbox)
                        : Mailboxes.told(voice, locator, mailbox));
        return Mailboxes.failed(request)
                ? told.and(voice.button("retry-voicemail", Reply.Style.PLAIN, request.id()))
                : told;
    }

    /** The ten minutes begin with the first showing. */
    private void remember(Request request) {
        Instant now = clock.instant();
        Instant end = now.plus(terms.show());
        store.tx(tx -> {
            if (end.isBefore(request.dueAt())
                    && tx.requests().replace(request, request.withState(RequestState.SHOWN, end))) {
                tx.vault().keepUntil(request.id(), end);
            }
            trail.row(tx, Trail.receiver(tx, request), request, "show", "shown", Map.of());
            return true;
        });
    }

    private static Outcome outcome(Request request) {
        Outcome outcome = request.legs().get(0).outcome();
        return outcome == null || Mailboxes.voicemailOnly(request) ? Outcome.UNKNOWN : outcome;
    }
}
