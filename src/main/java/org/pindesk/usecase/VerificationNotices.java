package org.pindesk.usecase;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.pindesk.core.Event;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Outcome;
import org.pindesk.core.Reply;
import org.pindesk.port.Store;
import org.pindesk.port.Verifications.State;
import org.pindesk.port.Verifications.Verification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a question to a caller ended: who asked, who was asked, and after a wrong choice the helpdesk's channel and the security mailbox. */
public final class VerificationNotices {
    static final String NAME = "verified";

    /** Who asked. */
    static final String AGENT = "agent";

    /** The message with the numbers is changed. */
    static final String MESSAGE = "message";

    static final String CHANNEL = "channel";
    static final String MAILBOX = "mailbox";

    private static final Logger LOG = LoggerFactory.getLogger(VerificationNotices.class);

    private final Store store;
    private final Teller teller;
    private final AlarmPlaces places;

    public VerificationNotices(Store store, Teller teller, AlarmPlaces places) {
        this.store = store;
        this.teller = teller;
        this.places = places;
    }

    static Event of(Verification about, String to, Instant now) {
        return new Event(
                "notice:verified:" + about.id() + ":" + to,
                Event.Kind.NOTICE,
                null,
                NAME,
                Map.of("verification", about.id(), "to", to),
                null,
                now,
                0);
    }

    /**
     * Sends one of them.
     *
     * @throws org.pindesk.core.BackendException when the mail server has to be tried again later
     */
    public void send(Event event) {
        String id = event.args().getOrDefault("verification", "");
        Optional<Verification> about = store.tx(tx -> tx.verifications().byId(id));
        if (about.isEmpty()) {
            LOG.warn("{} is about a question that is gone", event.id());
            return;
        }
        AlarmPlaces.deliver(event, () -> send(event.args().getOrDefault("to", ""), event, about.get()));
    }

    private void send(String to, Event event, Verification about) {
        MessageRef sent = about.sent();
        if (to.equals(AGENT)) {
            teller.direct(about.agent().chat(), voice -> agent(voice, about));
        } else if (to.equals(MESSAGE) && sent != null) {
            teller.update(about.target().chat(), sent, voice -> target(voice, about));
        } else if (to.equals(MAILBOX)) {
            places.write(
                    event,
                    places.voice().say("verify.alarm.subject", about.target().name()),
                    alarm(about));
        } else if (to.equals(CHANNEL)) {
            places.post(alarm(about));
        }
    }

    private String alarm(Verification about) {
        Voice house = places.voice();
        return house.say(
                "verify.alarm." + about.state().word(),
                about.target().name(),
                about.agent().name(),
                house.time(about.askedAt()));
    }

    /** What who asked is told of a question that is over. */
    static Reply agent(Voice voice, Verification about) {
        Instant decided = about.decidedAt();
        String until = decided == null ? "" : voice.time(decided.plus(CallerVerification.GOOD_FOR));
        Reply told = voice.reply("verify.agent." + word(about), about.target().name(), until);
        return about.state() == State.RIGHT ? told : told.ending(Outcome.REFUSED);
    }

    /** What who was asked is told of it. */
    static Reply target(Voice voice, Verification about) {
        return voice.reply("verify.target." + word(about), about.agent().name());
    }

    /** One that is open and cannot be answered any more is over in a moment. */
    private static String word(Verification about) {
        return (about.state() == State.OPEN ? State.EXPIRED : about.state()).word();
    }
}
