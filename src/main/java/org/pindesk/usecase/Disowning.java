package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.pindesk.core.Ending;
import org.pindesk.core.Outcome;
import org.pindesk.core.PersonId;
import org.pindesk.core.Request;
import org.pindesk.core.RequestState;
import org.pindesk.port.Freezes;
import org.pindesk.port.Store;

/**
 * "This wasn't me": ends a request, keeps everything about its owner as it is until a human has looked into it, makes a secret useless
 * that was written already, and alerts those who must know. Saying it twice does nothing more.
 */
public final class Disowning {
    private final Store store;
    private final Trail trail;
    private final Clock clock;

    public Disowning(Store store, Trail trail, Clock clock) {
        this.store = store;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * @throws TryLater while a write is under way: nobody can say yet what has to be undone
     */
    void disown(Request request) {
        if (request.state() == RequestState.TAKING) {
            throw new TryLater(request.id());
        }
        if (request.ending() == Ending.DISOWNED) {
            return;
        }
        Instant now = clock.instant();
        PersonId owner = request.owner().person();
        PersonId against = request.selfService() ? null : request.actor().person();
        boolean open = request.isOpen();
        boolean done = store.tx(tx -> {
            Request closed = open ? request.closed(Ending.DISOWNED) : request;
            if (open && !tx.requests().replace(request, closed)) {
                return false;
            }
            ApprovalBook.closing(tx, trail, request, Ending.DISOWNED);
            tx.vault().destroy(request.id());
            boolean first = tx.freezes().of(owner).isEmpty();
            tx.freezes().add(new Freezes.Freeze(owner, now, owner, against));
            trail.row(
                    tx,
                    "person:" + owner,
                    request,
                    "disown",
                    Ending.DISOWNED.word(),
                    Map.of("frozen", first ? "now" : "before"));
            if (open) {
                tx.queue().add(Notices.closed(closed, now));
            } else if (against != null) {
                tx.queue().add(Alarm.of(request, Alarm.ACTOR, now));
            }
            tx.queue().add(Alarm.of(request, Alarm.CHANNEL, now));
            tx.queue().add(Alarm.of(request, Alarm.MAILBOX, now));
            if (written(request)) {
                tx.queue().add(Burning.of(request, now));
            }
            return true;
        });
        if (!done) {
            throw new TryLater(request.id());
        }
    }

    /** Whether a system was given a new secret, or may have been. */
    static boolean written(Request request) {
        return request.legs().stream()
                .anyMatch(leg -> leg.outcome() == Outcome.APPLIED || leg.outcome() == Outcome.UNKNOWN);
    }
}
