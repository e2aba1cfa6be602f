package org.pindesk.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Letter;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.port.ChatException;
import org.pindesk.port.Mail;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells those who must know that somebody said "This wasn't me": who acted, the helpdesk's channel, the security mailbox. */
public final class Alarm {
    static final String NAME = "alarm";

    /** Who acted, when the request was over already; else the end of the request tells them. */
    static final String ACTOR = "actor";

    static final String CHANNEL = "channel";
    static final String MAILBOX = "mailbox";

    /** The helpdesk's channel again: the secret still works. */
    static final String NOT_BURNT = "not-burnt";

    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    private final Store store;
    private final Teller teller;
    private final Voice house;
    private final Mail mail;
    private final @Nullable QueueChannel channel;
    private final @Nullable String mailbox;

    /**
     * @param house the voice of what stands in channels
     * @param channel the helpdesk's; null where there is none
     * @param mailbox address of the security mailbox; null where there is none
     */
    public Alarm(
            Store store,
            Teller teller,
            Voice house,
            Mail mail,
            @Nullable QueueChannel channel,
            @Nullable String mailbox) {
        this.store = store;
        this.teller = teller;
        this.house = house;
        this.mail = mail;
        this.channel = channel;
        this.mailbox = mailbox;
    }

    static Event of(Request request, String to, Instant now) {
        return new Event(
                "notice:alarm:" + request.id() + ":" + to,
                Event.Kind.NOTICE,
                null,
                NAME,
                Map.of("request", request.id(), "to", to),
                null,
                now,
                0);
    }

    /** Sends one of them. */
    public void send(Event event) {
        String id = event.args().getOrDefault("request", "");
        Optional<Request> request = store.tx(tx -> tx.requests().byId(id));
        if (request.isEmpty()) {
            LOG.warn("{} is about a request that is gone", event.id());
            return;
        }
        try {
            send(event.args().getOrDefault("to", ""), event, request.get());
        } catch (ChatException e) {
            if (e.kind() == ChatException.Kind.LATER) {
                throw e;
            }
            LOG.warn("{} cannot be delivered: {}", event.id(), e.getMessage());
        }
    }

    private void send(String to, Event event, Request request) {
        boolean written = Disowning.written(request);
        if (to.equals(ACTOR)) {
            ChatUser actor = request.actor().chat();
            String key = written ? "told.disowned-after-write" : "told.disowned";
            teller.direct(
                    actor,
                    voice -> voice.reply(request.secret(), key, request.owner().name()));
        } else if (to.equals(MAILBOX) && mailbox != null) {
            mail.send(new Letter(
                    event.id(),
                    mailbox,
                    house.locale(),
                    house.say("alarm.subject", request.owner().name()),
                    List.of(words(house, request)),
                    List.of()));
        } else if (!to.equals(MAILBOX) && channel != null) {
            String text = to.equals(NOT_BURNT)
                    ? house.say(
                            request.secret(), "alarm.not-burnt", request.owner().name())
                    : words(house, request);
            teller.post(channel, Reply.of(text));
        }
    }

    private static String words(Voice voice, Request request) {
        String owner = request.owner().name();
        if (request.selfService()) {
            return voice.say(request.secret(), "alarm.self", owner, request.id());
        }
        String key = Disowning.written(request) ? "alarm.written" : "alarm.offered";
        return voice.say(request.secret(), key, owner, request.actor().name(), request.id());
    }
}
