package org.pindesk.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.pindesk.core.BackendException;
import org.pindesk.core.Event;
import org.pindesk.core.Leg;
import org.pindesk.core.Outcome;
import org.pindesk.core.Person;
import org.pindesk.core.Problem;
import org.pindesk.core.Request;
import org.pindesk.gateway.Burner;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Located;
import org.pindesk.port.Directory;
import org.pindesk.port.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After "This wasn't me" about a secret that was written: whoever fetched it must not use it. Waits in the queue until every system
 * that took it has taken another one, which nobody knows.
 */
public final class Burning {
    static final String NAME = "burn";

    private static final Logger LOG = LoggerFactory.getLogger(Burning.class);

    private final Store store;
    private final Directory directory;
    private final Credentials credentials;
    private final Burner burner;
    private final Trail trail;
    private final Clock clock;

    public Burning(Store store, Directory directory, Credentials credentials, Burner burner, Trail trail, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.credentials = credentials;
        this.burner = burner;
        this.trail = trail;
        this.clock = clock;
    }

    static Event of(Request request, Instant now) {
        return new Event(
                "notice:burn:" + request.id(),
                Event.Kind.NOTICE,
                null,
                NAME,
                Map.of("request", request.id()),
                null,
                now,
                0);
    }

    /**
     * @throws BackendException when a system has to be tried again later
     */
    public void run(Event event) {
        String id = event.args().getOrDefault("request", "");
        Request request = store.tx(tx -> tx.requests().byId(id)).orElse(null);
        if (request == null) {
            LOG.error("{}: the request is gone, its secret cannot be made useless", event.id());
            return;
        }
        Person owner = directory.read(request.owner().person()).orElse(null);
        boolean all = true;
        for (Leg leg : request.legs()) {
            if (leg.outcome() == Outcome.APPLIED || leg.outcome() == Outcome.UNKNOWN) {
                all &= owner != null && burn(request, leg, owner);
            }
        }
        if (!all) {
            store.tx(tx -> tx.queue().add(Alarm.of(request, Alarm.NOT_BURNT, clock.instant())));
        }
    }

    /** Whether the secret is useless now; false when it never will be by us. */
    private boolean burn(Request request, Leg leg, Person owner) {
        Located located = credentials.locate(request.secret(), owner, leg.system());
        if (located.kind().silent()) {
            throw new BackendException(Problem.UNREACHABLE, leg.system(), "a secret has to be made useless");
        }
        if (store.tx(tx -> tx.brake().pulled()).isPresent()) {
            throw new BackendException(
                    Problem.BUSY, leg.system(), "all changes are stopped; a secret has to be made useless");
        }
        boolean there = located.kind() == Located.Kind.FOUND && located.account() != null;
        row(request, leg, "intended");
        Outcome outcome = there
                ? burner.burn(request.secret(), java.util.Objects.requireNonNull(located.account()))
                : Outcome.REFUSED;
        row(request, leg, outcome.word());
        if (outcome == Outcome.UNREACHABLE || outcome == Outcome.UNKNOWN) {
            throw new BackendException(Problem.NO_ANSWER, leg.system(), "a secret may not be useless yet");
        }
        return outcome == Outcome.APPLIED;
    }

    private void row(Request request, Leg leg, String result) {
        store.tx(tx -> {
            trail.row(tx, "pindesk", request, NAME, result, Map.of("system", leg.system()));
            return true;
        });
    }
}
