package org.pindesk.usecase;

import java.time.Clock;
import java.util.Map;
import org.pindesk.authorization.Action;
import org.pindesk.authorization.Authorizer;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.Event;
import org.pindesk.core.Person;
import org.pindesk.port.Store;

/** {@code /helpdesk stop} and {@code /helpdesk resume}: ends all changes of all copies at once, and lets them go on. */
public final class EmergencyBrake {
    private final Store store;
    private final Actors actors;
    private final Authorizer authorizer;
    private final Teller teller;
    private final Clock clock;

    public EmergencyBrake(Store store, Actors actors, Authorizer authorizer, Teller teller, Clock clock) {
        this.store = store;
        this.actors = actors;
        this.authorizer = authorizer;
        this.teller = teller;
        this.clock = clock;
    }

    public void stop(Event event) {
        set(event, true);
    }

    public void resume(Event event) {
        set(event, false);
    }

    private void set(Event event, boolean pull) {
        String action = pull ? "brake.pull" : "brake.release";
        Person actor =
                actors.require(event, action, each -> authorizer.mayActForOthers(Action.STOP, each, event.user()));
        if (actor == null) {
            return;
        }
        if (event.args().containsKey("dry-run")) {
            teller.reply(event, voice -> voice.reply(pull ? "brake.dry-run" : "brake.dry-run-release"));
            return;
        }
        store.tx(tx -> {
            if (pull) {
                tx.brake().pull(actor.displayName(), clock.instant());
            } else {
                tx.brake().release();
            }
            tx.audit()
                    .append(
                            new AuditEvent(
                                    Trail.of(actor),
                                    null,
                                    action,
                                    "done",
                                    event.id(),
                                    Map.of(),
                                    event.args().get("reason")),
                            clock.instant());
            return true;
        });
        teller.reply(event, voice -> voice.reply(pull ? "brake.pulled" : "brake.released"));
    }
}
