package org.pindesk.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.AuditEvent;
import org.pindesk.core.Leg;
import org.pindesk.core.Request;
import org.pindesk.core.Secret;
import org.pindesk.port.Store;

/**
 * What is stored before each write: that it is meant, and the sealed secret, in one transaction that also looks at the emergency brake.
 * After a crash it says what may have happened, and with which secret.
 */
final class Intents {
    /** The system's words, as it were, when the emergency brake is pulled. */
    static final String STOPPED = "all changes are stopped by the helpdesk";

    private final Store store;
    private final Clock clock;
    private final Duration keepUnshown;

    /**
     * @param keepUnshown how long a written secret that was not shown yet is kept
     */
    Intents(Store store, Clock clock, Duration keepUnshown) {
        this.store = store;
        this.clock = clock;
        this.keepUnshown = keepUnshown;
    }

    /**
     * Stores the intent of a write.
     *
     * @param leg that is written next
     * @param shared another leg of the request that is stored with it; null for none
     * @param secret to be sealed; null where it is sealed already
     * @return the request as it is stored; null when all changes are stopped: nothing was stored then
     */
    @Nullable
    Request journal(Request request, Leg leg, @Nullable Leg shared, @Nullable Secret secret) {
        List<Leg> legs = replace(request.legs(), leg);
        Request next = request.withLegs(shared == null ? legs : replace(legs, shared));
        Instant now = clock.instant();
        Optional<Boolean> done = store.tx(tx -> {
            if (tx.brake().pulled().isPresent()) {
                return Optional.<Boolean>empty();
            }
            if (!tx.requests().replace(request, next)) {
                return Optional.of(false);
            }
            if (secret != null) {
                tx.vault().seal(request.id(), request.owner().person(), leg.system(), secret, now.plus(keepUnshown));
            }
            tx.audit().append(intended(request, leg), now);
            return Optional.of(true);
        });
        if (done.isPresent() && !done.get()) {
            throw new IllegalStateException("request " + request.id() + " changed under its lease");
        }
        return done.isPresent() ? next : null;
    }

    /** The secret that was sealed for a system; null when there is none, or none any more. */
    @Nullable
    Secret sealed(Request request, String system) {
        return store.tx(tx -> tx.vault().open(request.id(), request.owner().person(), system, clock.instant()))
                .orElse(null);
    }

    /** Whether the emergency brake is pulled. */
    boolean stopped() {
        return store.tx(tx -> tx.brake().pulled()).isPresent();
    }

    private static AuditEvent intended(Request request, Leg leg) {
        return new AuditEvent(
                "person:" + request.owner().person(),
                "person:" + request.owner().person(),
                request.secret().word() + ".write",
                "intended",
                request.id(),
                Map.of("system", leg.system(), "draw", Integer.toString(leg.draw())),
                null);
    }

    private static List<Leg> replace(List<Leg> legs, Leg changed) {
        return legs.stream()
                .map(leg -> leg.system().equals(changed.system()) ? changed : leg)
                .toList();
    }
}
