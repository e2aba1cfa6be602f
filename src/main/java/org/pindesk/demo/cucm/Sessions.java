package org.pindesk.demo.cucm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sessions by JSESSIONIDSSO: 30 minutes of idleness end them (AXL Developer Guide). Thread-safe. */
final class Sessions {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final int MOST = 1000;

    private final Clock clock;
    private final Map<String, Session> open = new LinkedHashMap<>();

    Sessions(Clock clock) {
        this.clock = clock;
    }

    synchronized String open(String account) {
        if (open.size() >= MOST) {
            open.clear();
        }
        String id = UUID.randomUUID().toString().replace("-", "");
        open.put(id, new Session(account, clock.instant()));
        return id;
    }

    /** The account of a session that is still alive, which it stays for another 30 minutes. */
    synchronized Optional<String> use(String id) {
        Session session = open.remove(id);
        Instant now = clock.instant();
        if (session == null || !now.isBefore(session.lastUse().plus(IDLE))) {
            return Optional.empty();
        }
        open.put(id, new Session(session.account(), now));
        return Optional.of(session.account());
    }

    synchronized void endAll() {
        open.clear();
    }

    private record Session(String account, Instant lastUse) {}
}
