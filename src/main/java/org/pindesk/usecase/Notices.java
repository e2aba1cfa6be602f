package org.pindesk.usecase;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Ending;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Outcome;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.gateway.Located;
import org.pindesk.gateway.Locator;
import org.pindesk.port.ChatException;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the bot owes people without their asking again: how a request ended. Stored in the transaction that ended it and sent from the
 * queue, so that a chat platform that is away for an hour loses none.
 */
public final class Notices {
    static final String OUTCOME = "outcome";
    static final String CLOSED = "closed";

    /** Detail of a leg that stayed undone because the directory was silent. */
    static final String DIRECTORY = "directory";

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final Store store;
    private final Locator locator;
    private final Teller teller;
    private final ApprovalCards approvals;

    public Notices(Store store, Locator locator, Teller teller, ApprovalCards approvals) {
        this.store = store;
        this.locator = locator;
        this.teller = teller;
        this.approvals = approvals;
    }

    /** The helpdesk person learns how the owner's pickup ended. */
    static Event outcome(Request request, Leg leg, Instant now) {
        Outcome outcome = leg.outcome() == null ? Outcome.UNKNOWN : leg.outcome();
        String detail = leg.detail() == null ? "" : leg.detail();
        return new Event(
                "notice:outcome:" + request.id() + ":" + outcome.word() + ":" + leg.draw(),
                Event.Kind.NOTICE,
                null,
                OUTCOME,
                Map.of(
                        "request", request.id(),
                        "system", leg.system(),
                        "outcome", outcome.name(),
                        "proof", leg.proof().word(),
                        "detail", detail),
                null,
                now,
                0);
    }

    /** Both sides learn that a request is over; its buttons go. */
    static Event closed(Request request, Instant now) {
        return new Event(
                "notice:closed:" + request.id(),
                Event.Kind.NOTICE,
                null,
                CLOSED,
                Map.of("request", request.id()),
                null,
                now,
                0);
    }

    /** Sends one notice. */
    public void send(Event event) {
        String id = event.args().getOrDefault("request", "");
        Request request = store.tx(tx -> tx.requests().byId(id)).orElse(null);
        if (request == null) {
            LOG.warn("notice {} is about a request that is gone", event.id());
            return;
        }
        try {
            if (event.name().equals(OUTCOME)) {
                sendOutcome(event, request);
            } else {
                sendClosed(request, event.receivedAt());
            }
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                throw e;
            }
            LOG.warn("notice {} cannot be delivered: {}", event.id(), e.getMessage());
        }
    }

    private void sendOutcome(Event event, Request request) {
        Outcome outcome = Outcome.valueOf(event.args().getOrDefault("outcome", Outcome.UNKNOWN.name()));
        String proof = event.args().getOrDefault("proof", "none");
        String system = event.args().getOrDefault("system", "");
        String detail = event.args().getOrDefault("detail", "");
        String key = outcome == Outcome.APPLIED ? "told.applied." + proof : "told." + outcome.word();
        boolean ours = outcome == Outcome.REFUSED && detail.matches("[a-z-]+");
        teller.direct(request.actor().chat(), voice -> {
            if (outcome == Outcome.UNREACHABLE && detail.equals(Mailboxes.SILENT)) {
                return voice.reply("voicemail.told.silent", request.owner().name())
                        .ending(outcome);
            }
            if (outcome == Outcome.REFUSED && detail.equals(Mailboxes.BARRED)) {
                return voice.reply("voicemail.told.barred", request.owner().name())
                        .ending(outcome);
            }
            Leg mailbox = Mailboxes.of(request);
            if (mailbox != null && Mailboxes.voicemailOnly(request)) {
                return voice.reply(
                                "voicemail.told.only." + Mailboxes.word(mailbox),
                                request.owner().name(),
                                locator.label(mailbox.system()),
                                voice.label(system, locator),
                                detail)
                        .ending(Outcome.UNKNOWN);
            }
            if (ours && voice.has("target." + detail)) {
                return noLongerAllowed(voice, request, voice.label(system, locator), detail);
            }
            String where = silent(voice, outcome, detail).orElse(voice.label(system, locator));
            Reply reply = voice.reply(request, key, request.owner().name(), where, detail);
            return withVoicemail(voice, request, reply.ending(outcome));
        });
    }

    /** What became of the mailbox, said to who offered; nothing where there is none, or it was not come to. */
    private Reply withVoicemail(Voice voice, Request request, Reply reply) {
        Leg mailbox = Mailboxes.of(request);
        if (mailbox != null && Mailboxes.leftOut(mailbox)) {
            return reply.adding(voice.say("voicemail.told.kept", request.owner().name()));
        }
        return mailbox == null || mailbox.outcome() == null
                ? reply
                : reply.adding(Mailboxes.toldOther(voice, locator, request, mailbox));
    }

    /** A refusal of ours at pickup, in the words that the helpdesk would have read at the offer. */
    private static Reply noLongerAllowed(Voice voice, Request request, String label, String word) {
        String name = request.owner().name();
        String why = Arrays.stream(Located.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .map(kind -> voice.say("target." + word, label, voice.detail(kind, ""), name))
                .orElseGet(() -> voice.say("target." + word, name));
        return voice.reply(request, "told.no-longer-allowed", name, why).ending(Outcome.REFUSED);
    }

    /** What was not reachable, when it was not the telephone system itself. */
    static Optional<String> silent(Voice voice, Outcome outcome, String detail) {
        boolean directory = outcome == Outcome.UNREACHABLE && detail.equals(DIRECTORY);
        return directory ? Optional.of(voice.say("system.directory")) : Optional.empty();
    }

    private void sendClosed(Request request, Instant now) {
        Ending ending = request.ending();
        if (ending == null || approvals.closed(request, ending, now)) {
            return;
        }
        MessageRef offer = request.offer();
        ChatUser owner = request.owner().chat();
        if (offer != null) {
            boolean later = Disowning.written(request) && ending != Ending.DISOWNED && !request.handedOver();
            // who did not fetch it themselves can still say so
            withdrawButtons(
                    owner,
                    offer,
                    voice -> later
                            ? ended(voice, request, ending)
                                    .with(voice.button("notme", Reply.Style.DANGER, request.id()))
                            : ended(voice, request, ending));
        }
        boolean actorLearns = ending == Ending.EXPIRED || ending == Ending.DISOWNED || ending == Ending.DECLINED;
        if (actorLearns && !request.selfService()) {
            String key = ending == Ending.DISOWNED && Disowning.written(request)
                    ? "told.disowned-after-write"
                    : "told." + ending.word();
            teller.direct(
                    request.actor().chat(),
                    voice -> voice.reply(request, key, request.owner().name()));
        }
    }

    /** A message that cannot be changed keeps nobody else from being told. */
    private void withdrawButtons(ChatUser owner, MessageRef offer, Function<Voice, Reply> what) {
        try {
            teller.update(owner, offer, what);
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                throw e;
            }
            LOG.warn("the offer in {} cannot be changed: {}", offer.channel(), e.getMessage());
        }
    }

    /** What the owner reads where the offer stood. */
    static Reply ended(Voice voice, Request request, Ending ending) {
        if (ending == Ending.DISOWNED && Disowning.written(request)) {
            return request.selfService()
                    ? voice.reply(request.secret(), "disown.after-write-self")
                    : voice.reply(
                            request.secret(),
                            "disown.after-write",
                            request.actor().name());
        }
        String key = "ended." + ending.word();
        return voice.reply(request, key, request.actor().name());
    }
}
