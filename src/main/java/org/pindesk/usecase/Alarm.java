package org.pindesk.usecase;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Request;
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
    private final AlarmPlaces places;

    public Alarm(Store store, Teller teller, AlarmPlaces places) {
        this.store = store;
        this.teller = teller;
        this.places = places;
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
        AlarmPlaces.deliver(event, () -> send(event.args().getOrDefault("to", ""), event, request.get()));
    }

    private void send(String to, Event event, Request request) {
        Voice house = places.voice();
        boolean written = Disowning.written(request);
        if (to.equals(ACTOR)) {
            ChatUser actor = request.actor().chat();
            String key = written ? "told.disowned-after-write" : "told.disowned";
            teller.direct(
                    actor,
                    voice -> voice.reply(request.secret(), key, request.owner().name()));
        } else if (to.equals(MAILBOX)) {
            places.write(event, house.say("alarm.subject", request.owner().name()), words(house, request));
        } else {
            String text = to.equals(NOT_BURNT)
                    ? house.say(
                            request.secret(), "alarm.not-burnt", request.owner().name())
                    : words(house, request);
            places.post(text);
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
